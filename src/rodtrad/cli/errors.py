"""Errors as a person reads them: what, where, and what to do next."""

import sys
from datetime import datetime
from itertools import pairwise

from rodtrad.core.errors import InputError, Problem, RodtradError
from rodtrad.core.numbers import moment
from rodtrad.core.shape import Language
from rodtrad.core.words import say

_SHOWN = 20


def language_asked() -> Language:
    """The language of the command that failed, read from its own arguments."""
    arguments = sys.argv[1:]
    asked = "--language=en" in arguments or ("--language", "en") in pairwise(arguments)
    return "en" if asked else "no"


def tell(error: RodtradError) -> int:
    """Write the error to the error stream; returns its exit code."""
    language = language_asked()
    facts = {name: _readable(value, language) for name, value in error.facts.items()}
    lines = [say(error.message, language, **facts)]
    if isinstance(error, InputError):
        lines += [f"  {sentence_of(p, language)}" for p in error.problems[:_SHOWN]]
        rest = len(error.problems) - _SHOWN
        if rest > 0:
            lines.append(f"  {say('more_problems', language, count=rest)}")
    sys.stderr.write("\n".join(lines) + "\n")
    return error.exit_code


def _readable(value: object, language: Language) -> object:
    if isinstance(value, datetime):
        return moment(value.astimezone(), language)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(v) for v in value[:_SHOWN])
    return value


def sentence_of(problem: Problem, language: Language) -> str:
    """One fault of an input file: file, line, column, what is wrong and what to do."""
    where = (
        "where_column" if problem.column and problem.line else "where_line" if problem.line else "where_file"
    )
    place = say(where, language, file=problem.file, line=problem.line, column=problem.column)
    return f"{place}: {say(problem.message, language, value=problem.value or '', hint=problem.hint)}"
