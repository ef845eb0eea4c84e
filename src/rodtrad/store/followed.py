"""Whether what somebody follows up is there, and theirs to follow up, looked at when it is saved."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from rodtrad.core.errors import AccessError, UsageError
from rodtrad.core.roles import Right
from rodtrad.facts.work import FollowedFact
from rodtrad.models.letter_contents import UNIT, key_of_subject
from rodtrad.models.rights import Reach, Standing, is_followed_up
from rodtrad.models.sight import Sight
from rodtrad.models.workflow import is_unfinished
from rodtrad.store.permission import standings_of
from rodtrad.store.references import RowStep
from rodtrad.store.revisions import same_key, shape_of
from rodtrad.store.tables import TABLES, in_force
from rodtrad.store.visibility import check_shown

_FOLLOW_UP = "follow_up"


def check_followed(connection: Connection, steps: Sequence[RowStep], sight: Sight, reach: Reach) -> None:
    """Look at follow-up that is begun or given to another unit, when all is written.

    What is followed up must be there, be seen, and be done by a unit within reach; who steers the document
    follows up all of it.

    raises  UsageError   the document says no such thing
            AccessError  somebody else does it, or the document is hidden
    """
    begun = [step.after for step in steps if step.shape.name == _FOLLOW_UP and step.after and _is_begun(step)]
    standings = standings_of(connection, sorted({row["document"] for row in begun})) if begun else {}
    for row in begun:
        standing = standings.get(row["document"])
        if standing is not None and is_followed_up(_FOLLOW_UP, standing):
            _check(connection, row, standing, sight, reach)


def _is_begun(step: RowStep) -> bool:
    before, after = step.before, step.after or {}
    return before is None or before["unit"] != after["unit"]


def _check(
    connection: Connection, row: Mapping[str, Any], standing: Standing, sight: Sight, reach: Reach
) -> None:
    document, fact, subject = row["document"], row["fact"], row["subject"]
    key = key_of_subject(fact, subject)
    shape = shape_of(fact)
    found = None
    if key is not None:
        at = {"document": document, **key}
        statement = select(TABLES[fact]).where(in_force(TABLES[fact], None), same_key(shape, at))
        found = connection.execute(statement).mappings().first()
    if found is None:
        raise UsageError("follow_up_of_nothing", document=document, subject=subject)
    if reach.units is None or (Right.STEER in reach.rights and reach.has(standing.unit)):
        return
    is_draft = standing.state is not None and is_unfinished(standing.state)
    if document in sight.closed or (is_draft and document in sight.foreign):
        raise AccessError("document_hidden", document=document)
    check_shown(connection, shape, found, sight)
    owners = list(_owners(connection, fact, found, standing))
    if not any(reach.has(owner) for owner in owners):
        raise AccessError("follow_up_of_others", subject=subject, document=document, unit=", ".join(owners))


def _owners(connection: Connection, fact: str, found: RowMapping, standing: Standing) -> Iterator[str]:
    """Those who do it: as it says, or is linked; else the receiver of the letter."""
    if fact != FollowedFact.GOAL:
        yield found["owner"]
        return
    link = TABLES["goal_link"].c
    of_goal = (link.document == found["document"], link.goal == found["number"], link.fact == UNIT)
    linked = select(link.key).where(in_force(TABLES["goal_link"], None), *of_goal).order_by(link.key)
    letter = TABLES["allocation_letter"]
    received = select(letter.c.receiver).where(in_force(letter, None), letter.c.document == found["document"])
    yield from list(connection.scalars(linked)) or list(connection.scalars(received)) or [standing.about]
