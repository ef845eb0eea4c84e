"""What somebody who writes a text is told: numbers that are the book's, numbers that are not, and faults."""

from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.models.naming import Naming
from rodtrad.models.prose import FaultyReference, Reference, parsed, worth_of
from rodtrad.models.suggesting import About, Hint, suggestions
from rodtrad.reports.passages import rendered_text, text_blocks
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell, Paragraph, PointList

LONGEST_TEXT = 5_000
"""Signs of a text that are looked at; no column of text holds more."""


@dataclass(frozen=True, slots=True)
class HintView:
    """A typed number and the figure it may be.

    kind        equals, near or differs
    start, end  the place of the number in the text       typed  what stands there
    reference   what can stand there instead              shown  the number that gives
    """

    kind: str
    start: int
    end: int
    typed: str
    reference: str
    shown: str
    figure: Cell
    sentence: str


@dataclass(frozen=True, slots=True)
class FaultView:
    """A reference that gives no number, and why."""

    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ProseView:
    """A text as it is being written: hints, faults, and how it will be printed."""

    hints: tuple[HintView, ...]
    faults: tuple[FaultView, ...]
    preview: tuple[Paragraph | PointList, ...]

    @property
    def differing(self) -> tuple[HintView, ...]:
        """The numbers that contradict a figure."""
        return tuple(hint for hint in self.hints if hint.kind == "differs")


def prose_view(telling: Telling, naming: Naming, text: str, about: About) -> ProseView:
    """What to tell somebody who writes a text.

    naming  of the figures that the reader may see
    """
    text = text[:LONGEST_TEXT]
    hints = suggestions(naming, text, about)
    return ProseView(
        tuple(hint_view(telling, hint) for hint in hints),
        tuple(fault_views(telling, text)),
        tuple(text_blocks(telling, text)),
    )


def hint_view(telling: Telling, hint: Hint) -> HintView:
    """One hint in words."""
    figure = telling.place(hint.address)
    shown = rendered_text(telling, hint.reference) if hint.reference else figure.text
    label = telling.wording.label(hint.address)
    told = {"typed": hint.typed, "number": shown, "label": label}
    sentence = telling.say(f"prose_hint_{hint.kind.value}", **told)
    return HintView(
        hint.kind.value, hint.start, hint.end, hint.typed, hint.reference, shown, figure, sentence
    )


def fault_views(telling: Telling, text: str) -> Sequence[FaultView]:
    """The references of a text that give no number."""
    found = []
    for piece in parsed(text):
        fault = worth_of(telling.thread, piece) if isinstance(piece, Reference) else piece
        if isinstance(fault, FaultyReference):
            sentence = telling.say(f"prose_fault_{fault.fault.value}", text=fault.text)
            found.append(FaultView(fault.text, sentence))
    return found
