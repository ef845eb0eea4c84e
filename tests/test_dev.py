"""The parts of dev.py that decide something; no environment is built here."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = """\
[project]
name = "invented"
[project.optional-dependencies]
postgresql = ["psycopg>=3"]
web = ["fastapi"]
[dependency-groups]
dev = ["pytest>=8", "ruff"]
"""


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rodtrad_dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder with a space in its name."""
    root = tmp_path / "my project"
    root.mkdir()
    (root / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    return root


def make_by_hand(dev: ModuleType, root: Path) -> None:
    """Leave the files that a finished environment leaves."""
    python: Path = dev.environment_python(root)
    python.parent.mkdir(parents=True)
    python.touch()
    dev.stamp_path(root).write_text(dev.fingerprint(root) + "\n", encoding="utf-8")


def test_environment_is_fresh_until_its_files_change(dev: ModuleType, project: Path) -> None:
    assert not dev.is_fresh(project)
    make_by_hand(dev, project)
    assert dev.is_fresh(project)
    (project / "pyproject.toml").write_text(PYPROJECT + "# changed\n", encoding="utf-8")
    assert not dev.is_fresh(project)


def test_a_new_lock_file_makes_the_environment_stale(dev: ModuleType, project: Path) -> None:
    make_by_hand(dev, project)
    (project / "uv.lock").write_text("version = 1\n", encoding="utf-8")
    assert not dev.is_fresh(project)


def test_an_environment_without_stamp_or_python_is_stale(dev: ModuleType, project: Path) -> None:
    make_by_hand(dev, project)
    dev.environment_python(project).unlink()
    assert not dev.is_fresh(project)
    dev.environment_python(project).touch()
    dev.stamp_path(project).unlink()
    assert not dev.is_fresh(project)


def test_a_copied_environment_is_stale(dev: ModuleType, project: Path) -> None:
    make_by_hand(dev, project)
    copy = project.rename(project.with_name("moved"))
    assert not dev.is_fresh(copy)


def test_requirements_are_project_extras_and_dev_group(dev: ModuleType) -> None:
    assert dev.requirements(PYPROJECT) == ["-e", ".[postgresql,web]", "pytest>=8", "ruff"]
    bare = '[project]\nname = "x"\n[dependency-groups]\ndev = []\n'
    assert dev.requirements(bare) == ["-e", "."]


def test_without_uv_venv_and_pip_are_used(dev: ModuleType, project: Path) -> None:
    make, install = dev.install_commands(project, uv=None, python="python-x")
    assert make == ["python-x", "-m", "venv", "--clear", str(project / ".venv")]
    assert install[:4] == [str(dev.environment_python(project)), "-m", "pip", "install"]
    assert install[-4:] == ["-e", ".[postgresql,web]", "pytest>=8", "ruff"]


def test_an_environment_that_works_is_not_cleared(dev: ModuleType, project: Path) -> None:
    make_by_hand(dev, project)
    make, _ = dev.install_commands(project, uv=None, python="python-x")
    assert "--clear" not in make
    make, _ = dev.install_commands(project, uv="uv", python="python-x")
    assert "--clear" not in make


def test_uv_without_lock_file_installs_and_writes_no_lock(dev: ModuleType, project: Path) -> None:
    make, install = dev.install_commands(project, uv="/opt/uv", python="python-x")
    assert make == ["/opt/uv", "venv", "--clear", "--python", "python-x", str(project / ".venv")]
    assert install[:4] == ["/opt/uv", "pip", "install", "--python"]
    assert install[-4:] == ["-e", ".[postgresql,web]", "pytest>=8", "ruff"]


def test_uv_with_lock_file_syncs(dev: ModuleType, project: Path) -> None:
    (project / "uv.lock").write_text("version = 1\n", encoding="utf-8")
    assert dev.install_commands(project, uv="/opt/uv", python="python-x") == [
        ["/opt/uv", "sync", "--python", "python-x", "--all-extras", "--group", "dev"]
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["-n", "auto", "--dist", "loadfile"]),
        (["-k", "relation"], ["-n", "auto", "--dist", "loadfile", "-k", "relation"]),
        (["-n", "0", "tests/test_dev.py"], ["-n", "0", "tests/test_dev.py"]),
        (["-n4"], ["-n4"]),
        (["--numprocesses=2"], ["--numprocesses=2"]),
        (["--no-header"], ["-n", "auto", "--dist", "loadfile", "--no-header"]),
    ],
)
def test_workers_are_chosen_unless_the_caller_has(
    dev: ModuleType, given: list[str], expected: list[str]
) -> None:
    assert dev.pytest_arguments(given) == expected


def test_children_get_utf8_and_no_other_python(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "elsewhere")
    monkeypatch.setenv("PYTHONHOME", "elsewhere")
    given = dev.child_environment()
    assert given["PYTHONUTF8"] == "1"
    assert not {"VIRTUAL_ENV", "PYTHONHOME"} & set(given)


def test_run_gives_exit_codes_as_a_shell_does(dev: ModuleType) -> None:
    assert dev.run([sys.executable, "-c", "raise SystemExit(7)"]) == 7
    if os.name != "nt":
        assert dev.run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 137


def test_check_runs_everything_and_names_what_failed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[list[str]] = []

    def pretend(arguments: list[str]) -> int:
        seen.append(arguments)
        return 1 if "mypy" in arguments else 0

    monkeypatch.setattr(dev, "in_environment", pretend)
    monkeypatch.setattr(dev, "SCANS", {"python": lambda: dev.Advisories(counted=90)})
    with pytest.raises(SystemExit) as ended:
        dev.check()
    assert ended.value.code == 1
    assert seen == list(dev.CHECKS.values())
    said = capsys.readouterr()
    assert "types    FAILED" in said.out
    assert "imports  ok" in said.out
    assert "python   ok (90 packages)" in said.out
    assert "1 of 5 checks failed: types." in said.err


AUDITED = {"name": "invented", "version": "1.0", "vulns": []}
FAULT = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["1.1", "2.0"], "description": "x"}
SKIPPED = {"name": "unknown", "skip_reason": "Dependency not found"}


def test_a_known_vulnerability_of_a_python_package_is_told_with_what_to_do(dev: ModuleType) -> None:
    found = {"dependencies": [AUDITED, SKIPPED, AUDITED | {"name": "bad", "vulns": [FAULT]}]}
    told = dev.told_by_pip_audit(found)
    assert told.known == ("bad 1.0 has PYSEC-1: raise it to 1.1 or 2.0 in pyproject.toml.",)
    assert (told.undone, told.counted) == ("", 2)
    without = {"dependencies": [AUDITED | {"vulns": [FAULT | {"fix_versions": []}]}]}
    assert "use another package" in dev.told_by_pip_audit(without).known[0]


@pytest.mark.parametrize("number", ["PYSEC-1", "CVE-1"])
def test_a_vulnerability_that_is_accepted_is_not_told(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setitem(dev.ACCEPTED, number, "we do not use that part; look again in 2027")
    assert dev.told_by_pip_audit({"dependencies": [AUDITED | {"vulns": [FAULT]}]}).known == ()


@pytest.mark.parametrize("found", [{}, {"dependencies": []}, {"dependencies": [SKIPPED, SKIPPED]}, [], None])
def test_packages_that_nobody_could_look_up_are_not_safe_ones(dev: ModuleType, found: object) -> None:
    told = dev.told_by_pip_audit(found)
    assert told.undone
    assert not told.counted


def test_a_known_vulnerability_of_a_node_package_is_told_with_what_to_do(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = {"url": "https://example.invalid/advisories/GHSA-1", "title": "x"}
    bad = {"via": [fault, "other"], "fixAvailable": True}
    found = {"vulnerabilities": {"bad": bad}, "metadata": {"dependencies": {"total": 80}}}
    told = dev.told_by_npm(found)
    assert told.known == ("bad has GHSA-1: run npm audit fix.",)
    assert told.counted == 80
    monkeypatch.setitem(dev.ACCEPTED, "GHSA-1", "we do not use that part; look again in 2027")
    assert dev.told_by_npm(found).known == ()


@pytest.mark.parametrize("found", [None, [], {}, {"message": "405 Method Not Allowed", "error": {}}])
def test_a_node_service_that_does_not_answer_is_told(dev: ModuleType, found: object) -> None:
    assert "not reached" in dev.told_by_npm(found).undone


def test_what_could_not_be_asked_is_told_and_does_not_fail(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "in_environment", lambda _: 0)
    monkeypatch.setattr(dev, "SCANS", {"node": lambda: dev.Advisories(undone="npm is not installed")})
    dev.check()
    said = capsys.readouterr().out
    assert "node     NOT DONE: npm is not installed" in said
    assert "run check again where there is a network" in said


def test_a_known_vulnerability_fails_the_check(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "in_environment", lambda _: 0)
    monkeypatch.setattr(dev, "SCANS", {"node": lambda: dev.Advisories(("bad has GHSA-1: do this.",))})
    with pytest.raises(SystemExit) as ended:
        dev.check()
    assert ended.value.code == 1
    said = capsys.readouterr()
    assert "bad has GHSA-1: do this." in said.out
    assert "ACCEPTED" in said.out
    assert "1 of 5 checks failed: node." in said.err


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("print('{}')", ""),
        ("print('x')", "it ended with 0 and said nothing"),
        ("import sys; sys.exit('no network')", "no network"),
        ("import time; time.sleep(9)", "no answer in 1 seconds"),
    ],
)
def test_programs_that_answer_with_json_or_do_not(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, code: str, why: str
) -> None:
    monkeypatch.setattr(dev, "LONGEST_WAIT", 1 if "sleep" in code else 30)
    found, told = dev.answer_of([sys.executable, "-c", code])
    assert (found, told) == (None if why else {}, why)


def test_every_accepted_vulnerability_has_a_reason(dev: ModuleType) -> None:
    assert all(len(reason) > 20 for reason in dev.ACCEPTED.values())


def test_missing_ensurepip_is_told_with_what_to_install(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        dev.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object()
    )
    with pytest.raises(SystemExit) as ended:
        dev.require_venv()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "no ensurepip" in said
    assert "apt-get install python3-venv" in said


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"]])
def test_help_names_every_command_and_builds_nothing(tmp_path: Path, arguments: list[str]) -> None:
    shown = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert shown.stdout.isascii()
    assert not shown.stderr
    for command in ("demo", "test", "check", "format", "bench", "help"):
        assert f"dev.py {command} " in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["fomrat"], "there is no command 'fomrat'"), (["check", "--fast"], "check takes no arguments")],
)
def test_wrong_use_is_told_before_anything_is_built(
    dev: ModuleType, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        dev.main(arguments)
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err
