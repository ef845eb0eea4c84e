"""What the columns of a table are: version, year and unit, by the words above them."""

import functools
import re
from dataclasses import dataclass

from rodtrad.facts.budget import Version


@dataclass(frozen=True, slots=True)
class Head:
    """What one column is (kolonnehode): the words, and what they mean where we know."""

    words: str
    kind: str = ""
    year: int | None = None


ACCOUNTS, ADOPTED = Version.ACCOUNTS.value, Version.ADOPTED.value
REGULATED, PLAN = Version.REGULATED.value, Version.PLAN.value
DEVIATION, PROPOSED = Version.DEVIATION.value, Version.PROPOSED.value
RESULT, EXPECTED, TARGET, DECIDED, FRAME, CHANGE, SHARE, SUM, FORECAST = (
    "result", "expected", "target", "decided", "frame", "change", "share", "sum", "forecast",
)  # fmt: skip
_MEANS: tuple[tuple[str, str], ...] = (
    (r"regnsk(?:ap|\.)?|regn\.?", ACCOUNTS),
    (
        r"dok\.?\s*3|sak\s+1|oppr(?:\.|innelig)?\s*bud(?:\.|sjett)?|vedtatt\s+bud(?:\.|sj(?:\.|ett)?)?",
        ADOPTED,
    ),
    (
        r"reg(?:ulert|\.)?\s*bud(?:\.|sjett)?|rev(?:\.|idert)?\s*bud(?:\.|sjett)?|justert\s+bud(?:\.|sjett)?",
        REGULATED,
    ),
    (r"øk(?:\.|onomi)?\s*plan", PLAN),
    (r"avvik", DEVIATION),
    (r"siste\s+måling|resultat(?!indik)|res\.", RESULT),
    (r"forventet", EXPECTED),
    (r"måltall|(?<![a-zæøå])mål(?![a-zæøå])", TARGET),
    (r"vedtak", DECIDED),
    (r"ramme(?![a-zæøå])", FRAME),
    (r"(?:differanse|endring|økning)(?![a-zæøå])", CHANGE),
    (r"prognose", FORECAST),
    (r"budsjett(?![a-zæøå])", "budget"),
)
_KINDS = [kind for _, kind in _MEANS]
_TOKEN = re.compile(
    "|".join(f"(?P<k{i}>(?<![a-zæøå])(?:{pattern}))" for i, (pattern, _) in enumerate(_MEANS))
    + r"|(?<!\d)\d\d\.\d\d\.(?P<dated>(?:19|20)\d\d)|(?<![\d.\-–/])(?P<year>(?:19|20)\d\d)(?![\d\-–/])",
    re.IGNORECASE,
)
ROMAN = re.compile(r"\b(?:I{1,3}|IV|V|VI{1,3}|IX|X)\b")
_FORMULA = re.compile(r"\(\s*([IVX]+)\s*-\s*([IVX]+)\s*\)")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_UNIT_WORDS: tuple[tuple[str, str], ...] = (
    (
        r"(?:beløp|tall|alle tall)?\s*i\s+(?:hele\s+)?(?:tusen|1\s?000)\b|\b1\s?000\s*kr|tusen kroner",
        "1000 kr",
    ),
    (r"(?<!\d )\bmill(?:\.|ioner)\s*(?:kr|kroner)?", "mill. kr"),
    (r"(?<!\d )\b(?:mrd\.?|milliarder)", "mrd. kr"),
    (r"\bhele kroner|beløp i kroner|\bi kroner\b|\bi kr\b|\(kr\)", "kr"),
    (r"\bi prosent\b|\bi %|\(%\)|prosentandel", "prosent"),
)


_ONLY = re.compile(
    r"(?:\s*(?:sak\s*1|dok\.?\s*3|dok\.?|3(?=\s*$)|regnskap|regnsk\.?|regn\.?|regulert|reg\.?|bud\.?|budsjett|oppr\.?|rev\.?|"
    r"øk\.?\s*plan|økonomiplan|resultat|måltall|mål|siste|måling|forventet|avvik|endring|vedtak|ramme|komm\.|i\s?%|"
    r"(?:19|20)\d\d\*?|\d\d\.\d\d\.(?:19|20)\d\d|\([IVX]+\s?-\s?[IVX]*\)?|[IVX]+\)|[IVX]+)(?=\s|$))+\s*",
    re.IGNORECASE,
)
_UNIT_IN_BRACKETS = re.compile(
    r"\(\s*(?:beløp |tall )?i\s+(?:1\s?000|tusen|mill\.?|hele)\s*(?:kr\.?|kroner)?\s*\)\s*$", re.IGNORECASE
)
_BROKEN = re.compile(r"(?:19|20)\d\d\s+(?:oppr|rev|reg)\w*\.?\s*bud\w*\.?$", re.IGNORECASE)
_BINDING = {"og", "til", "mellom", "fra", "i", "for", "som", "er", "av", "på", "med", "ble", "har", "det"}
_MOST_OTHER_WORDS, _FEW_OTHER_WORDS, _SURELY = 6, 2, 2
_LEAST_COLUMNS = 3
_UNIT_LINE = re.compile(
    r"(?:i\s+)?(?:1\s?000|tusen|mill\.?|hele)\s*(?:kr\.?|kroner)\)|"
    r"\W*(?:(?:alle )?(?:beløp|tall)\s+i\s+(?:hele\s+)?(?:tusen|1\s?000|mill|kr|kroner)\b.{0,25})",
    re.IGNORECASE,
)


def is_only_heads(words: str) -> bool:
    """Whether a line has nothing but the words of column heads: versions, years, numerals; or the unit."""
    if _UNIT_LINE.fullmatch(words) or _ONLY.fullmatch(words):
        return True
    if _UNIT_IN_BRACKETS.search(words) and len(words.split()) <= _MOST_OTHER_WORDS:
        return True
    if sum(head.year is not None for head in heads_in(words)) < _SURELY and not _BROKEN.search(words):
        return False
    rest = _TOKEN.sub(" ", words).split()
    return len(rest) <= _MOST_OTHER_WORDS and not any(w.lower().strip(",.()") in _BINDING for w in rest)


def is_dated_head(words: str) -> bool:
    """Whether a line ends in column words with their year, such as "Dok 3 2024", and has no other figures."""
    dated = [head for head in heads_in(words) if head.kind and head.year is not None]
    rest = _TOKEN.sub(" ", words)
    return (
        bool(dated)
        and words.endswith(str(dated[-1].year))
        and not re.search(r"\d", rest)
        and len(rest.split()) <= _FEW_OTHER_WORDS
    )


def ends_in_head(words: str) -> bool:
    """Whether the last words name a version or the like, and its year is still to come."""
    found = heads_in(words)
    return bool(found) and found[-1].year is None and words.endswith(found[-1].words)


def unit_in(text: str) -> str:
    """The unit a caption or heading says the figures are in; "" when it says none."""
    for pattern, unit in _UNIT_WORDS:
        if re.search(pattern, text, re.IGNORECASE):
            return unit
    return ""


def heads_in(text: str) -> list[Head]:
    """The columns that the words above a table name, in the order they stand there."""
    return list(_heads_in(text))


@functools.lru_cache(maxsize=4096)
def _heads_in(text: str) -> tuple[Head, ...]:
    found: list[Head] = []
    waiting: str | None = None
    words = ""
    for token in _TOKEN.finditer(text):
        year = token["year"] or token["dated"]
        if year is None:
            if waiting is not None:
                found.append(Head(words, waiting))
            waiting, words = _KINDS[int((token.lastgroup or "k0")[1:])], token.group()
        elif waiting is not None:
            found.append(Head(f"{words} {year}", waiting, int(year)))
            waiting = None
        else:
            found.append(Head(year, "", int(year)))
    if waiting is not None:
        found.append(Head(words, waiting))
    return tuple(found)


def formula_in(text: str, romans: list[str], count: int) -> tuple[int, int, int] | None:
    """A heading such as "(III-I)": the places of the result, and of the two it is the difference of."""
    stated = _FORMULA.search(text)
    if not stated:
        return None
    first, second = stated.groups()
    if first in romans and second in romans and len(romans) == count:
        return count - 1, romans.index(first), romans.index(second)
    beside = first in _ROMANS and _ROMANS[_ROMANS.index(first) + 1 :][:1] == (second,)
    return (count - 1, count - 3, count - 2) if beside and count >= _LEAST_COLUMNS else None


def romans_in(text: str) -> list[str]:
    """A row of roman numerals above the columns, from I on; empty when there is none."""
    stated = ROMAN.findall(re.sub(r"\([^)]*\)", "", text))
    run = [r for r, expected in zip(stated, _ROMANS, strict=False) if r == expected]
    return run if len(run) > 1 else []
