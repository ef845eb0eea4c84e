"""One tree of errors: what is wrong, where, and what to do next.

Errors carry facts; the sentence is made by `core/words.py` in the reader's language.
"""

from dataclasses import dataclass
from typing import ClassVar


class RodtradError(Exception):
    """Base of all errors that a caller can cause and can mend."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __str__(self) -> str:
        stated = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.message} ({stated})" if stated else self.message


class UsageError(RodtradError):
    """The caller asks for something that does not exist or cannot be done."""

    exit_code = 2


class BookError(RodtradError):
    """The book cannot be used: missing, damaged, or made by a newer version."""


class ConflictError(RodtradError):
    """Somebody else has changed what the caller wants to change."""


class AccessError(RodtradError):
    """The reader may not see or change this unit."""


class MissingError(UsageError):
    """Nothing is at the address asked for; `near` are addresses that are alike."""

    def __init__(self, message: str, near: tuple[str, ...] = (), **facts: object) -> None:
        super().__init__(message, **facts)
        self.near = near


class GoneError(MissingError):
    """Something has been at the address, and was taken out of the book."""


class UsageSheetError(UsageError):
    """A workbook that cannot be taken in, with every problem told in a sentence. Nothing was saved."""

    exit_code = 3

    def __init__(self, message: str, told: tuple[str, ...], **facts: object) -> None:
        super().__init__(message, **facts)
        self.told = told


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one place of an input file; `message` is a key in `core/words.py`."""

    message: str
    file: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    hint: str = ""


class InputError(RodtradError):
    """A file that cannot be loaded, with every problem found in it. Nothing was loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("input_refused", count=len(problems))
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(
            f"{p.file}:{p.line or '-'}:{p.column or '-'} {p.message} {p.value or ''}".strip()
            for p in self.problems
        )
