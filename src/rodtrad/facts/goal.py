"""Goals of all levels, and what hangs on them."""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.keys import DocumentKey, GoalKey
from rodtrad.core.shape import column, document_column, label_column, label_en_column, line_column


class GoalLevel(StrEnum):
    """Levels of the goal tree, from the top."""

    MUNICIPAL_GOAL = "municipal_goal"
    SECTOR_GOAL = "sector_goal"
    GOAL = "goal"
    SUBGOAL = "subgoal"
    ACTION = "action"
    CLARIFICATION = "clarification"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, or an action under one, as one document states it (mål)."""

    document: DocumentKey = document_column()
    number: GoalKey = column("number as printed", label="Nummer", key=True)
    level: GoalLevel = column("level in the tree", label="Nivå")
    parent: GoalKey | None = column("goal it stands under on the page", label="Overordnet mål")
    label: str = label_column()
    label_en: str = label_en_column()
    line: int = line_column()


@dataclass(frozen=True, slots=True)
class GoalLink:
    """A link from a goal to something that serves it (målkobling)."""

    document: DocumentKey = document_column()
    goal: GoalKey = column("goal the link starts from", label="Mål", key=True)
    fact: str = column("kind of fact it leads to", label="Type", key=True)
    key: str = column("key of that fact", label="Kobles til", key=True)
    line: int = line_column()
