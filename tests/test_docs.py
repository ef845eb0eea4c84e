"""The derived pages describe every check, fact, column and command, or the build fails."""

import importlib.util
from pathlib import Path

import pytest
import typer

from rodtrad.checks.registry import CHECKS
from rodtrad.cli.main import app
from rodtrad.models.concepts import SHAPES

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("build", ROOT / "docs" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pages_are_up_to_date(build):
    old = [path.name for path, text in build.pages().items() if path.read_text(encoding="utf-8") != text]
    assert old == [], "run python3 dev.py docs"


def test_every_check_is_described(build):
    page = build.checks_page()
    assert all(f"## {number} " in page for number in CHECKS)


def test_every_fact_and_column_is_described(build):
    page = build.facts_page()
    for shape in SHAPES.values():
        part = page.split(f"## {shape.name} ")[1].split("\n## ")[0]
        assert all(f"| {c.name} |" in part or f"| **{c.name}** |" in part for c in shape.columns)


def test_every_command_is_described(build):
    page = build.commands_page()
    assert all(f"## rodtrad {name}\n" in page for name in typer.main.get_command(app).commands)


def test_links_in_the_readme_lead_somewhere():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = [part.split(")")[0] for part in text.split("](")[1:]]
    assert targets
    assert [t for t in targets if not (ROOT / t).exists()] == []
