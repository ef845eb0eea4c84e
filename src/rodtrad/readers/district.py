"""District budgets: population by age, what savings mean for users and staff, and premises of the sums."""

import re
from collections.abc import Sequence
from decimal import Decimal

from rodtrad.core.relation import RelationKind
from rodtrad.core.stems import stems
from rodtrad.facts.budget import Version
from rodtrad.facts.document import Dimension
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.budget_tables import add_code, area_in
from rodtrad.readers.change_tables import Saving
from rodtrad.readers.equations import state
from rodtrad.readers.gather import Gathered, named, slug, unique
from rodtrad.readers.layout import Kind, Laid, words_above
from rodtrad.readers.rows import Row, Table
from rodtrad.readers.solve import is_sum
from rodtrad.readers.splits import Number, splits, tail_of

_AGE = re.compile(r"(\d{1,2})\s*[-–]\s*(\d{1,2})\s*år")
_FROM_AGE = re.compile(r"(\d{2})\s*år\s*og\s*(?:eldre|over)|over\s+(\d{2})\s*år", re.IGNORECASE)
_NEWBORN = re.compile(r"^\s*0\s*-?\s*år", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:total|sum|alle)", re.IGNORECASE)
_MOST_AGES = 0.7
_CONSEQUENCES = re.compile(r"^konsekvenser\s+av\s+tiltaket", re.IGNORECASE)
_SAVING_HEAD = re.compile(r"^omstillingstiltak\s*:\s*(.+)$", re.IGNORECASE)
_FOR_USERS = re.compile(r"^[•▪o-]?\s*bruker(?:e|ne)?\s*:\s*(.*)$", re.IGNORECASE)
_FOR_STAFF = re.compile(r"^[•▪o-]?\s*bydelen\s*/?\s*ansatte\s*:\s*(.*)$", re.IGNORECASE)
_REDUNDANT = re.compile(r"overtallig\w*", re.IGNORECASE)
_SAME_NAME = 0.6
_AREA_CHAPTER = re.compile(r"^funksjonsområde\s+(\d\s?[A-C]{0,3})\s*:", re.IGNORECASE)
_GOAL_BESIDE = re.compile(r"^\s*(?:FO\s?\d[A-C]{0,3}\s*\()?([A-ZÆØÅ]{2,4})\)?\s*[-–]?\s*(\d\.\d)\b\s*(.*)$")
_NEXT_PART = re.compile(r"^(?:vedlegg|budsjettpremisser)\b", re.IGNORECASE)
_PREMISES = re.compile(r"premiss|forutsetning", re.IGNORECASE)
_KOSTRA = re.compile(r"kostra(?:-?funksjon)?\s*[-–]?\s*(\d{3})", re.IGNORECASE)
_PLACES = re.compile(r"institusjonsplasser|planlagt\s+aktivitets", re.IGNORECASE)
_SUPPLIERS = (
    ("agency", "Kjøp fra etaten"),
    ("other", "Andre kjøp"),
    ("own", "Drevet av bydelen"),
    ("total", "Sum planlagt"),
)
_ALL_AGES = re.compile(r"alle\s+aldersgrupper|totalt\s+for\s+alle", re.IGNORECASE)
_OTHER_FUNCTION = re.compile(r"^\s*kostra\b", re.IGNORECASE)
_YEAR_ROW = re.compile(r"^(budsjett|regnskap)\s+(20\d\d)\s+(\d.*)$", re.IGNORECASE)


def area_chapters(laid: Sequence[Laid]) -> list[tuple[int, str]]:
    """Where the chapter of each functional area begins; other headings of the same level end the last one."""
    found: list[tuple[int, str]] = []
    for line in laid:
        head = _AREA_CHAPTER.match(line.words)
        if head and not line.tail.words:
            found.append((line.number, f"FO{head[1].replace(' ', '')}"))
        elif found and _NEXT_PART.match(line.words):
            found.append((line.number, ""))
    return found


def read_population(gathered: Gathered, table: Table) -> bool:
    """Persons by age group through years; False when it is another table."""
    if len(table.heads) < 3 or not all(h.year for h in table.heads):
        return False
    ages = [_age(r.label) for r in table.rows]
    if sum(a is not None for a in ages) < _MOST_AGES * len(ages):
        return False
    for row, age in zip(table.rows, ages, strict=True):
        if age is None:
            continue
        _age_code(gathered, age)
        for number, head in zip(row.numbers, table.heads, strict=True):
            if number.value is not None:
                gathered.add(
                    "population",
                    {"persons": number},
                    unit=gathered.about.unit,
                    age_group=age,
                    year=head.year,
                    printed_unit="personer",
                    line=row.line,
                )
    return True


def _age(label: str) -> str | None:
    if _NEWBORN.match(label):
        return "0"
    if found := _AGE.search(label):
        return f"{int(found[1])}-{int(found[2])}"
    if found := _FROM_AGE.search(label):
        return f"{found[1] or found[2]}+"
    return "total" if _TOTAL.match(label) else None


def _age_code(gathered: Gathered, age: str) -> None:
    if not gathered.has("code", dimension=Dimension.AGE_GROUP.value, code=age):
        label = (
            "Alle aldre"
            if age == "total"
            else f"{age.replace('-', '–').replace('+', ' år og over')}{'' if '+' in age else ' år'}"
        )
        english = "All ages" if age == "total" else f"{age} years"
        gathered.add(
            "code", dimension=Dimension.AGE_GROUP.value, code=age, parent=None if age == "total" else "total",
            label=label, label_en=english, document=None, line=None,
        )  # fmt: skip


def read_savings(gathered: Gathered, savings: Sequence[Saving], laid: Sequence[Laid]) -> None:
    """Every saving of the frame overviews, with what the text says it means for users and for the staff."""
    told = _told(laid)
    for saving in savings:
        words = stems(saving.label)
        best = max(told, key=lambda t: _alike(words, t[0]), default=None)
        found = best if best and _alike(words, best[0]) >= _SAME_NAME else None
        users, staff = (found[2], found[3]) if found else (None, None)
        redundant = "Nevnt i teksten" if staff and _REDUNDANT.search(staff) else "Ikke oppgitt"
        gathered.add(
            "budget_measure",
            key=saving.code,
            unit=gathered.about.unit,
            area=saving.area,
            change=saving.code,
            year=saving.year,
            effect_residents=users,
            effect_district=staff,
            redundancy=redundant,
            risk="Ikke oppgitt",
            duration="Ikke oppgitt",
            printed_unit="antall",
            decimals=0,
            label=saving.label,
            label_en=saving.label,
            line=saving.line,
            text_line=found[1] if found else None,
        )


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _told(laid: Sequence[Laid]) -> list[tuple[frozenset[str], int, str | None, str | None]]:
    """Headings of savings that are followed by their consequences: words, line, for users, for staff."""
    found: list[tuple[frozenset[str], int, str | None, str | None]] = []
    head: tuple[str, int] | None = None
    for place, line in enumerate(laid):
        if match := _SAVING_HEAD.match(line.words):
            head = (match[1], line.number)
        elif head and _CONSEQUENCES.match(line.words):
            after = laid[place + 1 : place + 14]
            found.append((stems(head[0]), head[1], _point(after, _FOR_USERS), _point(after, _FOR_STAFF)))
            head = None
    return found


def _point(after: Sequence[Laid], pattern: "re.Pattern[str]") -> str | None:
    """The words of one point in the list of consequences."""
    for place, line in enumerate(after):
        if match := pattern.match(line.words):
            words = [match[1]]
            for more in after[place + 1 : place + 4]:
                if more.gap or more.kind is not Kind.BULLET or re.match(r"^\s*[•▪]", more.text):
                    break
                words.append(more.words)
            return named(" ".join(words), 160)
    return None


def read_premises(gathered: Gathered, table: Table, laid: Sequence[Laid]) -> bool:
    """Volumes and unit costs the budget builds on, by year or by supplier; False for other tables."""
    above = words_above(laid, table.rows[0].first, 26)
    if not _PREMISES.search(f"{table.section} {table.title} {above}") and not _PLACES.search(
        table.title + above
    ):
        return False
    function = next(iter(_KOSTRA.findall(table.title)), None) or next(
        iter(reversed(_KOSTRA.findall(above))), None
    )
    area = area_in(table.title) or area_in(above) or _before(gathered, "area")
    function = function or _before(gathered, "function")
    if area:
        add_code(gathered, Dimension.AREA, area, area, table.line)
    if function:
        add_code(gathered, Dimension.FUNCTION, function, f"Funksjon {function}", table.line)
    places = len(table.heads) == len(_SUPPLIERS) and not any(h.year for h in table.heads)
    dated = all(h.year for h in table.heads)
    volumes = all(_YEAR_ROW.match(" ".join(row.raw.split())) for row in table.rows)
    if not places and not dated and not volumes:
        return False
    name = f"plasser-{table.line}" if places else f"kostra-{function or table.line}"
    ended = False
    for place, row in enumerate(table.rows):
        own = _YEAR_ROW.match(" ".join(row.raw.split()))
        ended = ended or bool(places and (own or _OTHER_FUNCTION.match(row.label)))
        if own and (places or volumes):
            _volume_and_price(gathered, row, own, laid, area)
        elif not ended and (row.label or places):
            parent = _parent(table.rows, place) if places else None
            _premise_row(gathered, table, row, name, area or "", function or "", parent, places=places)
    if places:
        _sum_of_age_groups(gathered)
    return True


def _parent(rows: Sequence[Row], place: int) -> str | None:
    """The key of the sum below a row of places; the sum of the age groups is stated apart."""
    if _ALL_AGES.search(rows[place].label):
        return None
    below = next((r for r in rows[place + 1 :] if r.label and is_sum(r)), None)
    if below is None or (is_sum(rows[place]) and rows[place].label):
        return None
    return slug(named(below.label))


def _sum_of_age_groups(gathered: Gathered) -> None:
    """Places for all ages are the sums of the tables of the age groups."""
    shape = SHAPES["premise"]
    rows = [r for r in gathered.rows.get("premise", {}).values() if r["printed_unit"] == "plasser"]
    sums = [r for r in rows if _TOTAL.match(r["label"])]
    for whole in sums:
        parts = [
            r
            for r in sums
            if r is not whole and r["supplier"] == whole["supplier"] and not _ALL_AGES.search(r["label"])
        ]
        if _ALL_AGES.search(whole["label"]) and len(parts) > 1:
            state(
                gathered, f"plasser-{whole['supplier']}", RelationKind.SUM, shape.address_of(whole, "value"),
                [shape.address_of(p, "value") for p in parts], [Decimal(1)] * len(parts),
                label="Plasser for alle aldersgrupper",
            )  # fmt: skip


def _premise_row(
    gathered: Gathered,
    table: Table,
    row: Row,
    name: str,
    area: str,
    function: str,
    parent: str | None,
    *,
    places: bool,
) -> None:
    label = named(row.label) or "Uten navn"
    taken = {str(k[3]) for k in gathered.rows.get("premise", {}) if k[1] == name}
    key = unique(slug(label), taken)
    for place, (number, head) in enumerate(zip(row.numbers, table.heads, strict=True)):
        if number.value is None:
            continue
        supplier, words = _SUPPLIERS[place] if places else ("all", "")
        version = Version.ACCOUNTS if head.kind == Version.ACCOUNTS.value else Version.PLAN
        year = head.year or gathered.about.year
        if not places and year < gathered.about.year and version is Version.PLAN:
            version = Version.ADOPTED
        gathered.add(
            "premise",
            {"value": number},
            table=name,
            unit=gathered.about.unit,
            key=key,
            supplier=supplier,
            year=year,
            version=version.value,
            area=area,
            function=function,
            parent=parent,
            printed_unit="plasser" if places else _unit(label),
            label=f"{label}: {words}" if words else label,
            label_en=f"{label}: {words}" if words else label,
            line=number.line or row.line,
        )


def _unit(label: str) -> str:
    words = label.lower()
    if "pr. oppholdsdøgn" in words or "per døgn" in words or "pr. døgn" in words:
        return "kr/døgn"
    if "pr måned" in words or "per måned" in words or "utbetalt" in words:
        return "kr/måned"
    if "utgift" in words or "kostnad" in words or "pris" in words:
        return "kr/person"
    return "døgn" if "døgn" in words else "personer"


def _volume_and_price(
    gathered: Gathered, row: Row, own: "re.Match[str]", laid: Sequence[Laid], area: str | None
) -> None:
    """A line such as "Budsjett 2026 550 19 679": how many, and what each is paid a month."""
    tail = tail_of(own[3])
    ways = [w for w in splits(tail.words, 2) if w[1].value and w[0].value and w[1].value > w[0].value]
    if not ways:
        return
    above = words_above(laid, row.line, 14)
    function = next(iter(reversed(_KOSTRA.findall(above))), "") or _before(gathered, "function") or ""
    if function:
        add_code(gathered, Dimension.FUNCTION, function, f"Funksjon {function}", row.line)
    version = Version.ACCOUNTS if own[1].lower() == "regnskap" else Version.PLAN
    year = int(own[2])
    if year < gathered.about.year and version is Version.PLAN:
        version = Version.ADOPTED
    name = unique(f"kostra-{function}", {str(k[1]) for k in gathered.rows.get("premise", {})})
    chosen = max(ways, key=lambda w: len(str(w[1].value)) <= 6 and (w[1].value or 0))
    for number, (key, unit, label) in zip(
        chosen,
        (
            ("antall", "personer", "Gjennomsnittlig antall"),
            ("belop", "kr/måned", "Brutto per person og måned"),
        ),
        strict=True,
    ):
        gathered.add(
            "premise",
            {"value": Number(number.text, number.value, 0, line=row.line)},
            table=name,
            unit=gathered.about.unit,
            key=key,
            supplier="all",
            year=year,
            version=version.value,
            area=area or "",
            function=function,
            printed_unit=unit,
            label=label,
            label_en=label,
            line=row.line,
        )


def _before(gathered: Gathered, column: str) -> str | None:
    """What the last premise belonged to, when a table says nothing itself."""
    premises = list(gathered.rows.get("premise", {}).values())
    return str(premises[-1][column]) if premises else None


def read_goal_links(gathered: Gathered, laid: Sequence[Laid]) -> None:
    """Goals of departments beside the indicators of an area: the goal once, and a link for every area."""
    area = None
    for line in laid:
        if found := re.search(r"funksjonsområde\s+(\d\s?[A-C]{0,3})\s*:", line.text, re.IGNORECASE):
            area = f"FO{found[1].replace(' ', '')}"
        goal = _GOAL_BESIDE.match(line.text)
        if not goal or area is None:
            continue
        number = f"{goal[1]} {goal[2]}"
        gathered.add(
            "goal", number=number, level="sector_goal", parent=None, label=named(f"{number} {goal[3]}"),
            label_en=named(f"{number} {goal[3]}"), line=line.number,
        )  # fmt: skip
        gathered.add("goal_link", goal=number, fact="area", key=area, line=line.number)
        add_code(gathered, Dimension.AREA, area, area, line.number)
