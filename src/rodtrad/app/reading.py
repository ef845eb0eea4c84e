"""Read published documents into a book, and tell what each of them gave."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from rodtrad.app.books import existing_book, judged, now, package_folder
from rodtrad.app.merging import Held, merged
from rodtrad.core import words
from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import GRAINS_PER_ONE, UNITS
from rodtrad.core.shape import Kind, Language
from rodtrad.core.verdict import HELD, Severity, Verdict
from rodtrad.core.words import say
from rodtrad.facts.document import DocumentKind
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.judgement import Judgement
from rodtrad.readers.datapackage import DESCRIPTION
from rodtrad.readers.document import DocumentRead, read_printed
from rodtrad.readers.gather import Seen, slug
from rodtrad.readers.open_document import open_document
from rodtrad.reports.figure import BridgeView, figure_view
from rodtrad.reports.summary import Summary, as_record
from rodtrad.reports.telling import Telling
from rodtrad.store.book import Book
from rodtrad.store.load import LoadResult

KINDS = tuple(kind for kind in DocumentKind if kind is not DocumentKind.CODE_LIST)
"""The kinds of document that are read."""

Step = Callable[[str, int], None]
"""Is told what is being done, and how many steps ahead the work has come."""
STEPS_OF_A_DOCUMENT, STEPS_AFTER = 4, 2


def _untold(_sentence: str, _advance: int) -> None:
    """Nobody looks at how far the reading has come."""


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """The files to read, in order, and what is told of them.

    kind  of all of them; None finds it in each
    key   lasting name of the one document; "" makes it from the file's name
    """

    paths: tuple[Path, ...]
    kind: DocumentKind | None = None
    key: str = ""

    def keys(self) -> tuple[str, ...]:
        """The lasting name of every document.

        raises  UsageError  one name for several files, or several files of one name
        """
        if self.key and len(self.paths) > 1:
            raise UsageError("key_for_several", key=self.key, count=len(self.paths))
        keys = tuple(slug(self.key or path.stem, 60) for path in self.paths)
        twice = next((key for key, count in Counter(keys).items() if count > 1), "")
        if twice:
            same = [str(p) for p, key in zip(self.paths, keys, strict=True) if key == twice]
            raise UsageError("documents_same_key", key=twice, files=same)
        return keys


def are_documents(sources: Sequence[str]) -> bool:
    """True when the sources are files to read, and not the folder or name of one data package."""
    if len(sources) > 1:
        return True
    folder = package_folder(sources[0])
    if folder.is_dir() or folder.name == DESCRIPTION:
        return False
    return folder.is_file() or bool(folder.suffix)


def kind_named(name: str, language: Language) -> DocumentKind | None:
    """The kind of document somebody names, in Norwegian, English or by its code; None for no name.

    raises  UsageError  there is no such kind
    """
    if not name:
        return None
    for kind in KINDS:
        said = (kind.value, *words.terms("document_kind")[kind.value])
        if name.strip().lower().replace("-", "_") in {n.lower() for n in said}:
            return kind
    known = [words.word("document_kind", kind.value, language).lower() for kind in KINDS]
    raise UsageError("document_kind_choice", kind=name, known=", ".join(known))


@dataclass(frozen=True)
class ReadResult:
    """What reading some documents gave: rows stored, and each document with its part of the judgement."""

    stored: LoadResult
    documents: tuple[DocumentRead, ...]
    judgement: Judgement
    readings: pl.DataFrame

    def figures_of(self, read: DocumentRead) -> frozenset[str]:
        """Addresses of the figures that the book reads from a document."""
        return Held(self.judgement.thread.facts, self.readings).addresses_of(read.about.key)

    def judgement_of(self, read: DocumentRead) -> Judgement:
        """The judgement, with the findings about one document only."""
        mine = self.figures_of(read)
        about = (
            f
            for f in self.judgement.findings
            if f.document == read.about.key or not mine.isdisjoint((*f.addresses, *f.consequences))
        )
        return replace(self.judgement, findings=tuple(about))

    def relations_of(self, read: DocumentRead) -> pl.DataFrame:
        """The relations with a figure from a document.

        returns  relation, result, verdict
        """
        relations = self.judgement.thread.relations
        figures = self.judgement.thread.figures.select("figure", "address")
        mine = figures.filter(pl.col("address").is_in(list(self.figures_of(read))))["figure"].implode()
        touched = pl.concat(
            [
                relations.heads.filter(pl.col("result").is_in(mine)).select("relation"),
                relations.terms.filter(pl.col("figure").is_in(mine)).select("relation"),
            ]
        )
        return self.judgement.relation_verdicts().join(touched, on="relation", how="semi")

    def summary_of(self, read: DocumentRead) -> Summary:
        """The counts of one document."""
        relations, mine = self.relations_of(read), self.figures_of(read)
        findings = {v: dict.fromkeys(Severity, 0) for v in Verdict}
        for finding in self.judgement_of(read).findings:
            findings[finding.verdict][finding.severity] += 1
        said = Counter(self.judgement.verdicts.get(address, "untested") for address in mine)
        judged_as = Counter(relations["verdict"])
        return Summary(
            figures=len(mine),
            tested=relations.height,
            held=sum(judged_as[v.value] for v in HELD),
            verdicts={v.value: judged_as[v.value] for v in Verdict},
            figure_verdicts={v: said[v] for v in (*(v.value for v in Verdict), "untested")},
            findings={v: counts for v, counts in findings.items() if any(counts.values())},
        )


def read_documents(
    place: Path | str,
    files: DocumentFiles,
    *,
    by: str,
    why: str,
    overwrite_edits: bool = False,
    language: Language = "no",
    step: Step = _untold,
) -> ReadResult:
    """Read documents into a book, all or nothing; each is read with the book and the files before it in mind.

    What the book has from the files themselves is not looked at, so that reading them again gives the same.

    language  of the sentences that `step` is told
    raises  InputError     a file cannot be read
            ConflictError  a row that somebody has edited would be changed or removed
            UsageError     two files would be the same document
    """
    keys, there = files.keys(), existing_book(place)
    try:
        before = Held(there.facts(), there.readings()) if there else Held.nothing()
        held, read = before, []
        for at, path in enumerate(files.paths):
            told = replace(files, paths=(path,), key=keys[at])
            read.append(_read(path, told, held.without(keys[at:]), language, step))
            held = merged(held, read[-1])
        step(say("storing", language), 1)
        there = there or Book.create(place)
        changed = {n: frame for n, frame in held.facts.items() if frame is not before.facts[n]}
        stored = there.load(changed, held.readings, by=by, at=now(), why=why, overwrite_edits=overwrite_edits)
        step(say("judging", language), 1)
        return ReadResult(stored, tuple(read), judged(there), there.readings())
    finally:
        if there:
            there.close()


def _read(path: Path, told: DocumentFiles, known: Facts, language: Language, step: Step) -> DocumentRead:
    def seen(done: int, of: int) -> None:
        step(say("opening_page", language, file=path.name, page=done, pages=of), 0)

    def part(name: str) -> None:
        step(say(f"reading_the_{name}", language, file=path.name), 1)

    step(say("opening", language, file=path.name), 1)
    return read_printed(open_document(path, seen), known, kind=told.kind, key=told.key, step=part)


def read_record(result: ReadResult, language: Language) -> dict[str, Any]:
    """What reading gave, for a program."""
    telling = Telling(result.judgement, language)
    return {
        "stored": asdict(result.stored),
        "documents": [_document_record(result, read, telling) for read in result.documents],
    }


def _document_record(result: ReadResult, read: DocumentRead, telling: Telling) -> dict[str, Any]:
    lines = read.facts["document_line"].select("line", "page")
    pages: dict[int, int] = dict(lines.iter_rows())
    summary, mine = result.summary_of(read), result.figures_of(read)
    findings = result.judgement_of(read).findings
    return {
        "document": read.about.key,
        "kind": read.about.kind.value,
        "pages": read.pages,
        "tables": read.tables,
        "figures": len(read.seen),
        "readings": [_reading_record(seen, pages, mine) for seen in read.seen],
        "facts": {
            fact: [_row_record(fact, row) for row in frame.iter_rows(named=True)]
            for fact, frame in read.facts.items()
        },
        "relations": {
            "tested": summary.tested,
            "held": summary.held,
            "list": [asdict(bridge) for bridge in _bridges(result, read, telling)],
        },
        "findings": [as_record(finding, telling.wording) for finding in findings],
    }


def _reading_record(seen: Seen, pages: Mapping[int, int], mine: Set[str]) -> dict[str, Any]:
    return {
        "line": seen.line,
        "page": pages.get(seen.line),
        "text": seen.text,
        "value": _plain(seen.value),
        "unit": seen.unit,
        "kind": "table" if seen.in_table else "prose",
        "address": seen.address if seen.address in mine else None,
    }


def _row_record(fact: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """One row, with its address; figures in their unit of print."""
    shape = SHAPES[fact]
    record: dict[str, Any] = {"address": shape.address_of(row)}
    for column in shape.columns:
        value = row[column.name]
        if isinstance(value, date):
            value = value.isoformat()
        elif value is not None and column.kind in (Kind.AMOUNT, Kind.QUANTITY):
            unit = column.unit or row.get("printed_unit")
            value = _plain(Decimal(value) / (UNITS[unit].grains if unit else GRAINS_PER_ONE))
        record[column.name] = value
    return record


def _plain(value: Decimal) -> int | float:
    """A number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _bridges(result: ReadResult, read: DocumentRead, telling: Telling) -> list[BridgeView]:
    """Every relation with a figure from the document, in the order of their results."""
    mine = result.figures_of(read)
    found = []
    for figure in result.relations_of(read)["result"].unique().sort():
        for bridge in figure_view(telling, figure, "").bridges:
            if bridge.ends_here and not mine.isdisjoint((bridge.result, *(s.address for s in bridge.steps))):
                found.append(bridge)
    return found
