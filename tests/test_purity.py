"""The pure part stays pure, files stay small, and folders export nothing.

`core`, `facts`, `models`, `checks` and `reports` open no files, ask no clock, print nothing and
know no database or web. The import contracts see imports; this test also sees calls.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "rodtrad"
PURE_FOLDERS = ("core", "facts", "models", "checks", "reports")
OPENS_FILES = ("datapackage.py", "open_")
"""How the names of the reader halves that open files begin."""
PURE_FILES: tuple[str, ...] = tuple(
    f"readers/{file.name}"
    for file in sorted((PACKAGE / "readers").glob("*.py"))
    if not file.name.startswith(("__init__", *OPENS_FILES))
)
"""Reader halves that turn readings into facts, as paths under src/rodtrad."""

EXCEPTIONS: dict[tuple[str, str], str] = {}
"""(path under src/rodtrad, what it uses) with the reason why it may."""

LONG_FUNCTIONS: dict[tuple[str, str], str] = {}
"""(path under the repository, function) with the reason why it may be long."""

MOST_LINES_OF_FILE = 800
MOST_LINES_OF_FUNCTION = 60

FORBIDDEN_MODULES = {
    *("os", "io", "pathlib", "shutil", "tempfile", "glob", "fileinput"),
    *("importlib", "pkgutil", "subprocess", "multiprocessing", "ctypes"),
    *("time", "random", "secrets"),
    *("urllib", "http", "socket", "ssl", "ftplib", "smtplib", "requests", "httpx", "aiohttp"),
    *("fastapi", "starlette", "uvicorn", "flask"),
    *("sqlite3", "sqlalchemy", "alembic", "psycopg", "duckdb", "ibis"),
    *("logging", "warnings", "getpass", "rich", "typer", "jinja2", "docx", "typst"),
}
FORBIDDEN_NAMES = {
    *("datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow", "datetime.date.today"),
    *("uuid.uuid1", "uuid.uuid4", "sys.stdin", "sys.stdout", "sys.stderr", "sys.argv"),
    *("open", "print", "input", "breakpoint", "eval", "exec", "__import__"),
}
SEEDED = {
    *("default_rng", "Generator", "SeedSequence", "BitGenerator"),
    *("PCG64", "PCG64DXSM", "Philox", "SFC64", "MT19937"),
}
NEEDS_SEED = SEEDED - {"Generator", "BitGenerator"}


class Offences(ast.NodeVisitor):
    """Collects what a pure file may not use, by its full name whatever it was imported as."""

    def __init__(self) -> None:
        self.found: list[tuple[str, int]] = []
        self._meaning: dict[str, str] = {}

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._note_module(alias.name, node.lineno)
            top = alias.name.partition(".")[0]
            self._meaning[alias.asname or top] = alias.name if alias.asname else top

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self._note_module(node.module or "", node.lineno)
        for alias in node.names:
            self._meaning[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def visit_Call(self, node: ast.Call) -> None:
        name = self._full_name(node.func)
        unseeded = not [a for a in node.args if not _is_none(a)] and not [
            k for k in node.keywords if not _is_none(k.value)
        ]
        if name.startswith("numpy.random.") and name.rpartition(".")[2] in NEEDS_SEED and unseeded:
            self._note(f"{name} without seed", node.lineno)
        if isinstance(node.func, ast.Attribute) and node.func.attr.startswith(("write_", "sink_")):
            self._note(f".{node.func.attr}", node.lineno)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if not self._note_name(self._full_name(node), node.lineno):
            self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._note_name(self._full_name(node), node.lineno)

    def _full_name(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return self._meaning.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self._full_name(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        return ""

    def _note(self, offence: str, line: int) -> None:
        self.found.append((offence, line))

    def _note_module(self, module: str, line: int) -> None:
        top = module.partition(".")[0]
        if top in FORBIDDEN_MODULES:
            self._note(f"import {top}", line)

    def _note_name(self, name: str, line: int) -> bool:
        library, _, rest = name.partition(".")
        forbidden = (
            name in FORBIDDEN_NAMES
            or (name.startswith("numpy.random.") and name.split(".")[2] not in SEEDED)
            or (library == "numpy" and rest in ("load", "save", "loadtxt", "savetxt", "fromfile"))
            or (library == "polars" and rest.startswith(("read_", "scan_")))
        )
        if forbidden:
            self._note(name, line)
        return forbidden


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def offences(file: Path) -> list[tuple[str, int]]:
    """What the file uses that a pure file may not, with its line."""
    visitor = Offences()
    visitor.visit(parse(file))
    return visitor.found


def pure_files() -> list[Path]:
    folders = [file for folder in PURE_FOLDERS for file in sorted((PACKAGE / folder).rglob("*.py"))]
    return [*folders, *(PACKAGE / name for name in PURE_FILES)]


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines of every function and method."""
    for node in ast.walk(parse(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def own_files() -> list[Path]:
    return [
        ROOT / "dev.py",
        *(
            file
            for folder in ("src", "tests", "benchmarks")
            for file in sorted((ROOT / folder).rglob("*.py"))
        ),
    ]


def under(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def init_faults(file: Path) -> list[str]:
    """What an `__init__` file holds beside its docstring; the package's own may hold its version."""
    tree = parse(file)
    faults = [] if ast.get_docstring(tree) else ["has no docstring"]
    for node in tree.body[1 if not faults else 0 :]:
        is_version = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__"
        if not (is_version and file.parent.name == "rodtrad"):
            faults.append(f"line {node.lineno}: {ast.unparse(node)}")
    return faults


def fact_imports(file: Path) -> list[str]:
    """Other files in facts that this file imports, absolutely or relatively."""
    found = []
    for node in ast.walk(parse(file)):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            is_fact = node.level == 1 or module.startswith("rodtrad.facts")
            within = module == "rodtrad" and any(a.name == "facts" for a in node.names)
            found += [ast.unparse(node)] if is_fact or within else []
        elif isinstance(node, ast.Import) and any(a.name.startswith("rodtrad.facts") for a in node.names):
            found.append(ast.unparse(node))
    return found


def test_pure_files_touch_nothing_outside() -> None:
    found = [
        f"{under(file, PACKAGE)}:{line} uses {offence}"
        for file in pure_files()
        for offence, line in offences(file)
        if (under(file, PACKAGE), offence) not in EXCEPTIONS
    ]
    assert not found, "hand the date, seed or text in, or move the code out: " + "; ".join(found)


def test_exceptions_are_still_needed() -> None:
    used = {(under(file, PACKAGE), offence) for file in pure_files() for offence, _ in offences(file)}
    cleaned = [entry for entry in EXCEPTIONS if entry not in used]
    assert not cleaned, f"cleaned, so take them off EXCEPTIONS: {cleaned}"
    assert all(EXCEPTIONS.values()), "an exception without a reason"


def test_pure_files_exist() -> None:
    missing = [name for name in PURE_FILES if not (PACKAGE / name).is_file()]
    assert not missing, f"PURE_FILES names files that are gone: {missing}"
    assert "readers/tidy.py" in PURE_FILES
    assert len(pure_files()) > len(PURE_FOLDERS)


@pytest.mark.parametrize(
    ("planted", "offence"),
    [
        *((f"import {module}", f"import {module}") for module in sorted(FORBIDDEN_MODULES)),
        ("import os.path as paths", "import os"),
        ("from pathlib import Path", "import pathlib"),
        ("from urllib.request import urlopen", "import urllib"),
        ("def later():\n    import sqlalchemy.orm", "import sqlalchemy"),
        ("import datetime\ndatetime.datetime.now()", "datetime.datetime.now"),
        ("from datetime import datetime\ndatetime.now()", "datetime.datetime.now"),
        ("from datetime import datetime as clock\nclock.today()", "datetime.datetime.today"),
        ("import datetime as dt\ndt.datetime.utcnow()", "datetime.datetime.utcnow"),
        ("from datetime import date\ndate.today()", "datetime.date.today"),
        ("from datetime import date\nmade = field(default_factory=date.today)", "datetime.date.today"),
        ("import time\ntime.time()", "import time"),
        ("from uuid import uuid4\nuuid4()", "uuid.uuid4"),
        ("import sys\nsys.stdout.write('x')", "sys.stdout"),
        ("open('x')", "open"),
        ("print('x')", "print"),
        ("show = print", "print"),
        ("input()", "input"),
        ("eval('1')", "eval"),
        ("__import__('os')", "__import__"),
        ("import numpy as np\nnp.random.normal()", "numpy.random.normal"),
        ("from numpy import random\nrandom.seed(1)", "numpy.random.seed"),
        ("from numpy.random import rand\nrand(3)", "numpy.random.rand"),
        ("import numpy as np\nnp.random.default_rng()", "numpy.random.default_rng without seed"),
        ("import numpy as np\nnp.random.default_rng(None)", "numpy.random.default_rng without seed"),
        ("from numpy.random import PCG64\nPCG64(seed=None)", "numpy.random.PCG64 without seed"),
        ("import numpy as np\nnp.load('x')", "numpy.load"),
        ("import polars as pl\npl.read_csv('x')", "polars.read_csv"),
        ("import polars as pl\npl.scan_parquet('x')", "polars.scan_parquet"),
        ("def keep(frame):\n    frame.write_csv('x')", ".write_csv"),
    ],
)
def test_planted_offence_is_seen(tmp_path: Path, planted: str, offence: str) -> None:
    file = tmp_path / "planted.py"
    file.write_text(planted, encoding="utf-8")
    assert offence in [name for name, _ in offences(file)]


@pytest.mark.parametrize(
    "clean",
    [
        "from datetime import date, datetime\ndatetime(2026, 1, 1)\ndate.fromisoformat('2026-01-01')",
        "import numpy as np\ndef drawn(seed):\n    return np.random.default_rng(seed).normal()",
        "from numpy.random import Generator\ndef drawn(source: Generator):\n    return source.normal()",
        "import polars as pl\npl.DataFrame().select(pl.col('a').sum())",
        "import hashlib, re, uuid\nuuid.uuid5(uuid.NAMESPACE_URL, 'x')",
        "class Gate:\n    def open(self): ...\nGate().open()",
        "from rodtrad.core import time_of_year",
    ],
)
def test_clean_code_is_not_flagged(tmp_path: Path, clean: str) -> None:
    file = tmp_path / "clean.py"
    file.write_text(clean, encoding="utf-8")
    assert offences(file) == []


def test_folder_init_files_hold_only_a_docstring() -> None:
    files = sorted(PACKAGE.rglob("__init__.py"))
    found = [f"{under(file, PACKAGE)} {fault}" for file in files for fault in init_faults(file)]
    assert len(files) > len(PURE_FOLDERS)
    assert not found, "import from the file that defines it: " + "; ".join(found)


@pytest.mark.parametrize(
    ("folder", "text", "faulty"),
    [
        ("rodtrad", '"""What it is."""\n__version__ = "1"', False),
        ("core", '"""What it is."""', False),
        ("core", '"""What it is."""\n__version__ = "1"', True),
        ("core", '"""What it is."""\nfrom rodtrad.core.amount import Amount', True),
        ("core", "", True),
    ],
)
def test_planted_init_faults_are_seen(tmp_path: Path, folder: str, text: str, faulty: bool) -> None:
    file = tmp_path / folder / "__init__.py"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    assert bool(init_faults(file)) is faulty


def test_no_file_in_facts_imports_another() -> None:
    files = sorted((PACKAGE / "facts").glob("*.py"))
    found = [f"{file.name}: {line}" for file in files for line in fact_imports(file)]
    assert not found, "records point at each other by key; join in models/thread.py: " + "; ".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        "from rodtrad.facts.unit import Unit",
        "from rodtrad.facts import unit",
        "from rodtrad import facts",
        "from .unit import Unit",
        "from . import unit",
        "import rodtrad.facts.unit",
    ],
)
def test_planted_fact_import_is_seen(tmp_path: Path, planted: str) -> None:
    file = tmp_path / "planted.py"
    file.write_text(f"from rodtrad.core.keys import Key\n{planted}\n", encoding="utf-8")
    assert fact_imports(file) == [planted]


def test_files_are_small() -> None:
    sizes = {
        under(file, ROOT): len(file.read_text(encoding="utf-8").splitlines())
        for file in [*own_files(), *sorted((PACKAGE / "templates").rglob("*.*"))]
        if file.suffix in (".py", ".html", ".typ", ".css")
    }
    large = {name: size for name, size in sizes.items() if size >= MOST_LINES_OF_FILE}
    assert not large, f"split them by concept: {large}"


def test_functions_are_short() -> None:
    long = {
        (under(file, ROOT), name): size
        for file in own_files()
        for name, size in functions(file)
        if size > MOST_LINES_OF_FUNCTION
    }
    faults = {entry: size for entry, size in long.items() if entry not in LONG_FUNCTIONS}
    assert not faults, f"name a part of them: {faults}"
    shortened = [entry for entry in LONG_FUNCTIONS if entry not in long]
    assert not shortened, f"short again, so take them off LONG_FUNCTIONS: {shortened}"


def test_lines_of_a_function_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "planted.py"
    file.write_text("class A:\n    def three(self):\n        x = 1\n        return x\n", encoding="utf-8")
    assert list(functions(file)) == [("three", 3)]
