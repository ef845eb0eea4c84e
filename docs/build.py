"""Write the pages that are derived from the code: checks, facts and commands.

python docs/build.py           write them
python docs/build.py --check   exit 1 when one is out of date
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from rodtrad.checks.registry import CHECKS
from rodtrad.checks.run import FUNCTION_MODULES
from rodtrad.cli.main import app
from rodtrad.core import words
from rodtrad.core.shape import Column
from rodtrad.models.concepts import SHAPES

DOCS = Path(__file__).parent
WRITTEN_BY = "<!-- Written by docs/build.py; change the code, not this page. -->\n"


GRADED = """Relations that do not hold are graded by how large the gap is beside the number: five per cent or
more keeps the severity, one per cent is a warning, less is a notice."""


def checks_page() -> str:
    """Every check: number, title, what it looks for, what to do."""
    lines = ["# Checks", WRITTEN_BY, GRADED, ""]
    for number in sorted(CHECKS):
        severity = CHECKS[number].severity.value
        lines += [
            f"## {number} {words.check_title(number, 'no')}",
            "",
            f"*{words.check_title(number, 'en')}.* Severity: {severity} at most.",
            "",
            f"{words.check_meaning(number, 'no')} {words.check_advice(number, 'no')}",
            "",
            f"{words.check_meaning(number, 'en')} {words.check_advice(number, 'en')}",
            "",
        ]
    return "\n".join(lines)


def facts_page() -> str:
    """Every fact and column, from the shapes."""
    lines = [
        "# Facts",
        WRITTEN_BY,
        "A figure's address is `fact/key/…/column`; an empty part of the key is a dash.",
        "",
    ]
    for shape in SHAPES.values():
        lines += [f"## {shape.name} ({shape.label.lower()})", "", " ".join(shape.meaning.split()), ""]
        lines += ["| column | label | holds | meaning |", "| --- | --- | --- | --- |"]
        lines += [_column(column) for column in shape.columns]
        lines.append("")
    return "\n".join(lines)


def _column(column: Column) -> str:
    name = f"**{column.name}**" if column.key else column.name
    holds = column.kind.value if not column.choices else ", ".join(f"`{c}`" for c in column.choices)
    extra = [f"unit: {column.unit}"] if column.unit else []
    extra += [f"refers to {column.refers}"] if column.refers else []
    extra += [] if column.required else ["may be empty"]
    return f"| {name} | {column.label} | {holds} | {'; '.join([column.meaning, *extra])} |"


def commands_page() -> str:
    """Every command with its options."""
    group = typer.main.get_command(app)
    lines = ["# Commands", WRITTEN_BY, group.help or "", ""]
    for name, command in _commands(group):
        lines += [
            f"## rodtrad {name}",
            "",
            (command.help or "").strip(),
            "",
            *(["| option | meaning |", "| --- | --- |"] if command.params else []),
        ]
        for parameter in command.params:
            option = parameter.param_type_name == "option"
            shown = ", ".join(parameter.opts) if option else parameter.metavar
            lines.append(f"| `{shown}` | {getattr(parameter, 'help', '') or ''} |")
        lines += [""] if command.params else []
    return "\n".join(lines)


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its whole name; the commands of a group come after it."""
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")


def pages() -> dict[Path, str]:
    """Every derived page with its text."""
    assert FUNCTION_MODULES
    made = {"checks.md": checks_page(), "facts.md": facts_page(), "commands.md": commands_page()}
    return {DOCS / name: text.rstrip() + "\n" for name, text in made.items()}


def main() -> int:
    """Write the pages, or say which are out of date."""
    old = {
        path: text
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    if "--check" not in sys.argv:
        for path, text in old.items():
            path.write_text(text, encoding="utf-8")
        return 0
    for path in old:
        sys.stderr.write(f"{path.name} is out of date: run python3 dev.py docs\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
