"""Typing commands in tests."""

import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from rodtrad.cli.main import run


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output as JSON; it must be that and nothing else."""
        return json.loads(self.out, parse_constant=_no_such_number)


def _no_such_number(text: str) -> None:
    raise ValueError(f"{text} is not JSON")


def type_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: object
) -> Answer:
    """Run a command through `run`, so that exit codes and messages are those a person gets."""
    monkeypatch.setattr(sys, "argv", ["rodtrad", *map(str, words)])
    capsys.readouterr()
    try:
        run()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    said = capsys.readouterr()
    return Answer(code, said.out, said.err)
