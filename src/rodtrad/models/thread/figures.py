"""Every figure of a book: its address, value, unit of print, and what it is a statement of."""

from collections.abc import Iterable

import polars as pl

from rodtrad.core.measurement import (
    GRAINS_PER_KRONE,
    GRAINS_PER_ONE,
    PARTS_OF_ONE,
    UNITS,
    Family,
    unit_of_print,
)
from rodtrad.core.shape import Shape
from rodtrad.facts.budget import Step, Version
from rodtrad.facts.grant import GrantKind
from rodtrad.models.budgeting.stated import framed_versions, stated_versions
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.thread.periods import period_statements

COORDINATES = ("unit", "chapter", "area", "function", "project", "account_group", "year", "version")
CONSTANT = "constant"
_LARGEST_CONSTANT = 1e12
_STATING = (
    "budget_line",
    "budget_change",
    "measure_effect",
    "population",
    "indicator_value",
    "grant",
    "period_amount",
)
"""Facts whose keys say what their figures are statements of."""


def figures_of(facts: Facts) -> pl.DataFrame:
    """Every non-empty number of the book, and last the constants that relations use.

    returns  the columns of FIGURE_SCHEMA, and fact, column, position (row of the fact's frame),
             unit of print, decimals, document, line, concept, and sign: -1 where the print turns
             the concept's sign
    """
    parts = [
        _melted(facts[name], shape, column.name, column.unit)
        for name, shape in SHAPES.items()
        for column in shape.figures
    ]
    figures = _sized(pl.concat([*parts, _constants(facts)]).with_row_index("figure"))
    exact = pl.when(pl.col("fact") == CONSTANT).then(0.0).otherwise("step").alias("step")
    return _with_concepts(figures, facts).with_columns(exact)


def figures_of_rows(fact: str, rows: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """The figures of some rows of one fact, column by column; their positions are among those rows."""
    parts = [_melted(rows, SHAPES[fact], column.name, column.unit) for column in SHAPES[fact].figures]
    figures = _sized(pl.concat(parts).with_row_index("figure"))
    return _with_concepts(figures, {**facts, fact: rows}, (fact,))


def _sized(figures: pl.DataFrame) -> pl.DataFrame:
    """Figures with their step and base."""
    return figures.join(_sizes(figures), on=["unit", "decimals"], how="left", maintain_order="left")


def _sizes(figures: pl.DataFrame) -> pl.DataFrame:
    """Step and base of every unit and number of decimals that occurs."""
    pairs = figures.select("unit", "decimals").unique()
    steps = [unit_of_print(unit, decimals) for unit, decimals in pairs.iter_rows()]
    bases = [_worth(unit) for unit in pairs["unit"]]
    return pairs.with_columns(pl.Series("step", steps, pl.Float64), pl.Series("base", bases, pl.Float64))


def _worth(unit: str) -> float:
    """What one grain is worth in kroner, ones, or parts of one."""
    if UNITS[unit].family is Family.MONEY:
        return 1 / GRAINS_PER_KRONE
    return PARTS_OF_ONE.get(unit, 1.0) / GRAINS_PER_ONE


def _melted(frame: pl.DataFrame, shape: Shape, column: str, unit: str | None) -> pl.DataFrame:
    """One column's figures, with what is known of their rows."""
    names = shape.names()

    def optional(name: str) -> pl.Expr:
        return pl.col(name).cast(pl.String) if name in names else pl.lit(None, pl.String)

    return (
        frame.with_row_index("position")
        .filter(pl.col(column).is_not_null())
        .select(
            "position",
            pl.lit(shape.name).alias("fact"),
            pl.lit(column).alias("column"),
            shape.address(column),
            pl.col(column).alias("grains"),
            (pl.lit(unit) if unit else pl.col("printed_unit")).alias("unit"),
            "decimals",
            optional("qualifier").alias("qualifier"),
            optional("document").alias("document"),
            (pl.col("line") if "line" in names else pl.lit(None, pl.Int64)).alias("line"),
            optional("concept").alias("concept"),
        )
    )


def _constants(facts: Facts) -> pl.DataFrame:
    """Numbers a relation states itself, such as 365 days: exact, and never counted as figures."""
    used = (
        facts["stated_relation"]
        .filter(pl.col("address").str.starts_with(f"{CONSTANT}/"))
        .select("address")
        .unique(maintain_order=True)
    )
    value = pl.col("address").str.strip_prefix(f"{CONSTANT}/").cast(pl.Float64, strict=False)
    nothing = pl.lit(None, pl.String)
    return used.filter(value.abs() < _LARGEST_CONSTANT).select(
        pl.lit(0, pl.UInt32).alias("position"),
        pl.lit(CONSTANT).alias("fact"),
        pl.lit("value").alias("column"),
        "address",
        (value * GRAINS_PER_ONE).round().cast(pl.Int64).alias("grains"),
        pl.lit("antall").alias("unit"),
        pl.lit(0, pl.Int64).alias("decimals"),
        nothing.alias("qualifier"),
        nothing.alias("document"),
        pl.lit(None, pl.Int64).alias("line"),
        nothing.alias("concept"),
    )


def concept_of(*parts: pl.Expr | str) -> pl.Expr:
    """What a figure is a statement of, as parts with slashes between; an empty part is a dash."""
    texts = [pl.lit(p) if isinstance(p, str) else p.cast(pl.String).fill_null("") for p in parts]
    return pl.concat_str(
        [pl.when(t == "").then(pl.lit("-")).otherwise(t) for t in texts], separator="/"
    ).alias("said")


def _budget_concept(**other: pl.Expr) -> pl.Expr:
    return concept_of("budget", *(other.get(name, pl.col(name)) for name in COORDINATES))


def _change_concept() -> pl.Expr:
    """The budget a base row carries on, and the one a frame row ends in."""
    net = {name: pl.lit("") for name in ("function", "project")} | {"account_group": pl.lit("drift")}
    base = _budget_concept(**net, year=pl.col("base_year"), version=pl.col("base_version"))
    frame = _budget_concept(**net, version=pl.col("framed"))
    return (
        pl.when(pl.col("step") == Step.BASE.value)
        .then(base)
        .when(pl.col("step") == Step.FRAME.value)
        .then(frame)
        .alias("said")
    )


def _grant_concept(column: str) -> pl.Expr:
    """An adopted scheme is a budget line of its project; a call is its scheme's call."""
    call = concept_of("grant", "call", pl.coalesce("project", "key"), pl.col("year"), column)
    said = pl.when(pl.col("kind") == GrantKind.CALL.value).then(call)
    if column != "amount":
        return said.alias("said")
    group = {"account_group": pl.lit("drift-utgift"), "version": pl.lit(Version.ADOPTED.value)}
    nowhere = {"area": pl.lit(""), "function": pl.lit("")}
    adopted = (pl.col("kind") == GrantKind.ADOPTED.value) & pl.col("project").is_not_null()
    return said.when(adopted).then(_budget_concept(**group, **nowhere)).alias("said")


def _with_concepts(figures: pl.DataFrame, facts: Facts, among: Iterable[str] = _STATING) -> pl.DataFrame:
    """Add what each figure is a statement of, from its key or from its own column.

    among  the facts that the figures are of
    """
    said = {
        (fact, column): frame
        for fact in among
        if fact in _STATING
        for column, frame in _said(facts, fact).items()
    }
    none = pl.DataFrame(
        schema={**dict.fromkeys(("said", "fact", "column"), pl.String), "position": pl.UInt32}
    )
    known = pl.concat(
        [
            none,
            *(
                frame.with_row_index("position")
                .with_columns(pl.lit(fact).alias("fact"), pl.lit(column).alias("column"))
                .select(none.columns)
                for (fact, column), frame in said.items()
            ),
        ]
    )
    concept = pl.coalesce("said", "concept")
    turned = pl.when(concept.str.starts_with("-")).then(-1.0).otherwise(1.0)
    return (
        figures.join(known, on=["position", "fact", "column"], how="left", maintain_order="left")
        .with_columns(concept.str.strip_prefix("-").alias("concept"), turned.alias("sign"))
        .drop("said")
    )


def _said(facts: Facts, fact: str) -> dict[str, pl.DataFrame]:
    """What the figures of a fact's rows state, by column."""
    rows = facts[fact]
    match fact:
        case "budget_line":
            return {"amount": rows.with_columns(stated_versions(facts, rows)).select(_budget_concept())}
        case "budget_change":
            framed = framed_versions(facts, rows).alias("framed")
            return {"amount": rows.with_columns(framed).select(_change_concept())}
        case "period_amount":
            return {"amount": period_statements(rows)}
        case "measure_effect":
            return {"amount": rows.select(concept_of("effect", pl.col("measure"), pl.col("year")))}
        case "population":
            coordinates = (pl.col(name) for name in ("unit", "age_group", "year"))
            return {"persons": rows.select(concept_of("population", *coordinates))}
        case "grant":
            return {c.name: rows.select(_grant_concept(c.name)) for c in SHAPES["grant"].figures}
    indicators = facts["indicator"].select("document", pl.col("key").alias("indicator"), "concept")
    values = rows.join(indicators, on=["document", "indicator"], how="left", maintain_order="left")
    coordinates = (pl.col(name) for name in ("concept", "year", "kind"))
    return {"value": values.select(concept_of("indicator", *coordinates))}


def first_statements(figures: pl.DataFrame, same: list[str]) -> pl.DataFrame:
    """The first place each concept is stated: by document, then line, then address."""
    said = figures.filter(pl.col("concept").is_not_null())
    placed = said.sort("document", "line", "address", nulls_last=True)
    return placed.unique(same, keep="first", maintain_order=True)


def addressed(facts: Facts, fact: str) -> pl.DataFrame:
    """A fact's rows with the address of their figure; empty where they hold none.

    Only for facts with one figure a row.
    """
    [column] = SHAPES[fact].figures
    held = pl.when(pl.col(column.name).is_not_null())
    return facts[fact].with_columns(held.then(SHAPES[fact].address(column.name)).alias("address"))
