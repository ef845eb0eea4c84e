"""An agency's annual report: staff, key figures, grants, goals, accounts by chapter and scheme, investments.

Keys of the known figures: `budget_line` has unit, chapter, project, account_group (10 to 19, expenses,
income, net), year, version; `adjustment` has chapter, art, decision, year; `investment` has project, chapter,
year, version; `indicator_value` has indicator, measure (result, target, deviation), year; `grant` has scheme,
year, measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from made.accounts import COLUMNS, Accounts, accounts_lines, invent_groups, roman, split_chapter
from made.draft import Draft, Figure, Grid, Keys, Line, Said
from made.pieces import Made, Spot, Table, printed, rounded
from made.report_pages import add_goals, add_grants, add_key_figures, add_sick_leave, add_staff

SCHEMES = (
    "Tilskudd til lyse oppganger",
    "Støtte til deling av verktøy og redskap",
    "Møteplasstilskudd",
    "Leiehjelp for unge i etablering",
    "Kommunal trinnstøtte (KTS)",
)
_DECISIONS = (
    ("VBYS06", "{case}, Bystyrets sak 17.06.{year} - Revidert budsjett {year}"),
    ("VBYS12", "{case}, Bystyrets sak 09.12.{year} - Justering for skatt og rammetilskudd"),
    ("VADM12", "Admin. vedtak 1412{yy} - Flytting mellom drift og investering"),
    ("VSOS02", "{case}, byrådens sak 2502{yy} - Opplæring i trygg medisinbruk"),
    ("VSOS04", "{case}, byrådens sak 2204{yy} - Midler til ny handlingsplan"),
    ("VKOM07", "{case}, komm.dir. 0307{yy} - Dekning av merkostnader 2. kvartal {year}"),
)
_ARTS = ("10100", "11000", "11400", "14000", "15750")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all parts of one report share."""

    draft: Draft
    rng: Random
    year: int
    agency: str
    order: tuple[str, ...]
    unit: str

    def said(self, kroner: int, decimals: int, restates: Spot | None = None) -> Said:
        """An amount in million kroner, for a sentence, without its sign."""
        return Said(abs(rounded(kroner, "mill. kr", decimals)), "mill. kr", decimals, restates)


def make(
    seed: int,
    *,
    year: int = 2027,
    agency: str = "Omsorgsetaten",
    column_order: Sequence[str] | None = None,
    years: int = 5,
    schemes: int = 3,
    unit: str = "kr",
) -> Made:
    """A report whose figures hang together.

    column_order  columns of the accounts tables: an order of some or all of `COLUMNS`
    years         how many years of key figures
    unit          unit the accounts are printed in: kr or 1000 kr
    """
    rng = Random(seed)
    draft = Draft(f"annual-report-{seed}", "annual_report", f"Årsberetning {year} {agency}")
    frame = _Frame(draft, rng, year, agency, tuple(column_order or COLUMNS), unit)
    draft.heading(draft.title)
    add_staff(draft, rng, year)
    add_key_figures(draft, rng, agency, year, years)
    add_grants(draft, rng, agency, year)
    add_goals(draft, rng, agency, year, "415")
    draft.new_page()
    draft.heading("3. Budsjett og regnskap")
    draft.heading("3.1 Driftsregnskap", 2)
    _add_main_chapter(frame, "415")
    _add_scheme_chapter(frame, "427", schemes)
    _add_investments(frame, "415")
    add_sick_leave(draft, rng, year)
    return draft.done()


def _add_main_chapter(frame: _Frame, chapter: str) -> None:
    draft, agency = frame.draft, frame.agency
    draft.heading(f"3.1.1 Kap. {chapter} {agency}", 3)
    accounts = invent_groups(frame.rng, 900_000_000, finest=1000 if frame.unit == "1000 kr" else 1)
    grid = _add_accounts(frame, accounts, chapter, caption=f"Driftsregnskap for kap. {chapter} {agency}")
    _say_result(frame, accounts, grid)
    _say_groups(frame, accounts, grid)
    _add_adjustments(frame, accounts, chapter, grid)
    _say_growth(frame, accounts, grid)


def _add_accounts(
    frame: _Frame,
    accounts: Accounts,
    chapter: str,
    *,
    caption: str,
    project: str = "",
    only_sums: bool = False,
) -> Grid:
    """An accounts table, with what holds in it."""
    draft, order, year = frame.draft, frame.order, frame.year
    lines = accounts_lines(accounts, order, year, frame.unit, only_sums=only_sums, about={
        "unit": frame.agency, "chapter": chapter, "project": project,
    })  # fmt: skip
    shape = Table(
        caption,
        "Tall i 1 000 kr" if frame.unit == "1000 kr" else "",
        ("Artsgrupper", *(_column_heading(name, order, year) for name in order)),
        (),
        "accounts",
        frame.unit,
        above=tuple(roman(place) for place in range(1, len(order) + 1)),
        note="" if only_sums else "* Bystyret vedtar bare summene og nettoresultatet for hvert kapittel.",
    )
    grid = draft.table(shape, lines)
    if not only_sums:
        expenses = [i for i, line in enumerate(lines) if line.label[:1] in "012345" and not line.bold]
        income = [i for i, line in enumerate(lines) if line.label[:1] in "6789" and not line.bold]
        grid.add_up("expenses", len(expenses), expenses)
        grid.add_up("income", len(lines) - 2, income)
    first_sum = 0 if only_sums else len(lines) - 3 - len([x for x in lines if x.label[:1] in "6789"])
    grid.add_up("net", len(lines) - 1, (first_sum, len(lines) - 2))
    if {"deviation", "regulated", "accounts"} <= set(order):
        place = {name: order.index(name) + 1 for name in order}
        terms = ((place["regulated"], 1), (place["accounts"], -1))
        grid.add_across("deviation", place["deviation"], terms, range(len(lines)))
    return grid


def _column_heading(name: str, order: tuple[str, ...], year: int) -> str:
    """Words above a column; the deviation says which columns it is made of."""
    place = {column: roman(number) for number, column in enumerate(order, 1)}
    formula = (
        f" ({place['regulated']}-{place['accounts']})" if {"regulated", "accounts"} <= set(order) else ""
    )
    return {
        "accounts": f"Regnskap {year}",
        "adopted": f"Dok. 3 {year}*",
        "regulated": f"Regulert bud. {year}",
        "accounts_before": f"Regnskap {year - 1}",
        "deviation": f"Avvik {year}{formula}",
    }[name]


def _place(frame: _Frame, grid: Grid, row: int, column: str) -> Spot | None:
    """The cell of a column by its name, or None when the table lacks it."""
    return grid.spot(row, frame.order.index(column) + 1) if column in frame.order else None


def _say_result(frame: _Frame, accounts: Accounts, grid: Grid) -> None:
    draft, deviation = frame.draft, accounts.net("deviation")
    bound = round(deviation * frame.rng.uniform(0.4, 0.8))
    last = len(accounts.rows()) - 1
    less = "mindre" if deviation > 0 else "mer"
    draft.heading("Økonomisk resultat", 4)
    draft.say(
        f"{frame.agency} brukte {{all}} mill. {less} enn regulert budsjett i {frame.year}. Av det gjelder "
        "{own} mill. ordinære midler, og {bound} mill. gjelder øremerkede midler.",
        all=frame.said(deviation, 3, restates=_place(frame, grid, last, "deviation")),
        own=frame.said(deviation - bound, 3),
        bound=frame.said(bound, 3),
    )


def _say_groups(frame: _Frame, accounts: Accounts, grid: Grid) -> None:
    """One sentence for each account group, as the deviation table tells it."""
    draft = frame.draft
    draft.heading(f"Forklaring til avvik mellom regulert budsjett og regnskap {frame.year}", 4)
    for row, (label, code, values) in enumerate(accounts.rows()):
        deviation = values["deviation"]
        if not code.isdigit() or not deviation:
            continue
        words = ("merinntekter", "mindreinntekter") if code >= "16" else ("et mindreforbruk", "et merforbruk")
        draft.heading(f"Postgruppe {label}", 5)
        draft.say(
            f"Postgruppen viser {words[0] if deviation > 0 else words[1]} på {{gap}} mill.",
            gap=frame.said(deviation, 3, restates=_place(frame, grid, row, "deviation")),
        )


def _say_growth(frame: _Frame, accounts: Accounts, grid: Grid) -> None:
    draft, year = frame.draft, frame.year
    _, _, values = accounts.rows()[0]
    growth = values["accounts"] - values["accounts_before"]
    verb = "økte" if growth > 0 else "gikk ned"
    draft.heading(f"Forklaring til større avvik mellom regnskap {year} og regnskap {year - 1}", 4)
    before, now = (rounded(values[name], "mill. kr", 1) for name in ("accounts_before", "accounts"))
    draft.say(
        f"Lønnskostnadene {verb} med {{growth}} mill. fra {year - 1} til {year}, fra {{before}} mill. til "
        "{now} mill.",
        growth=frame.said(growth, 3),
        before=Said(before, "mill. kr", 1, _place(frame, grid, 0, "accounts_before")),
        now=Said(now, "mill. kr", 1, _place(frame, grid, 0, "accounts")),
    )
    movement = "up" if growth > 0 else "down"
    draft.direction(printed(before, 1), printed(now, 1), movement, verb, unit="mill. kr")


def _add_adjustments(frame: _Frame, accounts: Accounts, chapter: str, grid: Grid) -> None:
    """The way from the adopted budget to the regulated one, in thousand kroner; the page does not say so."""
    draft, rng, year = frame.draft, frame.rng, frame.year
    total = (accounts.net("regulated") - accounts.net("adopted")) // 1000
    draft.heading(f"Budsjettreguleringer i løpet av {year} (fra Dok. 3 til regulert budsjett)", 4)
    count = rng.randint(6, 10)
    amounts = [rng.choice((1, 1, -1)) * rng.randint(150, 14_000) for _ in range(count - 1)]
    amounts.append(total - sum(amounts))
    lines = []
    for number, amount in enumerate(amounts):
        code, note = rng.choice(_DECISIONS)
        art, decision = rng.choice(_ARTS), f"{code}{number + 1:02d}"
        words = note.format(case=rng.randint(12, 290), year=year, yy=year % 100)
        about: Keys = {"chapter": chapter, "art": art, "decision": decision, "note": words, "year": year}
        lines.append(Line(art, (decision, Figure(amount, "adjustment", about), words)))
    lines.sort(key=lambda line: (line.label, str(line.cells[0])))
    sum_of = Figure(total, "adjustment", {"chapter": chapter, "art": "sum", "year": year})
    lines.append(Line("Totalt med hensyn til bruk av filter", (None, sum_of, None), glued=True))
    header = ("Art", "Justering", "BudsjettKolonne1", "Notat")
    shape = Table("", "", header, (), "adjustments", "1000 kr", label_width=60)
    changes = draft.table(shape, lines)
    changes.add_up("adjustments", count, range(count))
    net = len(accounts.rows()) - 1
    if {"regulated", "adopted"} <= set(frame.order):
        regulated, adopted = (grid.spot(net, frame.order.index(n) + 1) for n in ("regulated", "adopted"))
        draft.hold("adopted to regulated", changes.spot(count, 2), [(regulated, 1), (adopted, -1)])


def _add_scheme_chapter(frame: _Frame, chapter: str, schemes: int) -> None:
    draft, rng = frame.draft, frame.rng
    parts = [
        invent_groups(
            rng, rng.randint(3, 90) * 1_000_000, finest=1000 if frame.unit == "1000 kr" else 1
        ).sums()
        for _ in range(schemes)
    ]
    whole = split_chapter(rng, parts)
    draft.new_page()
    draft.heading(f"3.1.2 Kapittel {chapter} Støtteordninger", 3)
    total = _add_accounts(frame, whole, chapter, caption="")
    draft.heading(f"De ulike ordningene på kapittel {chapter} Støtteordninger", 4)
    grids = []
    for number, (name, part) in enumerate(zip(rng.sample(SCHEMES, schemes), parts, strict=True)):
        project = f"2{chapter}01{number + 1}0"
        caption = f"{name} Prosjekt {project}"
        grid = _add_accounts(frame, part, chapter, caption=caption, project=project, only_sums=True)
        grids.append(grid)
        deviation = part.net("deviation")
        less = "mindre" if deviation > 0 else "mer"
        draft.say(
            f"Ordningen fikk et {less}forbruk på {{gap}} mill. i {frame.year}.",
            gap=frame.said(deviation, 1, restates=_place(frame, grid, 2, "deviation")),
        )
    rows = whole.rows()
    for mine, code in enumerate(("expenses", "income", "net")):
        row = next(i for i, (_, found, _) in enumerate(rows) if found == code)
        for spot in total.row(row):
            draft.hold("schemes", spot, [(grid.spot(mine, spot.column), 1) for grid in grids])


def _add_investments(frame: _Frame, chapter: str) -> None:
    draft, rng, year = frame.draft, frame.rng, frame.year
    draft.new_page()
    draft.heading("3.4 Investeringsregnskap på prosjektnivå", 2)
    names = ("Reguleringsfri inventarpakke", "Utstyr til lager", "Nye arbeidsbenker og skap")
    lines, sums = [], dict.fromkeys(("adopted", "regulated", "accounts", "deviation"), 0)
    for number, name in enumerate(names):
        amounts = {"adopted": rng.choice((0, rng.randint(800, 6_000))), "regulated": rng.randint(900, 9_000)}
        amounts["accounts"] = amounts["regulated"] - rng.randint(-40, 400)
        amounts["deviation"] = amounts["regulated"] - amounts["accounts"]
        sums = {key: sums[key] + amounts[key] for key in sums}
        project = f"{year % 100 - number}40{number + 11}"
        quarter = f"04/{year % 100}"
        lines.append(
            Line(name, (project, "2000", quarter, quarter, *_investment(amounts, chapter, project, year)))
        )
    total = _investment(sums, chapter, "sum", year)
    lines.append(Line(f"Sum kap. {chapter}", (None, None, None, None, *total), bold=True))
    header = (
        "Prosjektnavn", "Nr.", "Artsgruppe", "Vedtatt ferdig (kv/år)", "Ventet ferdig (kv/år)",
        f"Dok 3 {year}", f"Reg. budsjett {year}", f"Regnsk. {year}", "Avvik (VII-VIII)", "Komm. avvik",
    )  # fmt: skip
    above = tuple(roman(place) for place in range(1, len(header) + 1))
    shape = Table("", "Tall i 1 000", header, (), "investments", "1000 kr", above, label_width=16, tight=True)
    grid = draft.table(shape, lines)
    grid.add_up("investments", len(names), range(len(names)))
    grid.add_across("deviation", 8, ((6, 1), (7, -1)), range(len(lines)))
    spent = rounded(sums["accounts"] * 1000, "mill. kr", 3)
    draft.say(
        f"{frame.agency} har investert for til sammen {{spent}} mill. i {year}.",
        spent=Said(spent, "mill. kr", 3, grid.spot(len(names), 7)),
    )


def _investment(amounts: dict[str, int], chapter: str, project: str, year: int) -> list[Figure | None]:
    about: Keys = {"chapter": chapter, "project": project, "year": year}
    figures = (Figure(Decimal(v), "investment", {**about, "version": key}) for key, v in amounts.items())
    return [*figures, None]
