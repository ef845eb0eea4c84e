"""The numbers of running text that say what they count, as key figures (nøkkeltall) with their sentence."""

import re
from collections.abc import Callable, Sequence

from rodtrad.readers.gather import Gathered, Names, grains_of, named, slug
from rodtrad.readers.prose import Placed, Told
from rodtrad.readers.splits import Number

_LONGEST_KEY, _LONGEST_LABEL, _WORDS_BEFORE, _SIGNS_BEFORE = 44, 150, 6, 70
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def read_prose(
    gathered: Gathered, told: Sequence[Told], concept: Callable[[Told], str | None]
) -> list[Placed]:
    """Keep every number of the text that says what it counts; the others are only seen.

    concept  what a sentence states, where it is one of the things the kind of document always states
    """
    placed: list[Placed] = []
    names = Names()
    for one in told:
        unit = one.unit or "antall"
        number = Number(one.text, one.value, one.decimals, start=-1, line=one.line)
        grains = grains_of(number, unit)
        if unit == "dato" or grains is None or not (one.unit or one.noun):
            gathered.see(number, unit, in_table=False)
            continue
        label = _label(one)
        address = gathered.add(
            "key_figure", {"value": number}, key=names.new(_key(one)), unit=gathered.about.unit,
            year=_year_of(one, gathered.about.year), concept=concept(one),
            qualifier=one.qualifier.value if one.qualifier else None, printed_unit=unit, label=label,
            label_en=label, line=one.line,
        )  # fmt: skip
        if address is not None:
            placed.append(Placed(one, address, grains, unit))
    return placed


def _key(one: Told) -> str:
    words = " ".join(one.before.split()[-_WORDS_BEFORE:])
    return slug(f"{words} {one.noun}", _LONGEST_KEY)


def _label(one: Told) -> str:
    words, at = (" ".join(text.split()) for text in (one.sentence, one.before))
    begin = words.rfind(" ", 0, max(0, len(at) - _SIGNS_BEFORE)) + 1
    return named(("…" if begin else "") + words[begin : begin + _LONGEST_LABEL])


def _year_of(one: Told, year: int) -> str:
    years = set(_YEAR.findall(one.sentence))
    return years.pop() if len(years) == 1 else str(year)
