"""One figure (tall) with everything that hangs on it."""

from dataclasses import dataclass

from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import MINUS, in_unit, number, with_unit
from rodtrad.core.relation import MULTIPLIED, Bridge
from rodtrad.core.shape import Language
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import Cell
from rodtrad.reports.wording import decimals_to_tell_apart


@dataclass(frozen=True, slots=True)
class BridgeStepView:
    """One step of a bridge: how it counts, what it is, and its number."""

    address: str
    label: str
    weight: float
    sign: str
    value: float
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class BridgeView:
    """A bridge from its steps to the printed result; `ends_here` when the figure asked for is the result.

    value, computed and room are in the result's unit
    """

    ends_here: bool
    check: str
    kind: str
    verdict: str
    operation: str
    steps: tuple[BridgeStepView, ...]
    result: str
    label: str
    unit: str
    printed: float
    printed_text: str
    computed: float | None
    computed_text: str
    room: float


@dataclass(frozen=True, slots=True)
class PrintedAt:
    """Where a figure stands, and the text that stands there."""

    document: str
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure: value, source, verdict, bridges in both directions, and where else it stands."""

    address: str
    label: str
    value: float
    text: str
    unit: str
    source: PrintedAt
    place: str
    verdict: str
    bridges: tuple[BridgeView, ...]
    also_stated: tuple[Cell, ...]
    findings: tuple[str, ...]


def figure_view(telling: Telling, figure: int, printed: str) -> FigureView:
    """Everything about one figure.

    figure   its number, which is its row among the thread's figures
    printed  the text that stands on the page
    """
    thread = telling.thread
    row = thread.figures.row(figure, named=True)
    address, document, line = row["address"], row["document"] or "", row["line"]
    shown = telling.number_of(row)
    same = thread.statements(row["concept"]) if row["concept"] else []
    return FigureView(
        address,
        telling.wording.label(address),
        in_unit(row["grains"], row["unit"]),
        shown.text,
        row["unit"],
        PrintedAt(document, line, printed),
        telling.wording.place(document, [line] if line else []),
        telling.verdict_at(address),
        tuple(
            _bridge(telling, bridge, ends_here=bridge.result == address)
            for bridge in (*thread.bridges.to(figure), *thread.bridges.over(figure))
        ),
        tuple(_stated(telling, other) for other in same if other != address),
        tuple(f.id for f in telling.judgement.at.get(address, ())),
    )


def _stated(telling: Telling, address: str) -> Cell:
    """Another statement of the same: where it stands, and what it says."""
    row = telling.thread.figures.row(telling.thread.at[address], named=True)
    shown = telling.number_of(row)
    place = telling.wording.place(row["document"] or "", [row["line"]] if row["line"] else [])
    return Cell(f"{shown.text} – {place}", shown.value, address, shown.verdict)


def _bridge(telling: Telling, bridge: Bridge, *, ends_here: bool) -> BridgeView:
    """A bridge in the units each figure is printed in, gains before losses."""
    thread, language = telling.thread, telling.language
    result = thread.figures.row(thread.at[bridge.result], named=True)
    unit, decimals = result["unit"], max(0, result["decimals"])
    multiplied = bridge.kind in MULTIPLIED
    printed = in_unit(bridge.printed, unit)
    computed = None if bridge.computed is None else in_unit(bridge.computed, unit)
    steps = []
    for step in sorted(bridge.steps, key=lambda s: s.weight < 0):
        row = thread.figures.row(thread.at[step.address], named=True)
        value = in_unit(step.grains, row["unit"])
        is_constant = row["fact"] == CONSTANT
        shown = max(0, row["decimals"], decimals_to_tell_apart([value], 0.0) if is_constant else 0)
        label = telling.say("constant") if is_constant else telling.wording.label(step.address)
        text = with_unit(value, row["unit"], shown, language)
        sign = sign_of(step.weight, language, multiplied=multiplied)
        address = "" if is_constant else step.address
        steps.append(BridgeStepView(address, label, step.weight, sign, value, row["unit"], text))
    return BridgeView(
        ends_here,
        bridge.number,
        bridge.kind.value,
        bridge.verdict.value,
        "multiply" if multiplied else "add",
        tuple(steps),
        bridge.result,
        telling.wording.label(bridge.result),
        unit,
        printed,
        with_unit(printed, unit, decimals, language),
        computed,
        _computed_text(computed, unit, decimals, language),
        in_unit(bridge.room, unit),
    )


def _computed_text(computed: float | None, unit: str, decimals: int, language: Language) -> str:
    """What the steps make, with as many decimals as it takes to see where it differs from the print."""
    if computed is None:
        return ""
    made = decimals_to_tell_apart([computed], computed / 100)
    if unit in UNITS and computed == round(computed, decimals):
        made = decimals
    return with_unit(computed, unit, max(decimals, made), language)


def sign_of(weight: float, language: Language, *, multiplied: bool) -> str:
    """How a step counts: added, taken away, multiplied or divided, and how many times."""
    if multiplied:
        return "×" if weight > 0 else "÷"
    sign = "+" if weight > 0 else MINUS
    times = abs(weight)
    return sign if times == 1 else f"{sign} {number(times, decimals_to_tell_apart([times], 0.0), language)} ×"
