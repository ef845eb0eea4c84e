"""Equations that a document states in its tables and sentences, to be judged like all others."""

from collections.abc import Sequence
from decimal import Decimal

from rodtrad.core.relation import RelationKind
from rodtrad.readers.gather import Gathered
from rodtrad.readers.splits import Number

_SHORT = {
    "Andelen teksten oppgir": "andel",
    "Antall ganger sats": "pris",
    "Delene teksten oppgir": "deler",
    "Ordinære og øremerkede midler": "midler",
    "Samme rad i to tabeller": "rad",
    "Samme tall i to setninger": "gjengitt",
    "Summen teksten oppgir": "samlet",
    "Teksten forklarer avviket": "avvik",
    "Teksten forklarer endringen fra året før": "endring",
    "Teksten gjentar tallet i tabellen": "gjentatt",
    "Teksten sier hva tiltaket sparer": "spart",
}
"""What an equation is called in its key, by what it is called for the reader."""


def state(
    gathered: Gathered,
    key: str,
    kind: RelationKind,
    result: str | None,
    terms: Sequence[str | None],
    weights: Sequence[Decimal],
    *,
    strict: bool = True,
    label: str = "",
) -> None:
    """Add one equation between figures; nothing where one of them is not printed."""
    known = list(dict.fromkeys(t for t in terms if t is not None))
    if result is None or not known or len(known) < len(terms) or result in known:
        return
    said = label or "Sammenheng i tabellen"
    roles = ("part", "whole") if kind is RelationKind.SHARE else ("term",) * len(known)
    rows = [(result, "result", Decimal(1)), *zip(known, roles, weights, strict=True)]
    for address, role, weight in rows:
        gathered.add(
            "stated_relation",
            {"weight": Number(str(weight), weight, 0)},
            key=f"{gathered.about.key}:{key}", address=address, kind=kind.value, role=role, strict=strict,
            label=said, label_en=said,
        )  # fmt: skip


def add_equation(
    gathered: Gathered,
    label: str,
    kind: RelationKind,
    result: str,
    terms: Sequence[str],
    signs: Sequence[int] = (),
    *,
    strict: bool = False,
) -> None:
    """State an equation whose result is one number of the text.

    label   which of the equations sentences state; a share is part, whole
    signs   what each term counts as; 1 where nothing is said
    strict  whether a gap is a contradiction, and not only unexplained
    """
    weights = [Decimal(s) for s in signs] or [Decimal(1)] * len(terms)
    key = f"{_SHORT[label]}-{'-'.join(result.split('/')[2:-1])}"
    state(gathered, key, kind, result, terms, weights, strict=strict, label=label)
