"""Findings that somebody has explained, and explanations that were taken back."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from rodtrad.core.errors import ConflictError, UsageError
from rodtrad.core.verdict import Verdict
from rodtrad.store.revisions import Stamp
from rodtrad.store.tables import ACCEPTANCE

VERDICTS = (Verdict.EXPLAINED, Verdict.READING_ERROR)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a finding is accepted, for which numbers, by whom, and whether that still stands."""

    finding: str
    verdict: Verdict
    numbers: str
    reason: str
    by: str
    at: datetime
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None


_LIVE = ACCEPTANCE.c.withdrawn_at.is_(None)
_COLUMNS = [ACCEPTANCE.c[field.name] for field in fields(Acceptance)]


def read_acceptances(connection: Connection, finding: str | None = None) -> list[Acceptance]:
    """The acceptances in force, or all there ever were of one finding; first to last."""
    condition: ColumnElement[bool] = _LIVE if finding is None else ACCEPTANCE.c.finding == finding
    rows = connection.execute(select(*_COLUMNS).where(condition).order_by(ACCEPTANCE.c.id))
    return [Acceptance(**{**row, "verdict": Verdict(row["verdict"])}) for row in rows.mappings()]


def acceptances_at(connection: Connection, moment: datetime) -> list[Acceptance]:
    """The acceptances that were in force right before a moment, first to last."""
    given, taken = ACCEPTANCE.c.at < moment, ACCEPTANCE.c.withdrawn_at
    standing = select(*_COLUMNS).where(given, or_(taken.is_(None), taken >= moment)).order_by(ACCEPTANCE.c.id)
    rows = connection.execute(standing).mappings()
    return [Acceptance(**{**row, "verdict": Verdict(row["verdict"])}) for row in rows]


def count_changes(connection: Connection) -> int:
    """How many acceptances have been given and taken back; it only grows."""
    counted = select(func.count(ACCEPTANCE.c.id) + func.count(ACCEPTANCE.c.withdrawn_at))
    return connection.scalar(counted) or 0


def accept_finding(connection: Connection, finding: str, verdict: str, numbers: str, stamp: Stamp) -> None:
    """Accept a finding with a reason, for the numbers it has now.

    An acceptance of other numbers no longer holds, and gives way.

    raises  UsageError     the verdict is not one a person can give
            ConflictError  the finding is accepted already
    """
    if verdict not in VERDICTS:
        raise UsageError("verdict_not_allowed", verdict=verdict, allowed=[v.value for v in VERDICTS])
    for live in read_acceptances(connection, finding):
        if live.withdrawn_at is None and live.numbers == numbers:
            raise ConflictError("finding_already_accepted", finding=finding, by=live.by, at=live.at)
        if live.withdrawn_at is None:
            withdraw_acceptance(connection, finding, stamp)
    connection.execute(
        insert(ACCEPTANCE).values(
            finding=finding,
            verdict=str(verdict),
            numbers=numbers,
            reason=stamp.why,
            by=stamp.by,
            at=stamp.at,
        )
    )


def withdraw_acceptance(connection: Connection, finding: str, stamp: Stamp) -> None:
    """Take an acceptance back; it stays in the history. Raises UsageError when there is none."""
    changed = connection.execute(
        update(ACCEPTANCE)
        .where(ACCEPTANCE.c.finding == finding, _LIVE)
        .values(withdrawn_by=stamp.by, withdrawn_at=stamp.at, withdrawn_reason=stamp.why)
    )
    if not changed.rowcount:
        raise UsageError("acceptance_missing", finding=finding)
