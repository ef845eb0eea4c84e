"""Amounts that a text takes apart: a result with what it consists of, in the sentences that follow.

    "Regnskapet viser en økning på 52,499 mill. Økningen gjelder A med 53,197 mill. Øvrig differanse
    gjelder reduserte inntekter på 0,698 mill."           52,499 = 53,197 - 0,698

More and increased count up, less and reduced count down; a number without such a word goes the way
of the one before it.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.relation import RelationKind
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.equations import add_equation
from rodtrad.readers.gather import Gathered
from rodtrad.readers.prose import Placed, significant_digits

_UP = r"mer(?:forbruk\w*|inntekt\w*|utgift\w*)|øk\w+|steg|vekst\w*|høyere"
_DOWN = (
    r"mindre(?:forbruk\w*|inntekt\w*|utgift\w*)?|reduser\w*|reduksjon\w*|nedgang\w*|falt|sank|lavere|"
    r"tilbakeføring"
)
_WAY = re.compile(rf"(?<![a-zæøå])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?![a-zæøå])", re.IGNORECASE)
_EXPLAINS = re.compile(
    r"^\s*(?:regnskapet|postgruppen|resultatet|kostnader|inntekter|ordinære|øremerkede)\b", re.IGNORECASE
)
_KINDS_OF_MEANS = (
    re.compile(r"^\s*ordinære\s+midler\b", re.IGNORECASE),
    re.compile(r"^\s*øremerkede\s+midler\b", re.IGNORECASE),
)
_WHOLE_GROUP = re.compile(r"^\s*postgruppen\s+viser\b", re.IGNORECASE)
_ALL_THERE_IS = re.compile(r"\b(?:samlet|totalt)\s+antall\s+(?P<what>\w+)\b[^.\d]*$", re.IGNORECASE)
_COUNT_ROW = re.compile(r"antall\s", re.IGNORECASE)
_TABLE_LINES = 150
_PLAUSIBLE = Decimal("0.35")
_MOST_PARTS, _MOST_LINES = 8, 30
_LEAST_DIGITS = 3
_NEARLY = Decimal("0.02")
_LEAST_PARTS_NEARLY = 3


@dataclass(frozen=True, slots=True)
class _Signed:
    """A number of the text with the way its words give it."""

    placed: Placed
    sign: int

    @property
    def grains(self) -> int:
        """The number with its sign."""
        return self.sign * self.placed.grains


def parts(gathered: Gathered, placed: Sequence[Placed]) -> None:
    """State what the amounts of the text consist of."""
    for run in _runs(placed):
        signed = _signed(run)
        _ordinary_and_earmarked(gathered, signed)
        taken: set[str] = set()
        for place, whole in enumerate(signed):
            found = _parts_of(whole, signed[place + 1 : place + 1 + _MOST_PARTS])
            if found and whole.placed.address not in taken:
                _state(gathered, whole, found, "Delene teksten oppgir")
                taken |= {part.placed.address for part in found}


def _runs(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Amounts of money under one heading, not far apart."""
    money = [o for o in placed if UNITS[o.unit].family is Family.MONEY and "/" not in o.unit]
    runs: list[list[Placed]] = []
    for one in money:
        last = runs[-1][-1] if runs else None
        if last and last.told.heading == one.told.heading and one.told.line - last.told.line <= _MOST_LINES:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [run for run in runs if len(run) > 1]


def _signed(run: Sequence[Placed]) -> list[_Signed]:
    made: list[_Signed] = []
    for place, one in enumerate(run):
        before = run[place - 1] if place else None
        same = before is not None and before.told.sentence == one.told.sentence
        begin = before.told.place + len(before.told.text) if before is not None and same else 0
        ways = list(_WAY.finditer(one.told.sentence[begin : one.told.place]))
        inherited = made[-1].sign if same else 1
        made.append(_Signed(one, (1 if ways[-1]["up"] else -1) if ways else inherited))
    return made


def _parts_of(whole: _Signed, after: Sequence[_Signed]) -> list[_Signed]:
    """The parts that follow a whole and make it up; empty where none do."""
    if significant_digits(whole.placed) < _LEAST_DIGITS or whole.placed.unit == "kr":
        return []
    inside = [p for p in after if p.placed.told.line - whole.placed.told.line <= _MOST_LINES]
    inside = [p for p in inside if p.placed.unit == whole.placed.unit]
    target = whole.grains
    for count in range(2, len(inside) + 1):
        some = inside[:count]
        if abs(sum(p.grains for p in some) - target) <= _room(whole, some):
            return some
    explains = _EXPLAINS.match(whole.placed.told.sentence) is not None
    end = next((i for i, p in enumerate(inside) if _EXPLAINS.match(p.placed.told.sentence)), len(inside))
    some = inside[:end]
    near = abs(sum(p.grains for p in some) - target) <= _NEARLY * abs(target)
    return some if explains and near and len(some) >= _LEAST_PARTS_NEARLY else []


def _room(whole: _Signed, some: Sequence[_Signed]) -> Decimal:
    """Half the last decimal of every number."""
    return sum((_step(s.placed) / 2 for s in (whole, *some)), Decimal(0))


def _step(one: Placed) -> Decimal:
    return Decimal(UNITS[one.unit].grains).scaleb(-one.told.decimals)


def _ordinary_and_earmarked(gathered: Gathered, signed: Sequence[_Signed]) -> None:
    """A group's deviation is that of its ordinary and its earmarked means."""
    wholes = [i for i, s in enumerate(signed) if _begins(_WHOLE_GROUP, s)]
    for place, following in pairwise([*wholes, len(signed)]):
        inside = signed[place + 1 : following]
        firsts = [next((s for s in inside if _begins(words, s)), None) for words in _KINDS_OF_MEANS]
        both = [s for s in firsts if s is not None]
        if len(both) == len(_KINDS_OF_MEANS):
            _state(gathered, signed[place], both, "Ordinære og øremerkede midler")


def _begins(pattern: "re.Pattern[str]", one: _Signed) -> bool:
    """Whether a number is the first of a sentence that begins so."""
    told = one.placed.told
    return bool(pattern.match(told.sentence)) and not re.search(r"\d", told.before)


def _state(gathered: Gathered, whole: _Signed, some: Sequence[_Signed], label: str) -> None:
    signs = [part.sign * whole.sign for part in some]
    add_equation(
        gathered, label, RelationKind.SUM, whole.placed.address, [p.placed.address for p in some], signs
    )


def totals_told(gathered: Gathered, placed: Sequence[Placed]) -> None:
    """A number told as all there is of something is the sum of the row that counts it in a table nearby."""
    shape = SHAPES["table_figure"]
    rows: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for figure in gathered.rows.get("table_figure", {}).values():
        if _COUNT_ROW.match(figure["row_label"]):
            rows[figure["table"], figure["row"]].append(figure)
    for one in placed:
        of = _ALL_THERE_IS.search(one.told.before)
        counted = [f for f in rows.values() if of and len(f) > 1 and _counts(f[0], of["what"], one)]
        for figures in counted[:1]:
            total = sum(figure["value"] for figure in figures)
            if abs(total - one.grains) <= _PLAUSIBLE * one.grains:
                terms = [shape.address_of(figure, "value") for figure in figures]
                add_equation(gathered, "Summen teksten oppgir", RelationKind.SUM, one.address, terms)


def _counts(figure: dict[str, Any], what: str, one: Placed) -> bool:
    near = abs(figure["line"] - one.told.line) <= _TABLE_LINES
    return near and what.lower() in figure["row_label"].lower().split()[1:2]
