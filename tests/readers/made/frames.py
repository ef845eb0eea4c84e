"""Frames of a district: the way from last year's budget to the new frame, area by area, and savings."""

from dataclasses import dataclass
from random import Random

from made.district import AREAS, Post, by, thousand
from made.draft import Draft, Figure, Grid, Keys, Line, Said
from made.pieces import Spot, Table, rounded

_SAVINGS = {
    "FO1": ("Færre trykksaker", "Felles vikarordning for stab"),
    "FO2A": ("Samlet åpningstid om sommeren",),
    "FO3": ("Ruteplan for hjemmehjelp", "Digitalt tilsyn om natten", "Mindre matsvinn"),
    "FO4C": (),
}
_USERS = ("Ingen effekt", "Noe lengre ventetid på svar", "Brukerne møter færre ulike ansatte")
_STAFF = (
    "En ubesatt stilling holdes ledig",
    "Ingen effekt. Risikoen for merforbruk øker noe",
    "To årsverk omdisponeres",
)


@dataclass(frozen=True, slots=True)
class AreaFrame:
    """The steps from base to frame of one area, in kroner."""

    area: str
    name: str
    base: int
    technical: int
    in_year: int
    compensation: int
    savings: tuple[tuple[str, int], ...]
    general: int

    @property
    def saved(self) -> int:
        """All savings."""
        return sum(amount for _, amount in self.savings)

    @property
    def adjusted(self) -> int:
        """The base with all consequences."""
        return self.base + self.technical + self.in_year

    @property
    def frame(self) -> int:
        """What the area gets."""
        return self.adjusted + self.compensation + self.saved + self.general


def invent_frames(rng: Random, posts: list[Post], year: int, *, finest: int) -> list[AreaFrame]:
    """A frame for each area that begins with its adopted budget and ends with its plan."""
    sums = by(posts, lambda post: post.area)
    made = []
    for area, name, _ in AREAS:
        if area not in sums:
            continue
        base, plan = sums[area]["adopted"], sums[area]["plan"]

        def some(low: float, high: float, base: int = base) -> int:
            return round(base * rng.uniform(low, high) / finest) * finest

        savings = tuple(
            (f"Omstillingstiltak: {label}", -rng.randint(3, 40) * 100_000) for label in _SAVINGS[area]
        )
        technical, in_year, compensation = some(0.005, 0.03), some(-0.1, -0.01), some(0.01, 0.04)
        known = base + technical + in_year + compensation + sum(amount for _, amount in savings)
        made.append(AreaFrame(area, name, base, technical, in_year, compensation, savings, plan - known))
    return made


STEPS = (
    ("Vedtatt budsjett forrige år videreført", "base", ()),
    ("Tekniske justeringer", "technical", ()),
    ("Budsjettendring i år", "in_year", ()),
    ("Konsekvensjusteringer", "consequence", (1, 2)),
    ("Konsekvensjustert ramme", "adjusted", (0, 3)),
    ("Kompensasjon for forventet lønns- og prisutvikling", "compensation", ()),
    ("Kompensasjon for forventet lønns- og prisutvikling", "compensation_sum", (5,)),
    ("Innsparingstiltak", "savings", ()),
    ("Generell rammeendring", "general", ()),
    ("Endringer", "changes", (7, 8)),
    ("Ramme {period}", "frame", (4, 6, 9)),
)


def add_district_frame(draft: Draft, frames: list[AreaFrame], year: int, years: int) -> Grid:
    """All areas together, by category of change and year; later years differ in what changes in the year."""
    draft.new_page()
    draft.heading("Hovedtallene i budsjettforslaget")
    draft.heading("Driftsbudsjett fordelt på endringskategorier", 2)
    period = f"{year}-{year + years - 1}"
    lines = []
    for label, category, _ in STEPS:
        cells = [
            Figure(thousand(_step(frames, category, ahead)), "budget_change", {
                "area": "all", "category": category, "code": category, "year": year + ahead,
            })
            for ahead in range(years)
        ]  # fmt: skip
        lines.append(Line(label.format(period=period), cells, bold=category in ("adjusted", "frame")))
    header = ("", *(str(year + ahead) for ahead in range(years)))
    shape = Table("", "Beløp i 1000", header, (), "changes", "1000 kr", label_width=28)
    grid = draft.table(shape, lines)
    for row, (_, _, terms) in enumerate(STEPS):
        if terms:
            grid.add_up("frame", row, terms)
    saved = sum(frame.saved for frame in frames)
    draft.say(
        f"Innsparingstiltakene utgjør til sammen {{saved}} mill. kroner i {year}.",
        saved=Said(abs(rounded(saved, "mill. kr", 1)), "mill. kr", 1, grid.spot(7, 1)),
    )
    return grid


def _step(frames: list[AreaFrame], category: str, ahead: int) -> int:
    """One category of the whole district, so many years ahead."""
    later = 137_000 * len(frames) if ahead else 0
    one = {
        "base": [f.base for f in frames],
        "technical": [f.technical for f in frames],
        "in_year": [*(f.in_year for f in frames), later],
        "consequence": [*(f.technical + f.in_year for f in frames), later],
        "adjusted": [*(f.adjusted for f in frames), later],
        "savings": [f.saved for f in frames],
        "general": [f.general for f in frames],
        "changes": [f.saved + f.general for f in frames],
        "frame": [*(f.frame for f in frames), later],
    }
    return sum(one.get(category) or [f.compensation for f in frames])


def add_area_frames(
    draft: Draft, rng: Random, frames: list[AreaFrame], year: int, years: int, agency: str
) -> list[tuple[Grid, dict[str, int]]]:
    """For each area its frame, the text of its savings, and an indicator table.

    returns  the overview of each area, and its rows by category
    """
    draft.new_page()
    draft.heading("Kommunens tjenesteområder")
    made = []
    for frame in frames:
        draft.heading(frame.name, 2)
        draft.heading("Rammeoversikt", 3)
        grid, rows = _add_overview(draft, frame, (year, year + years - 1), agency)
        for saving in frame.savings:
            _say_saving(draft, rng, frame.area, saving, grid.spot(rows[saving[0]], 3))
        _add_indicators(draft, rng, frame.area, year)
        made.append((grid, rows))
    return made


def _add_overview(
    draft: Draft, frame: AreaFrame, period: tuple[int, int], agency: str
) -> tuple[Grid, dict[str, int]]:
    """The overview of one area, its rows numbered by label."""
    changes = [("Generell rammeendring", "general", frame.general)]
    rows = [
        ("Vedtatt budsjett forrige år videreført", "base", frame.base),
        ("Sum Tekniske justeringer", "technical", frame.technical),
        ("Sum Budsjettendring i år", "in_year", frame.in_year),
        ("Konsekvensjusteringer", "consequence", frame.technical + frame.in_year),
        ("Konsekvensjustert ramme", "adjusted", frame.adjusted),
        ("Kompensasjon for forventet lønns- og prisutvikling", "compensation", frame.compensation),
        ("Sum Kompensasjon for forventet lønns- og prisutvikling", "compensation_sum", frame.compensation),
        *((label, "saving", amount) for label, amount in frame.savings),
        *([("Sum Innsparingstiltak", "savings", frame.saved)] if frame.savings else []),
        *changes,
        ("Endringer", "changes", frame.saved + frame.general),
        (f"Ramme {period[0]}-{period[1]}", "frame", frame.frame),
    ]
    lines: list[Line] = []
    place: dict[str, int] = {}
    for label, category, amount in rows:
        if category == "saving" and "saving" not in place:
            lines.append(Line("Innsparingstiltak", (None, None, None)))
        about: Keys = {"area": frame.area, "category": category, "code": label, "year": period[0]}
        place[category] = place[label] = len(lines)
        where = agency if category == "saving" else None
        lines.append(Line(label, (None, where, Figure(thousand(amount), "budget_change", about))))
    header = ("Beskrivelse tiltak", "Tiltak", "Avdeling", str(period[0]))
    shape = Table("", "Beløp i 1000", header, (), "changes", "1000 kr", label_width=24)
    grid = draft.table(shape, lines)
    _hold_overview(grid, place, [place[label] for label, _ in frame.savings])
    return grid, place


def _hold_overview(grid: Grid, place: dict[str, int], savings: list[int]) -> None:
    sums = {
        "consequence": ("technical", "in_year"),
        "adjusted": ("base", "consequence"),
        "compensation_sum": ("compensation",),
        "changes": ("savings", "general"),
        "frame": ("adjusted", "compensation_sum", "changes"),
    }
    for result, terms in sums.items():
        grid.add_up("overview", place[result], [place[term] for term in terms if term in place])
    if savings:
        grid.add_up("savings", place["savings"], savings)


def _say_saving(draft: Draft, rng: Random, area: str, saving: tuple[str, int], spot: Spot) -> None:
    """The text about one saving, with its consequences for users and for the district."""
    label, amount = saving
    draft.heading(label, 4)
    saved = abs(rounded(amount, "mill. kr", 1))
    draft.say(
        "Tiltaket gir en innsparing på {saved} mill. kroner, og tjenesten holdes på dagens nivå.",
        saved=Said(saved, "mill. kr", 1, spot, {"area": area, "label": label}),
    )
    draft.heading("Konsekvenser av tiltaket", 5)
    user, staff = rng.choice(_USERS), rng.choice(_STAFF)
    draft.bullets((f"Bruker: {user}", f"Bydelen/ansatte: {staff}"))
    about: Keys = {"area": area, "label": label, "effect_user": user, "effect_district": staff}
    draft.money("saving", rounded(amount, "1000 kr"), "1000 kr", **about)


def _add_indicators(draft: Draft, rng: Random, area: str, year: int) -> None:
    """A table of indicators, three columns of words before the numbers."""
    draft.heading("Måltabell", 3)
    label = f"{area} (SOS) Andel ansatte i hele stillinger"
    cells = []
    for at, measure in ((year - 3, "result"), (year - 2, "result"), (year - 1, "expected"), (year, "target")):
        value = round(rng.uniform(60, 80))
        about: Keys = {"indicator": label, "area": area, "measure": measure, "year": at}
        cells.append(Figure(value, "indicator_value", about, 1, words="{} %"))
    goal = "SOS - 3.2 Kommunen beholder og rekrutterer fagfolk"
    years = (f"{year - 3}", f"Siste måling {year - 2}", f"Forventet {year - 1}", f"Mål {year}")
    header = ("Hovedmål", "Delmål", "Indikator", *years)
    shape = Table("", "", header, (), "indicators", "prosent", text_columns=3, label_width=20)
    draft.table(shape, [Line(goal, (f"{area} (SOS)3.2 Kommunen beholder fagfolk", label, *cells))])
