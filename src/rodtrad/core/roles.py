"""Who asks, and what they may do: roles, rights, and the part of the organisation that is theirs."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What somebody is, as the municipality's login says."""

    READER = "reader"
    WRITER = "writer"
    LEADER = "leader"
    DEPARTMENT = "department"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What somebody may do."""

    REPORT = "report"
    """Write reports and follow-up of one's own units."""
    SUBMIT = "submit"
    """Hand a report in."""
    APPROVE = "approve"
    """Approve a report of one's units, send it back, and take note of a letter."""
    STEER = "steer"
    """Write goals, budgets and letters, open rounds of reports, and freeze reports."""
    ALTERNATIVE = "alternative"
    """Make an alternative budget."""
    EXPLAIN = "explain"
    """Explain a finding."""
    ADMINISTER = "administer"
    """Change what belongs to no unit, and undo what others have done."""


class Drafts(StrEnum):
    """Which documents that are still being written are shown, within one's own units."""

    NONE = "none"
    ALTERNATIVES = "alternatives"
    """Alternative budgets, and the budgets that are handed in, which they are made from."""
    ALL = "all"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: frozenset(),
    Role.WRITER: frozenset({Right.REPORT, Right.SUBMIT}),
    Role.LEADER: frozenset({Right.REPORT, Right.SUBMIT, Right.APPROVE, Right.EXPLAIN}),
    Role.DEPARTMENT: frozenset(Right) - {Right.ADMINISTER},
    Role.ADMINISTRATOR: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks (bruker).

    name      as it stands in the history; empty where nobody has logged in, and forms ask for it
    units     those that are theirs, with all below them; None is all
    more      rights beyond those of the role
    identity  tells them from others of the same name; compared, never shown. Empty as the name is
    """

    name: str
    role: Role
    units: frozenset[str] | None
    more: frozenset[Right] = field(default=frozenset())
    identity: str = field(default="", repr=False)

    @property
    def rights(self) -> frozenset[Right]:
        """Everything they may do."""
        return RIGHTS[self.role] | self.more

    @property
    def drafts(self) -> Drafts:
        """Which documents that are still being written are shown to them."""
        if self.rights == {Right.ALTERNATIVE}:
            return Drafts.ALTERNATIVES
        return Drafts.ALL if self.rights else Drafts.NONE

    def may(self, right: Right) -> bool:
        """Whether they have a right."""
        return right in self.rights


LOCAL = Person("", Role.ADMINISTRATOR, None)
"""Who works on a book of their own, on their own machine."""
STRANGER = Person("", Role.READER, None)
"""Who reads without having logged in."""
