"""Tables among the lines of a document: where they are, and which lines are their rows.

A row is a label, which may be wrapped over several lines, and figures. What its columns are is told in
`readers/table_columns.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from rodtrad.readers.columns import spans_of
from rodtrad.readers.heads import heads_in, romans_in, unit_in
from rodtrad.readers.layout import Kind, Laid
from rodtrad.readers.rows import Row, Table
from rodtrad.readers.table_columns import read_table, usual_count

_YEAR = re.compile(r"(?:19|20)\d\d")
_TOTAL = re.compile(r"sum|total|samlet|netto|kapitlets|vedtatt|generell rammereduksjon 20", re.IGNORECASE)
_FINAL = re.compile(r"nettoresultat|netto finansieringsbehov|sum total|totalsum", re.IGNORECASE)
_CODE_NEXT = re.compile(
    r"(?:\bkap\.?|\bkapittel|\bkostra|\bfunksjon|\bprosjekt|\bpr\.?|\bper)$", re.IGNORECASE
)
_LONGEST_LABEL, _LONGEST_LEAD = 12, 14
_LONGEST_CELLS, _LEAST_HEADS = 60, 2
_RESUME_WITHIN = 30
_LEAST_ROWS, _SURELY = 2, 2
_GOES_ON = re.compile(r"[a-zæøå(]|\d{3}\s+[a-zæøå]")
_OF_THE_TABLE = re.compile(r"\b(?:tall|beløp)\b", re.IGNORECASE)
_LEAST_OF_SENTENCE = 5
_LEAST_MARKS = 4


@dataclass
class _Open:
    """A table that is being read."""

    section: str
    lead: list[Laid] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    pending: list[Laid] = field(default_factory=list)
    headed: bool = False
    named: int = 0

    @property
    def unit_stated(self) -> bool:
        return any(unit_in(x.words) for x in self.lead)

    @property
    def last_line(self) -> int:
        return self.rows[-1].line if self.rows else 0


def find_tables(laid: Sequence[Laid]) -> list[Table]:
    """Every table, in the order they end; rows are not yet split into numbers."""
    return [table for table in _Finder(laid).tables() if table.rows]


class _Finder:
    """Walks through the lines once, and gathers tables."""

    def __init__(self, laid: Sequence[Laid]) -> None:
        self._laid = laid
        self._section = ""
        self._title: list[Laid] = []
        self._now = _Open("")
        self._before: _Open | None = None
        self._done: list[_Open] = []

    def tables(self) -> Iterator[Table]:
        place = 0
        while place < len(self._laid):
            place += self._take(place)
        self._close()
        for found in sorted(self._done, key=lambda o: o.rows[0].line):
            if not _is_axis(found.rows):
                yield read_table(found.lead, found.section, tuple(found.rows))

    def _take(self, place: int) -> int:
        """Use one line, or several; returns how many."""
        line = self._laid[place]
        if line.kind is Kind.FURNITURE:
            return 1
        if line.kind in (Kind.PROSE, Kind.BULLET):
            return self._take_prose(place)
        if line.kind in (Kind.HEADING, Kind.CAPTION):
            self._close()
            self._section = line.words if line.kind is Kind.HEADING else self._section
            self._now = _Open(self._section, [line])
            return 1
        if self._now.rows and self._now.rows[-1].spans and not line.cells:
            self._close()
        after = self._laid[place + 1] if place + 1 < len(self._laid) else None
        if run := self._new_heads(place):
            return run
        if _is_head_line(line, self._now):
            self._head(line)
        elif (
            line.kind is Kind.ROW
            and after
            and not self._resumes(line)
            and _is_label_with_number(line, after, self._now)
        ):
            self._now.pending.append(line)
        elif line.kind in (Kind.ROW, Kind.YEARS) and (
            _has_figures(line) or _is_dashes(line, after, self._now)
        ):
            self._row(line)
        elif _goes_on_below(line, self._now):
            self._now.rows[-1] = _with_label(self._now.rows[-1], line)
        else:
            self._now.pending.append(line)
            wide = self._now.named >= _LEAST_HEADS
            if len(self._now.pending) > (_LONGEST_CELLS if wide else _LONGEST_LABEL + _LONGEST_LEAD):
                self._give_up()
        return 1

    def _take_prose(self, place: int) -> int:
        """Prose ends a table, unless it is a long label with its figures on the next line."""
        run = 1
        while place + run < len(self._laid) and self._laid[place + run].kind is Kind.PROSE and run < 3:
            if self._laid[place + run].gap:
                break
            run += 1
        first, after = self._laid[place], self._laid[place + run] if place + run < len(self._laid) else None
        lines = self._laid[place : place + run]
        opened = bool(self._now.rows or self._now.headed)
        heads_rows = self._now.headed and not self._now.rows and not first.gap and first.words.endswith(":")
        if first.kind is Kind.PROSE and heads_rows and run == 1 and after and after.kind is Kind.ROW:
            self._now.pending.append(first)
            return 1
        if first.kind is Kind.PROSE and opened:
            if after and after.kind is Kind.ROW and not after.tail.head and not lines[-1].words.endswith("."):
                self._now.pending.extend(lines)
                return run
            flows = place and self._laid[place - 1].kind is Kind.PROSE and not first.gap
            if not flows and _has_figures(first) and not first.words.endswith(".") and self._fits(first):
                self._row(first)
                return 1
        self._close()
        headed = after is not None and after.kind in (Kind.HEADS, Kind.YEARS) and first.words[:1].isupper()
        titled = (
            run == 1 and (headed or (unit_in(first.words) and first.gap)) and not first.words.endswith(".")
        )
        self._now = _Open(self._section, [first] if titled else [])
        return 1

    def _fits(self, line: Laid) -> bool:
        rows = self._now.rows
        return bool(rows) and usual_count(rows) == 1 and line.tail.least == 1 and bool(line.tail.head)

    def _head(self, line: Laid) -> None:
        now = self._now
        if now.rows:
            goes_on = not _FINAL.search(now.rows[-1].label) and not (now.pending and _is_total(now.rows[-1]))
            if goes_on and not _is_titled_anew(line, now) and _repeats(line, now.lead):
                return
            self._close()
            self._now = _Open(self._section, [], pending=self._before_pending())
            now = self._now
        now.lead.extend([*_after_sentences(now.pending), line])
        now.pending = []
        now.headed = True
        now.named = sum(h.year is not None for h in heads_in(" ".join(x.words for x in now.lead)))

    def _new_heads(self, place: int) -> int:
        """Begin a new table where lines of heads below a row name other columns; how many lines they are."""
        run = list(
            takewhile(lambda x: x.kind in (Kind.HEADS, Kind.YEARS), self._laid[place : place + _LONGEST_LEAD])
        )
        if not self._now.rows or len(run) < _LEAST_HEADS or all(_repeats(x, self._now.lead) for x in run):
            return 0
        if sum(h.year is not None for h in heads_in(" ".join(x.words for x in run))) < _LEAST_HEADS:
            return 0
        self._close()
        self._now = _Open(self._section, pending=self._before_pending())
        for line in run:
            self._head(line)
        return len(run)

    def _before_pending(self) -> list[Laid]:
        """Fragments after the last row of a closed table: they are the next table's title."""
        return list(self._before.pending) if self._before else []

    def _row(self, line: Laid) -> None:
        now = self._now
        if not now.rows and not now.headed and _is_lone(line) and not now.unit_stated and not now.lead:
            now.pending.append(line)
            return
        if now.rows and _continues_number(line, now.rows[-1], now):
            now.rows[-1] = _with_more(now.rows[-1], line)
            return
        if now.rows and _continues_row(line, now):
            now.rows[-1] = _with_cells(now.rows[-1], line)
            return
        self._resume(line)
        now = self._now
        label, first = _label(now, line)
        now.rows.append(
            Row(
                label,
                line.tail.head,
                line.number,
                first,
                line.tail.words,
                raw=line.raw,
                spans=spans_of(line.cells, line.tail.words),
            )
        )
        now.pending = []

    def _resumes(self, line: Laid) -> bool:
        """Whether a row fits the table that a chart or box has interrupted, and not the box."""
        now, before = self._now, self._before
        if not now.rows or before is None or not before.rows:
            return False
        if line.number - before.last_line > _RESUME_WITHIN or line.tail.least != 1 or line.tail.most > 2:
            return False
        if not line.tail.head or not _is_total(now.rows[-1]):
            return False
        wide = sum(r.tail.least > 1 for r in now.rows) > len(now.rows) / 2
        return wide and usual_count(before.rows) == 1

    def _resume(self, line: Laid) -> None:
        """Go back to the table a chart or box has interrupted."""
        before = self._before
        if before is None or not self._resumes(line):
            return
        pending, self._now.pending = self._now.pending, []
        self._close()
        self._done.remove(before)
        self._now = before
        before.pending = [p for p in pending if p.number > before.last_line]

    def _give_up(self) -> None:
        self._close()
        self._now = _Open(self._section, pending=self._now.pending[-4:] if not self._now.rows else [])

    def _close(self) -> None:
        now = self._now
        keep = len(now.rows) >= _LEAST_ROWS or (now.rows and (now.headed or now.rows[0].tail.most >= _SURELY))
        if keep:
            self._done.append(now)
        self._before = now if keep else self._before
        self._now = _Open(self._section)


def _is_axis(rows: Sequence[Row]) -> bool:
    """The numbers along a chart's axis: no words, and the same step between all of them."""
    if len(rows) > 1 and any(row.label for row in rows):
        return False
    marks = [int(w.digits) for row in rows for w in row.words if w.digits]
    steps = {b - a for a, b in pairwise(marks)}
    return len(marks) >= _LEAST_MARKS and len(steps) == 1 and (marks[0] == 0 or len(rows) > 1)


def _is_total(row: Row) -> bool:
    return not row.label or any(_TOTAL.match(words) for words in (row.own, row.label))


def _is_label_with_number(line: Laid, after: Laid, now: _Open) -> bool:
    """A number that is part of a row's words: a code on its own line, or a label broken after a number."""
    figures = [w for w in line.tail.words if w.digits]
    if _CODE_NEXT.search(line.tail.head) and line.tail.least == 1 and not line.cells:
        return True
    if (
        not now.headed
        or now.named < 2
        or len(figures) != 1
        or len(line.tail.words) >= now.named
        or line.cells
    ):
        return False
    word = figures[0]
    if word.sign or word.unit or word.operator or word.apart or after.gap:
        return False
    if now.rows and _continues_number(line, now.rows[-1], now):
        return False
    if not line.tail.head:
        return after.kind in (Kind.FRAGMENT, Kind.PROSE)
    if after.kind in (Kind.YEARS, Kind.HEADS):
        return True
    return after.kind in (Kind.FRAGMENT, Kind.ROW, Kind.PROSE) and not line.raw.endswith("   ")


def _continues_row(line: Laid, now: _Open) -> bool:
    """One cell of a row on a line of its own, below the cells before it."""
    row = now.rows[-1]
    if now.pending or line.tail.head or line.tail.most > 2 or line.cells:
        return False
    named = now.named
    return named > 2 and row.tail.most + line.tail.least <= named and row.tail.most < named - 1 + (named == 3)


def _is_titled_anew(line: Laid, now: _Open) -> bool:
    """Whether heads that are printed again have their own title: they do not repeat a page before."""
    if not now.pending:
        return False
    apart = now.pending[0].gap and line.gap
    return apart or bool(line.cells and now.lead and now.lead[-1].page == line.page)


def _after_sentences(pending: Sequence[Laid]) -> Sequence[Laid]:
    """The lines after the last short sentence: a sentence is no title of the table below it."""
    ends = [i for i, x in enumerate(pending) if x.words.endswith(".") and _is_told(x.words)]
    return pending[ends[-1] + 1 :] if ends else pending


def _is_told(words: str) -> bool:
    return len(words.split()) >= _LEAST_OF_SENTENCE and not _OF_THE_TABLE.search(words) and words[0].isupper()


def _goes_on_below(line: Laid, now: _Open) -> bool:
    """Words of a label that go on below its figures, as they do in a page with cells."""
    known = bool(line.cells and now.rows and now.rows[-1].spans)
    return known and not now.pending and not line.gap and bool(_GOES_ON.match(line.words))


def _with_label(row: Row, line: Laid) -> Row:
    return replace(row, label=f"{row.label} {line.words}", own=f"{row.own} {line.words}")


def _with_cells(row: Row, line: Laid) -> Row:
    shift = len(row.raw) + 1
    more = tuple(replace(w, apart=2, start=w.start + shift) for w in line.tail.words)
    return replace(row, words=(*row.words, *more), raw=f"{row.raw} {line.raw}")


def _has_figures(line: Laid) -> bool:
    return any(w.digits for w in line.tail.words)


def _is_dashes(line: Laid, after: Laid | None, now: _Open) -> bool:
    """A row whose every cell is a dash, below other rows; and no label that goes on after a dash."""
    ends = after is None or not after.words[:1].islower()
    return ends and bool(now.rows and line.tail.head and line.tail.words)


def _is_lone(line: Laid) -> bool:
    """One number only, with nothing that says it is a row of a table."""
    return line.tail.least == 1 and line.tail.most <= 2 and not re.search(r"\s{3,}", line.raw.strip())


def _is_head_line(line: Laid, now: _Open) -> bool:
    """Years, column words or a unit: what stands above a table's figures."""
    words = line.words
    if line.kind in (Kind.YEARS, Kind.HEADS):
        few = len(heads_in(words)) < _LEAST_HEADS and not unit_in(words) and not romans_in(words)
        return not (now.rows and few) or _repeats(line, now.lead)
    numbers = [w for w in line.tail.words if w.digits]
    if numbers:
        return all(_YEAR.fullmatch(w.digits) and not w.sign and w.text[:4] == w.digits for w in numbers) and (
            not now.rows or _repeats(line, now.lead) or len(numbers) > 1
        )
    return bool(now.rows or now.headed) and _repeats(line, now.lead)


def _repeats(line: Laid, lead: Sequence[Laid]) -> bool:
    return any(line.words == other.words for other in lead)


def _label(now: _Open, line: Laid) -> tuple[str, int]:
    """The row's words: what stands before its figures, and the lines above that belong to it."""
    own, pending = line.tail.head, [p for p in now.pending if p.kind is not Kind.FURNITURE]
    if own and not now.rows and not _is_wrapped(pending, own):
        now.lead.extend(pending)
        pending = []
    elif not now.rows and not now.headed:
        kept = pending[-3:] if not own else pending[-2:]
        now.lead.extend(p for p in pending if p not in kept)
        pending = kept
    longest = _LONGEST_CELLS if now.named > _LEAST_HEADS else _LONGEST_LABEL
    parts = [p.words for p in pending[-longest:]]
    return " ".join([*parts, own]).strip(), pending[0].number if pending else line.number


def _is_wrapped(pending: Sequence[Laid], own: str) -> bool:
    if not pending:
        return False
    before = pending[-1].words
    return (
        own[:1].islower()
        or own[:1] in "("
        or before.endswith(("-", ",", " og", "/", " av", " til", " for", " i"))
    )


def _continues_number(line: Laid, row: Row, now: _Open) -> bool:
    """The last digits of a number that was broken over two lines."""
    if now.pending or line.tail.head or len(line.tail.words) != 1:
        return False
    word = line.tail.words[0]
    whole = len(word.digits) == 3 and not word.sign and not word.part and word.text == word.digits
    return whole and row.tail.most >= 4 and line.number - row.line <= 3 and not row.label.endswith(":")


def _with_more(row: Row, line: Laid) -> Row:
    return replace(row, words=(*row.words, replace(line.tail.words[0], apart=0)))
