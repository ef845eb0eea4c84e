"""The money of an invented district, in kroner by area, function, unit, account group and version."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from made.draft import Figure, Keys

VERSIONS = ("accounts", "adopted", "regulated", "plan")
AREAS = (
    ("FO1", "Funksjonsområde 1: Administrasjon og fellestjenester", ("100", "120", "130")),
    ("FO2A", "Funksjonsområde 2A:  Barnehager", ("201", "211", "221")),
    ("FO3", "Funksjonsområde 3: Helse og omsorg", ("241", "253", "254")),
    ("FO4C", "Funksjonsområde 4C: Økonomisk sosialhjelp", ("281",)),
)
FUNCTIONS = {
    "100": "Politisk styring", "120": "Administrasjon", "130": "Administrasjonslokaler", "201": "Barnehage",
    "211": "Styrket tilbud til førskolebarn", "221": "Barnehagelokaler og skyss",
    "241": "Diagnose, behandling, re-/habilitering", "281": "Ytelse til livsopphold",
    "253": "Helse- og omsorgstjenester i institusjon for eldre og personer med funksjonsnedsettelse",
    "254": "Helse- og omsorgstjenester til hjemmeboende",
}  # fmt: skip
UNITS = ("Administrasjonsavdelingen", "Oppvekstavdelingen", "Omsorgs- og velferdsavdelingen")
GROUPS = {
    "10": "Lønn",
    "11": "Kjøp av varer og tjenester som inngår i kommunal egenproduksjon",
    "13": "Kjøp av varer og tjenester som erstatter kommunal egenproduksjon",
    "14": "Overføringsutgifter",
    "15": "Finansutgifter",
    "16": "Salgsinntekter",
    "17": "Refusjoner",
    "18": "Overføringsinntekter",
    "19": "Finansinntekter og finansieringstransaksjoner",
}
_SIZES = {"100": 3, "120": 40, "130": 28, "201": 420, "211": 40, "221": 55, "241": 60, "253": 190, "254": 310,
          "281": 140}  # fmt: skip
_PARTS = {"10": 0.6, "11": 0.2, "13": 0.15, "14": 0.05, "15": 0.002, "16": -0.05, "17": -0.06, "18": -0.01,
          "19": -0.002}  # fmt: skip
_KEPT = {"100": "1017", "281": "11141517", "130": "10111517"}
_OWNERS = {"FO1": (0,), "FO2A": (0, 1), "FO3": (1, 2), "FO4C": (2,)}

Amounts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Post:
    """The money of one account group of one function in one unit, by version."""

    area: str
    function: str
    unit: str
    group: str
    amounts: Amounts


def invent_posts(rng: Random, areas: Sequence[str], *, finest: int) -> list[Post]:
    """All money of the district; finest is the smallest step of an amount in kroner."""
    posts = []
    for area, _, functions in AREAS:
        if area not in areas:
            continue
        for function in functions:
            owners = _OWNERS[area]
            for group in GROUPS:
                if function in _KEPT and group not in _pairs(_KEPT[function]):
                    continue
                for owner in owners:
                    size = _SIZES[function] * 1_000_000 * _PARTS[group] / len(owners)
                    posts.append(Post(area, function, UNITS[owner], group, _invent(rng, size, group, finest)))
    return posts


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(0, len(text), 2)}


def _invent(rng: Random, size: float, group: str, finest: int) -> Amounts:
    """One post; finance is not budgeted."""
    amounts = {version: round(size * rng.uniform(0.8, 1.2) / finest) * finest for version in VERSIONS}
    if group in ("15", "19"):
        amounts.update(adopted=0, regulated=0, plan=0)
    elif rng.random() < 0.3:
        amounts["regulated"] = amounts["adopted"]
    return amounts


def is_income(group: str) -> bool:
    """True for the account groups of income."""
    return group >= "16"


def by(posts: Iterable[Post], name: Callable[[Post], str]) -> dict[str, Amounts]:
    """The posts added together by a name, in the order the names are met."""
    sums: dict[str, Amounts] = defaultdict(lambda: dict.fromkeys(VERSIONS, 0))
    for post in posts:
        for version in VERSIONS:
            sums[name(post)][version] += post.amounts[version]
    return dict(sums)


def thousand(kroner: int) -> int:
    """Kroner as thousand kroner, halves away from zero."""
    whole = (abs(kroner) + 500) // 1000
    return -whole if kroner < 0 else whole


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the budget tables: versions in the order they are printed."""

    order: tuple[str, ...]
    year: int

    def headings(self) -> tuple[str, ...]:
        """Words above the columns."""
        words = {
            "accounts": f"Regn {self.year - 2}",
            "adopted": f"Oppr. bud {self.year - 1}",
            "regulated": f"Rev. bud {self.year - 1}",
            "plan": f"Øk.plan {self.year}",
        }
        return tuple(words[version] for version in self.order)

    def year_of(self, version: str) -> int:
        """The year a version is about."""
        return self.year - {"accounts": 2, "adopted": 1, "regulated": 1, "plan": 0}[version]

    def figures(self, amounts: Amounts, about: Keys) -> list[Figure]:
        """One row, in thousand kroner."""
        return [
            Figure(thousand(amounts[v]), "budget_line", {**about, "version": v, "year": self.year_of(v)})
            for v in self.order
        ]
