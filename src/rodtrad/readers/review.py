"""Sector reviews: measure cards with effects, uncertainties and consequences, and stated totals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rodtrad.core.words import say
from rodtrad.facts.measure import Consequence, OverallClass, Uncertainty
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.gather import Gathered, named
from rodtrad.readers.heads import unit_in
from rodtrad.readers.layout import Kind, Laid
from rodtrad.readers.rows import Table
from rodtrad.readers.splits import Number, splits, unevenness

_TITLE = re.compile(r"^\s*Tiltak\s+([A-ZÆØÅ]{2,5}\s?\d{1,2})\b[:.–-]?\s+(?=[A-ZÆØÅ])(.+)$")
_EFFECT = re.compile(r"^\s*Økonomisk\s+effekt", re.IGNORECASE)
_OUR_EFFECT = re.compile(r"Økonomisk effekt \(.*\)\s*$")
_UNCERTAINTY = re.compile(r"^(lav|middels|stor|høy)\s+usikkerhet$", re.IGNORECASE)
_CONSEQUENCE = re.compile(r"^(?:(svært|middels|noe)\s+(negativ|positiv)|(nøytral))$", re.IGNORECASE)
_OVERALL = re.compile(r"\b(beste|nest beste|middels|nest dårligste|dårligste)\s+forhold\b", re.IGNORECASE)
_CLASSES = {
    "beste": OverallClass.BEST,
    "nest beste": OverallClass.SECOND_BEST,
    "middels": OverallClass.MIDDLE,
    "nest dårligste": OverallClass.SECOND_WORST,
    "dårligste": OverallClass.WORST,
}
_LEVELS = {"lav": Uncertainty.LOW, "middels": Uncertainty.MEDIUM, "stor": Uncertainty.HIGH,
           "høy": Uncertainty.HIGH}  # fmt: skip
_STEPS = {
    ("svært", "negativ"): Consequence.VERY_NEGATIVE,
    ("middels", "negativ"): Consequence.MEDIUM_NEGATIVE,
    ("noe", "negativ"): Consequence.SOMEWHAT_NEGATIVE,
    ("noe", "positiv"): Consequence.SOMEWHAT_POSITIVE,
    ("middels", "positiv"): Consequence.MEDIUM_POSITIVE,
    ("svært", "positiv"): Consequence.VERY_POSITIVE,
}
_MEASURE = SHAPES["efficiency_measure"]
_NOT_STATED, _NO_EFFECT = say("review_not_stated", "no"), say("review_effect_none", "no")
_SAID = {
    "estimate_uncertainty": r"(?:lav|middels|stor|høy)(?:\s+usikkerhet)?",
    "implementation_uncertainty": r"(?:lav|middels|stor|høy)(?:\s+usikkerhet)?",
    "consequence_citizens": r"(?:svært|middels|noe)\s+(?:negativ|positiv)|nøytral",
    "consequence_organisation": r"(?:svært|middels|noe)\s+(?:negativ|positiv)|nøytral",
    "overall_class": r"(?:(?:nest\s+)?(?:beste|dårligste)|middels)\s+forhold\b.*",
}
"""What stands after the name of each judgement, on a card that names them."""
_NAMED = {
    column: re.compile(
        rf"{_MEASURE[column].label}:?\s+(?:(?P<said>{said})|{_NOT_STATED})",
        re.IGNORECASE,
    )
    for column, said in _SAID.items()
}
_OWNER = re.compile(rf"{_MEASURE['owner'].label}:?\s+(?P<name>\S.*)\s+\((?P<key>[^\s()]+)\)")
_NAME_AND_KEY = re.compile(r".*\(([A-ZÆØÅ]{2,5})\)")
_YEAR = re.compile(r"20\d\d")
_ENDS_IN_YEARS = re.compile(r"(?:.*?\D)?\s*(?:20\d\d\s*)+")
_FOUND = re.compile(r"(?:identifisert|funnet|foreslått|utredet)$", re.IGNORECASE)
_TOTAL_EFFECT = re.compile(
    r"samlet\s+(?:årlig\s+)?(?:økonomisk\s+)?effekt\D{0,40}?(?:(20\d\d)\D{0,12})?$", re.IGNORECASE
)
_FROM_YEAR = re.compile(r"^\s*(?:fra|i)\s+(20\d\d)")
_RANGE_BEGINS = re.compile(r"varierer fra$")
_RANGE_GOES_ON = re.compile(r"varierer fra \d+[\d,]*\s*(?:mill\S*\s*)?(?:kroner )?til$")
_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,5}")
_LOOK_AHEAD, _LONGEST_CARD = 45, 220


@dataclass(frozen=True, slots=True)
class _Card:
    key: str
    label: str
    lines: tuple[Laid, ...]
    effects: tuple[tuple[int, Number], ...]
    last: int
    unit: str


def read_cards(gathered: Gathered, laid: Sequence[Laid]) -> set[int]:
    """Every measure card; returns the lines of their titles and effects."""
    used: set[int] = set()
    for card in _cards(laid):
        added = gathered.add(
            "efficiency_measure", key=card.key, sector=gathered.about.unit, owner=_owner(gathered, card),
            **(_named_judgements(card.lines) or _judgements(card.lines)),
            label=card.label, label_en=card.label, line=card.lines[0].number,
        )  # fmt: skip
        if added is None:
            continue
        for year, number in card.effects:
            gathered.add(
                "measure_effect",
                {"amount": number},
                measure=card.key,
                year=year,
                printed_unit=card.unit,
                line=number.line,
            )
        first = card.effects[0][1].line if card.effects else card.last
        used.update(x.number for x in card.lines if first - 2 <= x.number <= card.last)
        used.add(card.lines[0].number)
    return used


def _named_judgements(lines: Sequence[Laid]) -> dict[str, str | None]:
    """What a card says of each judgement by its name; nothing where the judgements have no names."""
    rows: dict[str, re.Match[str]] = {}
    for line in lines:
        for column, named_row in _NAMED.items():
            if column not in rows and (match := named_row.fullmatch(line.words)):
                rows[column] = match
    if not rows.keys() - {"overall_class"}:
        return {}
    return {column: _judged(rows[column]["said"] or "") if column in rows else None for column in _NAMED}


def _judged(said: str) -> str | None:
    """The step or class that some words name; None when they name none."""
    if step := _CONSEQUENCE.match(said):
        return _step(step)
    if overall := _OVERALL.match(said):
        return _CLASSES[overall.group(1).lower()].value
    level = _LEVELS.get(said.lower().removesuffix("usikkerhet").strip())
    return level.value if level else None


def _judgements(lines: Sequence[Laid]) -> dict[str, str | None]:
    """Judgements that stand without names: the two uncertainties in turn, and the two consequences."""
    uncertain = [m for x in lines if (m := _UNCERTAINTY.match(x.words))]
    steps = [m for x in lines if (m := _CONSEQUENCE.match(x.words))]
    levels = [_LEVELS[m.group(1).lower()].value for m in uncertain] if len(uncertain) == 2 else [None, None]
    two = [_step(m) for m in steps] if len(steps) == 2 else [None, None]
    overall = next((m for x in lines if (m := _OVERALL.search(x.words))), None)
    return {
        "estimate_uncertainty": levels[0],
        "implementation_uncertainty": levels[1],
        "consequence_citizens": two[0],
        "consequence_organisation": two[1],
        "overall_class": _CLASSES[overall.group(1).lower()].value if overall else None,
    }


def _step(match: "re.Match[str]") -> str:
    if match.group(3):
        return Consequence.NEUTRAL.value
    return _STEPS[match.group(1).lower(), match.group(2).lower()].value


def with_titles(laid: Sequence[Laid]) -> list[Laid]:
    """The lines, with the titles of measure cards as headings."""
    starts = {place for place, _ in _starts(laid)}
    return [replace(x, kind=Kind.HEADING) if place in starts else x for place, x in enumerate(laid)]


def _starts(laid: Sequence[Laid]) -> list[tuple[int, re.Match[str]]]:
    """The places of the cards' titles: their effects follow soon.

    Of several titles of one card, those that its effects follow most surely: another title that comes
    first, as in a list of contents, makes it less sure.
    """
    titles = [(i, m) for i, x in enumerate(laid) if (m := _TITLE.match(x.text))]
    near = [(i, m) for i, m in titles if _tells_effects(laid[i : i + _LOOK_AHEAD])]
    ends = dict(pairwise([*(i for i, _ in titles), len(laid)]))
    sure = {i: _sureness(laid[i : min(ends[i], i + _LOOK_AHEAD)]) for i, _ in near}
    surest: dict[str, int] = {}
    for i, m in near:
        surest[_key(m)] = max(sure[i], surest.get(_key(m), 0))
    return [(i, m) for i, m in near if sure[i] == surest[_key(m)]]


def _sureness(lines: Sequence[Laid]) -> int:
    """How surely the lines from a title to the next begin a card: 2 for one that we have printed."""
    if any(line.words == _NO_EFFECT or _OUR_EFFECT.match(line.text) for line in lines[1:3]):
        return 2
    return int(_tells_effects(lines))


def _key(title: "re.Match[str]") -> str:
    return title.group(1).replace(" ", "")


def _tells_effects(lines: Sequence[Laid]) -> bool:
    return any(_EFFECT.match(line.text) for line in lines)


def _cards(laid: Sequence[Laid]) -> list[_Card]:
    starts = _starts(laid)
    found = []
    for n, (place, match) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(laid)
        lines = tuple(laid[place : min(end, place + _LONGEST_CARD)])
        effects, last = _effects(lines)
        label = _label(laid, place, match.group(2))
        head = next((x.words for x in lines if _EFFECT.match(x.text)), "")
        found.append(_Card(_key(match), label, lines, effects, last, unit_in(head) or "kr"))
    return found


def _label(laid: Sequence[Laid], place: int, first: str) -> str:
    """The title, and the line it goes on over where it is broken."""
    words = first.strip()
    after = laid[place + 1] if place + 1 < len(laid) else None
    begins = after is not None and _EFFECT.match(after.text)
    if (
        after and not begins and not after.gap
        and len(after.words) < len(words) and not after.words.endswith(".")
    ):  # fmt: skip
        words = f"{words} {after.words}"
    return named(words)


def _effects(lines: Sequence[Laid]) -> tuple[tuple[tuple[int, Number], ...], int]:
    """The effect of each year, and the last line of them.

    Years and amounts stand below each other in turn, or a row of years above a row of amounts.
    """
    begins = next((i for i, x in enumerate(lines) if _EFFECT.match(x.text)), len(lines))
    if begins < len(lines) and lines[begins].words == _NO_EFFECT:
        return (), lines[begins].number
    found: list[tuple[int, Number]] = []
    waiting: list[int] = []
    last = lines[begins].number if begins < len(lines) else 0
    for line in lines[begins:]:
        words = line.words.replace("→", " ").strip()
        if line.kind is not Kind.PROSE and _ENDS_IN_YEARS.fullmatch(words):
            waiting += [int(year) for year in _YEAR.findall(words)]
        elif waiting and (any(w.digits for w in line.tail.words) or _is_empty(line, len(waiting))):
            numbers = _amounts(line, len(waiting))
            found += zip(waiting, numbers, strict=False)
            waiting = waiting[len(numbers) :]
            last = line.number
        elif found and not waiting:
            break
    return tuple(found), last


def _is_empty(line: Laid, count: int) -> bool:
    """Whether a line is a row with a name, and a dash for every year."""
    dashes = line.tail.words
    return bool(line.tail.head) and len(dashes) == count and all(word.empty for word in dashes)


def _amounts(line: Laid, count: int) -> list[Number]:
    """The amounts of a line, one for each year that waits for one, or a single one."""
    ways = splits(line.tail.words, count) or splits(line.tail.words, 1)
    return [replace(n, unit="", line=line.number) for n in min(ways, key=unevenness, default=())]


def _owner(gathered: Gathered, card: _Card) -> str:
    """The unit the card names, else the one whose letters its number begins with."""
    told = next((m for x in card.lines if (m := _OWNER.fullmatch(x.words))), None)
    unit = told["key"] if told else re.sub(r"\d+$", "", card.key)
    if unit == gathered.about.unit:
        return unit
    if not gathered.has("unit", key=unit):
        label = told["name"] if told else unit
        gathered.add("unit", key=unit, kind="agency", parent=gathered.about.unit, label=label, label_en=label)
    return unit


def effect_concept(gathered: Gathered, table: Table) -> dict[int, str] | None:
    """What the rows of a summary table state: the effect by owner, by class, or of the whole sector.

    returns  the concept's beginning for every row; None when the table is no summary of effects
    """
    if not re.search(r"effekt", table.title, re.IGNORECASE) or not all(h.year for h in table.heads):
        return None
    owners = {str(r["owner"]) for r in gathered.rows.get("efficiency_measure", {}).values()}
    owned = any(_NAME_AND_KEY.sub(r"\1", row.label.strip()) in owners for row in table.rows)
    sector = gathered.about.unit
    found: dict[int, str] = {}
    for place, row in enumerate(table.rows):
        label = _NAME_AND_KEY.sub(r"\1", row.label.strip())
        overall = _OVERALL.search(label)
        if label in owners or (owned and _ABBREVIATION.fullmatch(label)):
            found[place] = f"effect/owner/{label}"
        elif overall:
            found[place] = f"effect/class/{sector}/{_CLASSES[overall.group(1).lower()].value}"
        elif re.match(r"^(?:total|sum|totalt)\b", label, re.IGNORECASE):
            found[place] = f"effect/sector/{sector}"
    return found if len(found) > 1 else None


def stated_concept(gathered: Gathered, before: str, after: str, unit: str) -> str | None:
    """What a number of the text states of all measures: how many, their sum, the smallest and the largest.

    before, after  the sentence up to the number, and after the number with its unit
    """
    if not gathered.rows.get("efficiency_measure"):
        return None
    sector, before = f"effect/sector/{gathered.about.unit}", " ".join(before.split())
    if unit in ("", "antall") and _FOUND.search(before) and re.match(r"\s*tiltak\b", after):
        return f"{sector}/count"
    if unit != "mill. kr":
        return None
    if total := _TOTAL_EFFECT.search(before):
        year = total.group(1) or next(iter(_FROM_YEAR.findall(after)), None)
        return f"{sector}/{year}" if year else None
    if _RANGE_BEGINS.search(before):
        return f"{sector}/smallest"
    return f"{sector}/largest" if _RANGE_GOES_ON.search(before) else None
