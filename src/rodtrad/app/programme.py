"""Compute the efficiency programme of a judged book."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from rodtrad.core.errors import UsageError
from rodtrad.core.shape import Language
from rodtrad.models.judgement import Judgement
from rodtrad.models.programme.package import Floats
from rodtrad.models.programme.result import DRAWS, SEED, ProgrammeResult, computed
from rodtrad.reports.telling import Telling


@dataclass(frozen=True, slots=True)
class Computing:
    """What somebody asks to have computed.

    scenario     one of the book's; all measures when empty
    prices       year whose prices the effects are turned into; as they stand when not given
    correlation  file with the correlation of the estimates, instead of the book's shared risks
    """

    scenario: str = ""
    draws: int = DRAWS
    seed: int = SEED
    prices: int | None = None
    correlation: Path | None = None


def compute_programme(
    judgement: Judgement, language: Language, asked: Computing
) -> tuple[Telling, ProgrammeResult]:
    """The programme, and the book it is told in.

    raises  UsageError      something that is asked for does not exist, or cannot be used
            ProgrammeError  something in the programme cannot be computed
    """
    telling = Telling(judgement, language)
    facts, scenario = telling.facts, asked.scenario
    known = facts["scenario_measure"]["scenario"].unique().sort().to_list()
    if scenario and scenario not in known:
        raise UsageError("scenario_unknown", scenario=scenario, known=", ".join(known) or "–")
    taken_in = facts["efficiency_measure"].sort("document", "line", "key")["key"].to_list()
    if scenario:
        rows = facts["scenario_measure"].filter(pl.col("scenario") == scenario)
        taken_in = [key for key in taken_in if key in set(rows["measure"])]
    matrix = read_correlation(asked.correlation, taken_in) if asked.correlation else None
    return telling, computed(
        facts, scenario=scenario, draws=asked.draws, seed=asked.seed, prices=asked.prices, correlation=matrix
    )


def read_correlation(file: Path, measures: list[str]) -> Floats:
    """The correlation of the measures, from a CSV file with their numbers above and before the rows.

    Measures that the file leaves out are independent of the others.

    raises  UsageError  the file cannot be read, or names a measure that is not there
    """
    try:
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        table = pl.read_csv(file, infer_schema=False, separator=";" if ";" in first else ",")
    except (OSError, UnicodeDecodeError, pl.exceptions.PolarsError) as error:
        raise UsageError("correlation_unreadable", path=str(file), reason=error) from None
    named = table.columns[1:]
    rows = table[table.columns[0]].to_list() if table.columns else []
    unknown = next((name for name in [*named, *rows] if name not in measures), None)
    if unknown is not None or sorted(map(str, rows)) != sorted(named):
        raise UsageError("correlation_measures", path=str(file), measure=unknown or "–")
    made = np.eye(len(measures))
    for row, name in enumerate(rows):
        for other in named:
            text = str(table[other][row] or "").replace(",", ".")
            try:
                made[measures.index(name), measures.index(other)] = float(text)
            except ValueError:
                raise UsageError("correlation_pair", one=name, other=other, value=text or "–") from None
    return made
