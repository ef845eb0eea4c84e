"""Findings and figures in words: the only place where facts become sentences."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.core import words
from rodtrad.core.error_words import readable_facts
from rodtrad.core.finding import Finding
from rodtrad.core.noted import Kept
from rodtrad.core.numbers import day, number, with_unit
from rodtrad.core.shape import Language
from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.labels import Labels
from rodtrad.models.thread.weave import Thread

_MOST_DECIMALS = 4
_POINTS = {"prosent": "prosentpoeng"}
"""What the difference between two numbers of a unit is counted in."""
_SHOWN_OTHERS = 3
_FACTS_IN_WORDS = {
    "what": "counted",
    "movement": "movement",
    "comparison": "comparison",
    "reason": "doubt_reason",
}
"""Facts of findings that are choices, with the category of words they are read with."""


@dataclass(frozen=True, slots=True)
class FindingText:
    """One finding, ready to read."""

    title: str
    place: str
    sentence: str
    advice: str


def decimals_to_tell_apart(values: Iterable[float], gap: float) -> int:
    """Decimals that show every value exactly, or at least two digits of the gap between them."""
    exact = next(
        (d for d in range(_MOST_DECIMALS) if all(math.isclose(round(v, d), v, abs_tol=1e-9) for v in values)),
        _MOST_DECIMALS,
    )
    two_digits = max(0, 1 - math.floor(math.log10(abs(gap)))) if gap else exact
    return min(exact, two_digits)


class Wording:
    """Puts findings of one book into one language."""

    def __init__(self, thread: Thread, language: Language, kept: Kept | None = None) -> None:
        self.thread = thread
        self.language = language
        self.labels = Labels(thread.facts, language, kept)

    def place(self, document: str, lines: Iterable[int]) -> str:
        """Document and line, as a reader would look it up; what is written here stands on no line."""
        name = self.labels.name("document", key=document) if document else "-"
        shown = [line for line in lines if line][:1]
        return f"{name}, {self.say('line', line=shown[0])}" if shown else name

    def say(self, key: str, **values: object) -> str:
        """A sentence in this language."""
        return words.say(key, self.language, **values)

    def label(self, address: str) -> str:
        """The name of a figure, or of a row when the address is a row's."""
        row = self._figure(address)
        if row is None:
            return address
        return self.labels.of(row["fact"], row["position"], row["column"])

    def text(self, finding: Finding) -> FindingText:
        """Title, place, sentence and advice of a finding."""
        place = self.place(finding.document, finding.lines)
        values = self._values(finding) | {"place": place}
        return FindingText(
            words.check_title(finding.number, self.language),
            place,
            words.check_sentence(finding.number, self.language, **values),
            words.check_advice(finding.number, self.language),
        )

    def _values(self, finding: Finding) -> dict[str, object]:
        facts = {name: self._fact(value) for name, value in finding.facts.items()}
        label = facts.get("label_en" if self.language == "en" else "label") or self.label(
            finding.addresses[0]
        )
        values = facts | {"label": label, "others": self._others(finding)}
        if "kind" in finding.facts:
            values["terms"] = self._terms(finding)
        for name, category in _FACTS_IN_WORDS.items():
            if name in facts:
                values[name] = words.word(category, str(facts[name]), self.language).lower()
        if "fault" in facts:
            values["fault"] = words.say(
                str(facts["fault"]), self.language, **readable_facts(finding.facts, self.language)
            )
        if self.language == "en" and "part_en" in facts:
            values["part"] = facts["part_en"]
        if "fact" in facts:
            values["fact"] = SHAPES[str(facts["fact"])].label_in(self.language).lower()
            values["column"] = (
                SHAPES[str(finding.facts["fact"])][str(facts["column"])].label_in(self.language).lower()
            )
        return values | self._numbers(finding)

    def _numbers(self, finding: Finding) -> dict[str, str]:
        named = {"printed": finding.printed, "computed": finding.computed, "gap": finding.gap}
        given = {name: value for name, value in named.items() if value is not None}
        decimals = decimals_to_tell_apart(list(given.values()), finding.gap or 0.0)
        shown = dict.fromkeys(("printed", "computed", "gap", "room"), "–")
        apart = _POINTS.get(finding.unit, finding.unit)
        units = {"gap": apart, "room": apart}
        for name, value in given.items():
            shown[name] = with_unit(value, units.get(name, finding.unit), decimals, self.language)
        if finding.printed is not None:
            own = max(0, self._printed_decimals(finding.addresses[0]))
            shown["printed"] = with_unit(finding.printed, finding.unit, own, self.language)
        if finding.room is not None:
            room = decimals_to_tell_apart([finding.room], finding.room)
            shown["room"] = with_unit(finding.room, apart, room, self.language)
        return shown

    def _printed_decimals(self, address: str) -> int:
        row = self._figure(address)
        return int(row["decimals"]) if row else 0

    def _fact(self, value: object) -> object:
        if isinstance(value, date):
            return day(value, self.language)
        if isinstance(value, list):
            return ", ".join(str(self._fact(v)) for v in value)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10_000:
            return number(value, 0, self.language)
        return value

    def _terms(self, finding: Finding) -> str:
        return self.say(f"terms_{finding.facts['kind']}", terms=finding.facts["terms"])

    def _others(self, finding: Finding) -> str:
        """Where else the numbers stand: lines of the same document, or another document by name."""
        same = finding.lines[1 : 1 + _SHOWN_OTHERS]
        if same:
            told = ", ".join(str(n) for n in same)
            return self.say("lines", lines=told) if len(same) > 1 else self.say("line", line=told)
        other = self._figure(finding.addresses[-1])
        if other is None:
            return self.label(finding.addresses[-1])
        return self.place(other["document"] or "", [other["line"]] if other["line"] else [])

    def _figure(self, address: str) -> dict[str, Any] | None:
        """The figure at an address, found in one step however many there are."""
        row = self.thread.at.get(address)
        return None if row is None else self.thread.figures.row(row, named=True)
