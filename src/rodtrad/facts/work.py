"""Documents that are written here, and what follows from them through the year."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rodtrad.core.keys import DocumentKey, UnitKey
from rodtrad.core.shape import column, document_column, label_column, label_en_column


class DocumentState(StrEnum):
    """How far a document has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    FROZEN = "frozen"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class WorkingDocument:
    """How far a document that is written here has come (arbeidsdokument).

    Its rows can be changed while it is a draft. What is sent, adopted or frozen stays as it is;
    a change is a new version, which names the one it replaces.
    """

    document: DocumentKey = document_column()
    unit: UnitKey = column("unit that writes it", label="Skrives av", refers="unit.key")
    state: DocumentState = column("how far it has come", label="Status")
    number: str | None = column("number of a letter in its year", label="Nummer")
    edition: int = column("first is 1", label="Utgave", between=(1, 999))
    replaces: DocumentKey | None = column(
        "earlier version of the same document", label="Erstatter", refers="document.key"
    )
    follows: DocumentKey | None = column(
        "document of the year before, which it carries on", label="Bygger på", refers="document.key"
    )
    period: str | None = column("period a report is about: 2027-T2", label="Periode")
    deadline: date | None = column("day it must be done", label="Frist")
    submitted: date | None = column("day a report was handed in", label="Levert")
    sent: date | None = column("day it was sent, adopted or frozen", label="Sendt")
    acknowledged: date | None = column("day the receiver took note of it", label="Bekreftet")
    returned: str | None = column("why it was sent back", label="Returnert med")


class PassagePart(StrEnum):
    """What a passage of text is for."""

    INTRODUCTION = "introduction"
    JOINT_INSTRUCTION = "joint_instruction"
    CLARIFICATION = "clarification"
    SUMMARY = "summary"
    DEVIATION = "deviation"
    RESULT = "result"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of text in a document that is written here (avsnitt).

    Numbers stand in it as references to figures of the book, so that text and table stay alike.
    """

    document: DocumentKey = document_column()
    key: str = column("short name, unique in the document", label="Nøkkel", key=True)
    part: PassagePart = column("what it is for", label="Del")
    position: int = column("order within its part", label="Rekkefølge", between=(0, 9999))
    subject: str | None = column("address of what it is about", label="Gjelder")
    heading: str | None = column("heading, where it has one", label="Overskrift")
    text: str = column("the text, with references to figures", label="Tekst")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting between those who steer and those who are steered (styringsmøte)."""

    document: DocumentKey = document_column()
    key: str = column("short name, unique in the document", label="Nøkkel", key=True)
    day: date = column("day of the meeting", label="Dato")
    unit: UnitKey = column("unit that is met", label="Enhet", refers="unit.key")
    label: str = label_column()
    label_en: str = label_en_column()


@dataclass(frozen=True, slots=True)
class CouncilResolution:
    """A council resolution that a unit must follow up (bystyrevedtak)."""

    document: DocumentKey = document_column()
    number: str = column("number in the letter", label="Nummer", key=True)
    owner: UnitKey = column("unit that follows it up", label="Ansvarlig", refers="unit.key")
    reference: str | None = column("reference of the case", label="Sak")
    decided: date | None = column("day of the resolution", label="Vedtaksdato")
    deadline: date | None = column("day it must be done", label="Frist")
    label: str = label_column()
    label_en: str = label_en_column()


class FollowedFact(StrEnum):
    """What is followed up."""

    ASSIGNMENT = "assignment"
    GOAL = "goal"
    COUNCIL_RESOLUTION = "council_resolution"


class FollowUpStatus(StrEnum):
    """How something that must be done is going."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DELAYED = "delayed"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How an assignment, an action or a resolution is going (oppfølging).

    One row each; the history of the row is the history of the work.
    """

    document: DocumentKey = document_column()
    fact: FollowedFact = column("what is followed up", label="Type", key=True)
    subject: str = column(
        "key of it in the document, parts with a full stop between", label="Gjelder", key=True
    )
    unit: UnitKey = column("unit that does it", label="Ansvarlig", refers="unit.key")
    status: FollowUpStatus = column("how it is going", label="Status")
    evidence: str | None = column("what shows it: a document, a decision, a number", label="Dokumentasjon")
    comment: str | None = column("what has been done, and what is left", label="Kommentar")
    deadline: date | None = column("new deadline that is agreed on", label="Ny frist")
    carries: str | None = column(
        "address of the follow-up in an earlier letter that it carries on", label="Viderefører"
    )
    reported: date = column("day the status was given", label="Meldt")
