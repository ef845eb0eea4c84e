"""Look one figure up: its value, source, verdict, bridges, and where else it stands."""

from difflib import get_close_matches

import polars as pl

from rodtrad.core.errors import UsageError
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import Thread
from rodtrad.reports.figure import FigureView, figure_view
from rodtrad.reports.telling import Telling

_NEAR = 5
_SPELT = 20_000


def show_figure(telling: Telling, address: str, printed: str) -> FigureView:
    """Everything about the figure at an address.

    printed  the text that stands on the page

    raises  UsageError  no such address; names the nearest ones
    """
    figure = telling.thread.at.get(address)
    if figure is None:
        near = nearest(telling.thread, address)
        if not near:
            raise UsageError("address_unlike_any", address=address)
        raise UsageError("address_unknown", address=address, near="\n".join(near))
    return figure_view(telling, figure, printed)


def nearest(thread: Thread, address: str) -> list[str]:
    """Addresses like the one asked for: those with most of its parts, or else spelt alike."""
    every = thread.figures.filter(pl.col("fact") != CONSTANT).select("address")
    slashed = pl.concat_str([pl.lit("/"), "address", pl.lit("/")])
    parts = [p for p in address.split("/") if p.strip("-")]
    shared = pl.sum_horizontal(
        slashed.str.contains(f"/{p}/", literal=True).cast(pl.Int64) for p in parts or [address]
    )
    near = every.with_columns(shared.alias("shared")).filter(pl.col("shared") > 0)
    best = near.sort("shared", "address", descending=[True, False])["address"].head(_NEAR).to_list()
    return best or get_close_matches(address, every["address"].head(_SPELT).to_list(), n=_NEAR, cutoff=0.3)
