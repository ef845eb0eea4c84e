"""The pages of an annual report that are not accounts: staff, key figures, grants, goals, sick leave."""

from decimal import Decimal
from random import Random

from made.draft import Draft, Figure, Keys, Line, Said
from made.pieces import Table, printed

_KEY_FIGURES = (
    ("Antall vedtak om langt opphold", 300, 700, 0),
    ("Antall personer med plass på dagsenter og aktivitetshus", 900, 2600, 0),
    ("Gjennomsnittsalder personer på dagsenter", 40, 62, 1),
    ("Beleggsprosent kommunale boliger", 70, 97, 1),
    ("Antall utleverte hjelpemidler (alle typer)", 900_000, 1_600_000, 0),
    ("Utlånsbeløp (i mill. kroner)", 1100, 2500, 0),
    ("Antall mottatte klagesaker", 90, 800, 0),
)
_GRANTS = (
    "Tilskudd til nabolagstiltak",
    "Tilskudd til ideelle organisasjoner på omsorgsfeltet",
    "Grunnstøtte til lokale lag",
    "Tiltak for likestilling og deltakelse",
)


def add_staff(draft: Draft, rng: Random, year: int) -> None:
    """Employees and man-years on two days, and the change."""
    draft.heading("1.13 Bemanning", 2)
    lines = []
    for label, count in (("Ansatte", rng.randint(820, 1600)), ("Årsverk", rng.randint(500, 800))):
        later = count + rng.choice((-1, 1)) * rng.randint(3, 60)
        about: Keys = {"measure": "staff"}
        lines.append(Line(label, (
            Figure(count, "staff", {**about, "day": f"{year}-01-01"}),
            Figure(later, "staff", {**about, "day": f"{year + 1}-01-01"}),
            Figure(later - count, "staff", {**about, "day": "change"}, signed=True),
        )))  # fmt: skip
    header = ("", f"01.01.{year}", f"01.01.{year + 1}", "Endring")
    grid = draft.table(Table("", "", header, (), "staff", "antall"), lines)
    grid.add_across("change", 3, ((2, 1), (1, -1)), (0, 1))


def add_key_figures(draft: Draft, rng: Random, agency: str, year: int, years: int) -> None:
    """Results of several years, and a sentence that tells two of them again."""
    draft.heading("2.1 Situasjonsbeskrivelse", 2)
    shown = [year - back for back in reversed(range(years))]
    lines = []
    for label, low, high, decimals in _KEY_FIGURES:
        value = Decimal(rng.randint(low, high))
        cells: list[Figure | str | None] = []
        for each in shown:
            value = value * Decimal(rng.randint(93, 108)) / 100
            number = round(value, decimals)
            about: Keys = {"indicator": label, "measure": "result", "year": each}
            cells.append(Figure(number, "indicator_value", about, decimals if number % 1 else 0))
        lines.append(Line(label, cells))
    if rng.random() < 0.5:
        lines[-1] = Line(lines[-1].label, ["-", *lines[-1].cells[1:]])
    caption = f"Tabell 2.1 Nøkkeltall for tjenesteproduksjon {agency} {year}"
    header = ("Nøkkeltall", *(f"Resultat {each}" for each in shown))
    grid = draft.table(Table(caption, "", header, (), "key_figures", "antall"), lines)
    before, now = (cell.value for cell in lines[0].cells[-2:] if isinstance(cell, Figure))
    if before == now:
        return
    words = "en økning" if now > before else "en nedgang"
    draft.say(
        f"I {year} fattet {agency} {{now}} vedtak om langt opphold, {words} fra {{before}} i {year - 1}.",
        now=Said(now, "antall", 0, grid.spot(0, years)),
        before=Said(before, "antall", 0, grid.spot(0, years - 1)),
    )
    draft.direction(printed(before), printed(now), "up" if now > before else "down", words, unit="antall")


def add_grants(draft: Draft, rng: Random, agency: str, year: int) -> None:
    """Calls for grants: frame, applications, sum applied for, applications granted."""
    draft.heading("2.1.9 Samarbeid med frivillig og ideell sektor", 3)
    draft.say(
        f"{agency} har i {year} behandlet søknader til {{n}} ordninger.", n=Said(len(_GRANTS), "antall")
    )
    lines = []
    for place, name in enumerate(_GRANTS):
        frame = Decimal(rng.randint(900, 60_000)) / 1000
        applied = frame * Decimal(rng.randint(120, 390)) / 100
        count = rng.randint(8, 170)
        about: Keys = {"scheme": name, "year": year + place % 2}
        granted = Figure(round(count * 0.6), "grant", {**about, "measure": "granted"}, unit="antall")
        lines.append(Line(f"{name} {year + place % 2}", (
            Figure(frame, "grant", {**about, "measure": "frame"}, 3, words="{} mill."),
            Figure(count, "grant", {**about, "measure": "applications"}, unit="antall"),
            Figure(round(applied, 3), "grant", {**about, "measure": "applied"}, 3, words="{} mill."),
            "Ikke vedtatt" if place % 2 else granted,
        )))  # fmt: skip
    header = ("Tilskuddsordninger", "Etatens tilskuddsramme", "Antall søknader", "Samlet søknadssum",
              "Antall innvilgede tilskudd")  # fmt: skip
    draft.table(Table("", "", header, (), "grants", "mill. kr", label_width=26), lines)


def add_goals(draft: Draft, rng: Random, agency: str, year: int, chapter: str) -> None:
    """Goals with actions and what the department asks for, and a table of targets."""
    draft.new_page()
    draft.heading("2.2 Mål og tiltak", 2)
    for goal, (words, actions) in enumerate(_GOALS, 1):
        draft.heading(f"Mål {goal} {words}", 3)
        draft.fact("goal", number=f"{goal}", level="goal", label=words)
        draft.say(f"{agency} har i {year} arbeidet etter en plan for området, og planen følges.")
        for number, action in enumerate(actions, 1):
            draft.heading(f"Tiltak {number} {action}", 4)
            draft.fact("goal", number=f"{goal}.{number}", level="action", label=action, parent=f"{goal}")
            people = rng.randint(20, 400)
            draft.say(f"Til sammen {{people}} personer deltok i {year}.", people=Said(people, "personer"))
        asked = f"{agency} skal gi en samlet vurdering av arbeidet."
        draft.say(f"Byrådsavdelingen presiserer: {asked}")
        draft.fact("goal", number=f"{goal}", level="clarification", label=asked)
    _add_targets(draft, rng, year, chapter)


_GOALS = (
    ("Innbyggerne får hjelp når de trenger det", (
        "Bistå bydelene i bruk av felles standard for omsorg",
        "Prøve ut kveldsåpent dagsenter")),
    ("Flere bor trygt i egen bolig", ("Følge opp plan for tilpassede boliger",)),
)  # fmt: skip


def _add_targets(draft: Draft, rng: Random, year: int, chapter: str) -> None:
    """Results and targets; a target has a sign before the number."""
    lines = []
    for label in (
        "Personer bosatt fra midlertidig til varig bolig med oppfølging",
        "Fornøyde brukere i prosent",
    ):
        target = rng.randint(60, 420)
        result = target - rng.choice((-1, 1)) * rng.randint(2, 30)

        def about(measure: str, at: int, label: str = label) -> dict[str, str | int]:
            return {"indicator": label, "measure": measure, "year": at}

        lines.append(Line(label, (
            Figure(target + rng.randint(-40, 40), "indicator_value", about("result", year - 2)),
            Figure(target + rng.randint(-40, 40), "indicator_value", about("result", year - 1)),
            Figure(target, "indicator_value", about("target", year), words=">{}"),
            Figure(result, "indicator_value", about("result", year)),
            Figure(abs(target - result), "indicator_value", about("deviation", year)),
        )))  # fmt: skip
    header = ("Resultatindikator", f"Resultat {year - 2}", f"Resultat {year - 1}", f"Måltall {year}",
              f"Resultat {year}", f"Avvik {year}")  # fmt: skip
    caption = f"Måltall for tjenesteproduksjon for kap. {chapter}"
    draft.table(Table(caption, "", header, (), "targets", "antall"), lines)


def add_sick_leave(draft: Draft, rng: Random, year: int) -> None:
    """Short and long sick leave, which make the total within rounding."""
    draft.heading("4.7.6 Sykefravær", 2)
    short = [Decimal(rng.randint(28, 39)) / 10 for _ in range(2)]
    long = [Decimal(rng.randint(55, 72)) / 10 for _ in range(2)]
    target = Decimal(rng.randint(75, 90)) / 10

    def line(label: str, before: Decimal, goal: Decimal | None, now: Decimal) -> Line:
        def cell(value: Decimal, measure: str, at: int) -> Figure:
            about: Keys = {"indicator": f"Sykefravær {label}", "measure": measure, "year": at}
            return Figure(value, "indicator_value", about, 1, words="{} %")

        aim = cell(goal, "target", year) if goal else None
        return Line(label, (cell(before, "result", year - 1), aim, cell(now, "result", year)))

    lines = [
        line("Korttid (0-16 dager)", short[0], None, short[1]),
        line("Langtid (17 - > dager)", long[0], None, long[1]),
        line("Totalt", short[0] + long[0], target, short[1] + long[1]),
    ]
    header = ("Sykefravær i %", f"Resultat {year - 1}", f"Mål {year}", f"Resultat {year}")
    grid = draft.table(Table("", "", header, (), "sick_leave", "prosent"), lines)
    for column in (1, 3):
        draft.hold("sick leave", grid.spot(2, column), [(grid.spot(row, column), 1) for row in (0, 1)])
