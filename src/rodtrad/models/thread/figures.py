"""Every figure of a book: its address, value, unit of print, and what it is a statement of."""

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
from rodtrad.models.concepts import SHAPES, Facts

COORDINATES = ("unit", "chapter", "area", "function", "project", "account_group", "year", "version")
CONSTANT = "constant"
_LARGEST_CONSTANT = 1e12


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
    figures = pl.concat([*parts, _constants(facts)]).with_row_index("figure")
    sized = figures.join(_sizes(figures), on=["unit", "decimals"], how="left", maintain_order="left")
    exact = pl.when(pl.col("fact") == CONSTANT).then(0.0).otherwise("step").alias("step")
    return _with_concepts(sized, facts).with_columns(exact)


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
    frame = _budget_concept(**net, version=pl.lit(Version.PLAN.value))
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


def _with_concepts(figures: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Add what each figure is a statement of, from its key or from its own column."""
    indicators = facts["indicator"].select("document", pl.col("key").alias("indicator"), "concept")
    values = facts["indicator_value"].join(
        indicators, on=["document", "indicator"], how="left", maintain_order="left"
    )
    lines, effects = facts["budget_line"], facts["measure_effect"]
    said = {
        ("budget_line", "amount"): lines.select(_budget_concept()),
        ("budget_change", "amount"): facts["budget_change"].select(_change_concept()),
        ("measure_effect", "amount"): effects.select(concept_of("effect", pl.col("measure"), pl.col("year"))),
        ("population", "persons"): facts["population"].select(
            concept_of("population", pl.col("unit"), pl.col("age_group"), pl.col("year"))
        ),
        ("indicator_value", "value"): values.select(
            concept_of("indicator", pl.col("concept"), pl.col("year"), pl.col("kind"))
        ),
    } | {("grant", c.name): facts["grant"].select(_grant_concept(c.name)) for c in SHAPES["grant"].figures}
    known = pl.concat(
        frame.with_row_index("position").with_columns(
            pl.lit(fact).alias("fact"), pl.lit(column).alias("column")
        )
        for (fact, column), frame in said.items()
    )
    concept = pl.coalesce("said", "concept")
    turned = pl.when(concept.str.starts_with("-")).then(-1.0).otherwise(1.0)
    return (
        figures.join(known, on=["position", "fact", "column"], how="left", maintain_order="left")
        .with_columns(concept.str.strip_prefix("-").alias("concept"), turned.alias("sign"))
        .drop("said")
    )


def first_statements(figures: pl.DataFrame, same: list[str]) -> pl.DataFrame:
    """The first place each concept is stated: by document, then line, then address."""
    said = figures.filter(pl.col("concept").is_not_null())
    placed = said.sort("document", "line", "address", nulls_last=True)
    return placed.unique(same, keep="first", maintain_order=True)


def lines_with_figures(facts: Facts, figures: pl.DataFrame, fact: str) -> pl.DataFrame:
    """A fact's rows that hold a figure, each with the figure's number; empty parts are ''."""
    return rows_with("figure", facts, figures, fact).with_columns(
        pl.col(n).fill_null("") for n, c in facts[fact].schema.items() if c == pl.String
    )


def rows_with(known: str, facts: Facts, figures: pl.DataFrame, fact: str) -> pl.DataFrame:
    """A fact's rows that hold a figure, each with its position and one thing known of the figure.

    Only for facts with one figure a row.
    """
    found = figures.filter(pl.col("fact") == fact).select("position", known)
    return facts[fact].with_row_index("position").join(found, on="position", maintain_order="left")
