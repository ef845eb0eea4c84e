"""The pages of a district's budget that are not budgets: demography, criteria, premises of activity."""

from random import Random

from made.district import AREAS
from made.draft import Draft, Figure, Keys, Line, Said
from made.pieces import Table, printed

_AGES = (
    ("0 - åringer", 480), ("Barnehage (1-5 år)", 2400), ("Grunnskole (6-15 år)", 4300),
    ("Videregående (16-19 år)", 1700), ("Voksne (20-66 år)", 23500), ("Eldre (67-79 år)", 2500),
    ("Eldre (80-89 år)", 850), ("Eldre (90 år og eldre)", 225),
)  # fmt: skip
_YEARS = 11


def add_demography(draft: Draft, rng: Random, agency: str, first: int) -> None:
    """Persons by age group in eleven years, and a sentence that tells the growth."""
    draft.heading("Befolkningsutvikling")
    draft.heading("Demografi", 2)
    years = [first + ahead for ahead in range(_YEARS)]
    counts = {}
    for label, size in _AGES:
        now = rng.randint(size * 8 // 10, size * 12 // 10)
        counts[label] = [
            now := max(90, now + rng.randint(-max(3, now // 90), max(5, now // 30))) for _ in years
        ]
    totals = [sum(row[place] for row in counts.values()) for place in range(_YEARS)]
    counts["Total"] = totals
    lines = [
        Line(label, [
            Figure(count, "population", {"age_group": label, "year": at, "unit": agency})
            for at, count in zip(years, row, strict=True)
        ], bold=label == "Total")
        for label, row in counts.items()
    ]  # fmt: skip
    header = ("", *(str(at) for at in years))
    grid = draft.table(Table("", "", header, (), "demography", "personer", label_width=18), lines)
    grid.add_up("population", len(_AGES), range(len(_AGES)))
    movement, words = ("up", "en økning") if totals[-1] > totals[0] else ("down", "en nedgang")
    draft.say(
        f"I {years[-1]} ventes bydelen å ha {{later}} innbyggere, {words} fra {{now}} i {years[0]}.",
        later=Said(totals[-1], "personer", 0, grid.spot(len(_AGES), _YEARS)),
        now=Said(totals[0], "personer", 0, grid.spot(len(_AGES), 1)),
    )
    draft.direction(printed(totals[0]), printed(totals[-1]), movement, words, unit="personer")


def add_criteria(draft: Draft, rng: Random, year: int) -> None:
    """Changes of the share by area; kindergartens are paid by activity and have a dash."""
    draft.heading("Kriterieandeler", 2)
    draft.say(f"Oppdaterte kostnadsnøkler for {year} gir disse endringene pr. funksjonsområde:")
    lines, total = [], 0
    for area, name, _ in AREAS:
        code = "FO1-" if area == "FO1" else f"FO {area[2:]} –"
        label = f"{code} {name.partition(': ')[2].strip()}"
        if area == "FO2A":
            lines.append(Line(f"{label} *", ("-",)))
            continue
        amount = rng.choice((-1, 1)) * rng.randint(30, 12_000)
        total += amount
        lines.append(Line(label, (Figure(amount, "criteria_share", {"area": area, "year": year}),)))
    lines.append(Line("Samlet", (Figure(total, "criteria_share", {"area": "all", "year": year}),), bold=True))
    header = ("Funksjonsområde", "Beløp   (i 1000 kr)")
    note = "* Tildeles etter faktisk aktivitet (antall plasser)"
    shape = Table("", "", header, (), "changes", "1000 kr", label_width=60, note=note)
    grid = draft.table(shape, lines)
    grid.add_up("criteria", len(lines) - 1, range(len(lines) - 1))


def add_premises(draft: Draft, rng: Random, year: int) -> None:
    """What the budget builds on: counts and prices, and places by who supplies them."""
    draft.new_page()
    draft.heading("Vedlegg")
    draft.heading("Budsjettpremisser", 2)
    draft.heading("Budsjettpremisser FO2B", 3)
    for function, label in (
        ("251", "Barn med tiltak i familien"),
        ("252", "Barn med tiltak utenfor familien"),
    ):
        _add_costs(draft, rng, function, label, year)
    draft.heading("Budsjettpremisser FO3", 3)
    _add_places(draft, rng, year)
    draft.heading("Budsjettpremisser FO4", 3)
    for function, label in (("281", "Sosialhjelp"), ("276", "Kvalifiseringsprogrammet")):
        _add_clients(draft, rng, function, label, year)


def _add_costs(draft: Draft, rng: Random, function: str, label: str, year: int) -> None:
    versions = (("budget", year), ("accounts", year - 1), ("budget", year - 1))
    lines = []
    for key, unit, low, high in (
        (label, "barn", 80, 300),
        ("Brutto driftsutgifter pr barn", "kr", 48_000, 470_000),
    ):
        cells = [
            Figure(rng.randint(low, high), "premise", {
                "area": "FO2B", "function": function, "key": key, "year": at, "version": version,
            }, unit=unit)
            for version, at in versions
        ]  # fmt: skip
        lines.append(Line(key, cells))
    words = {"budget": "Budsjett", "accounts": "Regnskap"}
    header = (f"Kostra {function}", *(f"{words[version]} {at}" for version, at in versions))
    draft.table(Table("", "", header, (), "premises", "antall", label_width=18), lines)


_PLACES = ("Ordinær langtidsplass", "Plass i skjermet avdeling for demens", "Ordinær korttidsplass",
           "Rehabiliteringsplass", "Nattopphold")  # fmt: skip
_SUPPLIERS = ("Kjøp fra Sykehjemsetaten", "Andre kjøp innenbys/ utenbys", "Plasser drevet av bydelen selv")


def _add_places(draft: Draft, rng: Random, year: int) -> None:
    """Places by kind and supplier with sums both ways; an empty cell is no place."""
    rows = [[rng.choice((0, rng.randint(1, 80))) for _ in _SUPPLIERS] for _ in _PLACES]
    rows[0] = [rng.randint(20, 80) for _ in _SUPPLIERS]
    rows.append([sum(row[place] for row in rows) for place in range(len(_SUPPLIERS))])
    lines = []
    for label, row in zip((*_PLACES, "Sum institusjonsplasser"), rows, strict=True):
        about: Keys = {"area": "FO3", "function": "253", "key": label, "year": year, "version": "budget"}
        cells = [
            Figure(count, "premise", {**about, "supplier": supplier}) if count else None
            for supplier, count in zip(_SUPPLIERS, row, strict=True)
        ]
        total = Figure(sum(row), "premise", {**about, "supplier": "all"})
        lines.append(Line(label, (*cells, total), bold=label.startswith("Sum")))
    header = ("Kategori", *_SUPPLIERS, "Sum planlagt aktivitetsnivå")
    unit_line = f"Planlagt aktivitetsnivå - snitt pr måned i perioden 01.01.{year % 100} - 31.12.{year % 100}"
    shape = Table("", unit_line, header, (), "premises", "plasser", label_width=20)
    grid = draft.table(shape, lines)
    grid.add_up("places", len(_PLACES), range(len(_PLACES)))
    grid.add_across("suppliers", 4, ((1, 1), (2, 1), (3, 1)), range(len(lines)))


def _add_clients(draft: Draft, rng: Random, function: str, label: str, year: int) -> None:
    """People a month, and what each gets: one row with two columns."""
    about: Keys = {"area": "FO4", "function": function, "year": year, "version": "budget"}
    people = "Gjennomsnittlig antall deltakere pr måned i budsjettåret"
    paid = "Gjennomsnittlig brutto utbetalt pr deltaker pr måned"
    cells = (
        Figure(rng.randint(40, 600), "premise", {**about, "key": people}, unit="personer"),
        Figure(rng.randint(17_000, 21_000), "premise", {**about, "key": paid}, unit="kr"),
    )
    caption = f"Kostra {function} - {label}"
    draft.table(
        Table(caption, "", (label, people, paid), (), "premises", "antall"), [Line(f"Budsjett {year}", cells)]
    )
