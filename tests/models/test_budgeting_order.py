"""The order budgets were adopted in, and that they are once; all numbers are invented, in thousand kroner."""

import polars as pl
import pytest
from plan_samples import CHANGES, STATES, VERSIONS, book_of, facts_of, with_rows

from rodtrad.models.budgeting.adoption import adjusted_rows, adopted_rows
from rodtrad.models.budgeting.stated import stated_versions
from rodtrad.models.budgeting.versions import adjustments_of, adopted_beside, budget_versions, next_edition
from rodtrad.models.reporting.accounts import budget_of_year


def _without_adjustments(text):
    lines = text.strip().splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("j"))


def of_one_day(*keys):
    """The usual book with adjustments that are adopted one day in the order given, and one that is not.

    Each gives 5 more.
    """
    every = (*keys, "j-ny")
    documents = "\n".join(f"{k}; budget; BY; 2027" for k in ("b26", "b27", "r27", "alt", *every))
    proposals = "\n".join(f"{k}; adjustment; 2027; r27; ; ;" for k in every)
    work = "\n".join(f"{k}; BY; adopted; {n}; 2027-03-01" for n, k in enumerate(keys, 2))
    changes = "\n".join(f"{k}; {k}; 2027; ; A; 1; FO1; 253; 10; council; 5" for k in keys)
    return facts_of(
        document=f"key; kind; unit; year\n{documents}",
        budget_proposal=f"{_without_adjustments(VERSIONS)}\n{proposals}",
        working_document=f"{_without_adjustments(STATES)}\n{work}\nj-ny; BY; draft; 1;",
        planned_change=f"{CHANGES.strip()}\n{changes}",
    )


@pytest.mark.parametrize(
    "keys", [("zz-mars", "aa-juni", "bb-mai"), ("adjustment-2", "adjustment-9", "adjustment-10")]
)
def test_adjustments_of_one_day_come_in_the_order_they_were_adopted(keys):
    """By their keys March would come last, and the tenth before the second."""
    facts = of_one_day(*keys)
    found = budget_versions(facts)
    assert tuple(v.document for v in adjustments_of(found, "r27")) == keys
    assert found[keys[1]].chain == ("b27", "r27", *keys[:2])
    assert found["j-ny"].chain == ("b27", "r27", *keys, "j-ny")
    assert next_edition(found, found["j-ny"]) == 5
    lines = pl.DataFrame({"document": keys}).with_columns(version=pl.lit("regulated"), year=2027)
    stated = stated_versions(facts, lines).to_list()
    assert stated == [f"regulated@{keys[0]}", f"regulated@{keys[1]}", "regulated"]


def test_the_regulated_budget_of_a_year_is_that_of_the_last_adjustment_of_a_day():
    """1320.38 adopted; 1325.38, 1330.38 and 1335.38 after the three adjustments of one day."""
    keys = ("adjustment-2", "adjustment-10", "adjustment-1")
    facts = of_one_day(*keys)
    facts = with_rows(facts, adopted_rows(facts, budget_versions(facts)["r27"]))
    for key in keys:
        facts = with_rows(facts, adjusted_rows(facts, budget_versions(facts)[key]))
    rows = budget_of_year(facts, "A", 2027).rows
    whole = rows.filter(pl.col("area").is_null() & pl.col("function").is_null(), account_group="drift")
    assert whole.select("document", pl.col("amount") / 100_000).rows() == [(keys[-1], 1335.38)]


def test_a_budget_of_the_same_money_is_adopted_once():
    """The municipality's budget holds the money of the agency A, and the agency B has its own."""
    facts = book_of()
    found = budget_versions(facts)
    assert adopted_beside(facts, found["b27"]).document == "r27"
    assert adopted_beside(facts, found["r27"]) is None
    facts = facts_of(
        document="key; kind; unit; year\nb27; budget; BY; 2027\na; budget; A; 2027\nb; budget; B; 2027",
        budget_proposal="document; stage; first_year\nb27; ; 2027\na; ; 2027\nb; ; 2027".replace(
            "; ;", "; proposal;"
        ),
        working_document="document; unit; state\nb27; BY; draft\na; A; adopted\nb; B; draft",
    )
    found = budget_versions(facts)
    assert adopted_beside(facts, found["b27"]).document == "a"
    assert adopted_beside(facts, found["b"]) is None
