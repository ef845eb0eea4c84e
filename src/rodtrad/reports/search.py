"""Search over everything: pages by name, figures by label, value and address."""

import re
from dataclasses import dataclass
from functools import partial

import polars as pl

from rodtrad.core.measurement import UNITS
from rodtrad.core.shape import Kind, Shape
from rodtrad.core.words import terms
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell

MOST = 25
LONGEST = 200
_LARGEST_GRAINS = 2**62
_DIMENSIONS = ("area", "function", "chapter", "project", "account_group", "age_group")
_NUMBER = re.compile(r"[-−]?\d[\d\s.,]*")
_SCALE = {
    "tusen": 1e3,
    "thousand": 1e3,
    "mill": 1e6,
    "million": 1e6,
    "mrd": 1e9,
    "milliard": 1e9,
    "billion": 1e9,
}
_SEPARATE = (
    "budget_line",
    "budget_change",
    "measure_effect",
    "indicator_value",
    "population",
    "stated_relation",
)
"""Facts whose rows are met as figures; a row of its own would say the same twice."""


_NOT_SEARCHED = ("document_line",)
"""The text of the documents is read on their pages; it would be most of the index and name nothing."""


@dataclass(frozen=True, slots=True)
class SearchView:
    """What a search gives: rows by kind, findings, and figures."""

    asked: str
    cut: bool
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]
    findings: tuple[tuple[str, str], ...]
    figures: tuple[tuple[Cell, str], ...]
    row_count: int
    figure_count: int


class SearchIndex:
    """The words of every row and figure of a book, gathered once; those of a fact until it changes."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._rows = pl.concat(
            telling.kept.once(("words", telling.language, shape.name), partial(_row_words, telling, shape))
            for shape in SHAPES.values()
            if shape.name not in _NOT_SEARCHED
        )
        figures = telling.thread.figures.filter(
            pl.col("document").is_not_null() | (pl.col("fact") != "constant")
        )
        self._figures = figures.select(
            "address", "fact", "grains", "unit", pl.col("address").str.replace(r"/[^/]*$", "").alias("row")
        ).join(
            self._rows.select(pl.col("address").alias("row"), "words"),
            on="row",
            how="left",
            maintain_order="left",
        )

    def search(self, asked: str) -> SearchView:
        """Everything that holds all the words asked for, or the number."""
        text = " ".join(asked.split())[:LONGEST]
        parts = text.lower().split()
        if not parts:
            return SearchView(text, cut=False, rows=(), findings=(), figures=(), row_count=0, figure_count=0)
        holds = pl.all_horizontal(pl.col("words").str.contains(part, literal=True) for part in parts)
        rows = self._rows.filter(holds, ~pl.col("fact").is_in(_SEPARATE))
        figures = self._found_figures(text, parts)
        return SearchView(
            text,
            len(" ".join(asked.split())) > LONGEST,
            self._by_fact(rows),
            tuple(self._found_findings(parts)),
            tuple(self._shown(row) for row in figures.head(MOST).iter_rows(named=True)),
            rows.height,
            figures.height,
        )

    def _found_figures(self, text: str, parts: list[str]) -> pl.DataFrame:
        spelt = pl.concat_str([pl.col("words"), pl.col("address").str.to_lowercase()], separator=" ")
        holds = pl.all_horizontal(spelt.str.contains(part, literal=True) for part in parts)
        grains = _grains(text)
        exact = (pl.col("address") == text).cast(pl.Int8)
        equal = pl.col("grains").is_in(grains) if grains else pl.lit(value=False)
        return (
            self._figures.with_columns(exact.alias("exact"), equal.cast(pl.Int8).alias("equal"))
            .filter(holds | equal)
            .sort("exact", "equal", descending=True, maintain_order=True)
        )

    def _by_fact(self, rows: pl.DataFrame) -> tuple[tuple[str, str, tuple[Cell, ...]], ...]:
        parts = rows.partition_by("fact", as_dict=True, maintain_order=True)
        language = self._telling.language
        return tuple(
            (
                str(fact),
                SHAPES[str(fact)].label_in(language),
                tuple(self._named(a) for a in part["address"].head(8)),
            )
            for (fact,), part in parts.items()
        )

    def _named(self, address: str) -> Cell:
        return Cell(self._telling.row_name(address), address=address)

    def _found_findings(self, parts: list[str]) -> list[tuple[str, str]]:
        """Findings by their name or the title of their check; their sentences are not gathered."""
        found = []
        for finding in self._telling.judgement.findings:
            title = self._telling.check_title(finding.number)
            words = f"{finding.id} {title} {finding.document}".lower()
            if all(part in words for part in parts):
                found.append((finding.id, title))
        return found[:MOST]

    def _shown(self, row: dict[str, object]) -> tuple[Cell, str]:
        place = self._telling.place(str(row["address"]))
        figure = self._telling.thread.figures.row(self._telling.thread.at[place.address], named=True)
        source = self._telling.wording.place(
            figure["document"] or "", [figure["line"]] if figure["line"] else []
        )
        return place, source


def _row_words(telling: Telling, shape: Shape) -> pl.DataFrame:
    """Every row's address with all it is called: own label, and the names of what it points to."""
    frame = telling.facts[shape.name]
    parts = [pl.col(c.name).cast(pl.String) for c in shape.columns if c.kind in (Kind.TEXT, Kind.INTEGER)]
    for column in shape.columns:
        names = _names(telling, shape, column.name, column.refers or "")
        if names:
            parts.append(pl.col(column.name).replace_strict(names, default="", return_dtype=pl.String))
    words = pl.concat_str([p.fill_null("") for p in parts], separator=" ").str.to_lowercase()
    return frame.select(shape.row_address(), pl.lit(shape.name).alias("fact"), words.alias("words"))


def _names(telling: Telling, shape: Shape, column: str, refers: str) -> dict[str, str]:
    """What the values of a column are called, where they are called something."""
    if refers in (
        "unit.key",
        "document.key",
        "service.key",
        "table.key",
        "indicator.key",
        "efficiency_measure.key",
    ):
        labels = telling.facts[refers.partition(".")[0]]
        named = "label" if telling.language == "no" or "label_en" not in labels.columns else "label_en"
        return dict(labels.select("key", named).iter_rows())
    if column in _DIMENSIONS and shape.name != "code":
        codes = telling.where("code", "dimension", column)
        return dict(codes.select("code", "label" if telling.language == "no" else "label_en").iter_rows())
    if column == "version":
        side = 0 if telling.language == "no" else 1
        return {value: both[side] for value, both in terms("version").items()}
    return {}


def _grains(text: str) -> list[int]:
    """What a number that somebody searches for may be stored as: in every unit, or in the one named."""
    found = _NUMBER.match(text)
    if not found:
        return []
    rest = text[found.end() :].strip(" .").lower()
    digits = re.sub(r"\s", "", found.group()).replace("−", "-").rstrip(".,").replace(",", ".")
    try:
        value = float(digits if digits.count(".") <= 1 else digits.replace(".", ""))
    except ValueError:
        return []
    scale = next((s for word, s in _SCALE.items() if rest.startswith(word)), None)
    if scale is not None:
        sizes = [scale * UNITS["kr"].grains]
    else:
        sizes = [float(unit.grains) for unit in UNITS.values()]
    grains = {round(value * size) for size in sizes if abs(value * size) <= _LARGEST_GRAINS}
    return sorted(grains)
