"""Books made from the Oslo package with something changed in its files."""

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path

import rodtrad
from rodtrad.app import books

DATA = Path(rodtrad.__file__).parent / "data" / "oslo"
Changes = Mapping[tuple[str, str, str], Mapping[str, str]]


def changed_package(folder: Path, changes: Changes) -> Path:
    """The Oslo package with new values: {(fact, column, value): {column: new value}} for every such row."""
    shutil.copytree(DATA, folder)
    for (fact, column, value), new in changes.items():
        path = folder / f"{fact}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        chosen = [row for row in rows if row[column] == value]
        assert chosen, f"{fact} has no row with {column} {value}"
        for row in chosen:
            row.update(new)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def changed_book(folder: Path, changes: Changes) -> Path:
    """A book read from such a package."""
    package = changed_package(folder / "package", changes)
    books.read_into(folder / "book", str(package), by="Ansatt to", why="changed for a test")
    return folder / "book"
