"""The words of a text that say what it is about, cut to what their forms share."""

import re

_WORD = re.compile(r"[a-zæøåé]{3,}")
_ENDINGS = ("elsene", "ingene", "enes", "ene", "ers", "ens", "ets", "er", "en", "et", "ar", "e", "s")
_SHORTEST = 4
_COMMON = frozenset(
    _WORD.findall(
        """
        som for med det den ikke har var til ved men kan vil skal blir ble være også etter mot enn per
        alle hvor eller når dette disse der hele over under mer inn ut opp om bare selv slik siden fra
        mellom samt både noe noen annet andre hver hvert sammen samlet totalt blant sin sitt sine vår
        våre deres oss man seg bli fått får gir gis gitt utgjør utgjorde viser viste ligger ligge
        knyttet gjelder innen innenfor rundt cirka omtrent årlig årlige året år millioner mill mrd
        kroner prosent antall andel kommune økonomisk økonomiske effekt effekten tiltak tiltaket
        tiltakene person personer
        """
    )
)
"""Words that stand in any sentence of a steering document."""


def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in _COMMON)


def stem(word: str) -> str:
    """A word without the endings of number, definiteness and case."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
