"""An allocation letter: goal tree, indicators, the budget of each chapter, changes, grants, assignments.

Keys of the known figures: `budget_line` has unit, chapter, account_group (10 to 19, net), project,
year, version (plan); `budget_change` has chapter, category, code, year, base_year; `frame_cut` has code
and year; `grant` has scheme, year, measure (adopted, frame, addition); `assignment` has status, number,
label, deadline; `goal` has level, number, label, parent; `indicator_value` has indicator, measure, year;
`reporting` has label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from made.draft import Draft, Figure, Grid, Keys, Line, Said
from made.letter_pages import add_assignments, add_goal_tree, add_indicators, add_opening, add_reporting
from made.pieces import Made, Table, rounded

_GROUPS = (
    ("10", "Lønn", 1.0),
    ("11", "Kjøp av varer og tjenester som inngår i kommunal egenproduksjon", 0.26),
    ("13", "Kjøp av varer og tjenester som erstatter kommunal egenproduksjon", 0.3),
    ("14", "Overføringsutgifter", 0.14),
    ("16", "Salgsinntekter", -0.55),
    ("17", "Refusjoner", -0.12),
    ("18", "Overføringsinntekter", -0.08),
)
_GRANTS = (
    "Tilskudd til frivillige og ideelle organisasjoner på omsorgs- og aktivitetsområdet",
    "Tilskudd til nabolagstiltak",
    "Tilskudd til tiltak for likestilling og deltakelse",
)
_RECEIVERS = (
    "Foreningen Åpen dør, Fjordvik",
    "Stiftelsen Havnegata verksted",
    "Fjordvik idrettskrets, Trim på dagtid, Parken, Brua og tilhørende møteplasser i nabolaget",
    "Hjelpekorps Lundby",
    "Leseombudet i Fjordvik",
    "Bydelsbandet",
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all parts of one letter share; years are the columns in the order they are printed."""

    draft: Draft
    rng: Random
    year: int
    agency: str
    years: tuple[int, ...]

    @property
    def period(self) -> str:
        return f"{min(self.years)}-{max(self.years)}"

    def headed(self, first: str) -> tuple[str, ...]:
        """The words above the columns."""
        return (first, *(str(each) for each in self.years))

    def figures(self, amounts: dict[int, int], kind: str, **keys: str | int) -> list[Figure | str]:
        """One row; a change that is zero is printed as "-"."""
        dash = kind in ("budget_change", "frame_cut")
        return [
            "-" if dash and not amounts[each] else Figure(amounts[each], kind, {**keys, "year": each})
            for each in self.years
        ]


def make(
    seed: int,
    *,
    year: int = 2027,
    agency: str = "Omsorgsetaten",
    column_order: Sequence[str] | None = None,
    years: int = 4,
) -> Made:
    """A letter whose figures hang together.

    column_order  the years as they stand above the columns of every budget table, "2027" first as a rule
    years         how many years the plan has
    """
    rng = Random(seed)
    draft = Draft(f"letter-{seed}", "letter", f"Tildelingsbrev {year} {agency}")
    columns = tuple(int(each) for each in column_order or [str(year + ahead) for ahead in range(years)])
    frame = _Frame(draft, rng, year, agency, columns)
    add_opening(draft, rng, agency, year)
    draft.heading(f"4. Årsbudsjett {year} – bystyrets vedtak")
    add_goal_tree(draft, agency)
    add_indicators(draft, rng, year)
    draft.new_page()
    draft.heading("4.3 Tallbudsjettet", 2)
    changes = _invent_changes(rng, columns)
    _add_main_chapter(frame, "415", changes)
    _add_frame_cuts(frame, changes)
    _add_grants_chapter(frame, "419")
    _add_support_chapter(frame, "428")
    _add_investments(frame)
    add_assignments(draft, rng, agency, year)
    add_reporting(draft, agency, year)
    return draft.done()


@dataclass(frozen=True, slots=True)
class _Change:
    """One row of the table of changes."""

    label: str
    category: str
    amounts: dict[int, int]


def _invent_changes(rng: Random, years: tuple[int, ...]) -> list[_Change]:
    """Last year's budget and all that changes it, in thousand kroner by year."""
    first = min(years)

    def level(low: int, high: int) -> dict[int, int]:
        amount = rng.choice((-1, 1)) * rng.randint(low, high)
        return dict.fromkeys(years, amount)

    def stepwise(low: int, high: int, sign: int) -> dict[int, int]:
        amounts, amount = {}, rng.randint(low, high)
        for each in sorted(years):
            amounts[each] = sign * amount
            amount += rng.randint(0, high // 4)
        return amounts

    once = rng.randint(1_200, 6_000)
    return [
        _Change(f"Vedtatt budsjett {first - 1} videreført (netto)", "base", dict.fromkeys(
            years, rng.randint(500_000, 980_000))),
        _Change("Vedtak forrige periode", "earlier", stepwise(9_000, 40_000, -1)),
        _Change("Generell rammereduksjon", "general", {y: -rng.randint(3_000, 9_000) if y == max(years) else 0
                                                       for y in years}),
        _Change("Reduksjon i uspesifisert rammekutt", "general", stepwise(6_000, 17_000, 1)),
        _Change("Kompensasjon forventet lønns- og prisutvikling", "technical", dict.fromkeys(
            years, rng.randint(12_000, 31_000))),
        _Change("Endring pensjon OPF", "technical", level(1_000, 9_000)),
        _Change("Rammefinansiering av felles svartjeneste", "technical", level(120, 900)),
        _Change("Kveldsåpent dagsenter - styrket bemanning", "new", dict.fromkeys(
            years, rng.randint(1_000, 5_000))),
        _Change("Gangvakter", "new", {y: once if y == first else 0 for y in years}),
    ]  # fmt: skip


_CATEGORIES = {"general": "Generell rammeendring", "technical": "Tekniske justeringer", "new": "Ny innsats"}


def _add_main_chapter(frame: _Frame, chapter: str, changes: list[_Change]) -> None:
    """The budget by account group, and the way to its net from last year's budget."""
    draft = frame.draft
    net = {each: sum(change.amounts[each] for change in changes) for each in frame.years}
    caption = f"{chapter} {frame.agency} – driftsbudsjett (tall i tusen)"
    budget = _add_budget(frame, caption, chapter, _split(frame.rng, net), "")
    draft.new_page()
    draft.heading("Driftsbudsjettet med endringer:", 3)
    lines, row_of = [], []
    for place, change in enumerate(changes):
        if place == 2:
            lines.append(Line("Endringer:"))
        if place > 1 and change.category != changes[place - 1].category:
            lines.append(Line(_CATEGORIES[change.category], bold=True))
        row_of.append(len(lines))
        keys: Keys = {"chapter": chapter, "category": change.category, "code": change.label}
        if change.category == "base":
            keys["base_year"] = str(frame.year - 1)
        lines.append(Line(change.label, frame.figures(change.amounts, "budget_change", **keys)))
    about: Keys = {"chapter": chapter, "category": "frame", "code": "frame"}
    total = frame.figures(net, "budget_change", **about)
    lines.append(Line(f"Vedtatt budsjett {frame.year} (netto)", total, bold=True))
    header = frame.headed("Driftsbudsjettet med endringer")
    shape = Table("Tall i tusen", "", header, (), "changes", "1000 kr", label_width=70, bold_header=True)
    grid = draft.table(shape, lines)
    grid.add_up("changes", len(lines) - 1, row_of)
    grid.equals("frame is net budget", len(lines) - 1, budget, budget_rows(budget) - 1)
    _say_changes(frame, changes, grid, row_of)


def budget_rows(grid: Grid) -> int:
    """How many rows a table has."""
    return max(spot.row for spot in grid.figures) + 1


def _split(rng: Random, net: dict[int, int]) -> dict[str, dict[int, int]]:
    """Amounts by account group whose sum is the net; purchases take up what is left."""
    some = next(iter(net.values()))
    rows = {code: dict.fromkeys(net, round(some * part * rng.uniform(0.9, 1.1))) for code, _, part in _GROUPS}
    for each in net:
        rows["11"][each] += net[each] - sum(row[each] for row in rows.values())
    return rows


def _add_budget(
    frame: _Frame, caption: str, chapter: str, rows: dict[str, dict[int, int]], sum_label: str
) -> Grid:
    """A table by account group with its bold sum; the sum of the main chapter has no label."""
    labels = {code: label for code, label, _ in _GROUPS}
    about: Keys = {"unit": frame.agency, "chapter": chapter, "version": "plan"}
    lines = [
        Line(code, (labels[code], *frame.figures(amounts, "budget_line", **about, account_group=code)))
        for code, amounts in rows.items()
    ]
    net = {each: sum(row[each] for row in rows.values()) for each in frame.years}
    total = frame.figures(net, "budget_line", **about, account_group="net")
    lines.append(Line("", (sum_label or None, *total), bold=True))
    header = ("", *frame.headed("Kontogruppe"))
    shape = Table(
        caption, "", header, (), "budget", "1000 kr", text_columns=2, code_apart=True, bold_header=True
    )
    grid = frame.draft.table(shape, lines)
    grid.add_up("net", len(rows), range(len(rows)))
    return grid


def _say_changes(frame: _Frame, changes: list[_Change], grid: Grid, row_of: list[int]) -> None:
    """Sentences that tell single changes again in million kroner."""
    draft = frame.draft
    first = frame.years.index(frame.year) + 1
    draft.heading("Kveldsåpent dagsenter – styrket bemanning", 3)
    amount = changes[7].amounts[frame.year]
    draft.say(
        f"Det er lagt inn {{sum}} mill. hvert år fra og med {frame.year}. Minst {{staff}} skal være på vakt.",
        sum=Said(rounded(amount * 1000, "mill. kr", 1), "mill. kr", 1, grid.spot(row_of[7], first)),
        staff=Said(frame.rng.randint(2, 4), "ansatte"),
    )
    draft.heading("Gangvakter", 3)
    amount = changes[8].amounts[frame.year]
    draft.say(
        f"Etaten får {{sum}} mill. til gangvakter ut {frame.year}.",
        sum=Said(rounded(amount * 1000, "mill. kr", 1), "mill. kr", 1, grid.spot(row_of[8], first)),
    )


def _add_frame_cuts(frame: _Frame, changes: list[_Change]) -> None:
    """Cuts of the frame as they add up; empty cells leave no trace in the text."""
    draft, first, last = frame.draft, frame.year, max(frame.years)
    old = {each: changes[1].amounts[each] + 12_500 for each in frame.years}
    new, back = changes[2].amounts, changes[3].amounts
    draft.heading(f"Generell rammereduksjon {frame.period} akkumulert:", 3)
    total = {each: old[each] + new[each] + back[each] for each in frame.years}
    only_last = [c if isinstance(c, Figure) else None for c in frame.figures(new, "frame_cut", code="new")]
    lines = [
        Line("Generell rammereduksjon i perioden, akkumulert:"),
        Line(f"Generell rammereduksjon {first - 1}-{last - 1}", frame.figures(old, "frame_cut", code="old")),
        Line("Generell rammereduksjon Sak 1", only_last),
        Line("Reduksjon i uspesifisert rammekutt", frame.figures(back, "frame_cut", code="back")),
        Line(
            f"Generell rammereduksjon {frame.period}",
            frame.figures(total, "frame_cut", code="sum"),
            bold=True,
        ),
    ]
    shape = Table("Tall i tusen", "", frame.headed(""), (), "changes", "1000 kr",
                  label_width=70, tight=True, bold_header=True)  # fmt: skip
    grid = draft.table(shape, lines)
    grid.add_up("frame cuts", 4, (1, 2, 3))
    spots = {each: grid.spot(3, frame.years.index(each) + 1) for each in (first, last)}
    draft.say(
        f"Generell rammereduksjon er redusert med {{now}} mill. i {first} og {{later}} mill. i {last}.",
        now=Said(rounded(back[first] * 1000, "mill. kr", 1), "mill. kr", 1, spots[first]),
        later=Said(rounded(back[last] * 1000, "mill. kr", 1), "mill. kr", 1, spots[last]),
    )


def _add_grants_chapter(frame: _Frame, chapter: str) -> None:
    """A chapter of grants, its schemes in three years, and additions by name."""
    draft, rng, year = frame.draft, frame.rng, frame.year
    base = rng.randint(90_000, 240_000)
    row = {each: base if each == year else base - 10_400 for each in frame.years}
    label = f"Sum {chapter} - Tilskudd til omsorg, aktivitet og nabolag (SOS)"
    _add_budget(
        frame, f"{chapter} Tilskudd til omsorg og aktivitet (tall i tusen)", chapter, {"14": row}, label
    )
    lines = []
    for name in _GRANTS:
        amount = rng.randint(4_000, 160_000)
        measures = (("adopted", year - 2), ("adopted", year - 1), ("frame", year))
        lines.append(Line(name, [
            Figure(amount + rng.randint(-900, 900), "grant", {"scheme": name, "measure": measure, "year": at})
            for measure, at in measures
        ]))  # fmt: skip
    header = ("", f"Vedtak {year - 2}", f"Vedtak {year - 1}", f"Ramme {year}")
    draft.table(Table("Tall i tusen", "", header, (), "grants", "1000 kr", label_width=60), lines)
    _add_additions(frame)


def _add_additions(frame: _Frame) -> None:
    draft, rng = frame.draft, frame.rng
    draft.say(f"Rammene for {frame.year} har disse tilleggene fra bystyrets behandling:")
    names = rng.sample(_RECEIVERS, 5)
    amounts = [rng.randint(2, 20) * 100 for _ in names]
    lines = [
        Line(name, [Figure(amount, "grant", {"scheme": name, "measure": "addition", "year": frame.year})])
        for name, amount in zip(names, amounts, strict=True)
    ]
    about: Keys = {"scheme": "sum", "measure": "addition", "year": frame.year}
    lines.append(Line("SUM", [Figure(sum(amounts), "grant", about)]))
    grid = draft.table(Table("", "", ("", "Tall i tusen"), (), "changes", "1000 kr", label_width=70), lines)
    grid.add_up("additions", len(names), range(len(names)))


def _add_support_chapter(frame: _Frame, chapter: str) -> None:
    rng = frame.rng
    rows = {
        "11": dict.fromkeys(frame.years, -rng.randint(2_000, 8_000)),
        "14": {each: rng.randint(300_000, 900_000) for each in frame.years},
        "18": dict.fromkeys(frame.years, -rng.randint(90_000, 240_000)),
    }
    label = f"Sum {chapter} - Bostøtte og boligtilskudd (SOS)"
    _add_budget(frame, f"{chapter} Bostøtte og boligtilskudd (tall i tusen)", chapter, rows, label)


def _add_investments(frame: _Frame) -> None:
    draft, rng = frame.draft, frame.rng
    draft.heading(f"Investeringsbudsjett {frame.agency} (tall i tusen)", 3)
    parts = (("1 Kjøp av varer og tjenester som inngår i egenproduksjon", rng.randint(40, 80) * 100),
             ("7 Refusjoner", -rng.randint(5, 20) * 100))  # fmt: skip
    project = f"1{rng.randint(10_000, 29_999)}"
    about: Keys = {"unit": frame.agency, "project": project, "version": "plan"}
    lines = []
    for group, amount in parts:
        cells = frame.figures(
            dict.fromkeys(frame.years, amount), "budget_line", **about, account_group=group[:1]
        )
        lines.append(Line(project, (f"{frame.agency} - inventar og utstyr", group, *cells)))
    net = dict.fromkeys(frame.years, sum(amount for _, amount in parts))
    total = frame.figures(net, "budget_line", **about, account_group="net")
    lines.append(Line("", ("Totalsum", None, *total), bold=True))
    header = ("Prosjektnr.", "Prosjekt", *frame.headed("Kontogruppe"))
    shape = Table(
        "", "", header, (), "budget", "1000 kr",
        text_columns=3, label_width=24, code_apart=True, bold_header=True,
    )  # fmt: skip
    grid = draft.table(shape, lines)
    grid.add_up("investments", 2, (0, 1))
