"""Where a figure comes from, and what stands there."""

from dataclasses import dataclass

from rodtrad.core.keys import DocumentKey
from rodtrad.core.shape import column, document_column, line_column


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a published document (kilde)."""

    document: DocumentKey
    line: int | None
    text: str = ""

    def __str__(self) -> str:
        return f"{self.document}:{self.line}" if self.line else str(self.document)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page says of one figure (avlesning).

    Never corrected and never computed with: the fact at the same address is what we compute with.
    """

    address: str = column("address of the figure", label="Adresse", key=True)
    text: str = column("the figure as printed", label="Tekst")
    document: DocumentKey = document_column(key=False)
    line: int | None = line_column()

    @property
    def source(self) -> Source:
        """The place, with the text that stands there."""
        return Source(self.document, self.line, self.text)
