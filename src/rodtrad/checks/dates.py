"""Dates, deadlines and years in order."""

from collections.abc import Iterator

import polars as pl

from rodtrad.checks.registry import check
from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.weave import Thread


def row_address(fact: str, row: dict[str, object]) -> str:
    """The address of a whole row: for findings about something that is no figure."""
    return "/".join([fact, *(str(row[k] or "-") for k in SHAPES[fact].key)])


def _finding(
    number: str, severity: Severity, fact: str, row: dict[str, object], /, **facts: object
) -> Finding:
    line = row.get("line")
    return Finding(
        number=number,
        severity=severity,
        verdict=Verdict.CONTRADICTION if severity is Severity.ERROR else Verdict.UNEXPLAINED,
        addresses=(row_address(fact, row),),
        document=str(row.get("document") or ""),
        lines=(line,) if isinstance(line, int) else (),
        facts={"label": row.get("label", ""), "label_en": row.get("label_en", ""), **facts},
    )


@check("T-01", Severity.WARNING)
def evaluated_before_it_works(thread: Thread) -> Iterator[Finding]:
    """T-01: a saving is to be evaluated before the year it works in."""
    measures = thread.facts["budget_measure"].filter(pl.col("evaluated").is_not_null())
    early = pl.col("evaluated").str.head(4).cast(pl.Int64) < pl.col("year")
    for row in measures.filter(early).iter_rows(named=True):
        yield _finding(
            "T-01", Severity.WARNING, "budget_measure", row, evaluated=row["evaluated"][:4], year=row["year"]
        )


@check("T-02", Severity.NOTICE)
def assignment_without_deadline(thread: Thread) -> Iterator[Finding]:
    """T-02: an assignment has neither a date nor a season."""
    open_ended = pl.col("deadline").is_null() & pl.col("season").is_null()
    for row in thread.facts["assignment"].filter(open_ended).iter_rows(named=True):
        yield _finding("T-02", Severity.NOTICE, "assignment", row, number=row["number"])


@check("T-03", Severity.WARNING)
def decision_with_two_dates(thread: Thread) -> Iterator[Finding]:
    """T-03: one decision reference stands with different dates."""
    changes = thread.facts["budget_change"].filter(
        pl.col("decision").is_not_null() & pl.col("decided").is_not_null()
    )
    torn = changes.filter(pl.col("decided").n_unique().over("document", "decision") > 1)
    for rows in torn.partition_by("document", "decision", maintain_order=True):
        first = rows.row(0, named=True)
        yield Finding(
            number="T-03",
            severity=Severity.WARNING,
            verdict=Verdict.CONTRADICTION,
            addresses=tuple(row_address("budget_change", row) for row in rows.iter_rows(named=True)),
            document=first["document"],
            lines=tuple(sorted(set(rows["line"].to_list()))),
            facts={"decision": first["decision"], "dates": sorted(set(rows["decided"].to_list()))},
        )


@check("T-04", Severity.WARNING)
def same_number_two_years(thread: Thread) -> Iterator[Finding]:
    """T-04: one quantity is stated twice with the same value, but for different years."""
    figures = thread.figures.filter(pl.col("fact") == "key_figure").select("position", "address")
    said = (
        thread.facts["key_figure"]
        .with_row_index("position")
        .join(figures, on="position", maintain_order="left")
        .filter(pl.col("concept").is_not_null() & pl.col("year").is_not_null())
    )
    single = said.filter(pl.col("year").str.len_chars() == 4)
    torn = single.filter(
        (pl.col("year").n_unique().over("concept") > 1) & (pl.col("value").n_unique().over("concept") == 1)
    )
    for rows in torn.partition_by("concept", maintain_order=True):
        first = rows.row(0, named=True)
        yield Finding(
            number="T-04",
            severity=Severity.WARNING,
            verdict=Verdict.CONTRADICTION,
            addresses=tuple(rows["address"]),
            document=first["document"],
            lines=tuple(rows["line"]),
            facts={
                "label": first["label"],
                "label_en": first["label_en"],
                "years": ", ".join(rows["year"].unique().sort()),
            },
        )


@check("T-05", Severity.ERROR)
def ends_before_it_starts(thread: Thread) -> Iterator[Finding]:
    """T-05: a stretch of time ends before it begins."""
    for fact, frame in thread.facts.items():
        if "valid_to" in frame.columns:
            wrong = frame.filter(pl.col("valid_to") < pl.col("valid_from"))
            for row in wrong.iter_rows(named=True):
                yield _finding(
                    "T-05", Severity.ERROR, fact, row, start=row["valid_from"], end=row["valid_to"]
                )
    days = thread.facts["key_figure"].filter(pl.col("day").is_not_null())
    start = days.filter(pl.col("key").str.ends_with("_start")).with_columns(
        pl.col("key").str.strip_suffix("_start").alias("what")
    )
    end = days.select(
        "document", pl.col("key").str.strip_suffix("_end").alias("what"), pl.col("day").alias("end")
    )
    for row in (
        start.join(end, on=["document", "what"]).filter(pl.col("end") < pl.col("day")).iter_rows(named=True)
    ):
        yield _finding("T-05", Severity.ERROR, "key_figure", row, start=row["day"], end=row["end"])


@check("T-06", Severity.WARNING)
def deadline_out_of_place(thread: Thread) -> Iterator[Finding]:
    """T-06: a deadline lies before the letter's year, or differs from the duty that repeats it."""
    letters = thread.facts["allocation_letter"].select("document", pl.col("year").alias("letter_year"))
    assignments = thread.facts["assignment"].join(letters, on="document", how="left", maintain_order="left")
    early = pl.col("deadline").dt.year() < pl.col("letter_year")
    for row in assignments.filter(early).iter_rows(named=True):
        yield _finding(
            "T-06", Severity.WARNING, "assignment", row, deadline=row["deadline"], other=row["letter_year"]
        )
    duties = thread.facts["reporting_duty"].filter(pl.col("assignment").is_not_null())
    promised = assignments.filter(pl.col("status") == "new").select(
        "document", pl.col("number").alias("assignment"), pl.col("deadline").alias("promised")
    )
    both = duties.join(promised, on=["document", "assignment"])
    for row in both.filter(pl.col("deadline") != pl.col("promised")).iter_rows(named=True):
        yield _finding(
            "T-06", Severity.WARNING, "reporting_duty", row, deadline=row["deadline"], other=row["promised"]
        )
