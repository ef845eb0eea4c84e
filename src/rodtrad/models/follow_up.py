"""What must be done through the year: assignments, actions and resolutions, with how each is going."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from rodtrad.core.period import season_end
from rodtrad.facts.goal import GoalLevel
from rodtrad.facts.work import DocumentState, FollowedFact, FollowUpStatus
from rodtrad.models.concepts import Facts
from rodtrad.models.letter_carrying import ENDED
from rodtrad.models.letter_contents import UNIT, Work, first_editions, letters_in_force, work_at

_KEY = ("document", "fact", "subject")
_TOLD = ("status", "evidence", "comment", "reported", "carries")


def things_to_do(facts: Facts, documents: list[str]) -> pl.DataFrame:
    """Every assignment, action and resolution of some letters, as they stand in the letter.

    returns  document, fact, subject and address of each, who does it, its label in both languages, its
             deadline (a season ends on its last day; null where none is stated) and season
    """
    ends = pl.col("season").map_elements(season_end, return_dtype=pl.Date)
    assignments = _of(facts, "assignment", documents).select(
        "document",
        pl.lit(FollowedFact.ASSIGNMENT.value).alias("fact"),
        pl.concat_str("status", "number", separator=".").alias("subject"),
        pl.concat_str(pl.lit("assignment"), "document", "status", "number", separator="/").alias("address"),
        pl.col("owner").alias("unit"),
        "label",
        "label_en",
        pl.coalesce("deadline", ends).alias("due"),
        "season",
    )
    resolutions = _of(facts, "council_resolution", documents).select(
        "document",
        pl.lit(FollowedFact.COUNCIL_RESOLUTION.value).alias("fact"),
        pl.col("number").alias("subject"),
        pl.concat_str(pl.lit("council_resolution"), "document", "number", separator="/").alias("address"),
        pl.col("owner").alias("unit"),
        "label",
        "label_en",
        pl.col("deadline").alias("due"),
        pl.lit(None, pl.String).alias("season"),
    )
    return pl.concat([assignments, _actions(facts, documents), resolutions])


def _of(facts: Facts, name: str, documents: list[str]) -> pl.DataFrame:
    return facts[name].filter(pl.col("document").is_in(documents))


def _actions(facts: Facts, documents: list[str]) -> pl.DataFrame:
    """The actions under goals: done by who is linked to them, else by the letter's receiver."""
    links = _of(facts, "goal_link", documents).filter(pl.col("fact") == UNIT)
    owners = links.group_by("document", "goal").agg(pl.col("key").min().alias("linked"))
    letters = facts["allocation_letter"].select("document", "receiver")
    actions = _of(facts, "goal", documents).filter(pl.col("level") == GoalLevel.ACTION.value)
    owned = actions.join(
        owners,
        left_on=["document", "number"],
        right_on=["document", "goal"],
        how="left",
        maintain_order="left",
    ).join(letters, on="document", how="left", maintain_order="left")
    return owned.select(
        "document",
        pl.lit(FollowedFact.GOAL.value).alias("fact"),
        pl.col("number").alias("subject"),
        pl.concat_str(pl.lit("goal"), "document", "number", separator="/").alias("address"),
        pl.coalesce("linked", "receiver").alias("unit"),
        "label",
        "label_en",
        pl.lit(None, pl.Date).alias("due"),
        pl.lit(None, pl.String).alias("season"),
    )


def followed(facts: Facts, today: date) -> pl.DataFrame:
    """Everything the letters in force say must be done, with how it is going; most pressing first.

    What a later letter carries on is left out of the earlier one, through any number of letters and
    editions; what the later one no longer has is followed in the earlier. Where nobody has said how it
    is going, it is not begun, and `reported` is null.

    returns  the columns of `things_to_do`, year of the letter, status, evidence, comment, reported,
             agreed (a later deadline), deadline (the one that counts), days (left; negative when it
             is over), is_open (somebody still waits for it), is_over
    """
    documents = letters_in_force(facts)
    things = things_to_do(facts, documents)
    work = as_told(facts, _of(facts, "follow_up", documents))
    said = work.select(*_KEY, *_TOLD, pl.col("deadline").alias("agreed"), pl.col("unit").alias("doer"))
    years = facts["document"].select(pl.col("key").alias("document"), "year")
    known = things.join(said, on=list(_KEY), how="left", maintain_order="left").join(
        years, on="document", how="left", maintain_order="left"
    )
    first = first_editions(facts)
    of_edition = pl.col("document").replace(first).alias("letter")
    live = things.select(of_edition, "fact", "subject").rows()
    earlier = _reached(live, _steps(_carrying(facts, first)))
    same = ["letter", "fact", "subject"]
    carried = pl.DataFrame(list(earlier), schema=dict.fromkeys(same, pl.String), orient="row")
    left = known.with_columns(of_edition).join(carried, on=same, how="anti", maintain_order="left")
    return _dated(left.drop("letter"), today)


def as_told(facts: Facts, work: pl.DataFrame) -> pl.DataFrame:
    """Rows of follow-up, with `reported` null where nobody has said how it is going.

    Sending a letter begins the follow-up of all that is in it; a row that stands as it was begun that day
    tells nothing.
    """
    sent = facts["working_document"].select("document", "sent")
    is_bare = pl.all_horizontal(pl.col("evidence", "comment", "deadline").is_null())
    not_begun = pl.col("status") == FollowUpStatus.NOT_STARTED.value
    is_begun = not_begun & is_bare & (pl.col("reported") == pl.col("sent"))
    told = pl.when(is_begun.fill_null(value=False)).then(None).otherwise("reported")
    dated = work.join(sent, on="document", how="left", maintain_order="left")
    return dated.with_columns(told.alias("reported")).drop("sent")


def lacks_evidence(row: Mapping[str, Any]) -> bool:
    """Whether work is said to be done, and nothing shows it: a document, a decision or a number."""
    return row["status"] == FollowUpStatus.DONE and not (row["evidence"] or "").strip()


def carriers_of(facts: Facts, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The follow-up in letters in force that carries a follow-up on, through any number of letters."""
    first = first_editions(facts)
    carrying = [(earlier, later) for later, earlier in _carrying(facts, first)]
    mine = _work(row, first)
    chain = _reached([mine], _steps(carrying)) | {mine}
    steering = [letter for letter in letters_in_force(facts) if letter != row["document"]]
    work = _of(facts, "follow_up", steering).iter_rows(named=True)
    return [one for one in work if _work(one, first) in chain]


def _carrying(facts: Facts, first: Mapping[str, str]) -> list[tuple[Work, Work]]:
    """Work that carries on other work, with what it carries on; a draft carries nothing on yet.

    first  the first edition of each document: editions of a letter are one
    """
    drafts = facts["working_document"].filter(pl.col("state") == DocumentState.DRAFT.value)["document"]
    rows = facts["follow_up"].filter(
        pl.col("carries").is_not_null(), ~pl.col("document").is_in(drafts.implode())
    )
    pairs = ((_work(row, first), work_at(row["carries"], first)) for row in rows.iter_rows(named=True))
    return [(later, earlier) for later, earlier in pairs if earlier is not None]


def _steps(pairs: Iterable[tuple[Work, Work]]) -> dict[Work, set[Work]]:
    steps: dict[Work, set[Work]] = {}
    for one, other in pairs:
        if one != other:
            steps.setdefault(one, set()).add(other)
    return steps


def _reached(start: Iterable[Work], steps: Mapping[Work, set[Work]]) -> set[Work]:
    """All work that is one step or more from some; a circle is walked once."""
    found, waiting = set[Work](), list(start)
    while waiting:
        more = steps.get(waiting.pop(), set()) - found
        found |= more
        waiting += more
    return found


def _work(row: Mapping[str, Any], first: Mapping[str, str]) -> Work:
    return first.get(row["document"], row["document"]), row["fact"], row["subject"]


def _dated(known: pl.DataFrame, today: date) -> pl.DataFrame:
    status = pl.col("status").fill_null(FollowUpStatus.NOT_STARTED.value)
    deadline = pl.coalesce("agreed", "due")
    days = (deadline - pl.lit(today)).dt.total_days()
    is_open = ~status.is_in(ENDED)
    made = known.with_columns(
        pl.coalesce("doer", "unit").alias("unit"),
        status.alias("status"),
        deadline.alias("deadline"),
        days.alias("days"),
        is_open.alias("is_open"),
        (is_open & (days < 0)).fill_null(value=False).alias("is_over"),
    ).drop("doer")
    order = ["is_open", "deadline", "document", "fact", "subject"]
    return made.sort(order, descending=[True, False, False, False, False], nulls_last=True)


def soon(rows: pl.DataFrame, within: int) -> pl.DataFrame:
    """Those of `followed` that are due within so many days from today, and are not done."""
    return rows.filter(pl.col("is_open"), pl.col("days").is_between(0, within))


def overdue(rows: pl.DataFrame) -> pl.DataFrame:
    """Those of `followed` whose deadline is over, and that are not done."""
    return rows.filter(pl.col("is_over"))
