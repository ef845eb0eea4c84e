"""The pages of an allocation letter without budgets: goals, indicators, assignments, reporting."""

from decimal import Decimal
from random import Random

from made.draft import Draft, Figure, Keys, Line, Said
from made.pieces import Table

_GOALS = (
    "Fjordvik gir alle gode vilkår for å lære, utvikle seg og bidra",
    "Fjordvik er grønn og levende",
    "Fjordvik er veldrevet og nyskapende",
)


def add_opening(draft: Draft, rng: Random, agency: str, year: int) -> None:
    """Introduction with the goals of the municipality, and guidance with a number in it."""
    draft.heading("1. Innledning")
    count = Said(len(_GOALS), "antall")
    draft.say(f"Bystyret har vedtatt {{n}} kommunemål som styrer arbeidet i {year}:", n=count)
    for number, goal in enumerate(_GOALS, 1):
        draft.say(f"Mål {number} {goal}")
        draft.fact("goal", number=f"{number}", level="municipal_goal", label=goal)
    draft.heading(f"3. Føringer for {agency}")
    share = rng.randint(4, 9)
    draft.say(
        f"{agency} skal ta inn lærlinger tilsvarende minst {{share}} prosent av årsverkene, og ha planer for "
        f"kompetanse. Status skal stå i årsberetningen for {year}.",
        share=Said(share, "prosent"),
    )


def add_goal_tree(draft: Draft, agency: str) -> None:
    """The table of goals: a cell stands once, where its rows begin."""
    draft.heading("4.1 Mål, tiltak, resultatindikatorer og måltall", 2)
    asked = (
        f"{agency} skal følge opp oppdragene fra overordnet bestiller og delta i arbeidet med areal. "
        "Arbeidet skal gi en samlet oversikt over ledige lokaler, og bydelene skal få tilgang til oversikten."
    )
    rows = (
        (f"1 {_GOALS[0]}", "1.1 Forskjeller i helse og levekår blir mindre",
         "1.1.1 Bidra til flere varige boliger", asked),
        (None, None, "1.1.2 Bistå bydelene i oppfølging av personer med langt opphold i dagsenter", None),
        (None, "1.2 Barn og unge opplever trygghet", "1.2.1 Bidra til økt kompetanse i bydelene", None),
        (f"3 {_GOALS[2]}", "3.2 Det er enkelt å være frivillig i kommunen",
         "3.2.1 Gjøre nettsidene om tilskudd enklere", "Etaten skal utarbeide egen årlig status."),
    )  # fmt: skip
    _note_goals(draft, rows)
    lines = [Line(goal or "", (sector, action, text, "Årsberetning")) for goal, sector, action, text in rows]
    header = ("Kommunemål", "Sektormål", "Tiltak", "Presisering", "Rapportering")
    draft.table(Table("", "", header, (), "goals", "", text_columns=5, label_width=26), lines)


def _note_goals(draft: Draft, rows: tuple[tuple[str | None, ...], ...]) -> None:
    """Note every goal with the goal it stands under on the page."""
    above: dict[int, str] = {}
    for row in rows:
        for level, cell in enumerate(row[:3]):
            if cell:
                number, _, label = cell.partition(" ")
                above[level] = number
                name = ("municipal_goal", "sector_goal", "action")[level]
                draft.fact("goal", number=number, level=name, label=label, parent=above.get(level - 1, ""))
        if row[3]:
            draft.fact("goal", number=above[2], level="clarification", label=row[3], parent=above[2])


def add_indicators(draft: Draft, rng: Random, year: int) -> None:
    """Two tables of results and targets; this year's result is not known yet."""
    header = (
        "Resultatindikator",
        *(f"Resultat {at}" for at in (year - 3, year - 2, year - 1)),
        f"Måltall {year}",
    )
    first = rng.randint(40, 90)
    label = "Antall fallulykker/innbyggere"
    cells = (_value(label, "result", year - 3, first), _value(label, "result", year - 2, first - 5), None,
             _value(label, "target", year, 0))  # fmt: skip
    draft.table(Table("", "", header, (), "indicators", "antall"), [Line(label, cells)])
    draft.heading("Ungt fellesskap", 3)
    names = (
        "Andel unge utenfor jobb, utdanning og annen opplæring i alderen 15-24 år",
        "Andel som slutter i videregående",
        "Antall unge under 18 år som er registrert ved utekontakten pr 1 000 innbyggere",
    )
    lines = []
    for place, name in enumerate(names):
        words = "{} %" if place < 2 else "{}"
        before, now = (Decimal(rng.randint(30, 480)) / 10 for _ in range(2))
        target = min(before, now)
        lines.append(Line(name, (
            _value(name, "result", year - 3, before, words),
            _value(name, "result", year - 2, now, words),
            None,
            _value(name, "target", year, target, f"< {words}"),
        )))  # fmt: skip
    shape = Table("", "", header, (), "indicators", "prosent", label_width=40)
    draft.table(shape, lines)


def _value(indicator: str, measure: str, at: int, value: Decimal | int, words: str = "{}") -> Figure:
    about: Keys = {"indicator": indicator, "measure": measure, "year": at}
    decimals = 1 if isinstance(value, Decimal) else 0
    unit = "prosent" if "%" in words else "antall"
    return Figure(value, "indicator_value", dict(about), decimals, unit, words=words)


_ASSIGNMENTS = (
    "{agency} skal gå gjennom standardene for omsorgsfaglig arbeid og for dagsentre i bydelene",
    "{agency} skal foreslå felles regler for egenbetaling",
    "{agency} skal kartlegge behovet for tilrettelagte boliger og lage en plan for de neste ti årene, i "
    "samarbeid med bydelene",
    "{agency} skal samordne rapportering om nabolagstiltak. Etaten får eget oppdragsbrev",
    "{agency} skal lage en bedre prognose for støtteordningene",
    "Byrådsavdelingen og etaten skal bli enige om etatens samfunnsoppdrag",
)
_CARRIED = "Oppdrag fra tidligere tildelingsbrev som ikke er gjennomført og som fortsatt er gjeldende"
_DEADLINES = ("31.12.{year}", "30.06.{year}", "30.09.{year}", "31.03.{year}", "Høsten {year}", "")


def add_assignments(draft: Draft, rng: Random, agency: str, year: int) -> None:
    """New assignments with numbers and deadlines, and those carried over, without numbers."""
    draft.heading("5. Oppdrag")
    texts = [text.format(agency=agency) for text in rng.sample(_ASSIGNMENTS, len(_ASSIGNMENTS))]
    new, carried = texts[:4], texts[4:]
    lines = []
    for number, text in enumerate(new, 1):
        deadline = rng.choice(_DEADLINES[:4]).format(year=year)
        draft.fact("assignment", status="new", number=number, label=text, deadline=deadline)
        lines.append(Line(f"{number}", (text, deadline)))
    header = ("", f"Nye oppdrag i {year}", "Frist")
    shape = Table("", "", header, (), "assignments", "", text_columns=2, label_width=70)
    draft.table(shape, lines)
    lines = []
    for number, text in enumerate(carried, 1):
        deadline = rng.choice(_DEADLINES).format(year=year)
        draft.fact("assignment", status="carried", number=number, label=text, deadline=deadline)
        lines.append(Line(text, (deadline or None,)))
    draft.table(Table("", "", (_CARRIED, "Frist"), (), "assignments", "", label_width=74), lines)


def add_reporting(draft: Draft, agency: str, year: int) -> None:
    """What must be reported, as a list."""
    draft.heading("6.2 Rapportering og resultatoppfølging", 2)
    draft.say(f"{agency} skal i tillegg rapportere dette til byrådsavdelingen i {year}:")
    items = ("Månedlig på belegg ved dagsentre", "1. kvartal, 2. og 3. tertial på risiko i ordningene")
    for item in items:
        draft.fact("reporting", label=item)
    draft.bullets(items, mark="-")
