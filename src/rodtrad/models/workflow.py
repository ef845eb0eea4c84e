"""How documents that are written here go from draft to done, and who may take each step."""

from dataclasses import dataclass

from rodtrad.core.roles import Right
from rodtrad.facts.document import DocumentKind
from rodtrad.facts.work import DocumentState

OPEN = (DocumentState.DRAFT,)
"""States in which a document's rows can be changed."""
UNFINISHED = (DocumentState.DRAFT, DocumentState.SUBMITTED)
"""States in which a document is shown to those who write it, and to nobody else."""
REPORT_KINDS = (DocumentKind.PERIOD_REPORT, DocumentKind.ANNUAL_REPORT)


@dataclass(frozen=True, slots=True)
class DocumentStep:
    """One step a document can take (steg): where to, and the right it takes.

    is_back      it is sent back
    brings_rows  what follows from the step is written with it, also where the document was closed already
    """

    to: DocumentState
    right: Right
    is_back: bool = False
    brings_rows: bool = False


_D, _K = DocumentState, DocumentKind
_REPORT: dict[DocumentState, tuple[DocumentStep, ...]] = {
    _D.DRAFT: (DocumentStep(_D.SUBMITTED, Right.SUBMIT),),
    _D.SUBMITTED: (
        DocumentStep(_D.APPROVED, Right.APPROVE),
        DocumentStep(_D.DRAFT, Right.APPROVE, is_back=True),
    ),
    _D.APPROVED: (DocumentStep(_D.FROZEN, Right.STEER), DocumentStep(_D.DRAFT, Right.STEER, is_back=True)),
}
_ADOPTED = DocumentStep(_D.ADOPTED, Right.STEER, brings_rows=True)
STEPS: dict[DocumentKind, dict[DocumentState, tuple[DocumentStep, ...]]] = {
    _K.ALLOCATION_LETTER: {
        _D.DRAFT: (DocumentStep(_D.SENT, Right.STEER),),
        _D.SENT: (DocumentStep(_D.ACKNOWLEDGED, Right.APPROVE),),
    },
    _K.BUDGET: {
        _D.DRAFT: (
            DocumentStep(_D.SUBMITTED, Right.ALTERNATIVE),
            _ADOPTED,
            DocumentStep(_D.FROZEN, Right.STEER),
        ),
        _D.SUBMITTED: (
            _ADOPTED,
            DocumentStep(_D.DRAFT, Right.STEER, is_back=True),
            DocumentStep(_D.FROZEN, Right.STEER),
        ),
    },
    _K.PERIOD_REPORT: _REPORT,
    _K.ANNUAL_REPORT: _REPORT,
}
"""The steps from each state, for each kind of document that can be written here."""
WRITES: dict[DocumentKind, Right] = {
    _K.ALLOCATION_LETTER: Right.STEER,
    _K.BUDGET: Right.STEER,
    _K.PERIOD_REPORT: Right.REPORT,
    _K.ANNUAL_REPORT: Right.REPORT,
}
"""The right it takes to write rows of a kind of document; an alternative budget takes another."""

_ANY = frozenset({"document", "working_document", "passage"})
_GOALS = frozenset({"goal", "goal_link", "indicator", "indicator_value"})
_IN_REPORT = frozenset(
    {
        "indicator",
        "indicator_value",
        "key_figure",
        "period_amount",
        "risk",
        "control_point",
        "follow_up",
        "report_part",
    }
)
_IN_LETTER = frozenset(
    {
        "allocation_letter",
        "assignment",
        "council_resolution",
        "report_part",
        "reporting_duty",
        "meeting",
        "budget_line",
    }
)
_IN_BUDGET = frozenset({"budget_proposal", "planned_change", "compensation", "budget_line", "budget_change"})
HOLDS: dict[DocumentKind, frozenset[str]] = {
    _K.ALLOCATION_LETTER: _ANY | _GOALS | _IN_LETTER,
    _K.BUDGET: _ANY | _GOALS | _IN_BUDGET,
    _K.PERIOD_REPORT: _ANY | _IN_REPORT,
    _K.ANNUAL_REPORT: _ANY | _IN_REPORT,
}
"""The facts a kind of document holds, which take the right of WRITES; any other takes an administrator."""


def steps_from(kind: str, state: str) -> tuple[DocumentStep, ...]:
    """The steps a document can take; none where it is done, or is of a kind that is only read."""
    if kind not in set(STEPS):
        return ()
    return STEPS[DocumentKind(kind)].get(DocumentState(state), ())


def step_between(kind: str, before: str, after: str) -> DocumentStep | None:
    """The step from one state to another; None where there is none."""
    return next((step for step in steps_from(kind, before) if step.to == after), None)


def is_open(state: str) -> bool:
    """Whether a document's rows can be changed."""
    return state in OPEN


def is_unfinished(state: str) -> bool:
    """Whether a document is still being written, or waits for an answer."""
    return state in UNFINISHED
