"""What the sentences of a document say: which way a figure went, and the same words in two places."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.measurement import GRAINS_PER_ONE
from rodtrad.core.numbers import in_unit
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.facts.page import BlockKind, Movement
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import Thread

_COUNTED = ("antall", "personer", "plasser", "boliger", "rom", "institusjoner")
"""Units of whole things: a number without decimals is exact."""
_SAME_SCALE = (("kr", "1000 kr", "mill. kr", "mrd. kr"), ("kr/år", "mill. kr/år"), _COUNTED)
"""Units whose grains can be compared, though they are printed apart."""
_HAIR = 1e-6
_SHORTEST = 60
"""Signs of a paragraph that is more than a phrase."""
_MOST_PLACES = 3
"""Text that stands in more places is a form's own, such as a footnote under every table."""
_EXCERPT = 90


@check("O-01", Severity.WARNING)
def words_against_figures(thread: Thread) -> Iterator[Finding]:
    """O-01: a sentence says that a figure went up or down, and its figures say otherwise."""
    for row in _directions(thread).sort("document", "line", "key").iter_rows(named=True):
        gap = row["grains"] - row["grains_from"]
        yield Finding(
            number="O-01",
            severity=Severity.WARNING,
            verdict=Verdict.CONTRADICTION,
            addresses=(row["later"], row["earlier"]),
            document=row["document"],
            lines=(row["line"],),
            printed=in_unit(row["grains"], row["unit"]),
            computed=in_unit(row["grains_from"], row["unit"]),
            room=in_unit(row["room"], row["unit"]),
            unit=row["unit"],
            facts={
                "movement": row["movement"],
                "comparison": "higher" if gap > 0 else "lower" if gap < 0 else "equal",
                "words": row["words"],
            },
            about=row["key"],
        )


def _directions(thread: Thread) -> pl.DataFrame:
    """Stated directions that their figures go against, with what rounding can explain.

    Numbers that are both below nought are left out: words may speak of their size or of their value.
    """
    stated = thread.facts["stated_direction"]
    named = pl.concat([stated["earlier"], stated["later"]]).unique()
    known = (
        thread.figures_at(named)
        .filter(pl.col("fact") != CONSTANT)
        .select(
            pl.col("address").alias("later"), "grains", "unit", "qualifier", _half().alias("half"), _scale()
        )
    )
    before = known.rename({n: "earlier" if n == "later" else f"{n}_from" for n in known.columns})
    stated = stated.join(known, on="later").join(before, on="earlier")
    way = pl.when(pl.col("movement") == Movement.UP.value).then(1).otherwise(-1)
    moved = (pl.col("grains") - pl.col("grains_from")) * way
    room = pl.col("half") + pl.col("half_from")
    firm = pl.col("qualifier").is_null() & pl.col("qualifier_from").is_null()
    against = ((moved < 0) & (-moved >= room - _HAIR)) | ((moved == 0) & (room == 0) & firm)
    judged = (pl.col("scale") == pl.col("scale_from")) & (pl.max_horizontal("grains", "grains_from") >= 0)
    return stated.with_columns(room.alias("room")).filter(judged & against)


def _half() -> pl.Expr:
    """What rounding hides: half a unit of print, and nothing where whole things are counted."""
    counted = pl.col("unit").is_in(_COUNTED) & (pl.col("step") == GRAINS_PER_ONE)
    return pl.when(counted & pl.col("qualifier").is_null()).then(0.0).otherwise(pl.col("step") / 2)


def _scale() -> pl.Expr:
    """The first of the units that a unit can be compared with."""
    first = {unit: units[0] for units in _SAME_SCALE for unit in units}
    return pl.col("unit").replace(first).alias("scale")


@check("O-02", Severity.WARNING)
def paragraph_repeated(thread: Thread) -> Iterator[Finding]:
    """O-02: paragraphs with numbers stand word for word under another heading of the same document."""
    for run in _repeated(_paragraphs(thread.facts["document_line"])).partition_by("run", maintain_order=True):
        yield _repetition(run)


def _repetition(run: pl.DataFrame) -> Finding:
    """One finding about paragraphs that follow each other in both places."""
    first = run.row(0, named=True)
    places = [*run["line"], *run["line_first"]]
    return Finding(
        number="O-02",
        severity=Severity.WARNING,
        verdict=Verdict.UNEXPLAINED,
        addresses=tuple(f"document_line/{first['document']}/{line}" for line in places),
        document=first["document"],
        lines=tuple(places),
        facts=_told(first) | {"paragraphs": run.height},
    )


def _told(row: dict[str, Any]) -> dict[str, object]:
    text = row["text"]
    return {
        "words": text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rsplit(maxsplit=1)[0]} …",
        "heading": row["heading"] or "–",
        "page": row["page"],
        "other_heading": row["heading_first"] or "–",
        "other_page": row["page_first"],
        "other_line": row["line_first"],
    }


def _paragraphs(lines: pl.DataFrame) -> pl.DataFrame:
    """Every paragraph long enough to be told apart and with a digit in it, and the heading it stands under.

    What ends with a colon leads on to something else, and what begins with a star is a table's note:
    neither says anything itself.

    returns  document, line and page where it begins, text, heading, at: its number among them
    """
    text = pl.col("text").str.join(" ").str.replace_all(r"\s+", " ").str.strip_chars()
    blocks = (
        lines.sort("document", "line")
        .group_by("document", "block", maintain_order=True)
        .agg(pl.col("kind", "line", "page").first(), text)
    )
    title = pl.when(pl.col("kind") == BlockKind.HEADING.value).then("text")
    under = title.forward_fill().over("document").fill_null("").alias("heading")
    whole = (pl.col("text").str.len_chars() >= _SHORTEST) & pl.col("text").str.contains(r"^[^*].*\d.*[^:]$")
    told = blocks.with_columns(under).filter((pl.col("kind") == BlockKind.PARAGRAPH.value) & whole)
    return told.drop("block", "kind").with_row_index("at")


def _repeated(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Paragraphs that repeat the first with the same words, which stands under another heading.

    returns  the columns of both, the first's with `_first`; run: the same for those that follow each
             other in both places
    """
    same = ["document", "text"]
    first = paragraphs.unique(same, keep="first", maintain_order=True)
    few = paragraphs.filter(pl.len().over(same) <= _MOST_PLACES)
    pairs = few.join(first, on=same, suffix="_first").filter(pl.col("heading") != pl.col("heading_first"))
    steps = [pl.col(n).cast(pl.Int64).diff().fill_null(0) for n in ("at", "at_first")]
    follows = pl.all_horizontal(step == 1 for step in steps)
    under = [pl.col(n) == pl.col(n).shift() for n in ("document", "heading", "heading_first")]
    new = ~pl.all_horizontal(follows, *under).fill_null(value=False)
    return pairs.sort("at").with_columns(new.cum_sum().alias("run"))
