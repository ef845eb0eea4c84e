"""What is said more than once, what cards add up to, and equations stated in words."""

import polars as pl

from rodtrad.core.measurement import GRAINS_PER_ONE, UNITS
from rodtrad.core.relation import RelationKind, Relations
from rodtrad.models.thread.figures import concept_of, first_statements
from rodtrad.models.thread.ground import Ground

STATED_NUMBERS = {
    RelationKind.SUM: "S-03",
    RelationKind.DIFFERENCE: "S-03",
    RelationKind.ROLL_FORWARD: "S-03",
    RelationKind.EQUALITY: "E-03",
    RelationKind.SHARE: "A-01",
    RelationKind.PRODUCT: "A-02",
}


def programme_totals(ground: Ground) -> Relations:
    """P-01: what a review says its measures save is the sum of the cards.

    By owner, by sector, and by overall class where every card with an effect has one.
    """
    kept = ("document", pl.col("key").alias("measure"), "sector", "owner", "overall_class")
    cards = ground.facts["efficiency_measure"].select(*kept)
    if cards.is_empty():
        return Relations.none()
    effects = ground.lines("measure_effect").join(cards, on=["document", "measure"])
    unclassed = (pl.col("overall_class").is_null() & (pl.col("amount") != 0)).any().over("sector", "year")
    classed = effects.filter(~unclassed & pl.col("overall_class").is_not_null())
    owner, sector, year = pl.col("owner"), pl.col("sector"), pl.col("year")
    parts = pl.concat(
        [
            effects.select(concept_of("effect", "owner", owner, year), "figure"),
            effects.select(concept_of("effect", "sector", sector, year), "figure"),
            classed.select(concept_of("effect", "class", sector, pl.col("overall_class"), year), "figure"),
        ]
    )
    said = ground.figures.filter(pl.col("concept").is_in(parts["said"].unique().implode()))
    first = first_statements(said, ["concept"]).select(
        pl.col("concept").alias("said"), pl.col("figure").alias("result"), pl.col("sign").alias("weight")
    )
    return Relations.of(parts.join(first, on="said"), number="P-01", kind=RelationKind.SUM)


def same_fact_twice(figures: pl.DataFrame) -> tuple[Relations, ...]:
    """E-01 and E-02: what is stated in two documents, or twice in one, is the same.

    A figure is compared with the first statement of the same concept; a hedged one ("over 40") is
    the result that the exact one must fit. Columns of one printed line are one print, and money
    is not compared with counts. Between documents, figures of two kinds, such as a grant's frame
    and a line of the accounts, may differ in scope: a gap is then unexplained.
    """
    families = pl.DataFrame({"unit": list(UNITS), "family": [u.family.value for u in UNITS.values()]})
    said = (
        figures.filter(pl.col("concept").is_not_null())
        .join(families, on="unit", maintain_order="left")
        .select("figure", "address", "fact", "concept", "family", "sign", "document", "line", "qualifier")
    )
    same = ["concept", "family"]
    first = first_statements(said, same)
    again = said.join(first, on=same, suffix="_first").filter(pl.col("figure") != pl.col("figure_first"))
    moved = (pl.col("document") != pl.col("document_first")) | (pl.col("line") != pl.col("line_first"))
    turned = pl.col("qualifier_first").is_not_null() & pl.col("qualifier").is_null()
    pairs = again.filter(moved.fill_null(value=True)).select(
        pl.col("figure").alias("equation"),
        pl.when(turned).then("figure_first").otherwise("figure").alias("result"),
        pl.when(turned).then("figure").otherwise("figure_first").alias("figure"),
        (pl.col("sign") * pl.col("sign_first")).alias("weight"),
        (pl.col("document") == pl.col("document_first")).fill_null(value=False).alias("within"),
        ((pl.col("document") == pl.col("document_first")) | (pl.col("fact") == pl.col("fact_first")))
        .fill_null(value=True)
        .alias("strict"),
    )
    equal = RelationKind.EQUALITY
    return (
        Relations.of(pairs.filter(~pl.col("within")), number="E-01", kind=equal),
        Relations.of(pairs.filter("within"), number="E-02", kind=equal),
    )


def stated(ground: Ground) -> tuple[Relations, ...]:
    """S-03, E-03, A-01 and A-02: equations that a document states in words or layout.

    An equation with an address that leads nowhere is left out here and reported by R-01.
    """
    rows = ground.facts["stated_relation"]
    named = ground.figures.select("address", "figure").join(rows.select("address"), on="address", how="semi")
    rows = rows.join(named, on="address", how="left")
    whole = rows.filter(pl.col("figure").is_not_null().all().over("key"))
    is_result = pl.col("role") == "result"
    result = whole.filter(is_result).select("key", pl.col("figure").alias("result"))
    terms = (
        whole.filter(~is_result)
        .join(result, on="key")
        .with_columns((pl.col("weight") / GRAINS_PER_ONE).alias("weight"), pl.col("key").alias("equation"))
    )
    return tuple(
        Relations.of(terms.filter(pl.col("kind") == kind.value), number=number, kind=kind)
        for kind, number in STATED_NUMBERS.items()
    )
