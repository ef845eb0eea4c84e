"""Look one figure up: its value, source, verdict, bridges, and where else it stands."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import polars as pl

from rodtrad.core.errors import UsageError
from rodtrad.core.keys import DocumentKey
from rodtrad.core.numbers import in_unit, with_unit
from rodtrad.core.relation import MULTIPLIED, Bridge, bridges
from rodtrad.core.shape import Language
from rodtrad.core.source import Source
from rodtrad.models.judgement import Judgement
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.reports.wording import Wording
from rodtrad.store.book import Book

_NEAR = 5
_SPELT = 20_000


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure with everything that hangs on it."""

    address: str
    label: str
    value: float
    text: str
    unit: str
    source: Source
    place: str
    verdict: str
    bridges: tuple[dict[str, Any], ...]
    also_stated: tuple[str, ...]
    findings: tuple[str, ...]


def show_figure(place: Path | str, judgement: Judgement, address: str, language: Language) -> FigureView:
    """Everything about the figure at an address.

    raises  UsageError  no such address; names the nearest ones
    """
    thread = judgement.thread
    found = thread.figures.filter(pl.col("address") == address)
    if found.is_empty():
        near = _nearest(address, thread.figures)
        if not near:
            raise UsageError("address_unlike_any", address=address)
        raise UsageError("address_unknown", address=address, near="\n".join(near))
    row = found.row(0, named=True)
    wording = Wording(thread, language)
    with Book.open(place) as book:
        printed = book.readings().filter(pl.col("address") == address)["text"]
    verdicts = judgement.figure_verdicts().filter(pl.col("figure") == row["figure"])["verdict"]
    value = in_unit(row["grains"], row["unit"])
    same_concept = pl.col("concept") == pl.lit(row["concept"], pl.String)
    same = thread.figures.filter(same_concept & (pl.col("address") != address))
    told = (f.id for f in judgement.findings if address in f.addresses or address in f.consequences)
    return FigureView(
        address=address,
        label=wording.label(address),
        value=value,
        text=with_unit(value, row["unit"], max(0, row["decimals"]), language),
        unit=row["unit"],
        source=Source(DocumentKey(row["document"] or ""), row["line"], printed[0] if len(printed) else ""),
        place=wording.place(row["document"] or "", [row["line"]] if row["line"] else []),
        verdict=verdicts[0] if len(verdicts) else "untested",
        bridges=tuple(
            _bridge(b, wording) for b in bridges(address, thread.figures, thread.relations, thread.judged)
        ),
        also_stated=tuple(same["address"]),
        findings=tuple(told),
    )


def _nearest(address: str, figures: pl.DataFrame) -> list[str]:
    """Addresses like the one asked for: those with most of its parts, or else spelt alike."""
    every = figures.filter(pl.col("fact") != CONSTANT).select("address")
    slashed = pl.concat_str([pl.lit("/"), "address", pl.lit("/")])
    parts = [p for p in address.split("/") if p.strip("-")]
    shared = pl.sum_horizontal(
        slashed.str.contains(f"/{p}/", literal=True).cast(pl.Int64) for p in parts or [address]
    )
    near = every.with_columns(shared.alias("shared")).filter(pl.col("shared") > 0)
    best = near.sort("shared", "address", descending=[True, False])["address"].head(_NEAR).to_list()
    return best or get_close_matches(address, every["address"].head(_SPELT).to_list(), n=_NEAR, cutoff=0.3)


def _bridge(bridge: Bridge, wording: Wording) -> dict[str, Any]:
    """A bridge in the units each figure is printed in, gains before losses."""
    names = [bridge.result, *(step.address for step in bridge.steps)]
    found = wording.thread.figures.filter(pl.col("address").is_in(names)).select(
        "address", "unit", "decimals"
    )
    printed = {address: (unit, decimals) for address, unit, decimals in found.iter_rows()}
    unit, decimals = printed[bridge.result]
    return {
        "check": bridge.number,
        "kind": bridge.kind.value,
        "verdict": bridge.verdict.value,
        "operation": "multiply" if bridge.kind in MULTIPLIED else "add",
        "steps": [
            {
                "address": step.address,
                "label": wording.label(step.address),
                "weight": step.weight,
                "value": in_unit(step.grains, printed[step.address][0]),
                "unit": printed[step.address][0],
                "decimals": printed[step.address][1],
            }
            for step in sorted(bridge.steps, key=lambda step: step.weight < 0)
        ],
        "result": bridge.result,
        "label": wording.label(bridge.result),
        "unit": unit,
        "decimals": decimals,
        "printed": in_unit(bridge.printed, unit),
        "computed": None if bridge.computed is None else in_unit(bridge.computed, unit),
        "room": in_unit(bridge.room, unit),
    }
