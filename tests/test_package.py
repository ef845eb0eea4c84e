"""What the package promises as a whole: a light start, sane metadata, nothing private in its files."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import rodtrad

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

HEAVY = {"polars", "sqlalchemy", "altair", "docx", "typst", "jinja2", "duckdb", "numpy"}
DATABASE = {"sqlalchemy", "alembic", "sqlite3", "psycopg", "duckdb", "ibis"}
WEB = {
    "fastapi",
    "starlette",
    "uvicorn",
    "jinja2",
    "httpx",
    "requests",
    "authlib",
    "http",
    "urllib",
    "socket",
}

NOT_OURS = {"node_modules", "build", "dist", "book"}


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the interpreter of the tests on the package in this repository."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def imported(importtime: str) -> set[str]:
    """Top-level modules in what `-X importtime` writes: `import time: self | cumulative | name`."""
    lines = [line for line in importtime.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def repository_files() -> list[Path]:
    """Every file that git keeps or would be asked to keep; without git, every file that is ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    else:
        found = [file for file in ROOT.rglob("*") if is_ours(file.relative_to(ROOT))]
    return [file for file in found if file.is_file()]


def is_ours(path: Path) -> bool:
    if path.parts[0] == ".ci" or path == Path(".gitignore"):
        return True
    strange = [p for p in path.parts if p.startswith(".") or p == "__pycache__" or p.endswith(".egg-info")]
    return not strange and path.parts[0] not in NOT_OURS


def forbidden_text() -> re.Pattern[bytes]:
    """Folders of the machines we build on, and hosts of package registries; none of them spelled out here."""
    folders = "|".join(["wo" + r"rk/(?:main|shared|\.|tmp|home)", "ro" + "ot/"])
    hosts = [
        "py" + "pi.org",
        "python" + "hosted.org",
        "npm" + "js.org",
        "npm" + "js.com",
        "yarn" + "pkg.com",
        "ana" + "conda.org",
        "crates" + ".io",
    ]
    return re.compile(
        rf"(?<![\w.:}}/-])/(?:{folders})|{'|'.join(re.escape(h) for h in hosts)}".encode(), re.IGNORECASE
    )


def test_help_starts_light() -> None:
    shown = run_python("-X", "importtime", "-m", "rodtrad", "--help")
    assert shown.returncode == 0, shown.stderr[-2000:]
    loaded = imported(shown.stderr)
    assert "rodtrad" in loaded
    assert not loaded & HEAVY, f"import these inside the command that needs them: {loaded & HEAVY}"


def test_importtime_is_read() -> None:
    written = """\
import time: self [us] | cumulative | imported package
import time:       100 |        100 |       polars._plr
import time:       200 |        300 |     polars
import time:        50 |         50 | rodtrad.cli.main
a line of the program itself | numpy
"""
    assert imported(written) == {"imported package", "polars", "rodtrad"}


def test_importing_the_package_loads_no_database_and_no_web() -> None:
    # The interpreter loads some modules before ours (a .pth file may); only what we add counts.
    script = (
        "import sys; before = set(sys.modules); import rodtrad; print(*sorted(set(sys.modules) - before))"
    )
    shown = run_python("-c", script)
    assert shown.returncode == 0, shown.stderr
    loaded = {name.partition(".")[0] for name in shown.stdout.split()}
    assert "rodtrad" in loaded
    assert not loaded & (DATABASE | WEB | HEAVY)


def test_version_is_one_place_and_well_formed() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc|\.dev|\.post)\d+)?", rodtrad.__version__)
    assert "version" in PYPROJECT["project"]["dynamic"]
    assert "version" not in PYPROJECT["project"]
    assert (ROOT / PYPROJECT["tool"]["hatch"]["version"]["path"]).samefile(rodtrad.__file__)


def test_metadata_is_sane() -> None:
    project = PYPROJECT["project"]
    assert project["name"] == "rodtrad"
    assert project["license"] == "MIT"
    assert project["requires-python"] == ">=3.11"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_files_named_in_the_metadata_exist() -> None:
    project = PYPROJECT["project"]
    named = [project["readme"], *project["license-files"]]
    missing = [name for name in named if not (ROOT / name).is_file()]
    assert not missing, f"the package cannot be built without {missing}"


def test_commands_named_in_the_metadata_exist() -> None:
    for target in PYPROJECT["project"]["scripts"].values():
        module, _, function = target.partition(":")
        file = ROOT / "src" / (module.replace(".", "/") + ".py")
        assert file.is_file(), f"{module} is named in pyproject.toml, and is not there"
        assert f"def {function}(" in file.read_text(encoding="utf-8")


def test_no_file_names_our_machines_or_a_registry() -> None:
    forbidden = forbidden_text()
    found = [
        f"{file.relative_to(ROOT).as_posix()}: {match.group().decode()}"
        for file in repository_files()
        for match in [forbidden.search(file.read_bytes())]
        if match
    ]
    assert not found, "; ".join(found)


@pytest.mark.parametrize(
    ("text", "is_forbidden"),
    [
        ("see /" + "work/main", True),
        ('path = "/' + 'root/x"', True),
        ("https://py" + "pi.org/simple", True),
        ("https://files.python" + "hosted.org/x", True),
        ("https://registry.npm" + "js.org/htmx", True),
        ("https://oslo.kommune.example/" + "work/plan", False),
        ('href="/' + 'work/letter-2027"', False),
        ("src/" + "root/x, ./" + "work/x and {folder}/" + "work/x", False),
        ("the roots of the tree", False),
    ],
)
def test_forbidden_text_is_told_from_innocent(text: str, is_forbidden: bool) -> None:
    assert bool(forbidden_text().search(text.encode())) is is_forbidden


def test_repository_files_are_found() -> None:
    names = {file.relative_to(ROOT).as_posix() for file in repository_files()}
    assert {"pyproject.toml", "dev.py", ".ci/run", "src/rodtrad/__init__.py"} <= names
    assert not [name for name in names if name.startswith(".venv/")]
