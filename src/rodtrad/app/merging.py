"""A document that was read takes its place in a book: its earlier rows go, other documents' rows stay.

A figure's key holds its document, so two documents that print the same figure give two rows with a
reading each, and check E-01 compares them. Rows that belong to no document, units and codes, are
added when their key is new and never changed: other documents may use them.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

import polars as pl

from rodtrad.models.concepts import PLANNED, SHAPES, Facts, complete
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.readers.datapackage import Package
from rodtrad.readers.document import DocumentRead
from rodtrad.readers.tidy import READING_SCHEMA

_REGISTERS = ("unit", "code")
_NOT_READ = (
    "rate",
    "rule_parameter",
    "service",
    "service_figure",
    "statistics_table",
    "distribution_criterion",
    *PLANNED,
)
"""Facts that no document is read for; a data package may have them from any."""
_GIVEN = ("published", "address")
"""What is known of a document that no page of it says."""
_NO_ADDRESS = pl.DataFrame(schema={"address": pl.String})


@dataclass(frozen=True, slots=True)
class Held:
    """What a book holds: facts, and what the pages say."""

    facts: Facts
    readings: pl.DataFrame

    @classmethod
    def nothing(cls) -> "Held":
        """What an empty book holds."""
        return cls(complete({}), pl.DataFrame(schema=READING_SCHEMA))

    def addresses_of(self, document: str) -> frozenset[str]:
        """The figures that are read from a document."""
        return frozenset(self.readings.filter(pl.col("document") == document)["address"])

    def without(self, documents: Iterable[str]) -> dict[str, pl.DataFrame]:
        """The facts as if some documents had never been read; units stay."""
        facts = dict(self.facts)
        for document in documents:
            mine = self.addresses_of(document)
            facts = {
                name: frame.filter(~_is_of(name, frame, document, mine)) for name, frame in facts.items()
            }
        return facts


def merged(book: Held, read: DocumentRead) -> Held:
    """The book with one document read anew.

    Every row of the document is replaced, also in facts that it no longer gives. Where the key is
    another document's, that row and its reading stay. A reading of no figure is not kept.
    """
    document, mine = read.about.key, book.addresses_of(read.about.key)
    facts, gone, come = dict(book.facts), [_NO_ADDRESS], [_NO_ADDRESS]
    for name in (n for n in SHAPES if n not in _NOT_READ):
        shape, held = SHAPES[name], book.facts[name]
        new = read.facts.get(name, shape.empty())
        if name == "document":
            new = _with_given(new, held)
        is_mine = _is_of(name, held, document, mine)
        kept = held if name in _REGISTERS else held.filter(~is_mine)
        gone += [held.filter(is_mine).select(shape.address(c.name)) for c in shape.figures]
        come += [
            new.filter(pl.col(c.name).is_not_null()).select(shape.address(c.name)) for c in shape.figures
        ]
        facts[name] = _added(kept, new, shape.key)
    kept = book.readings.join(pl.concat(gone), on="address", how="anti", maintain_order="left")
    new = read.readings.unique("address", maintain_order=True).join(pl.concat(come), on="address", how="semi")
    return Held(facts, _added(kept, new, ("address",)))


def with_package(book: Held, package: Package) -> Held:
    """The book with a data package added: the package's documents are replaced, all other documents stay.

    Units and codes are added when their key is new. Rows of facts without documents take the place of
    those with the same key.
    """
    named = set(package.facts["document"]["key"]) if "document" in package.facts else set()
    facts, gone = dict(book.facts), [_NO_ADDRESS]
    for name, rows in package.facts.items():
        shape, held = SHAPES[name], book.facts[name]
        goes = _goes(name, rows, held, named)
        gone += [held.filter(goes).select(shape.address(c.name)) for c in shape.figures]
        facts[name] = _added(held.filter(~goes), rows, shape.key)
    kept = book.readings.join(pl.concat(gone), on="address", how="anti", maintain_order="left")
    return Held(facts, _added(kept, package.readings, ("address",)))


def _goes(fact: str, rows: pl.DataFrame, held: pl.DataFrame, documents: Set[str]) -> pl.Series:
    """Which rows of the book a package takes the place of."""
    if fact in _REGISTERS:
        return pl.repeat(value=False, n=held.height, dtype=pl.Boolean, eager=True)
    if fact == "document":
        return held["key"].is_in(rows["key"].implode())
    if "document" in rows.columns:
        mine = [*documents, *rows["document"].drop_nulls()]
        return held["document"].fill_null("").is_in(mine)
    key = SHAPES[fact].key
    there = held.select(key).with_row_index("at").join(rows.select(key), on=key, how="semi", nulls_equal=True)
    return pl.int_range(held.height, eager=True).is_in(there["at"].implode())


def _is_of(fact: str, held: pl.DataFrame, document: str, mine: Set[str]) -> pl.Series:
    """Which rows belong to a document; an equation does when all its figures are read from it.

    mine  the figures read from the document
    """
    if fact == "document":
        return held["key"] == document
    if "document" in held.columns:
        return held.select(pl.col("document").eq_missing(pl.lit(document))).to_series()
    if fact != "stated_relation":
        return pl.repeat(value=False, n=held.height, dtype=pl.Boolean, eager=True)
    own = pl.col("address").is_in(list(mine))
    figure = ~pl.col("address").str.starts_with(f"{CONSTANT}/")
    only = (own | ~figure).all().over("key") & own.any().over("key")
    return held.select(pl.col("key").str.starts_with(f"{document}:") | only).to_series()


def _added(kept: pl.DataFrame, new: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """The rows kept, and the new ones whose key is not there."""
    fresh = new.join(kept, on=key, how="anti", nulls_equal=True, maintain_order="left")
    return pl.concat([kept, fresh.select(kept.columns)])


def _with_given(new: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """The document's row, with what somebody has told of it before."""
    told = held.select("key", *_GIVEN)
    joined = new.join(told, on="key", how="left", suffix="_told", maintain_order="left")
    return joined.with_columns(pl.coalesce(n, f"{n}_told") for n in _GIVEN).select(new.columns)
