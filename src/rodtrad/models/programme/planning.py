"""What a simulation needs of a package, laid out once: variables, loadings, tables and thresholds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rodtrad.core.errors import UsageError
from rodtrad.facts.programme import Spread, UncertaintyOf
from rodtrad.models.programme.distribution import STEPS, table
from rodtrad.models.programme.package import Card, Floats, Package
from rodtrad.models.programme.phasing import MOST_DELAY

Singles = NDArray[np.float32]
Places = NDArray[np.int64]
_HAIR = 1e-9
_HAIR_BELOW_ZERO = 1e-8
_HAIR_OF_SINGLES = 1e-6
"""Own risk below this is what rounding to singles leaves of none."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that is unsure: a measure's estimate or its carrying out, or an assumption.

    places  the measures it touches
    """

    name: str
    of: UncertaintyOf
    places: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """A package as the kernel takes it, and the variables to draw.

    hung      variables that hang on what is shared, and their loadings on it (variable, shared)
    own       (variable,) the part of a variable that is its own; those without any are not drawn
    measures, streams, overlap    as `kernel.draw_effects` and `kernel.count_once` take them
    formulas  the streams whose effect rests on something unsure, as places in the package
    assumed   document, name, variable and table of every assumption with a range
    """

    package: Package
    variables: tuple[Variable, ...]
    hung: Places
    loadings: Singles
    own: Singles
    measures: tuple[Places, Floats, Places, Floats, Floats, Places]
    streams: tuple[Places, Floats]
    overlap: tuple[Places, Places, Places, Floats]
    formulas: tuple[int, ...]
    assumed: tuple[tuple[str, str, int, Floats], ...]


def planned(package: Package, correlation: Floats | None = None) -> Plan:
    """Lay a package out.

    correlation  (measure, measure) of the estimates, instead of the shared risks on estimates
    raises       UsageError  the matrix cannot be correlations, or a variable hangs on more than all its risk
    """
    unsure = package.unsure_assumptions()
    estimates = [i for i, (low, high) in enumerate(package.spreads) if low < high]
    carried = [i for i, chance in enumerate(package.chances) if not chance.is_sure]
    variables = (
        *(Variable(_named(package.cards[i]), UncertaintyOf.ESTIMATE, (i,)) for i in estimates),
        *(Variable(_named(package.cards[i]), UncertaintyOf.IMPLEMENTATION, (i,)) for i in carried),
        *(Variable(g.address, UncertaintyOf.ESTIMATE, package.rests_on(d, g.key)) for d, g in unsure),
    )
    base = len(estimates) + len(carried)
    assumed = tuple(
        (d, g.key, base + row, table(g.spread, g.value or 0.0, g.low or 0.0, g.high or 0.0))
        for row, (d, g) in enumerate(unsure)
    )
    loadings = _loadings(package, variables, estimates, correlation)
    loadings[base:] = _turned(package, assumed, loadings[base:])
    own = _own(variables, loadings)
    hung = np.flatnonzero(np.any(loadings, axis=1))
    formulas, sure, streams = _streams(package)
    slots, overlap = overlap_of(package)
    measures = (
        _rows(len(package.cards), estimates, 0),
        np.stack([_scale_table(*spread) for spread in package.spreads])
        if package.cards
        else np.zeros((0, STEPS + 1)),
        _rows(len(package.cards), carried, len(estimates)),
        _thresholds(package),
        sure,
        slots,
    )
    return Plan(package, variables, hung, loadings[hung], own, measures, streams, overlap, formulas, assumed)


def _named(card: Card) -> str:
    return f"efficiency_measure/{card.document}/{card.key}"


def _rows(count: int, places: list[int], first: int) -> Places:
    """The variable of every measure, or -1 where it has none."""
    rows = np.full(count, -1, dtype=np.int64)
    rows[places] = np.arange(first, first + len(places))
    return rows


def _scale_table(low: float, high: float) -> Floats:
    return table(Spread.TRIANGULAR if low < high else Spread.FIXED, 1.0, low, high)


def _thresholds(package: Package) -> Floats:
    """(measure, delay): below the first it comes in time, above the last it does not come."""
    from scipy import special

    delays = 1 + max((chance.delay for chance in package.chances), default=0)
    made = np.empty((len(package.chances), delays))
    for place, chance in enumerate(package.chances):
        parts = np.minimum(np.arange(1, delays + 1) / (chance.delay + 1), 1.0)
        made[place] = special.ndtri(chance.probability * parts)
    return made


def _streams(package: Package) -> tuple[tuple[int, ...], Floats, tuple[Places, Floats]]:
    """The streams that are drawn, the sum of the others (measure, delay, year), and the drawn profiles."""
    years = len(package.years)
    sure = np.zeros((len(package.cards), MOST_DELAY + 1, years))
    drawn: list[int] = []
    for place, stream in enumerate(package.streams):
        known = package.assumptions.get(package.cards[stream.measure].document)
        if not stream.counts:
            continue
        if stream.formula is not None and known is not None and known.unsure(stream.formula):
            drawn.append(place)
        else:
            sure[stream.measure] += stream.full * stream.profile
    measures = [package.streams[place].measure for place in drawn]
    first = np.searchsorted(measures, np.arange(len(package.cards) + 1))
    profiles = [package.streams[place].profile for place in drawn]
    profile = np.stack(profiles) if profiles else np.zeros((0, MOST_DELAY + 1, years))
    return tuple(drawn), sure, (first, profile)


def overlap_of(package: Package) -> tuple[Places, tuple[Places, Places, Places, Floats]]:
    """Slots of the measures that overlap (-1 for others), and the members of every group."""
    members = [(place, share) for group in package.overlaps for place, share in group.shares]
    slots = np.full(len(package.cards), -1, dtype=np.int64)
    for place, _ in members:
        if slots[place] < 0:
            slots[place] = slots.max() + 1
    starts = np.cumsum([0, *(len(group.shares) for group in package.overlaps)])
    measures = np.array([place for place, _ in members], dtype=np.int64)
    shares = np.array([share for _, share in members], dtype=np.float64)
    return slots, (starts, slots[measures], measures, shares)


def _loadings(
    package: Package, variables: tuple[Variable, ...], estimates: list[int], correlation: Floats | None
) -> Singles:
    """(variable, shared): how each hangs on what is shared; an assumption as its measures do."""
    from rodtrad.models.programme.kernel import lower_root

    risks = [r for r in package.risks if correlation is None or r.of is not UncertaintyOf.ESTIMATE]
    made = np.zeros((len(variables), len(risks)))
    for column, risk in enumerate(risks):
        strength = dict(risk.loadings)
        for row, variable in enumerate(variables):
            if variable.of is risk.of:
                made[row, column] = max((strength.get(p, 0.0) for p in variable.places), key=abs, default=0.0)
    if correlation is not None:
        root = lower_root(checked_correlation(correlation, package.cards)[np.ix_(estimates, estimates)])
        wide = np.zeros((len(variables), root.shape[1]))
        wide[: len(estimates)] = root
        made = np.hstack([wide, made])
    return np.asarray(made[:, np.any(made, axis=0)], dtype=np.float32)


def _turned(
    package: Package, assumed: tuple[tuple[str, str, int, Floats], ...], loadings: Singles
) -> Singles:
    """Loadings of assumptions, turned where more of one saves less, and at most all of its risk.

    What is shared says how effects go together, whatever way an assumption is written.
    """
    made = loadings.copy()
    for row, (document, name, _, values) in enumerate(assumed):
        low, high = (
            package.moved(document, name, float(values[at])).sum() for at in (STEPS // 4, -STEPS // 4)
        )
        made[row] *= -1.0 if high < low else 1.0
        made[row] /= max(1.0, float(np.sqrt((made[row].astype(np.float64) ** 2).sum())))
    return made


def _own(variables: tuple[Variable, ...], loadings: Singles) -> Singles:
    together = (loadings.astype(np.float64) ** 2).sum(axis=1)
    for variable, hung in zip(variables, together, strict=True):
        if hung > 1 + 1e-5:
            raise UsageError("shared_risk_too_strong", measure=variable.name, keys="–", sum=float(hung))
    left = 1 - together
    return np.sqrt(np.where(left > _HAIR_OF_SINGLES, left, 0)).astype(np.float32)


def checked_correlation(matrix: Floats, cards: tuple[Card, ...]) -> Floats:
    """The matrix, when it can be correlations of the measures.

    raises  UsageError  wrong size, not mirrored, outside -1 to 1, or not possible together
    """
    from rodtrad.models.programme.kernel import lower_root

    size = len(cards)
    if matrix.shape != (size, size):
        raise UsageError("correlation_size", rows=matrix.shape[0], columns=matrix.shape[-1], wanted=size)
    wrong = ~np.isfinite(matrix) | (np.abs(matrix) > 1 + _HAIR)
    wrong |= np.abs(matrix - matrix.T) > _HAIR
    wrong |= np.eye(size, dtype=bool) & (np.abs(matrix - 1) > _HAIR)
    if wrong.any():
        one, other = np.argwhere(wrong)[0]
        value = float(matrix[one, other])
        raise UsageError("correlation_pair", one=cards[one].key, other=cards[other].key, value=value)
    lifted = lower_root(matrix + _HAIR_BELOW_ZERO * np.eye(size))
    if not np.diag(lifted).all():
        weakest = np.linalg.eigh(matrix)[1][:, 0]
        strongest = np.argsort(-np.abs(weakest))[:3]
        measures = ", ".join(cards[i].key for i in sorted(strongest))
        raise UsageError("correlation_impossible", measures=measures)
    return matrix
