"""Sector reviews: measure cards with effects, uncertainties and consequences, and stated totals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rodtrad.facts.measure import Consequence, OverallClass, Uncertainty
from rodtrad.readers.gather import Gathered, named
from rodtrad.readers.heads import unit_in
from rodtrad.readers.layout import Kind, Laid
from rodtrad.readers.rows import Table
from rodtrad.readers.splits import Number, splits, unevenness

_TITLE = re.compile(r"^\s*Tiltak\s+([A-ZÆØÅ]{2,5}\s?\d{1,2})\b[:.–-]?\s+(?=[A-ZÆØÅ])(.+)$")
_EFFECT = re.compile(r"^\s*Økonomisk\s+effekt", re.IGNORECASE)
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
        owner = _owner(gathered, card.key)
        uncertain = [m for x in card.lines if (m := _UNCERTAINTY.match(x.words))]
        steps = [m for x in card.lines if (m := _CONSEQUENCE.match(x.words))]
        levels = (
            [_LEVELS[m.group(1).lower()].value for m in uncertain] if len(uncertain) == 2 else [None, None]
        )
        two = [_step(m) for m in steps] if len(steps) == 2 else [None, None]
        overall = next((m for x in card.lines if (m := _OVERALL.search(x.words))), None)
        added = gathered.add(
            "efficiency_measure", key=card.key, sector=gathered.about.unit, owner=owner,
            estimate_uncertainty=levels[0], implementation_uncertainty=levels[1], consequence_citizens=two[0],
            consequence_organisation=two[1],
            overall_class=_CLASSES[overall.group(1).lower()].value if overall else None,
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


def _step(match: "re.Match[str]") -> str:
    if match.group(3):
        return Consequence.NEUTRAL.value
    return _STEPS[match.group(1).lower(), match.group(2).lower()].value


def with_titles(laid: Sequence[Laid]) -> list[Laid]:
    """The lines, with the titles of measure cards as headings."""
    starts = {place for place, _ in _starts(laid)}
    return [replace(x, kind=Kind.HEADING) if place in starts else x for place, x in enumerate(laid)]


def _starts(laid: Sequence[Laid]) -> list[tuple[int, re.Match[str]]]:
    """The places of the cards' titles: their effects follow soon."""
    titles = [(i, m) for i, x in enumerate(laid) if (m := _TITLE.match(x.text))]
    return [(i, m) for i, m in titles if any(_EFFECT.match(x.text) for x in laid[i : i + _LOOK_AHEAD])]


def _cards(laid: Sequence[Laid]) -> list[_Card]:
    starts = _starts(laid)
    found = []
    for n, (place, match) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(laid)
        lines = tuple(laid[place : min(end, place + _LONGEST_CARD)])
        effects, last = _effects(lines)
        label = _label(laid, place, match.group(2))
        head = next((x.words for x in lines if _EFFECT.match(x.text)), "")
        found.append(
            _Card(match.group(1).replace(" ", ""), label, lines, effects, last, unit_in(head) or "kr")
        )
    return found


def _label(laid: Sequence[Laid], place: int, first: str) -> str:
    """The title, and the line it goes on over where it is broken."""
    words = first.strip()
    after = laid[place + 1] if place + 1 < len(laid) else None
    if after and not after.gap and len(after.words) < len(words) and not after.words.endswith("."):
        words = f"{words} {after.words}"
    return named(words)


def _effects(lines: Sequence[Laid]) -> tuple[tuple[tuple[int, Number], ...], int]:
    """The effect of each year, and the last line of them.

    Years and amounts stand below each other in turn, or a row of years above a row of amounts.
    """
    begins = next((i for i, x in enumerate(lines) if _EFFECT.match(x.text)), len(lines))
    found: list[tuple[int, Number]] = []
    waiting: list[int] = []
    last = lines[begins].number if begins < len(lines) else 0
    for line in lines[begins:]:
        words = line.words.replace("→", " ").strip()
        if line.kind is not Kind.PROSE and _ENDS_IN_YEARS.fullmatch(words):
            waiting += [int(year) for year in _YEAR.findall(words)]
        elif waiting and any(w.digits for w in line.tail.words):
            numbers = _amounts(line, len(waiting))
            found += zip(waiting, numbers, strict=False)
            waiting = waiting[len(numbers) :]
            last = line.number
        elif found and not waiting:
            break
    return tuple(found), last


def _amounts(line: Laid, count: int) -> list[Number]:
    """The amounts of a line, one for each year that waits for one, or a single one."""
    ways = splits(line.tail.words, count) or splits(line.tail.words, 1)
    return [replace(n, unit="", line=line.number) for n in min(ways, key=unevenness, default=())]


def _owner(gathered: Gathered, key: str) -> str:
    """The unit whose letters a card's number begins with."""
    unit = re.sub(r"\d+$", "", key)
    if unit == gathered.about.unit:
        return unit
    if not gathered.has("unit", key=unit):
        gathered.add("unit", key=unit, kind="agency", parent=gathered.about.unit, label=unit, label_en=unit)
    return unit


def effect_concept(gathered: Gathered, table: Table) -> dict[int, str] | None:
    """What the rows of a summary table state: the effect by owner, by class, or of the whole sector.

    returns  the concept's beginning for every row; None when the table is no summary of effects
    """
    if not re.search(r"effekt", table.title, re.IGNORECASE) or not all(h.year for h in table.heads):
        return None
    owners = {str(r["owner"]) for r in gathered.rows.get("efficiency_measure", {}).values()}
    owned = any(row.label.strip() in owners for row in table.rows)
    sector = gathered.about.unit
    found: dict[int, str] = {}
    for place, row in enumerate(table.rows):
        label = row.label.strip()
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
