"""What is written when a budget is adopted, judged as any other document; all numbers are invented."""

import polars as pl
import pytest
from plan_samples import CHANGES, MORE, STATES, VERSIONS, book_of, facts_of, in_state, thousands, with_rows

from rodtrad.checks.run import judgement_of
from rodtrad.core.verdict import HELD
from rodtrad.models.budgeting.adoption import adjusted_rows, adopted_rows
from rodtrad.models.budgeting.plan import plan_of
from rodtrad.models.budgeting.versions import budget_versions
from rodtrad.models.thread.weave import thread_of

MIXED = (
    MORE
    + """
    r27; rest;  2027; ;     A;   1; ;    ;    10;    council; 7
    r27; netto; 2027; ;     A;   1; ;    ;    drift; council; -9
    r27; uten;  2027; ;     B;   ;  ;    ;    11;    council; 3
    r27; avd;   2027; ;     AVD; 2; FO2; 120; 10;    council; 4
    r27; bygg;  2028; 2029; A;   1; FO1; 253; 03;    council; 60
"""
)


def adopted(changes=MORE):
    facts = book_of(changes)
    return with_rows(facts, adopted_rows(facts, budget_versions(facts)["r27"]))


def verdicts(facts):
    return thread_of(facts).judged.group_by("number").agg(pl.col("verdict").unique()).rows()


def failing(facts):
    held = [v.value for v in HELD]
    return thread_of(facts).judged.filter(~pl.col("verdict").is_in(held))["number"].to_list()


def lines_of(facts, document, *, version, year, unit="A"):
    rows = facts["budget_line"].filter(document=document, version=version, year=year, unit=unit)
    whole = rows.filter(pl.col("area").is_null() & pl.col("function").is_null())
    return thousands(whole, "chapter", "account_group")


def test_the_first_year_is_adopted_and_the_others_are_the_plan():
    """A 2027: wages 980 + 30.38 = 1010.38, purchases 400 + 10 + 100 = 510, sales -200: 1320.38 net."""
    facts = adopted()
    expected = {("1", "10"): 1010.38, ("1", "11"): 510, ("1", "16"): -200, ("1", "drift-utgift"): 1520.38,
                ("1", "drift-inntekt"): -200, ("1", "drift"): 1320.38}  # fmt: skip
    assert lines_of(facts, "r27", version="adopted", year=2027) == expected
    own = facts["budget_line"].filter(document="r27")
    assert own.filter(version="adopted")["year"].unique().to_list() == [2027]
    assert own.filter(version="plan")["year"].unique().sort().to_list() == [2028, 2029, 2030]


def test_the_way_to_the_frame_is_written_with_every_step():
    rows = adopted()["budget_change"].filter(document="r27", unit="B", year=2028)
    found = {r["code"]: (r["step"], r["parent"], r["amount"] / 100_000) for r in rows.iter_rows(named=True)}
    assert found == {
        "base": ("base", "frame", 500.0),
        "technical": ("subtotal", "frame", 20.0),
        "flytt": ("change", "technical", 20.0),
        "compensation": ("subtotal", "frame", 31.19),
        "compensation-2027": ("change", "compensation", 16.12),
        "compensation-2028": ("change", "compensation", 15.07),
        "council": ("subtotal", "frame", 30.0),
        "frokost": ("change", "council", 30.0),
        "measure": ("subtotal", "frame", -50.0),
        "spar": ("change", "measure", -50.0),
        "frame": ("frame", None, 531.19),
    }


@pytest.mark.parametrize("changes", [MORE, MIXED])
def test_every_relation_of_an_adopted_budget_agrees(changes):
    facts = adopted(changes)
    found = dict(verdicts(facts))
    assert set(found) >= {"S-01", "F-01", "E-02"}
    assert failing(facts) == []
    own = [f for f in judgement_of(thread_of(facts), {}).findings if f.document == "r27"]
    assert own == []


def test_the_adopted_frame_is_the_line_of_the_same_budget():
    """The frame in the table of changes and the net of the lines are one figure, in every year."""
    thread = thread_of(adopted())
    frame = "budget_change/r27/rammeendring/A/1/-/frame/{}/amount"
    line = "budget_line/r27/ramme/A/1/-/-/-/drift/{}/{}/amount"
    for year, version in ((2027, "adopted"), (2028, "plan"), (2030, "plan")):
        at = [thread.at[frame.format(year)], thread.at[line.format(year, version)]]
        assert thread.figures["concept"][at].n_unique() == 1


def test_what_is_not_split_as_the_rest_gets_a_code_that_says_so():
    facts = book_of(MIXED)
    rows = adopted_rows(facts, budget_versions(facts)["r27"])
    assert rows.codes.rows() == [
        ("account_group", "drift-ufordelt", "drift"),
        ("area", "ufordelt", None),
        ("chapter", "2-ufordelt", None),
        ("chapter", "ufordelt", None),
    ]
    assert rows.unknown.is_empty()
    found = lines_of(with_rows(facts, rows), "r27", version="adopted", year=2027)
    assert found["1", "drift"] == 1318.38
    assert found["1", "10"] == 1017.38
    assert found["1", "drift-ufordelt"] == -9


def test_codes_that_nobody_has_listed_are_told():
    facts = book_of(MORE.rstrip() + "\n    r27; feil; 2027; ; A; 1; FO1; 999; 10; council; 1\n")
    assert adopted_rows(facts, budget_versions(facts)["r27"]).unknown.rows() == [("function", "999")]


def test_the_same_code_in_two_documents_and_a_steps_own_word_are_kept_apart():
    changes = (
        MORE
        + """
    r27; spar;  2027; ; B; 2; FO2; 120; 10; council; 1
    r27; frame; 2027; ; B; 2; FO2; 120; 10; council; 2
    """
    )
    facts = adopted(changes.rstrip())
    codes = facts["budget_change"].filter(document="r27", unit="B", year=2028)["code"]
    assert {"spar", "spar-2", "frame", "frame-2"} <= set(codes)
    assert failing(facts) == []


def test_adjustments_lead_from_the_adopted_to_the_regulated_budget():
    """1320.38 adopted, 5 more in the first adjustment and 2 less in the second: 1325.38, then 1323.38."""
    facts = adopted()
    facts = with_rows(facts, adjusted_rows(facts, budget_versions(facts)["j1"]))
    assert lines_of(facts, "j1", version="regulated", year=2027)["1", "drift"] == 1325.38
    facts = in_state(facts, j2="adopted")
    facts = with_rows(facts, adjusted_rows(facts, budget_versions(facts)["j2"]))
    assert lines_of(facts, "j2", version="adopted", year=2027) == {("1", "drift"): 1320.38}
    assert lines_of(facts, "j2", version="regulated", year=2027)["1", "drift"] == 1323.38
    assert failing(facts) == []
    assert {"F-02", "E-01"} <= set(dict(verdicts(facts)))


def test_every_adjustment_is_told_with_its_decision():
    head = CHANGES.strip().splitlines()[0]
    plain = "\n".join(f"{line}; " for line in (CHANGES.rstrip() + MORE).strip().splitlines()[1:])
    decided = plain.replace("council; 5; ", "council; 5; Sak 5").replace(
        "council; -2; ", "council; -2; Sak 9"
    )
    facts = facts_of(
        budget_proposal=VERSIONS,
        working_document=STATES.replace("j2;       BY;   draft;  ", "j2;       BY;   adopted;"),
        planned_change=f"{head}; decision\n{decided}",
    )
    rows = adjusted_rows(facts, budget_versions(facts)["j2"]).facts["budget_change"]
    told = rows.filter(step="change").select("table", "code", "decision", "amount").sort("table").rows()
    assert told == [("j1", "vikar", "Sak 5", 500_000), ("j2", "strom", "Sak 9", -200_000)]
    sums = rows.filter(step="subtotal")
    assert sums.select("table", "account_group", "amount").sort("table").rows() == [
        ("j1", "drift", 500_000),
        ("j2", "drift", -200_000),
    ]


def test_next_years_plan_may_differ_from_this_years():
    """The plan for 2028 in this budget and the adopted budget of 2028 are two statements."""
    facts = adopted()
    other = (
        facts["budget_line"]
        .filter(document="r27", version="plan")
        .with_columns(pl.lit("b28").alias("document"), pl.col("amount") + 100)
    )
    thread = thread_of({**facts, "budget_line": pl.concat([facts["budget_line"], other])})
    clash = thread.judged.filter((pl.col("number") == "E-01") & (pl.col("verdict") == "contradiction"))
    assert clash.is_empty()


def test_a_budget_that_begins_from_nothing_can_be_adopted():
    proposals = VERSIONS.replace("b26;           adopted;      2026", ";              ;            ")
    facts = book_of(budget_proposal=proposals, budget_line="", compensation="")
    facts = with_rows(facts, adopted_rows(facts, budget_versions(facts)["r27"]))
    assert plan_of(facts, "r27").frames()["amount"][0] == 130 * 100_000
    assert failing(facts) == []
