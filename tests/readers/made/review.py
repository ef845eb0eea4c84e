"""A review of a sector: measure cards with effects in whole kroner, and tables of their sums in millions.

Keys of the known figures: `effect` has measure and year; `effect_sum` has by (agency, class, total), key,
year; `cut` has agency and year; `measure` has code, agency, label, estimate, implementation, citizens,
organisation, overall_class; `service` has service and measure; `rate` has household, measure, year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from made.draft import Draft, Figure, Grid, Keys, Line, Said
from made.pieces import Card, Made, Spot, Table, printed, rounded
from made.review_pages import add_places, add_rates

CLASSES = {
    "best": "Beste forhold mellom økonomisk effekt og konsekvens",
    "second_best": "Nest beste forhold mellom økonomisk effekt og konsekvens",
    "middle": "Middels forhold mellom økonomisk effekt og konsekvens",
    "second_worst": "Nest dårligste forhold mellom økonomisk effekt og konsekvens",
    "worst": "Dårligste forhold mellom økonomisk effekt og konsekvens",
}
_TITLES = (
    "Felles innkjøp av møbler til dagsentre",
    "Prisen på døgnplasser settes nærmere kostnaden og etaten får styre antall plasser",
    "Samle to lagre på ett sted",
    "Utrede felles ledelse av boligkontorene i kommunen",
    "Færre trykksaker og flere digitale brev",
    "Redusere bruken av innleie om natten",
)
_HALF = 500_000
_UNCERTAINTY = {"low": "Lav usikkerhet", "medium": "Middels usikkerhet", "high": "Stor usikkerhet"}
_CONSEQUENCE = {"somewhat_negative": "Noe negativ", "neutral": "Nøytral", "somewhat_positive": "Noe positiv"}


@dataclass(frozen=True, slots=True)
class _Measure:
    """One measure: effects in kroner by year, positive when cost falls."""

    code: str
    agency: str
    title: str
    overall: str
    effects: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all parts of one review share; agencies are names by code."""

    draft: Draft
    rng: Random
    year: int
    years: tuple[int, ...]
    agencies: dict[str, str]

    def headings(self) -> tuple[str, ...]:
        """Words above the years; the last year has an arrow, for it goes on."""
        return tuple(f"{at} →" if at == max(self.years) else str(at) for at in self.years)

    def figures(self, amounts: dict[int, int], kind: str, **keys: str | int) -> list[Figure]:
        """Kroner in million kroner, with a decimal only where it is needed."""
        return [
            Figure(
                rounded(amounts[at], "mill. kr", 1),
                kind,
                {**keys, "year": at},
                int(amounts[at] % 1_000_000 > 0),
            )
            for at in self.years
        ]


def make(
    seed: int,
    *,
    year: int = 2027,
    agency: str = "Omsorgsetaten",
    column_order: Sequence[str] | None = None,
    years: int = 5,
    measures: int = 5,
) -> Made:
    """A review whose figures hang together.

    column_order  the years as they stand above the columns of every table of effects, "2027" first as a rule
    years         how many years effects are given for
    measures      how many cards, 1 to 6
    """
    rng = Random(seed)
    draft = Draft(f"sector-review-{seed}", "sector_review", f"Sektorgjennomgang {year} - omsorg og bolig")
    columns = tuple(int(at) for at in column_order or [str(year + ahead) for ahead in range(years)])
    others = {"BOE": "Boligetaten", "SOS": "Byrådsavdeling for sosiale tjenester"}
    code = agency[:3].upper()
    agencies = {f"{code}E" if code in others else code: agency, **others}
    frame = _Frame(draft, rng, year, columns, agencies)
    found = _invent(frame, measures)
    draft.heading("Sammendrag")
    totals = _say_summary(frame, found)
    first = _add_effects(frame, "Tabell 1", found)
    _restate(frame, first, totals)
    draft.heading("2.6 Vedtatte kutt i økonomiplanen", 2)
    _add_cuts(frame)
    draft.new_page()
    draft.heading("3 Mulige effektiviseringstiltak og tilhørende virkninger")
    add_places(draft, rng, agency)
    cards = {measure.code: _add_card(frame, measure) for measure in found}
    add_rates(draft, rng, year)
    draft.new_page()
    draft.heading("4 Samlet vurdering")
    by_agency = _add_by_agency(frame, found)
    again = _add_effects(frame, "Tabell 12", found)
    _hold_together(frame, found, cards, (first, by_agency, again))
    return draft.done()


def _invent(frame: _Frame, count: int) -> list[_Measure]:
    """Measures of the agencies in turn; effects grow, in half millions."""
    rng, made = frame.rng, []
    codes = list(frame.agencies)
    numbers = dict.fromkeys(codes, 0)
    for place, title in enumerate(rng.sample(_TITLES, count)):
        code = codes[place % len(codes)]
        numbers[code] += 1
        amount, begins = rng.randint(2, 60) * _HALF, rng.randint(0, 2)
        effects = {}
        for ahead, at in enumerate(sorted(frame.years)):
            effects[at] = 0 if ahead < begins else amount
            amount += rng.choice((0, 0, rng.randint(1, 20) * _HALF)) if ahead >= begins else 0
        overall = rng.choice(("best", "second_best", "second_best", "middle"))
        made.append(_Measure(f"{code}{numbers[code]}", code, title, overall, effects))
    return made


def _added(frame: _Frame, found: list[_Measure]) -> dict[int, int]:
    """Effects of all the measures, by year."""
    return {at: sum(measure.effects[at] for measure in found) for at in frame.years}


def _say_summary(frame: _Frame, found: list[_Measure]) -> dict[int, int]:
    """The summary, whose total is told before the table stands."""
    draft = frame.draft
    total, last = _added(frame, found), max(frame.years)
    draft.say(
        f"Gjennomgangen har funnet {{count}} tiltak. Samlet årlig effekt er {{sum}} mill. kroner fra {last}.",
        count=Said(len(found), "antall"),
        sum=Said(rounded(total[last], "mill. kr", 1), "mill. kr", int(total[last] % 1_000_000 > 0)),
    )
    return total


def _restate(frame: _Frame, table: Grid, total: dict[int, int]) -> None:
    first, last = min(frame.years), max(frame.years)
    row = len(CLASSES)
    if total[first] == total[last]:
        return
    said = {
        name: Said(rounded(total[at], "mill. kr", 1), "mill. kr", int(total[at] % 1_000_000 > 0),
                   table.spot(row, frame.years.index(at) + 1))
        for name, at in (("before", first), ("later", last))
    }  # fmt: skip
    words = f"fra {{before}} mill. kroner i {first} til {{later}} mill. kroner i {last}"
    frame.draft.say(f"Tabellen viser en økning {words}.", **said)
    earlier, later = (printed(s.value, s.decimals) for s in said.values())
    frame.draft.direction(earlier, later, "up", "en økning", unit="mill. kr")


def _add_effects(frame: _Frame, number: str, found: list[_Measure]) -> Grid:
    """Effects by overall class, with a total."""
    lines = []
    for overall, label in CLASSES.items():
        amounts = _added(frame, [m for m in found if m.overall == overall])
        lines.append(Line(label, frame.figures(amounts, "effect_sum", by="class", key=overall)))
    lines.append(
        Line("Total", frame.figures(_added(frame, found), "effect_sum", by="total", key="total"), bold=True)
    )
    caption = f"{number}: Tiltakenes økonomiske effekt fordelt etter samlet vurdering, per år, mill. kroner"
    shape = Table(caption, "", ("", *frame.headings()), (), "effects", "mill. kr", label_width=38)
    grid = frame.draft.table(shape, lines)
    grid.add_up("classes", len(CLASSES), range(len(CLASSES)))
    return grid


def _add_cuts(frame: _Frame) -> None:
    """Cuts already adopted, before the review: four years from the year before."""
    draft, rng = frame.draft, frame.rng
    years = [frame.year - 1 + ahead for ahead in range(4)]
    codes = list(frame.agencies)[:2]
    cuts = {code: [-rng.randint(30, 120) * 100_000 for _ in years] for code in codes}
    for row in cuts.values():
        row.sort(reverse=True)
    total = [sum(column) for column in zip(*cuts.values(), strict=True)]
    lines = [Line(code, _cut_row(row, years, code)) for code, row in cuts.items()]
    lines.append(Line("Totalt for sektoren", _cut_row(total, years, "total"), bold=True))
    caption = f"Tabell 4 Vedtatte rammekutt per virksomhet {years[0]}-{years[-1]} (beløp i mill. kroner)"
    header = ("Virksomhet", *(str(at) for at in years))
    grid = draft.table(Table(caption, "", header, (), "changes", "mill. kr"), lines)
    grid.add_up("cuts", len(codes), range(len(codes)))
    now, later = abs(rounded(total[0], "mill. kr", 1)), abs(rounded(total[-1], "mill. kr", 1))
    draft.say(
        f"Sektoren har rammekutt på {{now}} mill. kroner i {years[0]}, "
        f"som øker til {{later}} mill. kroner i {years[-1]}.",
        now=Said(now, "mill. kr", 1, grid.spot(len(codes), 1)),
        later=Said(later, "mill. kr", 1, grid.spot(len(codes), len(years))),
    )
    if later > now:
        draft.direction(printed(now, 1), printed(later, 1), "up", "øker til", unit="mill. kr")


def _cut_row(amounts: list[int], years: list[int], agency: str) -> list[Figure]:
    return [
        Figure(
            rounded(amount, "mill. kr", 1), "cut", {"agency": agency, "year": at}, int(amount % 1_000_000 > 0)
        )
        for amount, at in zip(amounts, years, strict=True)
    ]


def _add_card(frame: _Frame, measure: _Measure) -> Spot:
    """The card of one measure; gives the first cell of its effects."""
    draft, rng = frame.draft, frame.rng
    agency = frame.agencies[measure.agency]
    sure = rng.choice(list(_UNCERTAINTY)), rng.choice(list(_UNCERTAINTY))
    touch = rng.choice(list(_CONSEQUENCE)), rng.choice(list(_CONSEQUENCE))
    draft.heading(f"{measure.code} – {measure.title}", 3)
    share = rng.randint(5, 40)
    basis = draft.worded(
        "Anslaget bygger på at {share} prosent av dagens omfang kan tas bort. Det er et forsiktig eksempel.",
        share=Said(share, "prosent", keys={"measure": measure.code}),
    )
    label = "Økonomisk effekt (driftsvirkning i hele kroner, positive tall beskriver redusert kostnad)"
    effects = Table("", "", (label, *frame.headings()), (), "effects", "kr")
    texts = (
        ("Estimatusikkerhet", f"Anslaget er vurdert slik: {_UNCERTAINTY[sure[0]].lower()}."),
        ("Gjennomførings- usikkerhet", "Tiltaket krever vedtak, og innføringen skjer trinnvis."),
        ("Konsekvenser for innbyggere", "Innbyggerne møter samme tilbud, men noen må reise lenger."),
        ("Konsekvenser for ansatte/ organisasjonen", f"Ansatte i {agency} får endrede oppgaver."),
        ("Samlet vurdering", f"Tiltaket har {CLASSES[measure.overall].lower()}."),
    )
    boxes = (*(_UNCERTAINTY[s] for s in sure), *(_CONSEQUENCE[t] for t in touch))
    card = Card(
        f"Tiltak {measure.code} {measure.title}", "Tiltaket gjelder drift.", effects, basis, texts, boxes
    )
    amounts = [
        Figure(measure.effects[at], "effect", {"measure": measure.code, "year": at}) for at in frame.years
    ]
    grid = draft.card(card, amounts)
    about: Keys = {
        "code": measure.code,
        "agency": agency,
        "label": measure.title,
        "overall_class": measure.overall,
    }
    judged: Keys = {
        "estimate": sure[0],
        "implementation": sure[1],
        "citizens": touch[0],
        "organisation": touch[1],
    }
    draft.fact("measure", **about, **judged)
    return grid.spot(0, 1)


def _add_by_agency(frame: _Frame, found: list[_Measure]) -> Grid:
    """Effects by agency, with a total and the cuts already adopted, which are not known for all years."""
    lines = []
    for code in frame.agencies:
        amounts = _added(frame, [m for m in found if m.agency == code])
        lines.append(Line(code, frame.figures(amounts, "effect_sum", by="agency", key=code)))
    lines.append(
        Line("Total", frame.figures(_added(frame, found), "effect_sum", by="total", key="total"), bold=True)
    )
    known = sorted(frame.years)[:3]
    cuts = [
        Figure(frame.rng.randint(40, 90), "cut", {"agency": "total", "year": at}) if at in known else "N/A"
        for at in frame.years
    ]
    lines.append(Line("Rammekutt", cuts))
    caption = "Tabell 11: Årlig økonomisk effekt per virksomhet, mill. kroner"
    grid = frame.draft.table(Table(caption, "", ("", *frame.headings()), (), "effects", "mill. kr"), lines)
    grid.add_up("agencies", len(lines) - 2, range(len(lines) - 2))
    return grid


def _hold_together(
    frame: _Frame, found: list[_Measure], cards: dict[str, Spot], tables: tuple[Grid, Grid, Grid]
) -> None:
    """Cards make the rows of the tables, and the same table stands twice."""
    first, by_agency, again = tables
    for column in range(1, len(frame.years) + 1):
        cell = {code: spot._replace(column=column) for code, spot in cards.items()}
        for row, overall in enumerate(CLASSES):
            parts = [(cell[m.code], 1) for m in found if m.overall == overall]
            for table in (first, again) if parts else ():
                frame.draft.hold("cards by class", table.spot(row, column), parts)
        for row, code in enumerate(frame.agencies):
            parts = [(cell[m.code], 1) for m in found if m.agency == code]
            if parts:
                frame.draft.hold("cards by agency", by_agency.spot(row, column), parts)
        for row in range(len(CLASSES) + 1):
            frame.draft.hold("repeated table", again.spot(row, column), [(first.spot(row, column), 1)])
        totals = by_agency.spot(len(frame.agencies), column), first.spot(len(CLASSES), column)
        frame.draft.hold("total", totals[0], [(totals[1], 1)])
