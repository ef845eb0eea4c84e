"""One page of a document as it is printed, with every figure that is read from it marked by its verdict."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

import polars as pl

from rodtrad.core.finding import Finding
from rodtrad.reports.documents import VERDICTS, page_count
from rodtrad.reports.findings import FindingCard, finding_card
from rodtrad.reports.marks import places_of, single
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell

_MOST = 20


@dataclass(frozen=True, slots=True)
class LinePart:
    """A stretch of a line: plain text, or a figure with its address, verdict and what it is called."""

    text: str
    address: str = ""
    verdict: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line; `unplaced` are figures that are read from it and do not stand in its text as they were read.

    bold  the line is printed in double, as bold type is, and told here once
    """

    line: int
    bold: bool
    parts: tuple[LinePart, ...]
    unplaced: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """Lines that belong together, and what they are."""

    kind: str
    kind_word: str
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page of a document with its marks, how many there are of each verdict, and its findings."""

    document: Cell
    page: int
    pages: int
    blocks: tuple[PrintedBlock, ...]
    figure_count: int
    verdicts: tuple[tuple[str, str, int], ...]
    findings: tuple[FindingCard, ...]
    finding_count: int


def page_of_line(telling: Telling, document: str, line: int | None) -> int | None:
    """The page a line stands on, or None when the book does not have the document's text."""
    lines = telling.where("document_line", "document", document)
    page = lines.filter(pl.col("line") <= (line or 0))["page"].max()
    return page if isinstance(page, int) else None


def document_page(telling: Telling, document: str, readings: pl.DataFrame, page: int) -> DocumentPage:
    """One page, as it is printed.

    readings  what is read from the document: address, text, line
    page      from 1 to `page_count`; a page without lines is empty
    """
    every = telling.where("document_line", "document", document).sort("line")
    lines = every.filter(pl.col("page") == page)
    numbers = lines["line"].to_list()
    read = _by_line(telling, readings, _reach(every, page), numbers)
    addresses = [address for marked in read.values() for address, _ in marked]
    counts = Counter(telling.verdict_at(a) for a in addresses)
    findings = _findings(telling, document, set(numbers), addresses)
    return DocumentPage(
        telling.document(document),
        page,
        page_count(telling, document),
        tuple(_blocks(telling, lines, read)),
        len(addresses),
        tuple((v, telling.word("verdict", v), counts[v]) for v in VERDICTS if counts[v]),
        tuple(finding_card(telling, f) for f in findings[:_MOST]),
        len(findings),
    )


def _reach(lines: pl.DataFrame, page: int) -> tuple[int, int]:
    """The first line that belongs to a page, and the first that belongs to a later one.

    A line that is not kept, such as an empty one, belongs to the line before it.
    """
    here, later = (
        lines.filter(kept)["line"].min() for kept in (pl.col("page") == page, pl.col("page") > page)
    )
    is_first = lines["line"].min() == here
    start = 0 if is_first else here
    return (
        start if isinstance(start, int) else 0,
        later if isinstance(later, int) else 2**62,
    )


def _by_line(
    telling: Telling, readings: pl.DataFrame, reach: tuple[int, int], lines: list[int]
) -> Mapping[int, list[tuple[str, str]]]:
    """Address and text of the page's readings, by the line they stand on; in the order of the figures."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if not lines:
        return found
    at = telling.thread.at
    placed = readings.filter(pl.col("line").is_between(*reach, closed="left"))
    rows = [row for row in placed.select("line", "address", "text").iter_rows() if row[1] in at]
    for line, address, text in sorted(rows, key=lambda row: (row[0], at[row[1]])):
        found[lines[max(0, bisect_right(lines, line) - 1)]].append((address, text))
    return found


def _blocks(
    telling: Telling, lines: pl.DataFrame, read: Mapping[int, list[tuple[str, str]]]
) -> Iterable[PrintedBlock]:
    rows = lines.select("block", "kind", "line", "text").iter_rows()
    for (_, kind), held in groupby(rows, key=lambda row: (row[0], row[1])):
        printed = tuple(_line(telling, number, text, read.get(number, [])) for _, _, number, text in held)
        yield PrintedBlock(kind, telling.word("block_kind", kind), printed)


def _line(telling: Telling, number: int, text: str, read: list[tuple[str, str]]) -> PrintedLine:
    once = single(text)
    shown = text if once is None else once
    places = places_of([printed for _, printed in read], shown)
    marked = sorted((place, address) for place, (address, _) in zip(places, read, strict=True) if place)
    unplaced = tuple(
        telling.place(address) for place, (address, _) in zip(places, read, strict=True) if not place
    )
    return PrintedLine(number, once is not None, tuple(_parts(telling, shown, marked)), unplaced)


def _parts(telling: Telling, text: str, marked: list[tuple[tuple[int, int], str]]) -> Iterable[LinePart]:
    """The line cut where a figure begins and ends."""
    place = 0
    for (start, end), address in marked:
        if start > place:
            yield LinePart(text[place:start])
        verdict, label = telling.verdict_at(address), telling.wording.label(address)
        yield LinePart(text[start:end], address, verdict, label)
        place = end
    if place < len(text):
        yield LinePart(text[place:])


def _findings(telling: Telling, document: str, lines: set[int], addresses: list[str]) -> list[Finding]:
    """Findings about the page's figures or lines, gravest first."""
    about = {f.id for address in addresses for f in telling.judgement.at.get(address, ())}
    return [
        f
        for f in telling.judgement.findings
        if f.id in about or (f.document == document and not lines.isdisjoint(f.lines))
    ]
