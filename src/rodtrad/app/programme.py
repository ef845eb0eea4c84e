"""Compute the efficiency programme of a judged book."""

from rodtrad.core.errors import UsageError
from rodtrad.core.shape import Language
from rodtrad.models.judgement import Judgement
from rodtrad.models.programme.result import ProgrammeResult, computed
from rodtrad.reports.telling import Telling


def compute_programme(
    judgement: Judgement, language: Language, *, scenario: str, draws: int, seed: int
) -> tuple[Telling, ProgrammeResult]:
    """The programme, and the book it is told in.

    raises  UsageError      no such scenario, or draws or seed outside their range
            ProgrammeError  something in the programme cannot be computed
    """
    telling = Telling(judgement, language)
    known = telling.facts["scenario_measure"]["scenario"].unique().sort().to_list()
    if scenario and scenario not in known:
        raise UsageError("scenario_unknown", scenario=scenario, known=", ".join(known) or "–")
    return telling, computed(telling.facts, scenario=scenario, draws=draws, seed=seed)
