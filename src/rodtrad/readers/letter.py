"""Allocation letters: assignments with deadlines, reporting duties, and grants with their additions."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rodtrad.core.relation import RelationKind
from rodtrad.core.stems import stems
from rodtrad.facts.grant import GrantKind
from rodtrad.facts.letter import AssignmentStatus
from rodtrad.models.concepts import SHAPES
from rodtrad.readers import heads as head_kinds
from rodtrad.readers.equations import state
from rodtrad.readers.gather import Gathered, named, slug, unique
from rodtrad.readers.layout import Kind, Laid
from rodtrad.readers.rows import Table
from rodtrad.readers.splits import Number, splits

_NEW = re.compile(r"^\s*(?:nye\s+)?oppdrag\s+i\s+20\d\d|^\s*nye oppdrag", re.IGNORECASE)
_CARRIED = re.compile(r"^\s*oppdrag\s+fra\s+tidligere|^\s*videreførte\s+oppdrag", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(20\d\d)\s*$")
_SEASON = re.compile(r"(vår|våren|sommer|sommeren|høst|høsten|vinter|vinteren)\s+(20\d\d)\s*$", re.IGNORECASE)
_SEASONS = {"vår": "spring", "som": "summer", "høs": "autumn", "vin": "winter"}
_NUMBERED = re.compile(r"^\s*(\d{1,3})[.)]?\s+(?=[A-ZÆØÅ])(.*)$")
_ENDS = re.compile(r"^\s*\d+\.\s+[A-ZÆØÅ]|^politiske vedtak|^\s*\d\.\d\s", re.IGNORECASE)
_DUTY = re.compile(
    r"rapporter\w*|\brapport\b|årsberetning\w*|redegjør\w*|varsles?\b|etatsstyringsmøte\w*|styringsdialog\w*|"
    r"\btema\b|dokumenteres|risikovurdering\w*|risikobilde\w*|kvalitetssikre\w*|orientert|kontrollaktivitet\w*|dagsorden|"
    r"\boversikt over risiko|\brisikoreduserende",
    re.IGNORECASE,
)
_OBLIGED = re.compile(
    r"\bskal\b|\bmå\b|\bplikt\b|\bbes\b|\bbedt\b|\bkrav\b|\bavklares\b|\bansvar\s+for\b|rapporteres",
    re.IGNORECASE,
)
_INSTRUMENTS = re.compile(r"^nr\.?\s+virkemid\w+\s+\w*indikator\w*\s+måltall", re.IGNORECASE)
_LEAST_BLOCKS, _LONGEST_LABEL = 2, 160
_LISTED = re.compile(
    r"rapportere\s+følgende|følgende\s+rapporter\w*|\bskal\b[^.]*\brapportere\b[^.]*:$", re.IGNORECASE
)
_ITEM = re.compile(r"^\s*[-•▪]\s*(?=[A-ZÆØÅ0-9])")
_HEAD_ENDS = re.compile(r"(?:^|\s)frist$", re.IGNORECASE)
_FREQUENCIES: tuple[tuple[str, str, str], ...] = (
    (r"månedlig", "Månedlig", "Monthly"),
    (r"tre ganger i året|1\.?\s*kvartal.*tertial", "Tre ganger i året", "Three times a year"),
    (r"kvartals?.*tertial|tertial.*kvartal", "Kvartalsvis og tertialvis", "Quarterly and per tertial"),
    (r"halvår|februar og oktober", "To ganger i året", "Twice a year"),
    (r"gjennom året", "Gjennom året", "Through the year"),
    (r"årlig|årsberetning", "Årlig", "Yearly"),
    (r"løpende", "Løpende", "Continuous"),
    (r"styringsdialog|etatsstyringsmøte|\btema\b|dagsorden", "Møte / dialog", "Meeting / dialogue"),
)


def read_assignments(gathered: Gathered, laid: Sequence[Laid]) -> set[int]:
    """New assignments and those carried over, each with its deadline; returns the lines they stand on."""
    used: set[int] = set()
    status: AssignmentStatus | None = None
    block: list[Laid] = []
    width = 0
    for line in laid:
        words = line.words
        begins = _status_begun(words, status)
        ends = bool(_ENDS.match(words)) and not _NUMBERED.match(line.text)
        if begins is not None or (status is not None and ends):
            _assignment(gathered, status, block, used)
            status, block = begins, []
            continue
        if (
            status is None
            or words.lower() in ("frist", "fortsatt er gjeldende")
            or line.kind is Kind.FURNITURE
        ):
            continue
        if _HEAD_ENDS.search(words) and not _is_due(block):
            block = []
            continue
        width = max(width, len(_SEASON.sub("", _DAY.sub("", words)).rstrip()))
        if block and not _is_deadline(words) and _begins(status, block, line, width):
            _assignment(gathered, status, block, used)
            block = []
        block.append(line)
    _assignment(gathered, status, block, used)
    return used


def _status_begun(words: str, before: AssignmentStatus | None) -> AssignmentStatus | None:
    """Which list of assignments a heading begins; None for all other lines."""
    if _CARRIED.match(words):
        return AssignmentStatus.CARRIED
    if _NEW.match(words) and ("frist" in words.lower() or before is not None):
        return AssignmentStatus.NEW
    return None


def _begins(status: AssignmentStatus, block: Sequence[Laid], line: Laid, width: int) -> bool:
    """Whether an assignment begins: at its number, else after room, a deadline or a short line."""
    if status is AssignmentStatus.NEW:
        return bool(_NUMBERED.match(line.text))
    if _NUMBERED.match(line.text):
        return True
    if not line.words[:1].isupper():
        return line.gap and not _is_due(block)
    early = len(block[-1].words) + 1 + len(line.words.split()[0]) < width
    return line.gap or early or len(line.cells) > 1 or _is_due(block)


def _is_due(block: Sequence[Laid]) -> bool:
    return any(_DAY.search(x.words) or _SEASON.search(x.words) for x in block)


def _is_deadline(words: str) -> bool:
    return bool(_DAY.fullmatch(words) or _SEASON.fullmatch(words))


def _assignment(
    gathered: Gathered, status: AssignmentStatus | None, block: Sequence[Laid], used: set[int]
) -> None:
    if status is None or not block:
        return
    due = next((m for x in block if (m := _DAY.search(x.words))), None)
    season = next((m for x in block if (m := _SEASON.search(x.words))), None)
    text = " ".join(_SEASON.sub("", _DAY.sub("", x.words)).strip() for x in block).strip()
    numbered = _NUMBERED.match(block[0].text)
    label = re.sub(r"^\d{1,3}[.)]?\s+", "", text) if numbered else text
    if status is AssignmentStatus.NEW and not numbered:
        return
    if status is AssignmentStatus.CARRIED and not (label[:1].isupper() and len(label.split()) > 3):
        return
    there = [k for k in gathered.rows.get("assignment", {}) if k[1] == status.value]
    words = named(re.sub(r"^\d{1,3}[.)]?\s+", "", label), _LONGEST_LABEL)
    added = gathered.add(
        "assignment", status=status.value, number=int(numbered.group(1)) if numbered else len(there) + 1,
        owner=gathered.about.unit, deadline=date(int(due[3]), int(due[2]), int(due[1])) if due else None,
        season=f"{season[2]}-{_SEASONS[season[1][:3].lower()]}" if season and not due else None,
        label=words, label_en=words, line=block[0].number,
    )  # fmt: skip
    if added:
        used.update(x.number for x in block)


def read_duties(gathered: Gathered, laid: Sequence[Laid], skipped: frozenset[int]) -> None:
    """Everything the unit is told to report, document or bring up, sentence by sentence; lists one by one."""
    listed = False
    run: list[Laid] = []
    for line in [*laid, None]:
        ends = line is None or line.gap or line.kind in (Kind.HEADING, Kind.ROW) or line.number in skipped
        item = line is not None and _ITEM.match(line.text)
        if (ends or item) and run:
            _duties_in(gathered, run, listed=listed)
            text = " ".join(x.words for x in run)
            listed = bool(_LISTED.search(text)) or (listed and bool(item))
            run = []
        if line is not None and line.number not in skipped and line.kind is not Kind.FURNITURE:
            run.append(line)
    _report_column(gathered, laid)


def _duties_in(gathered: Gathered, run: Sequence[Laid], *, listed: bool) -> None:
    text = " ".join(x.words for x in run)
    if listed and _ITEM.match(text):
        _duty(gathered, _ITEM.sub("", text), run[0].number)
        return
    lines = [(x.number, x.words) for x in run]
    for sentence, line in _sentences(lines):
        if _DUTY.search(sentence) and _OBLIGED.search(sentence):
            _duty(gathered, sentence, line)


def _sentences(lines: Sequence[tuple[int, str]]) -> list[tuple[str, int]]:
    """Sentences, each with the line of its first word of duty."""
    text, places = "", []
    for number, words in lines:
        places.append((len(text), number))
        text += words + " "
    found, start = [], 0
    for end in [*(m.end() for m in re.finditer(r"(?<=[a-zæøå0-9)»])[.!?]\s+(?=[A-ZÆØÅ])", text)), len(text)]:
        sentence = text[start:end]
        word = _DUTY.search(sentence)
        at = start + (word.start() if word else 0)
        line = max((n for p, n in places if p <= at), default=lines[0][0])
        found.append((sentence.strip(), line))
        start = end
    return found


def _duty(gathered: Gathered, text: str, line: int) -> None:
    label = named(text, 140)
    no, en = next(
        ((n, e) for p, n, e in _FREQUENCIES if re.search(p, text, re.IGNORECASE)),
        ("Ikke oppgitt", "Not stated"),
    )
    taken = [str(k[1]) for k in gathered.rows.get("reporting_duty", {})]
    gathered.add(
        "reporting_duty",
        key=unique(slug(label, 40), taken),
        unit=gathered.about.unit,
        frequency=no,
        frequency_en=en,
        label=label,
        label_en=label,
        line=line,
    )


def _report_column(gathered: Gathered, laid: Sequence[Laid]) -> None:
    """A column of the goal tree that says where its actions are reported is one duty for all of them."""
    for place, line in enumerate(laid[:-1]):
        head = (line.words + laid[place + 1].words).lower().replace("-", "")
        if (
            line.kind is Kind.FRAGMENT
            and head.startswith("rapportering")
            and len(line.words) < len("rapportering") + 1
        ):
            taken = [str(k[1]) for k in gathered.rows.get("reporting_duty", {})]
            gathered.add(
                "reporting_duty",
                key=unique("tiltak-i-maltreet", taken),
                unit=gathered.about.unit,
                frequency="Årlig",
                frequency_en="Yearly",
                label="Tiltak i måltreet",
                label_en="Actions of the goal tree",
                line=line.number,
            )
            return


def read_instruments(gathered: Gathered, laid: Sequence[Laid]) -> None:
    """Instruments of the climate budget: each with its indicator and target, which may be words."""
    blocks: list[list[Laid]] | None = None
    for line in laid:
        if _INSTRUMENTS.match(line.words):
            _instrument(gathered, blocks)
            blocks = []
        elif blocks is not None and line.kind is Kind.PROSE:
            _instrument(gathered, blocks)
            blocks = None
        elif blocks is not None:
            if line.gap or not blocks:
                blocks.append([])
            blocks[-1].append(line)


def _instrument(gathered: Gathered, blocks: Sequence[Sequence[Laid]] | None) -> None:
    if not blocks or len(blocks) < _LEAST_BLOCKS:
        return
    label = named(" ".join(x.words for x in blocks[-2]))
    target = blocks[-1]
    key = unique(slug(label), [str(k[1]) for k in gathered.rows.get("indicator", {})])
    gathered.add(
        "indicator",
        key=key,
        concept=key,
        unit=gathered.about.unit,
        label=label,
        label_en=label,
        line=blocks[-2][0].number,
    )
    tail = target[0].tail
    ways = splits(tail.words, 1) if tail.words else []
    number = (
        Number(ways[0][0].text, ways[0][0].value, ways[0][0].decimals, line=target[0].number)
        if ways
        else None
    )
    gathered.add(
        "indicator_value",
        {"value": number} if number else {},
        indicator=key,
        year=gathered.about.year,
        kind="target",
        operator="=" if number else None,
        printed_unit="prosent" if "%" in target[0].text else "antall",
        decimals=0 if number is None else None,
        line=target[0].number,
    )


def read_grants(gathered: Gathered, table: Table, before: str) -> bool:
    """Grants adopted and the new frame, or additions to named receivers; False when it is another table.

    before  the words that stand just above the table
    """
    kinds = [h.kind for h in table.heads]
    chapter = _chapter_before(gathered, table.line)
    if (
        set(kinds) <= {head_kinds.DECIDED, head_kinds.FRAME}
        and len(kinds) > 1
        and all(h.year for h in table.heads)
    ):
        for row in table.rows:
            for number, head in zip(row.numbers, table.heads, strict=True):
                kind = GrantKind.FRAME if head.kind == head_kinds.FRAME else GrantKind.ADOPTED
                _grant(gathered, kind, row.label, head.year or 0, number, chapter, table.unit, row.line)
        return True
    if len(table.heads) == 1 and re.search(r"\btillegg\w*", before, re.IGNORECASE):
        for row in table.rows:
            kind = (
                GrantKind.ADDITION_SUM
                if re.match(r"^sum\b", row.label, re.IGNORECASE)
                else GrantKind.ADDITION
            )
            _grant(
                gathered, kind, row.label, gathered.about.year, row.numbers[0], chapter, table.unit, row.line
            )
        _sum_of_additions(gathered, table)
        return True
    return False


def _grant(
    gathered: Gathered,
    kind: GrantKind,
    label: str,
    year: int,
    number: Number,
    chapter: str | None,
    unit: str,
    line: int,
) -> None:
    if number.value is None:
        return
    taken = [str(k[2]) for k in gathered.rows.get("grant", {}) if k[1] == kind.value and k[3] == year]
    gathered.add(
        "grant", {"amount": number}, kind=kind.value, key=unique(slug(label), taken), year=year,
        unit=gathered.about.unit, chapter=chapter, project=_project_named(gathered, label),
        printed_unit=unit or "1000 kr", label=named(label), label_en=named(label), line=line,
    )  # fmt: skip


def _project_named(gathered: Gathered, label: str) -> str | None:
    """The project of the book whose name has nearly the same words."""
    codes = gathered.known.get("code")
    if codes is None or codes.is_empty():
        return None
    words = stems(label)
    best, score = None, 0.0
    for code, name in codes.filter(dimension="project").select("code", "label").iter_rows():
        other = stems(str(name))
        common = len(words & other) / max(1, len(words | other))
        if common > score:
            best, score = str(code), common
    return best if score >= 0.6 else None


def _sum_of_additions(gathered: Gathered, table: Table) -> None:
    rows = gathered.rows.get("grant", {})
    lines = {r.line for r in table.rows}
    shape = SHAPES["grant"]
    mine = [r for r in rows.values() if r["line"] in lines]
    total = next((r for r in mine if r["kind"] == GrantKind.ADDITION_SUM.value), None)
    parts = [shape.address_of(r, "amount") for r in mine if r["kind"] == GrantKind.ADDITION.value]
    if total is not None:
        state(gathered, f"tillegg-{table.line}", RelationKind.SUM, shape.address_of(total, "amount"), parts,
              [Decimal(1)] * len(parts), label="Sum tillegg")  # fmt: skip


def _chapter_before(gathered: Gathered, line: int) -> str | None:
    rows = gathered.rows.get("budget_line", {}).values()
    before = [(r["line"], r["chapter"]) for r in rows if r["line"] and r["line"] < line and r["chapter"]]
    return max(before)[1] if before else None
