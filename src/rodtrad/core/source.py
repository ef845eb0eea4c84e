"""Where a figure comes from, and what stands there."""

from dataclasses import dataclass

from rodtrad.core.keys import DocumentKey


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a published document (kilde)."""

    document: DocumentKey
    line: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page says (avlesning): never corrected, never computed with.

    number is in whole units of print, as the text says; the fact made from it is in grains.
    """

    text: str
    number: float
    unit: str
    source: Source
