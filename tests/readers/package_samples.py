"""Small data packages, written as a person would write the files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rodtrad.core.errors import InputError, Problem
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.datapackage import read_package

UNIT_HEAD = ",".join(SHAPES["unit"].names()) + "\n"
UNITS = UNIT_HEAD + "by,municipality,,,,,,,Byen,The city\nBBJ,district,by,,,2024-01-01,,,Bydel Bjørk,Birch\n"
DOCUMENTS = (
    ",".join(SHAPES["document"].names()) + "\nbudsjett,district_budget,BBJ,2026,,,Budsjett 2026,Budget 2026\n"
)
CHANGE_HEAD = ",".join(SHAPES["measure_effect"].names()) + "\n"
POPULATION_HEAD = ",".join(SHAPES["population"].names()) + "\n"
LINE_HEAD = ",".join(SHAPES["budget_line"].names()) + "\n"


def population(persons: str, unit: str = "personer", line: str = "7") -> str:
    """One row of a population file."""
    return f'{POPULATION_HEAD}budsjett,BBJ,total,2026,"{persons}",{unit},0,{line}\n'


def budget_line(amount: str, unit: str = "1000 kr", decimals: str = "0") -> str:
    """One row of a file of budget lines."""
    return f'{LINE_HEAD}budsjett,1,BBJ,,FO1,,,drift,2026,adopted,"{amount}",{unit},{decimals},7\n'


def with_base(**files: str | bytes) -> dict[str, str | bytes]:
    """The files given, with the units and the document they point to."""
    return {"unit": UNITS, "document": DOCUMENTS} | files


def write_package(
    folder: Path, files: Mapping[str, str | bytes], description: Any = None, title: str = "Prøve"
) -> Path:
    """A package with one CSV file for each fact."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    resources = [{"name": name, "path": f"{name}.csv"} for name in files]
    described = {"title": title, "resources": resources} if description is None else description
    (folder / "datapackage.json").write_text(
        described if isinstance(described, str) else json.dumps(described), encoding="utf-8"
    )
    return folder


def refused(folder: Path) -> list[Problem]:
    """The problems of a package that must not be read."""
    with pytest.raises(InputError) as caught:
        read_package(folder)
    return caught.value.problems


def places(problems: list[Problem]) -> list[tuple[str, str, int | None, str | None]]:
    """What is wrong and where: message, file, line and column."""
    return [(p.message, p.file, p.line, p.column) for p in problems]
