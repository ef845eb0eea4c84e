"""Tables that lead from one budget to the next, and the year's adjustments, as budget changes.

The words of the rows say what each row does: the base that is carried on, changes, subtotals, and the
frame they end in. The tree of rows is the same whether a document prints all levels of it or few.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rodtrad.facts.budget import Step, Version
from rodtrad.facts.document import Dimension
from rodtrad.readers.budget_tables import add_code
from rodtrad.readers.gather import Gathered, named, slug, unique
from rodtrad.readers.layout import Kind, Laid
from rodtrad.readers.rows import Row, Table
from rodtrad.readers.splits import Number, splits, tail_of

_ROLES: tuple[tuple[str, str], ...] = (
    (
        "base",
        r"(?:vedtatt )?budsjett .*videreført|^vedtatt budsjett forrige år|"
        r"^(?:vedtatt|saldert|opprinnelig) budsjett(?: 20\d\d)?$",
    ),
    ("consequence", r"^konsekvensjusteringer"),
    ("adjusted", r"^konsekvensjustert ramme"),
    ("technical", r"^sum tekniske justeringer|^tekniske justeringer$"),
    ("in-year", r"^(?:sum )?budsjettendring(?:er)? i år"),
    ("compensation-1", r"^sum kompensasjon for forventet"),
    ("compensation", r"^kompensasjon for forventet lønns- og prisutvikling$"),
    ("savings", r"^sum innsparingstiltak|^innsparingstiltak$"),
    ("general", r"^sum generell rammeendring|^generell rammeendring$"),
    ("changes", r"^endringer$"),
    ("frame", r"^ramme 20\d\d|^ny ramme|^vedtatt budsjett 20\d\d \(netto\)|^budsjettramme|^sum ramme"),
)
_PARENTS: dict[str, tuple[str, ...]] = {
    "base": ("adjusted", "frame"),
    "technical": ("consequence", "adjusted", "frame"),
    "in-year": ("consequence", "adjusted", "frame"),
    "consequence": ("adjusted", "frame"),
    "adjusted": ("frame",),
    "compensation-1": ("compensation", "frame"),
    "compensation": ("frame",),
    "savings": ("changes", "frame"),
    "general": ("changes", "frame"),
    "changes": ("frame",),
}
_SUBTOTALS = ("consequence", "adjusted", "compensation", "changes")
_GROUP_HEADS = (("savings", re.compile(r"^innsparingstiltak\s+(?=\S)", re.IGNORECASE)),
                ("general", re.compile(r"^generell rammeendring\s+(?=\S)", re.IGNORECASE)))  # fmt: skip
_WHOLE = re.compile(
    r"^generell rammereduksjon 20\d\d\s?[-–]\s?20\d\d$|^sum\b|^samlet\b|^total", re.IGNORECASE
)
_CHANGE_TITLE = re.compile(r"rammereduksjon|rammekutt|endringer|justering", re.IGNORECASE)
_WHERE = re.compile(r"\s+(?:Bydel\s+\S+|\S+etaten)\s*$")
_ADJUSTMENT = re.compile(
    r"^\s*(?P<art>\d{5})\s+(?:(?P<project>\d{6,8})\s+(?P<name>.+?)\s+)?(?P<id>[A-ZÆØÅ]{4,6}\d{3,4})\s+"
    r"(?P<rest>[-\u2212]?\d.*)$"
)
_ADJUSTMENT_TOTAL = re.compile(
    r"^\s*Totalt\D*?(?P<rest>[-\u2212]?\d[\d ]*)\s*$|"
    r"^\s*Sum justeringer\s+(?P<sum>[-\u2212]?\d[\d ]*)$"
)
_USUAL_UNIT = "1000 kr"
"""What changes and adjustments are printed in where the table does not say."""
_SUMMED = ("savings", "general")
_NOTE_DATE = re.compile(
    r"(?<!\d)(\d{1,2})[.](\d{1,2})[.](\d{4}|\d{2})(?!\d)|(?<!\d)(\d{2})(\d{2})(\d{2})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Saving:
    """A saving found among the changes of an area: its code, words and line (innsparing)."""

    code: str
    area: str
    label: str
    line: int
    year: int


def read_changes(gathered: Gathered, table: Table) -> list[Saving] | None:
    """Read a table that leads from a base to a frame; None when it is another table."""
    roles = _roles(table.rows)
    if "base" not in roles or "frame" not in roles:
        return None
    years = _years(table, gathered.about.year)
    if years is None:
        return None
    area = _area_of(gathered, table)
    chapter = _chapter_of(gathered, table)
    whole = area is None and chapter is None
    name = "rammeendring" if area or whole else f"endringer-{chapter}"
    there = set(roles)
    savings: list[Saving] = []
    group, count = "", 0
    codes: set[str] = set()
    below = _details_below(table.rows, roles)
    for place, (row, role) in enumerate(zip(table.rows, roles, strict=True)):
        code, label = role or "", row.label
        if not role:
            for head, pattern in _GROUP_HEADS:
                if pattern.match(label):
                    group, count, label = head, 0, pattern.sub("", label)
            count += 1
            group = below.get(place) or _group_ahead(roles, place) or group
            detail_of = (
                group if group in there else next((p for p in ("changes", "frame") if p in there), "frame")
            )
            code = f"{area}-{count}" if group == "savings" and area else f"{group or 'change'}-{count}"
            if not area and not group:
                code = slug(label, 30)
        code = unique(code, codes)
        codes.add(code)
        parent = (
            None if role == "frame"
            else next((p for p in _PARENTS.get(role or "", ()) if p in there and p != code), None)
            if role else detail_of
        )  # fmt: skip
        words = named(
            _without_place(gathered, re.sub(r"^omstillingstiltak:\s*", "", label, flags=re.IGNORECASE))
        )
        unit = table.unit or _USUAL_UNIT
        change = _Change(name, chapter, area, code, parent, role, group, words, unit)
        for number, year in zip(row.numbers, years, strict=True):
            if number.value is not None:
                _add_change(gathered, change, number, year, row.line)
        if not role and group == "savings" and area:
            savings.append(Saving(code, area, words, row.line, years[0]))
    return savings


def _without_place(gathered: Gathered, label: str) -> str:
    """The words without the name of the unit or agency that the next column holds."""
    return _WHERE.sub("", label.rstrip().removesuffix(gathered.about.unit_name).rstrip())


@dataclass(frozen=True, slots=True)
class _Change:
    """What a row of changes does, and where it belongs (endring)."""

    table: str
    chapter: str | None
    area: str | None
    code: str
    parent: str | None
    role: str | None
    group: str
    words: str
    unit: str

    @property
    def step(self) -> Step:
        """What the row is in the way from base to frame."""
        if self.role in (*_SUBTOTALS, "savings", "general"):
            return Step.SUBTOTAL
        return {"frame": Step.FRAME, "base": Step.BASE}.get(self.role or "", Step.CHANGE)


def _add_change(gathered: Gathered, change: _Change, number: Number, year: int, line: int) -> None:
    if number.value is None and change.role is not None:
        return
    based, words = change.role == "base", change.words or change.code
    gathered.add(
        "budget_change", {"amount": number},
        table=change.table, unit=gathered.about.unit, chapter=change.chapter, area=change.area,
        code=change.code, year=year, parent=change.parent, step=change.step.value,
        category=change.role or change.group or "change",
        base_version=Version.ADOPTED.value if based else None, printed_unit=change.unit, label=words,
        base_year=gathered.about.year - 1 if based else None, label_en=words, line=line,
    )  # fmt: skip


def _roles(rows: Sequence[Row]) -> list[str | None]:
    """What each row does; a repeated role is a plain change, except compensation, which is printed twice."""
    found: list[str | None] = []
    for row in rows:
        role = _role(row)
        if role == "compensation" and "compensation-1" not in found and _appears_again(rows):
            role = "compensation-1"
        found.append(role if role not in found else None)
    return found


def _appears_again(rows: Sequence[Row]) -> bool:
    return sum(_role(r) == "compensation" for r in rows) > 1


def _role(row: Row) -> str | None:
    for words in (row.label.lower(), row.own.lower()):
        for role, pattern in _ROLES:
            if words and re.search(pattern, words):
                return role
    return None


def _details_below(rows: Sequence[Row], roles: Sequence[str | None]) -> dict[int, str]:
    """The sum that rows belong to, where it stands above them and they add up to it in every column."""
    found: dict[int, str] = {}
    for place, role in enumerate(roles):
        if role not in _SUMMED or (place and roles[place - 1] is None):
            continue
        after = next((i for i in range(place + 1, len(roles)) if roles[i] is not None), len(roles))
        columns = zip(*(row.numbers for row in rows[place + 1 : after]), strict=True)
        sums = [sum(n.value or 0 for n in column) for column in columns]
        if sums and sums == [n.value or 0 for n in rows[place].numbers]:
            found |= dict.fromkeys(range(place + 1, after), role)
    return found


def _group_ahead(roles: Sequence[str | None], place: int) -> str:
    """The sum that the rows from here lead to: details stand above their sum."""
    for role in roles[place:]:
        if role in _SUMMED:
            return role
        if role is not None:
            return ""
    return ""


def _years(table: Table, year: int) -> list[int] | None:
    years = [h.year for h in table.heads]
    if all(y is not None for y in years):
        return [y for y in years if y is not None]
    return [year] if len(years) == 1 else None


def _area_of(gathered: Gathered, table: Table) -> str | None:
    """The functional area of the chapter of the document the table stands in."""
    area = gathered.area_at(table.rows[0].first)
    if area:
        add_code(gathered, Dimension.AREA, area, area, table.line)
    return area


def _chapter_of(gathered: Gathered, table: Table) -> str | None:
    """A letter's changes belong to the chapter whose budget was printed last before them."""
    lines = [(r["line"], r["chapter"]) for r in gathered.rows.get("budget_line", {}).values() if r["chapter"]]
    before = [chapter for line, chapter in lines if line and line < table.line]
    return before[-1] if before else None


def read_sum_of_changes(gathered: Gathered, table: Table) -> bool:
    """Read a table of changes with their sum, by area or by name; False when it is another table."""
    if not table.rows or not _WHOLE.search(table.rows[-1].label or table.rows[-1].own):
        return False
    areas = [_row_area(r.label) for r in table.rows[:-1]]
    years = _years(table, gathered.about.year)
    if sum(a is not None for a in areas) >= len(areas) - 1 and len(areas) > 2 and len(table.heads) == 1:
        for row, area in zip(table.rows, [*areas, None], strict=True):
            if area:
                add_code(
                    gathered,
                    Dimension.AREA,
                    area,
                    re.sub(r"^FO[\s\d]*[A-C ]*[-–\s]*", "", row.label),
                    row.line,
                )
            words, unit = named(row.label), table.unit or _USUAL_UNIT
            change = _Change("kriterieendring", None, area, "criteria", None, None, "criteria", words, unit)
            _add_change(gathered, change, row.numbers[0], gathered.about.year, row.line)
        return True
    told = _CHANGE_TITLE.search(table.title) and table.unit in ("", _USUAL_UNIT)
    if years is None or len(years) < 2 or not told:
        return False
    chapter, name = _chapter_of(gathered, table), slug(table.rows[-1].own or "endringer", 32)
    codes: set[str] = set()
    for place, row in enumerate(table.rows):
        last = place == len(table.rows) - 1
        code = "sum" if last else unique(slug(row.label, 30), codes)
        codes.add(code)
        for number, year in zip(row.numbers, years, strict=True):
            if number.value is not None:
                gathered.add(
                    "budget_change", {"amount": number},
                    table=name, unit=gathered.about.unit, chapter=chapter, area=None, code=code, year=year,
                    parent=None if last else "sum", step=(Step.SUBTOTAL if last else Step.CHANGE).value,
                    category="frame-reduction", printed_unit=table.unit or _USUAL_UNIT,
                    label=named(row.label), label_en=named(row.label), line=row.line,
                )  # fmt: skip
    return True


def _row_area(label: str) -> str | None:
    found = re.match(r"^FO\s*(\d)\s*([A-C]{0,3}|[A-C])\s*(?=[-–\s])", label)
    return f"FO{found.group(1)}{found.group(2)}" if found else None


@dataclass(frozen=True, slots=True)
class _Adjusted:
    line: int
    art: str
    project: str | None
    name: str
    code: str
    ways: tuple[Number, ...]
    note: str


def read_adjustments(
    gathered: Gathered, laid: Sequence[Laid], chapters: Sequence[tuple[int, str, str]]
) -> None:
    """Read lists of adjustments: account, reference, amount and note on a line, and a total below them.

    The amount and a note that begins with a number are told apart by the total.

    chapters  line, chapter and account kind of every table of accounts, in order
    """
    rows: list[_Adjusted] = []
    for line in laid:
        found = _ADJUSTMENT.match(line.text)
        if found:
            ways, note = _amounts(found["rest"], line.number)
            rows.append(
                _Adjusted(
                    line.number, found["art"], found["project"], found["name"] or "", found["id"], ways, note
                )
            )
            continue
        total = _ADJUSTMENT_TOTAL.match(line.text)
        if total and rows:
            printed = _amounts(total["rest"] or total["sum"], line.number)[0][-1]
            _add_adjustments(gathered, rows, printed, chapters)
            rows = []


def _amounts(rest: str, line: int) -> tuple[tuple[Number, ...], str]:
    """Every way the figures at the beginning of a text can be an amount: the first group, two, three ..."""
    groups = re.match(r"[-\u2212]?\d{1,3}(?:\s\d{3}(?![\d,]))*|[-\u2212]?\d+", rest)
    assert groups
    parts = groups.group().split()
    ways = []
    for count in range(1, len(parts) + 1):
        tail = tail_of(" ".join(parts[:count]))
        ways += [Number(n.text, n.value, 0, line=line) for (n,) in splits(tail.words, 1)]
    return tuple(ways), rest[groups.end() :].strip(" ,")


def _add_adjustments(
    gathered: Gathered, rows: Sequence[_Adjusted], total: Number, chapters: Sequence[tuple[int, str, str]]
) -> None:
    chosen = [row.ways[-1] for row in rows]
    gap = sum((n.value or Decimal(0) for n in chosen), Decimal(0)) - (total.value or 0)
    for place, row in enumerate(rows):
        for way in row.ways[:-1]:
            if gap and (chosen[place].value or 0) - (way.value or 0) == gap:
                chosen[place], gap = way, Decimal(0)
    investment = rows[0].art.startswith("0")
    kind = "investering" if investment else "drift"
    before = [c for line, c, k in chapters if line < rows[0].line and k == kind]
    chapter = before[-1] if before else None
    codes: set[str] = set()
    for row, number in zip(rows, chosen, strict=True):
        code = unique("-".join(p for p in (row.code, row.art, row.project) if p), codes)
        codes.add(code)
        group = row.art[:2]
        group = {"02": "01", "12": "11"}.get(group, group)
        if row.project:
            add_code(gathered, Dimension.PROJECT, row.project, row.name, row.line)
        about = {"code": code, "parent": "sum", "step": Step.CHANGE.value, "account_group": group,
                 "project": row.project, "decision": row.code}  # fmt: skip
        _adjustment(gathered, number, (kind, chapter), about, row)
    about = {"code": "sum", "parent": None, "step": Step.SUBTOTAL.value, "account_group": kind}
    _adjustment(gathered, total, (kind, chapter), about, None)


def _adjustment(
    gathered: Gathered,
    number: Number,
    place: tuple[str, str | None],
    about: dict[str, str | None],
    row: _Adjusted | None,
) -> None:
    """Add one adjustment, or the total where there is no row; place is the kind of budget and the chapter."""
    kind, chapter = place
    label = (named(row.note) if row else "Sum") or about["code"]
    gathered.add(
        "budget_change", {"amount": number},
        table=f"justeringer-{kind}", unit=gathered.about.unit, chapter=chapter, area=None,
        year=gathered.about.year, category="adjustment", decided=_decided(row.note) if row else None,
        printed_unit=_USUAL_UNIT, label=label, label_en=label, line=row.line if row else number.line, **about,
    )  # fmt: skip


def _decided(note: str) -> date | None:
    """The day a note names, written 19.06.2024 or 290824."""
    found = _NOTE_DATE.search(note)
    if not found:
        return None
    day, month, year = (int(g) for g in found.groups() if g)
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def is_adjustment_line(line: Laid) -> bool:
    """Whether a line belongs to a list of adjustments."""
    return line.kind is not Kind.FURNITURE and bool(
        _ADJUSTMENT.match(line.text) or _ADJUSTMENT_TOTAL.match(line.text)
    )
