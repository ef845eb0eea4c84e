"""Errors as a person reads them: what, where, and what to do next."""

import sys
from itertools import pairwise

from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import InputError, Problem, RodtradError, UsageSheetError
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.models.programme.faults import ProgrammeError

_SHOWN = 20


def language_asked() -> Language:
    """The language of the command that failed, read from its own arguments."""
    arguments = sys.argv[1:]
    asked = "--language=en" in arguments or ("--language", "en") in pairwise(arguments)
    return "en" if asked else "no"


def tell(error: RodtradError) -> int:
    """Write the error to the error stream; returns its exit code."""
    language = language_asked()
    lines = [error_sentence(error, language)]
    faults = _faults(error, language)
    lines += [f"  {told}" for told in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        lines.append(f"  {say('more_problems', language, count=len(faults) - _SHOWN)}")
    sys.stderr.write("\n".join(lines) + "\n")
    return error.exit_code


def _faults(error: RodtradError, language: Language) -> list[str]:
    """Each fault of an error that has many."""
    if isinstance(error, InputError):
        return [sentence_of(problem, language) for problem in error.problems]
    if isinstance(error, UsageSheetError):
        return list(error.told)
    if isinstance(error, ProgrammeError):
        return [f"{fault.address}: {fault.sentence(language)}" for fault in error.faults]
    return []


def sentence_of(problem: Problem, language: Language) -> str:
    """One fault of an input file: file, line, column, what is wrong and what to do."""
    where = (
        "where_column" if problem.column and problem.line else "where_line" if problem.line else "where_file"
    )
    place = say(where, language, file=problem.file, line=problem.line, column=problem.column)
    return f"{place}: {say(problem.message, language, value=problem.value or '', hint=problem.hint)}"
