"""Which facts each kind of document may hold, and what it takes to write any other."""

import pytest

from rodtrad.core.errors import AccessError
from rodtrad.core.roles import RIGHTS, Right, Role
from rodtrad.facts.document import DocumentKind
from rodtrad.models.concepts import SHAPES
from rodtrad.models.rights import MEASURES, Reach, Standing, check_right
from rodtrad.models.workflow import WRITES

_GOALS = "goal goal_link indicator indicator_value "
_REPORT = (
    "document working_document passage indicator indicator_value key_figure period_amount risk report_part "
    "control_point follow_up"
)
HELD = {
    "allocation_letter": "document working_document passage allocation_letter assignment council_resolution "
    "report_part reporting_duty meeting budget_line " + _GOALS,
    "budget": "document working_document passage budget_proposal planned_change compensation budget_line "
    "budget_change " + _GOALS,
    "period_report": _REPORT,
    "annual_report": _REPORT,
}
"""By hand: what the pages of each kind of document write."""
W, L, D, A = Role.WRITER, Role.LEADER, Role.DEPARTMENT, Role.ADMINISTRATOR


def writers(fact: str, kind: str) -> set[Role]:
    """Who may write a fact in a document of a kind that their unit writes, by hand."""
    if fact == "follow_up" or (kind.endswith("report") and fact in HELD[kind].split()):
        return {W, L, D, A}
    if fact in HELD[kind].split() or fact in MEASURES or fact == "reporting_period":
        return {D, A}
    return {A}


@pytest.mark.parametrize("kind", list(WRITES))
@pytest.mark.parametrize("fact", list(SHAPES))
def test_a_document_holds_what_its_pages_write_and_nothing_else(fact, kind):
    standing = Standing(
        "d", kind, "etat", "etat", "draft", "proposal" if kind == DocumentKind.BUDGET else None
    )
    for role in Role:
        for units in (None, frozenset({"etat"})):
            may = True
            try:
                check_right(fact, "etat", standing, Reach(units, RIGHTS[role]))
            except AccessError:
                may = False
            assert may is (role in writers(fact, kind)), (role, units)


@pytest.mark.parametrize("fact", list(SHAPES))
def test_the_right_to_an_alternative_budget_is_for_what_a_budget_holds(fact):
    standing = Standing("d", "budget", "by", "etat", "draft", "alternative")
    reach = Reach(None, frozenset({Right.ALTERNATIVE}))
    if fact in HELD["budget"].split():
        check_right(fact, "etat", standing, reach)
    else:
        with pytest.raises(AccessError, match="right_missing"):
            check_right(fact, "etat", standing, reach)


def test_every_kind_that_is_written_here_says_what_it_holds():
    assert set(HELD) == set(WRITES)
    assert all(set(held.split()) <= set(SHAPES) for held in HELD.values())
