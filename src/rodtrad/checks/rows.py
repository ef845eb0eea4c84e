"""Findings about whole rows: where the data say something odd that is no equation."""

import polars as pl

from rodtrad.core.finding import Finding
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.models.concepts import SHAPES

_SHOWN_ROWS = 20


def finding_of(
    number: str, severity: Severity, verdict: Verdict, fact: str, rows: pl.DataFrame, /, **facts: object
) -> Finding:
    """One finding about rows of one fact that belong together.

    addresses are the figures' in a column `address`, where the rows have one, else the rows' own;
    what the first row is called stands under `label` where it has a label
    """
    shown = rows.head(_SHOWN_ROWS)
    has_figures = "address" in rows.columns and "address" not in SHAPES[fact].names()
    own = [SHAPES[fact].address_of(row) for row in shown.iter_rows(named=True)]
    first = rows.row(0, named=True)
    lines: list[int] = shown["line"].drop_nulls().to_list() if "line" in rows.columns else []
    return Finding(
        number=number,
        severity=severity,
        verdict=verdict,
        addresses=tuple(shown["address"] if has_figures else own),
        document=str(first.get("document") or ""),
        lines=tuple(dict.fromkeys(lines)),
        facts={n: first[n] for n in ("label", "label_en") if n in first and rows.height == 1} | facts,
        about="|".join(str(facts[name]) for name in ("column", "value") if name in facts),
    )
