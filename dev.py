"""One door to the work on rodtrad: `python3 dev.py help` tells what it can do.

Standard library only. It keeps an environment in `.venv` beside this file, makes it anew when
one of the files it is made from has changed, and runs everything in it. The text it prints is
ASCII, so that it can be read in every console.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must meet a sentence, not a traceback
    sys.exit("dev.py needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info))

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent

HELP = """\
rodtrad: the tools of the project.

  python3 dev.py demo [...]     the shipped Oslo example, from reading to report
  python3 dev.py test [...]     the tests; what follows goes to pytest (test -k relation -n 0)
  python3 dev.py check          format, lint with code scan, types, import contracts, and whether what
                                we build on has known vulnerabilities; changes nothing
  python3 dev.py format         put the code in the common format and mend what can be mended
  python3 dev.py bench          every file in benchmarks/
  python3 dev.py docs           write the pages in docs/ that follow from the code
  python3 dev.py help           this text

Begin with `demo` to see what it does, then `test`. Before a commit: `format`, `check`, `test`.
The first command makes an environment in .venv, which takes a minute or two. It uses uv where
uv is installed, otherwise the venv and pip that come with Python. Delete .venv to begin anew.
"""

LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", LINT_IMPORTS],
}
"""What `check` runs, by the name shown in its summary; all are arguments to Python."""

ACCEPTED: dict[str, str] = {}
"""Known vulnerabilities that we live with: an advisory's number, why it does us no harm, and until when."""
LONGEST_WAIT = 40
"""Seconds an advisory service may use. One that cannot be reached answers at once."""


def environment_python(root: Path) -> Path:
    """The interpreter in the environment, whether or not it is made yet."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_path(root: Path) -> Path:
    """The file that remembers what the environment was made from."""
    return root / ".venv" / ".rodtrad-stamp"


def fingerprint(root: Path) -> str:
    """A digest of what the environment is made from.

    The folder counts too: a copied environment still points at the code it was copied from.
    """
    digest = hashlib.sha256(str(root).encode())
    for name in ("pyproject.toml", "uv.lock", "package-lock.json", "hatch_build.py"):
        file = root / name
        digest.update(name.encode() + (file.read_bytes() if file.exists() else b""))
    return digest.hexdigest()


def is_fresh(root: Path) -> bool:
    """True when the environment exists and was made from the files as they are now."""
    stamp = stamp_path(root)
    if not environment_python(root).exists() or not stamp.exists():
        return False
    return stamp.read_text(encoding="utf-8").strip() == fingerprint(root)


def requirements(pyproject: str) -> list[str]:
    """What pip installs: the project with all extras, and the dev group, which an old pip does not know."""
    stated = tomllib.loads(pyproject)
    extras = ",".join(stated["project"].get("optional-dependencies", {}))
    return ["-e", f".[{extras}]" if extras else ".", *stated["dependency-groups"]["dev"]]


def install_commands(root: Path, *, uv: str | None, python: str) -> list[list[str]]:
    """The commands that make the environment: by uv where it is found, else by venv and pip.

    `uv sync` is for a folder with a lock file; without one it would write one, unasked.
    """
    if uv and (root / "uv.lock").exists():
        return [[uv, "sync", "--python", python, "--all-extras", "--group", "dev"]]
    folder, inside = str(root / ".venv"), environment_python(root)
    wanted = requirements((root / "pyproject.toml").read_text(encoding="utf-8"))
    if uv:
        kept = "--allow-existing" if inside.exists() else "--clear"
        return [
            [uv, "venv", kept, "--python", python, folder],
            [uv, "pip", "install", "--python", str(inside), *wanted],
        ]
    anew = [] if inside.exists() else ["--clear"]
    return [
        [python, "-m", "venv", *anew, folder],
        [str(inside), "-m", "pip", "install", "--disable-pip-version-check", *wanted],
    ]


def pytest_arguments(given: list[str]) -> list[str]:
    """The caller's arguments, after our own choice of workers unless the caller has made one."""
    chosen = any(a.startswith(("-n", "--numprocesses")) for a in given)
    return [*([] if chosen else ["-n", "auto", "--dist", "loadfile"]), *given]


def child_environment() -> dict[str, str]:
    """The caller's environment, with UTF-8 everywhere and nothing that points to another Python."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "VIRTUAL_ENV")}
    return {**kept, "PYTHONUTF8": "1", "UV_PROJECT_ENVIRONMENT": str(ROOT / ".venv")}


def run(command: list[str], *, folder: Path = ROOT) -> int:
    """Run one command with its output passed through; its exit code, as a shell would give it."""
    code = subprocess.run(command, cwd=folder, env=child_environment(), check=False).returncode
    return code if code >= 0 else 128 - code


def say(sentence: str) -> None:
    """One line to whoever runs this, before the output of the next command."""
    print(f"dev.py: {sentence}", flush=True)


def stop(code: int, sentence: str) -> None:
    """End with a sentence when a step has failed; return when the code is 0."""
    if code:
        print(f"dev.py: {sentence}", file=sys.stderr, flush=True)
        raise SystemExit(code)


def require_venv() -> None:
    """End with advice where Python came without the parts that make an environment."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        stop(
            1,
            f"this Python has no {' and no '.join(missing)}. On Debian and Ubuntu: "
            "apt-get install python3-venv. Elsewhere: install Python from python.org, or install uv.",
        )


def make_environment() -> None:
    """Make the environment unless it is fresh, and remember what it was made from."""
    if is_fresh(ROOT):
        return
    uv = shutil.which("uv")
    if not uv:
        require_venv()
    say(f"making the environment in .venv with {'uv' if uv else 'venv and pip'}; this takes a minute or two")
    # From inside an environment, including our own, the new one is made by the Python below it.
    python = str(getattr(sys, "_base_executable", None) or sys.executable)
    try:
        commands = install_commands(ROOT, uv=uv, python=python)
    except tomllib.TOMLDecodeError as error:
        raise SystemExit(f"dev.py: pyproject.toml cannot be read: {error}.") from None
    for command in commands:
        stop(run(command), "the environment was not made; mend what is said above, then run this again.")
    stamp_path(ROOT).write_text(fingerprint(ROOT) + "\n", encoding="utf-8")


def in_environment(arguments: list[str], *, folder: Path = ROOT) -> int:
    """Run the environment's Python."""
    return run([str(environment_python(ROOT)), *arguments], folder=folder)


def demo(given: list[str]) -> None:
    """Show the shipped example; paths among the arguments are the caller's, so the folder is too."""
    stop(in_environment(["-m", "rodtrad", "demo", *given], folder=Path.cwd()), "the demonstration stopped.")


def test(given: list[str]) -> None:
    """Run the tests."""
    say("running the tests")
    code = in_environment(["-m", "pytest", *pytest_arguments(given)])
    stop(code, f"the tests did not pass (pytest ended with {code}).")


@dataclass(frozen=True)
class Advisories:
    """What an advisory service says of what we build on.

    known    vulnerabilities, a sentence each with what to do
    undone   why it was not asked, or did not answer; empty when it did
    counted  how many packages it has told of
    """

    known: tuple[str, ...] = ()
    undone: str = ""
    counted: int = 0


def answer_of(command: list[str], *, folder: Path = ROOT) -> tuple[Any, str]:
    """What a program prints as JSON, and why it printed none."""
    try:
        ran = subprocess.run(
            command,
            cwd=folder,
            env=child_environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=LONGEST_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, f"no answer in {LONGEST_WAIT} seconds"
    try:
        return json.loads(ran.stdout), ""
    except ValueError:
        lines = [line.strip() for line in ran.stderr.splitlines() if line.strip()]
        return None, lines[-1][:200] if lines else f"it ended with {ran.returncode} and said nothing"


def python_advisories() -> Advisories:
    """Known vulnerabilities of the Python packages in the environment, by pip-audit."""
    found, why = answer_of(
        [
            *(str(environment_python(ROOT)), "-m", "pip_audit", "--local", "--skip-editable"),
            *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
        ]
    )
    return Advisories(undone=why) if found is None else told_by_pip_audit(found)


def told_by_pip_audit(found: Any) -> Advisories:
    """What pip-audit's answer says. A package it could not look up is not one without vulnerabilities."""
    packages = found.get("dependencies", []) if isinstance(found, dict) else []
    audited = [package for package in packages if "skip_reason" not in package]
    if not audited:
        return Advisories(undone="the advisory service knows none of the packages, so it was not reached")
    known = []
    for package in audited:
        for fault in package.get("vulns", []):
            names = [fault["id"], *fault.get("aliases", [])]
            if not ACCEPTED.keys() & set(names):
                mend = " or ".join(fault.get("fix_versions", []))
                todo = (
                    f"raise it to {mend} in pyproject.toml"
                    if mend
                    else "no version mends it; use another package"
                )
                known.append(f"{package['name']} {package['version']} has {fault['id']}: {todo}.")
    return Advisories(tuple(known), "", len(audited))


def node_advisories() -> Advisories:
    """Known vulnerabilities of what the pages load, by npm audit, from the lock file."""
    npm = shutil.which("npm")
    if not npm:
        return Advisories(undone="npm is not installed")
    found, why = answer_of([npm, "audit", "--json", "--package-lock-only", "--registry-timeout=10000"])
    return Advisories(undone=why) if found is None else told_by_npm(found)


def told_by_npm(found: Any) -> Advisories:
    """What npm's answer says."""
    if not isinstance(found, dict) or "vulnerabilities" not in found or "metadata" not in found:
        told = found.get("message", "") if isinstance(found, dict) else ""
        short = str(told).partition(" - ")[0][:60] or "no answer"
        return Advisories(undone=f"the advisory service was not reached ({short})")
    known = []
    for name, package in sorted(found["vulnerabilities"].items()):
        for fault in package.get("via", []):
            number = str(fault.get("url", "")).rpartition("/")[2] if isinstance(fault, dict) else ""
            if number and number not in ACCEPTED:
                mend = package.get("fixAvailable")
                todo = "run npm audit fix" if mend else "no version mends it; use another package"
                known.append(f"{name} has {number}: {todo}.")
    counted = found["metadata"].get("dependencies", {})
    return Advisories(tuple(known), "", counted.get("total", 0) if isinstance(counted, dict) else 0)


SCANS: dict[str, Callable[[], Advisories]] = {"python": python_advisories, "node": node_advisories}
"""Who is asked for known vulnerabilities, by the name shown in the summary of `check`."""


def scan(name: str, ask: Callable[[], Advisories]) -> str:
    """Ask one advisory service; returns the word for the summary.

    What could not be asked is told and does not fail: without a network there is nobody to ask.
    """
    say(f"looking for known vulnerabilities ({name})")
    told = ask()
    for sentence in told.known:
        say(sentence)
    if told.known:
        say(f"or, if one does us no harm, write why under ACCEPTED in {Path(__file__).name}.")
        return "FAILED"
    return f"NOT DONE: {told.undone}" if told.undone else f"ok ({told.counted} packages)"


def check() -> None:
    """Run every check, also after one has failed, and sum up."""
    ended: dict[str, str] = {}
    for name, arguments in CHECKS.items():
        say(f"checking {name}")
        ended[name] = "FAILED" if in_environment(arguments) else "ok"
    for name, ask in SCANS.items():
        ended[name] = scan(name, ask)
    for name, word in ended.items():
        say(f"{name:<8} {word}")
    failed = [name for name, word in ended.items() if word == "FAILED"]
    if any(word.startswith("NOT DONE") for word in ended.values()):
        say("known vulnerabilities were not looked for everywhere; run check again where there is a network.")
    stop(int(bool(failed)), f"{len(failed)} of {len(ended)} checks failed: {', '.join(failed)}.")


def format_code() -> None:
    """Format the code, and mend what the linter can mend."""
    say("formatting")
    mended = in_environment(["-m", "ruff", "check", "--fix", "."])
    stop(in_environment(["-m", "ruff", "format", "."]), "the code could not be formatted; see above.")
    stop(mended, "the code is formatted, but the linter has points that you must mend; see above.")


def bench() -> None:
    """Run every benchmark."""
    files = sorted((ROOT / "benchmarks").glob("*.py"))
    if not files:
        say("there are no benchmarks yet")
    for file in files:
        say(f"running benchmarks/{file.name}")
        stop(in_environment([str(file)]), f"benchmarks/{file.name} stopped.")


def docs() -> None:
    """Write the derived pages of the documentation."""
    stop(in_environment([str(ROOT / "docs" / "build.py")]), "the pages were not written.")


WITH_ARGUMENTS = {"demo": demo, "test": test}
ALONE = {"check": check, "format": format_code, "bench": bench, "docs": docs}


def main(arguments: list[str]) -> None:
    """Run the command the arguments name; no argument prints the help."""
    command, *given = arguments or ["help"]
    if command in ("help", "-h", "--help"):
        print(HELP, end="")
        return
    if command not in WITH_ARGUMENTS and command not in ALONE:
        known = ", ".join([*WITH_ARGUMENTS, *ALONE, "help"])
        stop(2, f"there is no command {command!r}. There are: {known}.")
    if command in ALONE and given:
        stop(2, f"{command} takes no arguments, and was given {' '.join(given)}.")
    make_environment()
    if command in ALONE:
        ALONE[command]()
    else:
        WITH_ARGUMENTS[command](given)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
