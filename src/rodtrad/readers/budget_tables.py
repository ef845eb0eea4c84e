"""Tables of accounts and budgets by account group, in every dimension, as budget lines.

They are known by their rows: account groups with their number ("10 Lønn", "000-099 Lønn"), sums of
expenses and income, and a net result; and by their columns: accounts and budgets with years.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.facts.budget import Version
from rodtrad.facts.document import Dimension
from rodtrad.readers.gather import Gathered, named, slug
from rodtrad.readers.heads import Head
from rodtrad.readers.rows import Row, Table

GROUP_NAMES: dict[str, tuple[str, str, str | None, str | None]] = {
    "drift": ("Netto drift", "Net operating", None, None),
    "drift-utgift": ("Sum utgifter, drift", "Sum of expenses, operating", "drift", None),
    "drift-inntekt": ("Sum inntekter, drift", "Sum of income, operating", "drift", None),
    "investering": ("Netto investering", "Net investment", None, None),
    "investering-utgift": ("Sum utgifter, investering", "Sum of expenses, investment", "investering", None),
    "investering-inntekt": ("Sum inntekter, investering", "Sum of income, investment", "investering", None),
}
_ARTS = (
    ("0", "000-099", "Lønn", "Wages"),
    ("1", "100-299", "Kjøp til egen produksjon", "Purchases for own production"),
    ("3", "300-399", "Kjøp som erstatter egen produksjon", "Purchases replacing own production"),
    ("4", "400-499", "Overføringsutgifter", "Transfers paid"),
    ("5", "500-599", "Finansutgifter", "Finance costs"),
    ("6", "600-699", "Salgsinntekter", "Sales income"),
    ("7", "700-799", "Refusjoner", "Reimbursements"),
    ("8", "800-899", "Overføringsinntekter", "Transfers received"),
    ("9", "900-999", "Finansinntekter", "Finance income"),
)
"""Account groups (kontogrupper): last digit, arts, names. Source: the City of Oslo's account plan."""

_ART_RANGE = re.compile(r"^(\d)(?:00|\d\d)\s?[-–]\s?\d\d\d\b")
_GROUP_CODE = re.compile(r"^(1[0-9]|0[0-9]|[0-9])\s*(?:[-–]\s*)?(?=[A-ZÆØÅa-zæøå])")
_GROUP_INSIDE = re.compile(r"\b(\d)\s+(?:Kjøp|Refusjon|Lønn|Overføring|Salg|Finans)")
_INCOME_DIGITS = "6789"
_EXPENSES = re.compile(
    r"(?:sum\s+)?(?:drifts|investerings)?utgifter\b|^sum finansieringsbehov", re.IGNORECASE
)
_INCOME = re.compile(r"(?:sum\s+)?(?:drifts|investerings)?inntekter\b|^sum finansiering\b", re.IGNORECASE)
_NET = re.compile(
    r"kapitlets\s+nettoresultat|nettoresultat|netto\s+finansieringsbehov|^sum\s+total\b|^totalsum|^sum\s+\d{3}\b|^sum\b(?!.*(?:utgifter|inntekter))",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"\bkap(?:ittel|\.)?\s*(\d{3})\b|^(\d{3})\s+[A-ZÆØÅ]", re.IGNORECASE)
_FUNCTION = re.compile(r"^sum\s+(\d{3})\s*[-–]\s*(.+)$", re.IGNORECASE)
_AREA = re.compile(r"\b(FO\s?\d\s?[A-C]{0,3})\b")
_INVESTMENT = re.compile(r"invester", re.IGNORECASE)
_KNOWN_VERSIONS = {v.value for v in Version}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the budget a table's amounts belong; empty parts are not split by."""

    table: str
    unit: str
    chapter: str | None = None
    area: str | None = None
    function: str | None = None
    project: str | None = None
    kind: str = "drift"


def columns_of(table: Table, year: int) -> list[tuple[Version, int] | None] | None:
    """Version and year of every column; None when the heads tell of no budget or accounts."""
    found: list[tuple[Version, int] | None] = []
    for head in table.heads:
        found.append(_column(head, year))
    return found if any(found) else None


def _column(head: Head, year: int) -> tuple[Version, int] | None:
    if head.kind in _KNOWN_VERSIONS:
        return Version(head.kind), head.year or year
    if head.kind == "budget" and head.year:
        return Version.PLAN if head.year >= year else Version.ADOPTED, head.year
    return (Version.PLAN, head.year) if not head.kind and head.year else None


def read_account_groups(gathered: Gathered, table: Table) -> bool:
    """Read a table whose rows are account groups, sums and a net result; False when it is another table."""
    groups = [_group(row, table) for row in table.rows]
    told = sum(g is not None for g in groups)
    if told < len(table.rows) * 0.6 or not any(g and g not in ("drift", "investering") for g in groups):
        return False
    digits = [g for g, r in zip(groups, table.rows, strict=True) if g and g.isdigit() and not _project_in(r)]
    if len(set(digits)) < len(digits):
        return False
    columns = columns_of(table, gathered.about.year)
    if columns is None:
        return False
    place = _place(gathered, table)
    only = _only_project(table, groups)
    side = "utgift"
    for row, group in zip(table.rows, groups, strict=True):
        if group is None:
            continue
        side = _side(row, group, side)
        project = place.project or (_project_in(row) if group != "net" else only)
        if project:
            add_code(gathered, Dimension.PROJECT, project, _without_code(row.label), row.line)
        _add_lines(gathered, row, columns, place, _code_of(group, side, place.kind), project, table.unit)
    return True


def _only_project(table: Table, groups: Sequence[str | None]) -> str | None:
    """The one project that all rows but the net belong to: then the net is the project's too."""
    parts = [row for row, group in zip(table.rows, groups, strict=True) if group not in (None, "net")]
    projects = {_project_in(row) for row in parts}
    return projects.pop() if len(projects) == 1 and len(parts) > 1 else None


def _side(row: Row, group: str, before: str) -> str:
    """Whether a row belongs to the expenses or the income; schemes go on until their numbers turn."""
    if group.isdigit():
        return "inntekt" if group in _INCOME_DIGITS else "utgift"
    if group in ("utgift", "inntekt"):
        return group
    return "inntekt" if group == "project" and _turns(row) else before


def _code_of(group: str, side: str, kind: str) -> str:
    """The account group's code: `10`, `drift-utgift`, `drift`."""
    if group.isdigit():
        return f"{'1' if kind == 'drift' else '0'}{'1' if group == '2' else group}"
    return kind if group == "net" else f"{kind}-{side}"


def _without_code(label: str) -> str:
    return re.sub(r"^\d{6,8}\s*", "", label)


def _turns(row: Row) -> bool:
    values = [n.value for n in row.numbers if n.value]
    return bool(values) and sum(v < 0 for v in values[:4]) > len(values[:4]) / 2


def _group(row: Row, table: Table) -> str | None:
    """What a row is: an account group's digit, utgift, inntekt, project, or net."""
    label = row.label.strip()
    if not row.numbers:
        return None
    if found := _ART_RANGE.match(label):
        return found.group(1)
    if re.match(r"^\d{6,8}\b", label):
        inside = _GROUP_INSIDE.search(label)
        return inside.group(1) if inside else "project"
    if found := _GROUP_CODE.match(label):
        return found.group(1)[-1]
    if re.match(r"(?:sum\s+)?(?:drifts|investerings)?utgifter|sum finansieringsbehov", label, re.IGNORECASE):
        return "utgift"
    if re.match(r"(?:sum\s+)?(?:drifts|investerings)?inntekter|sum finansiering\b", label, re.IGNORECASE):
        return "inntekt"
    if _NET.search(label) or (not label and row is table.rows[-1]):
        return "net"
    bare = {"overføringsutgifter": "4", "finansutgifter": "5", "salgsinntekter": "6", "refusjoner": "7",
            "overføringsinntekter": "8", "finansinntekter": "9", "lønn": "0"}  # fmt: skip
    first = re.split(r"[\s,]", label.lower())[0] if label else ""
    return bare.get(first)


def _project_in(row: Row) -> str | None:
    found = re.match(r"^(\d{6,8})\b", row.label)
    return found.group(1) if found else None


def _place(gathered: Gathered, table: Table) -> Place:
    """The chapter, area, project and unit named above a table, nearest first."""
    words = [text for _, text in reversed(table.lead)] + [table.section]
    chapter = next((c for c in map(_chapter_in, words) if c), None)
    project = next((p for p in map(_lead_project, words) if p), None)
    area = next((a for a in map(area_in, words) if a), None)
    kind = (
        "investering"
        if any(_INVESTMENT.search(w) for w in [*words, *(r.label for r in table.rows)])
        else "drift"
    )
    net = next((r.label for r in table.rows if re.match(r"sum\s+total", r.label, re.IGNORECASE)), "")
    area = area_in(net) or (area if "enhet" not in table.title.lower() else None)
    unit = gathered.about.unit
    if not area and "enhet" in table.title.lower() and net:
        unit = _section(gathered, re.sub(r"^sum\s+total\s*", "", net, flags=re.IGNORECASE))
    chapter = chapter or _remembered(gathered, project)
    if chapter:
        add_code(gathered, Dimension.CHAPTER, chapter, _chapter_name(words, chapter), table.line)
    if area:
        add_code(gathered, Dimension.AREA, area, _area_name(net or " ".join(words)), table.line)
    if project:
        add_code(
            gathered,
            Dimension.PROJECT,
            project,
            next((w for w in words if project in w), project),
            table.line,
        )
    return Place(
        _table_name(table, unit != gathered.about.unit, chapter, area, project, kind),
        unit,
        chapter,
        area,
        None,
        project,
        kind,
    )


def _table_name(
    table: Table, is_part: bool, chapter: str | None, area: str | None, project: str | None, kind: str
) -> str:
    """The same for all tables that split one whole the same way: by area, by part of the unit, by scheme."""
    if area:
        return "per-omrade"
    if is_part or "enhet" in table.title.lower():
        return "per-enhet"
    coded = any(re.match(r"^\d{6,8}\b", r.label) for r in table.rows)
    whole = f"kap-{chapter}" if chapter else "budsjett"
    return f"{whole}-prosjekter" if project or (coded and kind == "drift") else f"{whole}-{kind}"


def _remembered(gathered: Gathered, project: str | None) -> str | None:
    """A scheme belongs to the chapter of the last table that named one."""
    if not project:
        return None
    chapters = [r["chapter"] for r in gathered.rows.get("budget_line", {}).values() if r["chapter"]]
    return chapters[-1] if chapters else None


def _chapter_in(words: str) -> str | None:
    found = _CHAPTER.search(words)
    return next((g for g in found.groups() if g), None) if found else None


def _chapter_name(words: list[str], chapter: str) -> str:
    line = next((w for w in words if chapter in w), chapter)
    after = line.split(chapter, 1)[1] if chapter in line else ""
    return named(re.sub(r"\(tall i[^)]*\)", "", after)) or chapter


def _lead_project(words: str) -> str | None:
    found = re.search(r"\bprosjekt(?:nr\.?)?\s*(\d{6,8})\b", words, re.IGNORECASE)
    return found.group(1) if found else None


def area_in(words: str) -> str | None:
    """A functional area's code, such as FO2A; a name after it may tell it more closely."""
    found = _AREA.search(words)
    if not found:
        return None
    named_area = re.search(r"[Ff]unksjonsområde\s+(\d[A-C]{0,3})\b", words)
    return f"FO{named_area.group(1)}" if named_area else found.group(1).replace(" ", "")


def _area_name(words: str) -> str:
    found = re.search(r"[Ff]unksjonsområde\s+\d[A-C]{0,3}\s*:\s*(.+)", words)
    return named(found.group(1) if found else words, 80)


def _section(gathered: Gathered, name: str) -> str:
    """The key of a part of the unit: found by its name, or made."""
    name = named(name)
    if name == gathered.about.unit_name:
        return gathered.about.unit
    key = f"{gathered.about.unit}.{slug(name, 24).upper()}"
    if not gathered.has("unit", key=key):
        gathered.add(
            "unit", key=key, kind="section", parent=gathered.about.unit,
            label=f"{gathered.about.unit_name}: {name}", label_en=f"{gathered.about.unit_name}: {name}",
        )  # fmt: skip
    return key


def add_code(gathered: Gathered, dimension: Dimension, code: str, name: str, line: int) -> None:
    """Add a code with the name a page gives it, unless there is one."""
    if not gathered.has("code", dimension=dimension.value, code=code):
        label = named(name, 90) or code
        gathered.add(
            "code", dimension=dimension.value, code=code, label=label, label_en=label,
            document=gathered.about.key, line=line,
        )  # fmt: skip


def add_account_groups(gathered: Gathered) -> None:
    """The account groups themselves, and what they add up to, where the book does not hold them yet."""
    for code, (label, english, parent, arts) in _all_groups().items():
        if not gathered.has("code", dimension=Dimension.ACCOUNT_GROUP.value, code=code):
            gathered.add(
                "code", dimension=Dimension.ACCOUNT_GROUP.value, code=code, parent=parent, arts=arts,
                label=label, label_en=english, document=None, line=None,
            )  # fmt: skip


def _all_groups() -> dict[str, tuple[str, str, str | None, str | None]]:
    made = dict(GROUP_NAMES)
    for kind, first, no, en in (
        ("drift", "1", "", ""),
        ("investering", "0", " (investering)", " (investment)"),
    ):
        for last, arts, label, english in _ARTS:
            side = "inntekt" if last in _INCOME_DIGITS else "utgift"
            made[f"{first}{last}"] = (label + no, english + en, f"{kind}-{side}", arts)
    return made


def _add_lines(
    gathered: Gathered,
    row: Row,
    columns: list[tuple[Version, int] | None],
    place: Place,
    group: str,
    project: str | None,
    unit: str,
    function: str | None = None,
) -> None:
    for number, column in zip(row.numbers, columns, strict=True):
        if column is None or number.value is None:
            continue
        version, year = column
        gathered.add(
            "budget_line",
            {"amount": number},
            table=place.table, unit=place.unit, chapter=place.chapter, area=place.area, function=function,
            project=project, account_group=group, year=year, version=version.value,
            printed_unit=unit or "kr", line=row.line,
        )  # fmt: skip


def read_functions(gathered: Gathered, table: Table) -> bool:
    """Read a table of expenses, income and net per KOSTRA function; False when it is another table."""
    ends = [_FUNCTION.match(row.label) for row in table.rows]
    if sum(e is not None for e in ends) < 2:
        return False
    columns = columns_of(table, gathered.about.year)
    if columns is None:
        return False
    waiting: list[tuple[Row, str]] = []
    place = Place("per-funksjon", gathered.about.unit)
    for row, end in zip(table.rows, ends, strict=True):
        label = row.own or row.label
        if end:
            function = end.group(1)
            add_code(gathered, Dimension.FUNCTION, function, end.group(2), row.line)
            for before, group in [*waiting, (row, "drift")]:
                _add_lines(gathered, before, columns, place, group, None, table.unit, function)
            waiting = []
        elif _EXPENSES.search(label):
            waiting.append((row, "drift-utgift"))
        elif _INCOME.search(label):
            waiting.append((row, "drift-inntekt"))
        elif _NET.search(label):
            _add_lines(gathered, row, columns, place, "drift", None, table.unit)
    return True
