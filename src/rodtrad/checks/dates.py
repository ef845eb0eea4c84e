"""Dates, deadlines and years in order."""

from collections.abc import Iterator

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.checks.rows import finding_of
from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.concepts import SHAPES
from rodtrad.models.letter_contents import replaced_letters
from rodtrad.models.thread.figures import addressed
from rodtrad.models.thread.weave import Thread


@check("T-01", Severity.WARNING)
def evaluated_before_it_works(thread: Thread) -> Iterator[Finding]:
    """T-01: a saving is to be evaluated before the year it works in."""
    evaluated = pl.col("evaluated").str.head(4).cast(pl.Int64)
    early = thread.facts["budget_measure"].filter(evaluated < pl.col("year"))
    for row in early.iter_slices(1):
        told = {"evaluated": row["evaluated"][0][:4], "year": row["year"][0]}
        yield finding_of("T-01", Severity.WARNING, Verdict.UNEXPLAINED, "budget_measure", row, **told)


@check("T-02", Severity.NOTICE)
def assignment_without_deadline(thread: Thread) -> Iterator[Finding]:
    """T-02: an assignment has neither a date nor a season."""
    open_ended = pl.col("deadline").is_null() & pl.col("season").is_null()
    for row in _of_letters(thread, "assignment").filter(open_ended).iter_slices(1):
        told = {"number": row["number"][0]}
        yield finding_of("T-02", Severity.NOTICE, Verdict.UNEXPLAINED, "assignment", row, **told)


def _of_letters(thread: Thread, fact: str) -> pl.DataFrame:
    """Rows of letters, without those of editions that are replaced: the newer one says what holds."""
    replaced = replaced_letters(thread.facts)
    return thread.facts[fact].filter(~pl.col("document").is_in(list(replaced)))


@check("T-03", Severity.WARNING)
def decision_with_two_dates(thread: Thread) -> Iterator[Finding]:
    """T-03: one decision reference stands with different dates."""
    dated = pl.col("decision").is_not_null() & pl.col("decided").is_not_null()
    changes = thread.facts["budget_change"].filter(dated)
    torn = changes.filter(pl.col("decided").n_unique().over("document", "decision") > 1)
    for rows in torn.partition_by("document", "decision", maintain_order=True):
        told = {"decision": rows["decision"][0], "dates": rows["decided"].unique().sort().to_list()}
        placed = rows.sort("line")
        yield finding_of("T-03", Severity.WARNING, Verdict.CONTRADICTION, "budget_change", placed, **told)


@check("T-04", Severity.WARNING)
def same_number_two_years(thread: Thread) -> Iterator[Finding]:
    """T-04: one quantity is stated twice with the same value, but for different years."""
    said = addressed(thread.facts, "key_figure")
    single = said.filter(pl.col("concept").is_not_null() & (pl.col("year").str.len_chars() == 4))
    years, values = pl.col("year").n_unique(), pl.col("value").n_unique()
    torn = single.filter((years.over("concept") > 1) & (values.over("concept") == 1))
    for rows in torn.partition_by("concept", maintain_order=True):
        told = {"years": ", ".join(rows["year"].unique().sort())} | _label(rows)
        yield finding_of("T-04", Severity.WARNING, Verdict.CONTRADICTION, "key_figure", rows, **told)


def _label(rows: pl.DataFrame) -> dict[str, str]:
    return {name: rows[name][0] for name in ("label", "label_en")}


@check("T-05", Severity.ERROR)
def ends_before_it_starts(thread: Thread) -> Iterator[Finding]:
    """T-05: a stretch of time ends before it begins."""
    stretches = {
        fact: thread.facts[fact].with_columns(
            pl.col("valid_from").alias("start"), pl.col("valid_to").alias("end")
        )
        for fact, shape in SHAPES.items()
        if "valid_to" in shape.names()
    }
    stretches["key_figure"] = _stated_stretches(thread.facts["key_figure"])
    for fact, frame in stretches.items():
        for row in frame.filter(pl.col("end") < pl.col("start")).iter_slices(1):
            told = {"start": row["start"][0], "end": row["end"][0]}
            yield finding_of("T-05", Severity.ERROR, Verdict.CONTRADICTION, fact, row, **told)


def _stated_stretches(key_figures: pl.DataFrame) -> pl.DataFrame:
    """Key figures that are the start of something, with the end stated beside them."""
    days = key_figures.filter(pl.col("day").is_not_null())
    start = days.filter(pl.col("key").str.ends_with("_start"))
    what = pl.col("key").str.strip_suffix("_start").alias("what")
    ends = pl.col("key").str.strip_suffix("_end").alias("what")
    end = days.select("document", ends, pl.col("day").alias("end"))
    named = start.with_columns(what, pl.col("day").alias("start"))
    return named.join(end, on=["document", "what"])


@check("T-06", Severity.WARNING)
def deadline_out_of_place(thread: Thread) -> Iterator[Finding]:
    """T-06: a deadline lies before the letter's year, or differs from the duty that repeats it."""
    letters = thread.facts["allocation_letter"].select("document", pl.col("year").alias("other"))
    assignments = _of_letters(thread, "assignment").join(letters, on="document", maintain_order="left")
    early = assignments.filter(pl.col("deadline").dt.year() < pl.col("other"))
    promised = thread.facts["assignment"].filter(pl.col("status") == "new")
    kept = ("document", pl.col("number").alias("assignment"), pl.col("deadline").alias("other"))
    duties = _of_letters(thread, "reporting_duty").join(promised.select(kept), on=["document", "assignment"])
    moved = duties.filter(pl.col("deadline") != pl.col("other"))
    for fact, rows in (("assignment", early), ("reporting_duty", moved)):
        for row in rows.iter_slices(1):
            told = {"deadline": row["deadline"][0], "other": row["other"][0]}
            yield finding_of("T-06", Severity.WARNING, Verdict.UNEXPLAINED, fact, row, **told)
