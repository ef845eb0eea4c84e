"""Which kind of document it is, whose it is, and for which year."""

import re
from collections import Counter
from collections.abc import Sequence

from rodtrad.facts.document import DocumentKind
from rodtrad.models.concepts import Facts
from rodtrad.readers.gather import About, slug
from rodtrad.readers.layout import Laid

_SIGNS: tuple[tuple[DocumentKind, tuple[str, ...]], ...] = (
    (DocumentKind.SECTOR_REVIEW, (
        r"\btiltakskort", r"effektiviseringstiltak", r"sektorgjennomgang", r"estimatusikkerhet",
        r"gjennomførings-?\s*usikkerhet", r"økonomisk effekt")),
    (DocumentKind.ALLOCATION_LETTER, (
        r"tildelingsbrev", r"nye oppdrag", r"styringsdialog", r"sektormål", r"etatsstyringsmøte")),
    (DocumentKind.DISTRICT_BUDGET, (
        r"rammeoversikt", r"funksjonsområde", r"omstillingstiltak", r"kostra-funksjon",
        r"konsekvensjustert ramme", r"bydelsdirektør")),
    (DocumentKind.ANNUAL_REPORT, (
        r"årsberetning", r"årsrapport", r"driftsregnskap", r"årsaksforklaring", r"måloppnåelse",
        r"artsgrupper", r"presiserer:")),
)  # fmt: skip
_NAMES = {
    DocumentKind.ANNUAL_REPORT: "Årsberetning",
    DocumentKind.ALLOCATION_LETTER: "Tildelingsbrev",
    DocumentKind.DISTRICT_BUDGET: "Budsjett",
    DocumentKind.SECTOR_REVIEW: "Sektorgjennomgang",
}
_LEAST_SIGNS, _MOST_OF_A_SIGN = 2, 6
_YEARS = {
    DocumentKind.ANNUAL_REPORT: r"(?:regnskap|årsberetning|i|resultat)\s+(20\d\d)\b",
    DocumentKind.ALLOCATION_LETTER: (
        r"(?:tildelingsbrev(?:et)?|årsbudsjett|oppdrag i|måltall|budsjett)\s+(20\d\d)\b"
    ),
    DocumentKind.DISTRICT_BUDGET: r"(?:øk\.?\s?plan|budsjett|ramme)\s+(20\d\d)\b",
    DocumentKind.SECTOR_REVIEW: r"\b(20\d\d)\b",
    DocumentKind.PUBLIC_SOURCE: r"\b(20\d\d)\b",
}
_AGENCY = re.compile(r"\b([A-ZÆØÅ][a-zæøå]+(?:-?\s?og\s[a-zæøå]+)?(?:etaten|museet|biblioteket|verket))\b")
_DISTRICT = re.compile(
    r"\bBydel +((?:[A-ZÆØÅ][a-zæøå]+\.?)(?: (?!Budsjett|Årsbudsjett|Økonomiplan)[A-ZÆØÅ][a-zæøå]+)?)"
)
_CITY = re.compile(r"\b([A-ZÆØÅ][a-zæøå]+(?:\s[A-ZÆØÅ][a-zæøå]+)?)\s+kommune\b")
_SECTOR = re.compile(r"\b([A-ZÆØÅ]{2,4})-sektor")


def kind_of(laid: Sequence[Laid]) -> DocumentKind:
    """The kind whose words are found most; a public source when no kind's are."""
    text = "\n".join(line.words.lower() for line in laid)
    counts = {
        kind: [min(_MOST_OF_A_SIGN, len(re.findall(sign, text))) for sign in signs] for kind, signs in _SIGNS
    }
    scored = {
        k: sum(c) + 3 * sum(x > 0 for x in c)
        for k, c in counts.items()
        if sum(x > 0 for x in c) >= _LEAST_SIGNS
    }
    return max(scored, key=lambda k: scored[k]) if scored else DocumentKind.PUBLIC_SOURCE


def about(laid: Sequence[Laid], name: str, known: Facts, kind: DocumentKind | None) -> About:
    """Key, kind, unit and year of a document.

    name   the file's name without folder and ending
    kind   when the reader of the document has been told it
    """
    decided = kind or kind_of(laid)
    text = "\n".join(line.words for line in laid)
    unit_key, unit_name = _unit(text, decided, known)
    year = _year(text, decided)
    label = f"{_NAMES.get(decided, 'Dokument')} {year}, {unit_name}"
    return About(slug(name, 60), decided, unit_key, unit_name, year, label)


def _year(text: str, kind: DocumentKind) -> int:
    counted = Counter(int(y) for y in re.findall(_YEARS.get(kind, r"\b(20\d\d)\b"), text, re.IGNORECASE))
    if not counted:
        return 2000
    best = max(counted.values())
    if kind in (DocumentKind.ALLOCATION_LETTER, DocumentKind.DISTRICT_BUDGET):
        return max(y for y, n in counted.items() if n >= best / 2)
    return next(y for y, n in counted.items() if n == best)


def _unit(text: str, kind: DocumentKind, known: Facts) -> tuple[str, str]:
    """The unit the document is about: a sector, a district or an agency, by what it names most."""
    names: Counter[str] = Counter()
    if kind is DocumentKind.SECTOR_REVIEW and (sectors := Counter(_SECTOR.findall(text))):
        key = sectors.most_common(1)[0][0]
        return _known(known, key, key) or (key, f"{key}-sektor")
    if kind is DocumentKind.DISTRICT_BUDGET:
        names.update(f"Bydel {n}" for n in _DISTRICT.findall(text))
    if not names:
        names.update(_AGENCY.findall(text))
    if not names:
        names.update(f"{n} kommune" for n in _CITY.findall(text))
    if not names:
        return "KOMMUNE", "Kommunen"
    name = names.most_common(1)[0][0]
    return _known(known, "", name) or (_short(name, text), name)


def _known(known: Facts, key: str, name: str) -> tuple[str, str] | None:
    units = known.get("unit")
    if units is None:
        return None
    for there, label in units.select("key", "label").iter_rows():
        if there == key or str(label).lower() == name.lower():
            return str(there), str(label)
    return None


def _short(name: str, text: str) -> str:
    """An abbreviation the document gives in brackets after the name, else its first letters."""
    found = re.search(rf"{re.escape(name)}\s*\(([A-ZÆØÅ]{{2,5}})\)", text)
    if found:
        return found.group(1)
    words = name.split()
    if words[0] == "Bydel":
        return "B" + words[1][:2].upper()
    return words[0][:3].upper()


def city_of(laid: Sequence[Laid]) -> str:
    """The municipality the document belongs to, by the name it uses most; "" when it names none."""
    found = Counter(_CITY.findall("\n".join(line.words for line in laid)))
    return found.most_common(1)[0][0] if found else ""
