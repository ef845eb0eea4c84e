"""The import contracts in pyproject.toml hold, and break when somebody plants a violation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = "from importlinter.cli import lint_imports_command as run; run()"

LAYERS = "Layers point down only"
FACTS = "No file in facts imports another"
PURE = "Pure layers know no database, web, file or clock library"
SQL = "SQL stands in store only"


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Judge the package under `root/src` by the contracts in `root/pyproject.toml`."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copied_tree(tmp_path: Path) -> Path:
    """A copy of the package and its contracts that a test may spoil."""
    without = shutil.ignore_patterns("__pycache__", "data", "templates", "rates", "static")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=without)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_contracts_hold() -> None:
    judged = lint_imports(ROOT)
    assert judged.returncode == 0, judged.stdout + judged.stderr
    for contract in (LAYERS, FACTS, PURE, SQL):
        assert f"{contract} KEPT" in judged.stdout


@pytest.mark.parametrize(
    ("where", "planted", "contract"),
    [
        ("core", "import rodtrad.store.target", LAYERS),
        ("models", "from rodtrad.checks import target", LAYERS),
        ("checks", "from rodtrad.reports import target", LAYERS),
        ("readers", "from rodtrad.store import target", LAYERS),
        ("publish", "def late() -> None:\n    import rodtrad.cli.target", LAYERS),
        ("facts", "from rodtrad.facts import target", FACTS),
        ("reports", "import pathlib", PURE),
        ("core", "from time import time", PURE),
        ("app", "from sqlalchemy import select", SQL),
        ("cli", "import sqlite3", SQL),
    ],
)
def test_planted_violation_breaks_its_contract(
    copied_tree: Path, where: str, planted: str, contract: str
) -> None:
    package = copied_tree / "src" / "rodtrad"
    for folder in ("core", "facts", "checks", "reports", "store", "cli"):
        (package / folder / "target.py").write_text('"""Imported by the planted file."""\n', encoding="utf-8")
    (package / where / "planted.py").write_text(f'"""Planted."""\n\n{planted}\n', encoding="utf-8")
    judged = lint_imports(copied_tree)
    assert judged.returncode == 1, judged.stdout + judged.stderr
    assert f"{contract} BROKEN" in judged.stdout
    assert f"rodtrad.{where}.planted" in judged.stdout


def test_the_copied_tree_is_what_is_judged(copied_tree: Path) -> None:
    """Without a planted file the copy holds, so the failures above come from what was planted."""
    judged = lint_imports(copied_tree)
    assert judged.returncode == 0, judged.stdout + judged.stderr
