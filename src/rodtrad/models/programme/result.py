"""A programme computed: sums at the best estimates, the range, what it is held against, and what matters."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rodtrad.models.concepts import Facts
from rodtrad.models.programme.assemble import package_of
from rodtrad.models.programme.insight import Swing, Worth, counted_once, swings, worth_of_information
from rodtrad.models.programme.package import Card, Floats, Package
from rodtrad.models.programme.path import Course, adopted_cuts, together
from rodtrad.models.programme.simulate import Draws, simulate

DRAWS, SEED = 100_000, 1


@dataclass(frozen=True)
class ProgrammeResult:
    """One package with its draws, and the cut it must meet where that is known.

    doubled  (year,) øre that stand in the sum of measures twice, because they overlap
    """

    package: Package
    draws: Draws
    doubled: Floats
    cuts: dict[str, Course]
    cut: Course | None
    swings: tuple[Swing, ...]
    worth: Worth

    @property
    def point(self) -> Floats:
        """(year,) øre: the sum of all measures at the best estimates, what overlaps counted once."""
        return np.asarray(self.package.point.sum(axis=0) - self.doubled)

    def sum_by(self, told: Callable[[Card], str | None]) -> dict[str | None, Floats]:
        """(year,) øre for every owner, sector or class, at the best estimates, overlaps not taken out."""
        made: dict[str | None, Floats] = {}
        for card, effects in zip(self.package.cards, self.package.point, strict=True):
            made[told(card)] = made.get(told(card), np.zeros(len(self.package.years))) + effects
        return made

    def meets_cut(self) -> Floats | None:
        """(year,) probability that the adopted cut is met; not a number in years without one."""
        if self.cut is None:
            return None
        chance = self.draws.probability(self.cut.amounts)
        return np.where(np.isnan(self.cut.amounts), np.nan, chance)


def computed(
    facts: Facts,
    *,
    scenario: str = "",
    only: Callable[[Card], bool] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    prices: int | None = None,
    correlation: Floats | None = None,
    cut_of: tuple[str, ...] | None = None,
) -> ProgrammeResult:
    """Compute a book's programme, or a part of it; see `package_of` and `simulate` for the choices.

    cut_of  units whose adopted cuts it is held against; the sectors of all the book's cards when not given.
            Never with the prices of a year, which the cuts are not in

    raises  ProgrammeError  something in it cannot be computed
            UsageError      draws, seed, prices or correlation that cannot be used
    """
    package = package_of(facts, scenario=scenario, only=only, prices=prices)
    made = simulate(package, draws=draws, seed=seed, correlation=correlation)
    cuts = adopted_cuts(facts, package.years) if prices is None else {}
    sectors = tuple(facts["efficiency_measure"]["sector"].unique().sort().to_list())
    return ProgrammeResult(
        package,
        made,
        doubled_once(package),
        cuts,
        together(cuts, sectors if cut_of is None else cut_of),
        swings(package, made.weights),
        worth_of_information(made),
    )


def doubled_once(package: Package) -> Floats:
    """(year,) øre that the sum of all measures at the best estimates counts twice."""
    return np.asarray(package.point.sum(axis=0) - counted_once(package, package.point[None])[0])
