"""What we say of a figure or a relation after testing it."""

from enum import StrEnum


class Verdict(StrEnum):
    """Six verdicts, mildest first. The last is about us, never about the document."""

    AGREES = "agrees"
    ROUNDING = "rounding"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"
    CONTRADICTION = "contradiction"
    READING_ERROR = "reading_error"


HELD = (Verdict.AGREES, Verdict.ROUNDING)


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
