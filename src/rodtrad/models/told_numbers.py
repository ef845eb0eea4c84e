"""How numbers are told in running text: digits or words, unit, reservation, and what is no number."""

import re
from collections.abc import Iterator
from decimal import Decimal

from rodtrad.facts.figure import Qualifier

_QUALIFIERS: tuple[tuple[str, Qualifier], ...] = (
    (r"om lag|omtrent|ca\.?|cirka|rundt|anslagsvis|omkring|~|nær|tilnærmet", Qualifier.ABOUT),
    (r"over|mer enn|drøyt|drøye|minst|flere enn|høyere enn|i overkant av", Qualifier.OVER),
    (r"under|mindre enn|nesten|inntil|opptil|i underkant av|knapt|færre enn|<", Qualifier.UNDER),
)
_WORDS = {
    "en": 1, "én": 1, "ett": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7,
    "syv": 7, "åtte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12,
}  # fmt: skip
_UNITS: tuple[tuple[str, str], ...] = (
    (r"(?:mrd\.?|milliard(?:er)?)(?:\s*(?:kroner|kr\.?))?", "mrd. kr"),
    (r"mill(?:\.|ioner)?(?:\s*(?:kroner|kr\.?))?(?![a-zæøå])"
     r"(?!\s+(?:nordmenn|mennesker|personer|innbyggere|besøk|timer|ganger))", "mill. kr"),
    (r"tusen\s*(?:kroner|kr\.?)", "1000 kr"),
    (r"(?:kroner|kr\.?)\s*(?:per|pr\.?|/|i)\s*(?:døgn|dag)|kr/døgn", "kr/døgn"),
    (r"(?:kroner|kr\.?)\s*(?:per|pr\.?|/|i)\s*(?:måned|mnd\.?)", "kr/måned"),
    (r"(?:kroner|kr\.?)\s*(?:per|pr\.?|/)\s*innbygger", "kr/innbygger"),
    (r"(?:kroner|kr\.?)\s*(?:per|pr\.?|/)\s*(?:person|flyktning|bruker|mottaker|barn|klient|deltaker)\w*",
     "kr/person"),
    (r"per\s+(?:person|flyktning|bruker|mottaker|deltaker)\b", "kr/person"),
    (r"(?:kroner|kr)(?![a-zæøå])\.?(?!\s*\d)", "kr"),
    (r"prosentpoeng", "prosentpoeng"),
    (r"%|prosent\b|pst\.?", "prosent"),
    (r"årsverk", "årsverk"),
    (r"[a-zæøå]*plass(?:er|ene|en)?\b", "plasser"),
    (r"[a-zæøå]*(?:boliger|boligene|leiligheter|boenheter)\b", "boliger"),
    (r"(?:rom)\b", "rom"),
    (r"(?:dager|dag)\b", "dager"),
    (r"[a-zæøå]*døgn\b", "døgn"),
    (r"(?:timer|time)\b", "timer"),
    (r"(?:måneder|mnd\.?|måneders)(?![a-zæøå])", "måneder"),
    (r"(?:år|åring(?:er)?|års)\b", "år"),
    (r"kvadratmeter|m²|kvm", "m²"),
    (r"(?:[a-zæøå]*(?:ansatte|medarbeidere|personer|brukere|innbyggere|husstander|mottakere|deltakere|"
     r"deltagere|pasienter|barn|unge|ungdommer|kvinner|menn|flyktninger|beboere|elever|stillinger|"
     r"advokater|klienter|søkere|låntakere))\b", "personer"),
)  # fmt: skip
_UNIT = re.compile(
    r"[\s\u00a0]*(?:" + "|".join(f"(?P<u{i}>{p})" for i, (p, _) in enumerate(_UNITS)) + ")", re.IGNORECASE
)
_NOUN = re.compile(r"\s+(?:[a-zæøå]+\s+){0,2}?([a-zæøåA-ZÆØÅ]{4,}(?:er|ene|ar|r|e)?)\b")
_DOTTED = r"\d{1,3}(?:\.\d{3}){2,}(?!\.?\d)"
_BLANK = "[ \u00a0\u2007\u2009\u202f]"
"""Blanks that part the groups of a number: common, unbreakable, as wide as a digit, and the two thin ones."""
_NUMBER = re.compile(
    r"(?<![\w.,/§])(?P<sign>[-\u2212](?=\d))?(?P<whole>"
    rf"{_DOTTED}|\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)|\d{{1,3}}\n\d{{3}}(?:{_BLANK}\d{{3}})*(?=\s[a-zæøå])|\d+)"
    r"(?P<part>[,.]\d+)?(?P<after>\d*)"
)
_GLUED = re.compile(
    r"(?<![\w.,/])(?P<whole>\d{1,3}(?: \d{3})*) (?P<last>\d{3})(?P<mark>\d{1,2})(?!\d|[,.]\d)"
)
_WORD_NUMBER = re.compile(
    r"\b(?P<word>én|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv)\s+(?P<rest>(?:mrd|mill|prosent|årsverk|"
    r"[a-zæøå]*plasser|institusjoner|[a-zæøå]*enheter|boliger|stillinger|ansatte|år|personer)\b)",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?:\b(?:halv(?:annen|e|t|parten)?)\b|½)\s*(?P<rest>stilling(?:er)?|årsverk)?", re.IGNORECASE
)
_DATE = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.(\d{4})(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REFERENCE = re.compile(
    r"(?:kap(?:ittel|\.)?|sak|saksnr\.?|punkt|pkt\.?|tabell|figur|side|§|nr\.?|vedlegg|art|prosjekt(?:nr)?\.?|"
    r"kostra|fo|mål|tiltak|fo\s*-|delrapport|rundskriv|dok\.?|kl\.?|uke|postgruppe|rapport|fellesskriv|revisjon|funksjon|versjon)\s*$",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(\d{1,2})\s?(?=[A-ZÆØÅ][a-zæøå]|https?:)")
_GOAL_CODE = re.compile(r"(?<![A-ZÆØÅa-zæøå])[A-ZÆØÅ]{2,4}\)?\s*[-–]?\s*$")
_RATIO = re.compile(r"\d:\d")
_AFTER_RATIO = re.compile(r"\d:$|beløp\s+i\s*$", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\d{1,2}\.\s+(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|"
    r"kvartal|tertial|halvår|klasse|trinn|linje)"
)
_IN_A_WORD = re.compile(r"://|www\.|[A-Za-zÆØÅæøå]\d|^(?!" + _DOTTED + r")\d+\.\d+\.")


def numbers_in(text: str, footnotes: frozenset[str]) -> Iterator[tuple[int, str, Decimal, int, str]]:
    """Every number of a text: start, printed digits, value, decimals and unit that the digits imply."""
    taken: list[tuple[int, int]] = []
    for day in _DATE.finditer(text):
        taken.append(day.span())
        yield day.start(), day.group(), Decimal(f"{day[3]}{int(day[2]):02}{int(day[1]):02}"), 0, "dato"
    for glued in _GLUED.finditer(text):
        if glued["mark"] in footnotes:
            shown = f"{glued['whole']} {glued['last']}"
            taken.append(glued.span())
            yield glued.start(), shown, Decimal(re.sub(r"\s", "", shown)), 0, ""
    for match in _NUMBER.finditer(text):
        if any(a <= match.start() < b for a, b in taken):
            continue
        part = match["part"] or ""
        shown = match.group()
        digits = re.sub(r"[\s.]", "", match["whole"])
        if part.startswith(".") and len(part) == 4 and len(digits) <= 3:
            digits, part = digits + part[1:], ""
        if match["after"] and part.startswith("."):
            continue
        sign = "-" if match["sign"] and not text[max(0, match.start() - 1) : match.start()].isalnum() else ""
        value = Decimal(f"{sign}{digits}{('.' + part[1:]) if part else ''}")
        yield match.start(), shown, value, max(0, len(part) - 1), ""
    for word in _WORD_NUMBER.finditer(text):
        yield word.start(), word["word"], Decimal(_WORDS[word["word"].lower()]), 0, ""
    for half in _HALF.finditer(text):
        if half["rest"]:
            yield half.start(), half.group().split()[0], Decimal("0.5"), 1, "årsverk"


def unit_after(text: str, end: int) -> tuple[str, str, int]:
    """Unit, the noun counted, and how many signs of the text they take."""
    found = _UNIT.match(text, end)
    if found:
        index = int((found.lastgroup or "u0")[1:])
        return _UNITS[index][1], found.group().strip().lower(), len(found.group())
    noun = _NOUN.match(text, end)
    return "", noun.group(1).lower() if noun else "", 0


def is_footnote(text: str, start: int, shown: str, footnotes: frozenset[str]) -> bool:
    """Whether a number begins a line that is a footnote, or stands alone after one."""
    begins = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return begins and shown in footnotes and bool(_FOOTNOTE.match(text, start))


def is_reference(text: str, start: int, before: str, unit: str) -> bool:
    """Years, numbers of chapters, cases and paragraphs, addresses on the web and parts of codes."""
    near = text[start : start + 60]
    digits = re.match(r"[-\u2212]?[\d\s]*\d", near)
    if digits and _YEAR.fullmatch(digits.group()) and unit in ("", "år"):
        return True
    if _RATIO.match(text, start) or _AFTER_RATIO.search(before) or _ORDINAL.match(text, start):
        return True
    if _GOAL_CODE.search(before) and re.match(r"\d\.\d", near):
        return True
    begin = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    word = text[begin : start + 60].split(maxsplit=1)[0]
    if _IN_A_WORD.search(word) or (not unit and re.search(r"\d/\d", word)):
        return True
    return not unit and bool(_REFERENCE.search(before))


def qualifier_before(before: str) -> Qualifier | None:
    """The reservation that stands before a number, such as "om lag"."""
    tail = before.rstrip("( \n")
    for pattern, qualifier in _QUALIFIERS:
        if re.search(rf"(?<![a-zæøå])(?:{pattern})(?:\s+kr\.?)?$", tail, re.IGNORECASE):
            return qualifier
    return None


def footnote_in(line: str) -> str | None:
    """The mark a footnote begins with; None for other lines."""
    found = _FOOTNOTE.match(line.lstrip())
    return found.group(1) if found else None
