"""What the sentences of a document say of figures that stand elsewhere.

A sentence may repeat a figure of a table or of another sentence, state a share, take an amount apart, or
say which way something went. Each becomes an equation, or a statement of direction, that is judged like
all others.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from rodtrad.core.relation import RelationKind
from rodtrad.core.stems import stems
from rodtrad.facts.page import Movement
from rodtrad.readers.equations import add_equation
from rodtrad.readers.explained import explains_a_group, savings_told
from rodtrad.readers.gather import Gathered, named, unique
from rodtrad.readers.matches import Figures, repeats_a_figure
from rodtrad.readers.parts import parts, totals_told
from rodtrad.readers.prices import worked_out
from rodtrad.readers.prose import Placed, same_sentence
from rodtrad.readers.restated import repeated_rows, restated

_UP = r"øk\w*|steg|stig\w*|stiger|vekst|vokst\w*|vokser|høyere|flere|oppgang|doblet"
_DOWN = r"reduser\w*|reduksjon|gikk\s+ned|gått\s+ned|nedgang|falt|faller|sank|sunket|lavere|færre|mindre"
_MOVES = re.compile(rf"(?<![a-zæøå])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?![a-zæøå])", re.IGNORECASE)
_FROM = re.compile(r"\bfra\s*(?:ca\.?\s*|om lag\s*|rundt\s*)?$", re.IGNORECASE)
_TO = re.compile(
    r"^\s*(?:kroner\s*)?(?:i\s+20\d\d\s*)?til\s*(?:ca\.?\s*|om lag\s*|rundt\s*)?(?:i\s+20\d\d\s*)?$",
    re.IGNORECASE,
)
_GROWS_TO = re.compile(
    r"^[^.;]{0,40}\b(?:som|og)\s+(?:(?P<up>øker|stiger|vokser)|(?P<down>synker|faller|reduseres))\s+til\s*"
    r"(?:om lag|ca\.?|rundt)?\s*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?<![a-zæøå])(?:(?P<up>økning|oppgang|vekst|høyere|flere|mer)|(?P<down>nedgang|reduksjon|lavere|færre|mindre))"
    r"(?:\s+(?:fra|enn|sammenlignet\s+med|mot)\b)(?P<when>[^.;:,]{0,60})$", re.IGNORECASE,
)  # fmt: skip
_WHEN = re.compile(r"20\d\d|fjoråret|i\s+fjor|året\s+før", re.IGNORECASE)
_MORE_THAN = re.compile(r"[^).]{0,25}\)?\s*(?:mer|flere|færre|mindre|lavere|høyere|i fjor)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^\s*\(\s*$")
_PART_OF_ALL = re.compile(
    r"(?:som|noe som|og|dette)?\s*utgjør(?:de)?\s*(?:om lag|ca\.?|rundt)?\s*$", re.IGNORECASE
)
_CHANGE = re.compile(
    r"(?<![a-zæøå])(?:øk\w*|vekst|nedgang|reduksjon|lavere|høyere|flere|færre)", re.IGNORECASE
)
_BESIDE = re.compile(r"^\s*,\s*(?:om lag|ca\.?|rundt)?\s*$", re.IGNORECASE)
_COMPARES = re.compile(r"høyere|flere|lavere|færre|mindre", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(
    r"[;:]|,\s+(?:og|men|mens)\b|\b(?:ble|blir|gikk|går|er|var|har|hadde)\b", re.IGNORECASE
)
_DENIED = re.compile(r"\bikke\s+$", re.IGNORECASE)
_SIGNS_BEFORE, _SIGNS_OF_MOVE = 60, 90
_PLAUSIBLE = Decimal("0.35")
_NEAR_LINES = 60
_HALF_PERCENT = Decimal("0.5")


def link(gathered: Gathered, placed: Sequence[Placed]) -> None:
    """State what the sentences say of other figures."""
    restated(gathered, placed)
    repeated_rows(gathered)
    worked_out(gathered, placed)
    parts(gathered, placed)
    totals_told(gathered, placed)
    savings_told(gathered, placed)
    _shares(gathered, placed)
    _directions(gathered, placed)
    figures, wide = Figures(gathered), _paragraph_words(placed)
    for one in placed:
        if not explains_a_group(gathered, one):
            repeats_a_figure(gathered, one, figures, wide[one.told.paragraph])


def _paragraph_words(placed: Sequence[Placed]) -> dict[int, frozenset[str]]:
    """The stems of each paragraph and its heading."""
    texts: dict[int, dict[str, None]] = defaultdict(dict)
    for one in placed:
        texts[one.told.paragraph] |= dict.fromkeys((one.told.heading, one.told.sentence))
    return {paragraph: stems(" ".join(parts)) for paragraph, parts in texts.items()}


def _shares(gathered: Gathered, placed: Sequence[Placed]) -> None:
    """As in "60 prosent (26 236 oppdrag)" and "17 358 …, som utgjør 34 prosent"."""
    for place, one in enumerate(placed):
        if one.unit != "prosent" or _CHANGE.search(one.told.before[-_SIGNS_BEFORE:]):
            continue
        part = _part_of_share(placed, place)
        whole = _whole_of(placed, part, one.told.value) if part is not None else None
        if part is not None and whole is not None:
            terms = [placed[part].address, whole.address]
            add_equation(gathered, "Andelen teksten oppgir", RelationKind.SHARE, one.address, terms, [1, -1])


def _part_of_share(placed: Sequence[Placed], place: int) -> int | None:
    """Where the number a share is of stands: in brackets after it, or before "which makes" or a comma."""
    one = placed[place]
    after = placed[place + 1] if place + 1 < len(placed) else None
    if (
        after
        and same_sentence(one, after)
        and _IN_BRACKETS.match(_between(one, after))
        and not _MORE_THAN.match(after.told.after)
    ):
        return place + 1
    before = placed[place - 1] if place else None
    if before is None or not same_sentence(before, one):
        return None
    makes = _PART_OF_ALL.search(one.told.before) or _BESIDE.match(_between(before, one))
    return place - 1 if makes else None


def _whole_of(placed: Sequence[Placed], place: int, percent: Decimal) -> Placed | None:
    """The nearest larger number before that counts the same thing, and of which the share may be."""
    part = placed[place]
    plausible: Placed | None = None
    for other in reversed(placed[:place]):
        if part.told.line - other.told.line > _NEAR_LINES:
            break
        if other.unit == part.unit and _counts_same(part, other) and other.told.value > part.told.value:
            expected = 100 * part.told.value / other.told.value
            if abs(expected - percent) <= _HALF_PERCENT:
                return other
            if plausible is None and abs(expected - percent) <= _PLAUSIBLE * max(expected, percent):
                plausible = other
    return plausible


def _counts_same(one: Placed, other: Placed) -> bool:
    a, b = one.told.noun, other.told.noun
    return bool(a and b) and (a.endswith(b) or b.endswith(a))


def _directions(gathered: Gathered, placed: Sequence[Placed]) -> None:
    """As in "rose from A to B", and "B, a fall from A"."""
    for one, two in pairwise(placed):
        if one.unit != two.unit:
            continue
        if same_sentence(one, two) and _FROM.search(one.told.before):
            moves = [m for m in _MOVES.finditer(one.told.before[-_SIGNS_OF_MOVE:]) if _moves_it(m)]
            if _TO.match(_between(one, two)) and moves:
                _direction(gathered, one, two, moves[-1])
            continue
        if same_sentence(one, two) and (grows := _GROWS_TO.search(_between(one, two))):
            _direction(gathered, one, two, grows)
            continue
        compared = _COMPARED.search(two.told.before)
        near = one.told.paragraph == two.told.paragraph
        same_noun = one.told.noun == two.told.noun or not one.told.noun or not two.told.noun
        if compared and near and same_noun and _is_earlier(compared, two):
            _direction(gathered, two, one, compared)


def _moves_it(move: "re.Match[str]") -> bool:
    """Whether a word of movement is said of the two numbers after it: in their clause, and not denied."""
    before, after = move.string[: move.start()], move.string[move.end() :]
    return not (_COMPARES.fullmatch(move.group()) or _OTHER_CLAUSE.search(after) or _DENIED.search(before))


def _is_earlier(compared: "re.Match[str]", two: Placed) -> bool:
    """Whether what is compared with is another year's."""
    return bool(_WHEN.search(compared["when"]) or _WHEN.match(two.told.after.strip()[2:]))


def _between(one: Placed, two: Placed) -> str:
    return one.told.sentence[one.told.place + len(one.told.text) : two.told.place]


def _direction(gathered: Gathered, earlier: Placed, later: Placed, moved: "re.Match[str]") -> None:
    taken = [str(k[1]) for k in gathered.rows.get("stated_direction", {})]
    gathered.add(
        "stated_direction", key=unique(f"linje-{later.told.line}", taken), earlier=earlier.address,
        later=later.address, movement=(Movement.UP if moved["up"] else Movement.DOWN).value,
        words=named(moved.group(), 80), line=later.told.line,
    )  # fmt: skip
