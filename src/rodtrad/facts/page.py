"""The lines of a document that was read, and what its sentences say of figures."""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.core.keys import DocumentKey
from rodtrad.core.shape import column, document_column, line_column


class BlockKind(StrEnum):
    """What a stretch of lines is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    LIST = "list"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line of a document as it is printed (dokumentlinje)."""

    document: DocumentKey = document_column()
    line: int = column("number of the line, from 1", label="Linje", key=True)
    page: int = column("page it stands on", label="Side")
    block: int = column("number of the stretch of lines it is part of", label="Blokk")
    kind: BlockKind = column("what the stretch is", label="Type")
    text: str = column("the line as printed", label="Tekst")


class Movement(StrEnum):
    """Which way a sentence says that something went."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class StatedDirection:
    """A sentence that says one figure is higher or lower than another (oppgitt retning)."""

    document: DocumentKey = document_column()
    key: str = column("short name of the statement", label="Nøkkel", key=True)
    earlier: str = column("address of the figure compared with", label="Fra")
    later: str = column("address of the figure that is higher or lower", label="Til")
    movement: Movement = column("which way the sentence says", label="Retning")
    words: str = column("the words that say it", label="Ord")
    line: int = line_column()


class DoubtReason(StrEnum):
    """Why a reading is unsure."""

    SEVERAL_SPLITS = "several_splits"
    NO_SPLIT_FITS = "no_split_fits"
    COLUMN_UNKNOWN = "column_unknown"


@dataclass(frozen=True, slots=True)
class ReadingDoubt:
    """A reading we are not sure of, and why (lesetvil).

    About us, never about the document.
    """

    document: DocumentKey = document_column()
    line: int = column("line of the document's text", label="Linje", key=True)
    text: str = column("the row of figures as printed", label="Tekst", key=True)
    reason: DoubtReason = column("why it is unsure", label="Grunn")
    address: str | None = column("address of the first figure that was made from it", label="Adresse")
