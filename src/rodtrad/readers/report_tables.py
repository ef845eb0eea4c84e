"""What only annual reports print: calls for grants, and investment projects one by one."""

import re
from collections.abc import Sequence
from decimal import Decimal

from rodtrad.facts.budget import Version
from rodtrad.facts.document import Dimension
from rodtrad.facts.grant import GrantKind
from rodtrad.readers.budget_tables import add_code
from rodtrad.readers.gather import Gathered, named, slug, unique
from rodtrad.readers.heads import heads_in
from rodtrad.readers.layout import Laid
from rodtrad.readers.rows import Row, Table
from rodtrad.readers.splits import Number

_CALLS_BEGIN = re.compile(r"tilskuddsramme|søknadssum", re.IGNORECASE)
_AMOUNT = r"\d{1,3}(?:\s?,\s?\d{1,3})?"
_APPLIED = rf"(?:(?:kr\s*)?(?P<applied>{_AMOUNT})\s*mill\.?|[^A-Z]*?organisasjon)"
_CALL = re.compile(
    rf"(?P<label>[A-ZÆØÅ][^0-9]{{8,160}}?)\s*(?P<year>20\d\d)\s+(?P<amount>{_AMOUNT})\s*(?:mill\.?|\([^)]*\))\s*"
    rf"(?P<count>\d{{1,4}})\s+{_APPLIED}\s*(?P<granted>\d{{1,4}}|Ikke vedtatt)"
)
_BEFORE_CALL = re.compile(r"^(?:.*?(?:tilskudd|vedtatt)\s+)(?=[A-ZÆØÅ])")
_LONGEST_LIST = 90
_FIGURES = {"amount": "amount", "count": "applications", "applied": "applied", "granted": "granted"}
_PROJECT = re.compile(r"^(?P<name>.*?)\b(?P<code>\d{6})\b")
_PROJECT_TITLE = re.compile(r"prosjektnivå|prosjektnavn", re.IGNORECASE)
_BEFORE_PROJECT = re.compile(r"^Komm\.?\s*avvik\s*")
_PROJECT_VERSIONS = (Version.ADOPTED, Version.REGULATED, Version.ACCOUNTS, Version.DEVIATION)


def read_calls(gathered: Gathered, laid: Sequence[Laid]) -> set[int]:
    """The list of calls for grants: frame, applications, sum applied for, grants given; returns its lines."""
    begins = next((i for i, x in enumerate(laid) if _CALLS_BEGIN.search(x.words)), None)
    if begins is None:
        return set()
    text, places = "", list[tuple[int, int]]()
    for line in laid[begins : begins + _LONGEST_LIST]:
        places.append((len(text), line.number))
        text += line.words + " "
    used: set[int] = set()
    for found in _CALL.finditer(text):
        lines = {
            group: max(n for p, n in places if p <= found.start(group)) for group in _FIGURES if found[group]
        }
        _add_call(gathered, found, lines)
        used |= {n for p, n in places if found.start() <= p < found.end()} | {lines["amount"]}
    return used


def _add_call(gathered: Gathered, found: re.Match[str], lines: dict[str, int]) -> None:
    """One call; a figure that is told in words is left out."""
    label, year = named(_BEFORE_CALL.sub("", found["label"])), int(found["year"])
    taken = [str(k[2]) for k in gathered.rows.get("grant", {}) if k[3] == year]
    printed = {g: _number(found[g], line) for g, line in lines.items() if found[g][0].isdigit()}
    gathered.add(
        "grant", {column: printed[g] for g, column in _FIGURES.items() if g in printed},
        kind=GrantKind.CALL.value, key=unique(slug(label), taken), year=year, unit=gathered.about.unit,
        printed_unit="mill. kr", decimals=printed["amount"].decimals, label=label, label_en=label,
        line=lines["amount"],
    )  # fmt: skip


def _number(text: str, line: int) -> Number:
    plain = re.sub(r"\s", "", text)
    return Number(text, Decimal(plain.replace(",", ".")), len(plain.partition(",")[2]), line=line)


def read_projects(gathered: Gathered, table: Table, chapter: str | None) -> bool:
    """Investment projects with budget, accounts and deviation; False when it is another table."""
    if not _PROJECT_TITLE.search(f"{table.section} {table.title}") or len(table.romans) > 0:
        return False
    coded = [(_PROJECT.search(" ".join(r.raw.split())), r) for r in table.rows]
    if sum(c is not None for c, _ in coded) < 2:
        return False
    versions = [Version(h.kind) for h in heads_in(table.title) if h.kind in set(_PROJECT_VERSIONS)]
    if sorted(versions) != sorted(_PROJECT_VERSIONS):
        versions = list(_PROJECT_VERSIONS)
    for found, row in coded:
        numbers = row.numbers[-len(versions) :]
        if len(numbers) == len(versions):
            code = _add_project(gathered, found, row, chapter) if found else None
            for number, version in zip(numbers, versions, strict=True):
                gathered.add(
                    "budget_line", {"amount": number}, table="investeringsprosjekter",
                    unit=gathered.about.unit, chapter=chapter, project=code, year=gathered.about.year,
                    account_group="investering-utgift", version=version.value,
                    printed_unit=table.unit or "1000 kr", line=row.line,
                )  # fmt: skip
    return True


def _add_project(gathered: Gathered, found: "re.Match[str]", row: Row, chapter: str | None) -> str:
    """Add the project a row is about; returns its code."""
    code = found["code"]
    words = re.sub(rf"\b{code}\b.*", "", row.label or found["name"])
    label = named(_BEFORE_PROJECT.sub("", words)) or code
    add_code(gathered, Dimension.PROJECT, code, label, row.line)
    gathered.add(
        "investment_project", project=code, unit=gathered.about.unit, chapter=chapter or "", label=label,
        label_en=label, line=row.line,
    )  # fmt: skip
    return code
