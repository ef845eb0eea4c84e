"""Everything a reader can meet has a Norwegian and an English word, and every word is used."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from string import Formatter
from typing import get_args, get_type_hints

import pytest
from jinja2 import Environment, nodes

from rodtrad.checks.run import CHECKS
from rodtrad.core import words
from rodtrad.core.check_words import CHECK_WORDS
from rodtrad.core.measurement import UNITS
from rodtrad.core.relation import RelationKind
from rodtrad.core.shape import Kind, snake
from rodtrad.core.verdict import Severity, Verdict
from rodtrad.core.words import SENTENCES
from rodtrad.facts import (
    benefit,
    budget,
    document,
    figure,
    goal,
    grant,
    indicator,
    letter,
    measure,
    page,
    plan,
    population,
    premise,
    programme,
    rate,
    reporting,
    service,
    unit,
    work,
)
from rodtrad.models.concepts import SHAPES
from rodtrad.reports.tree import BarKind
from rodtrad.web.render import MENU, WORK_MENU

SOURCE = Path(words.__file__).parents[1]
FACT_FILES = (
    benefit, budget, document, figure, goal, grant, indicator, letter, measure, page, plan, population,
    premise, programme, rate, reporting, service, unit, work,
)  # fmt: skip

SPELT_LIKE_THEIR_CODE = {("qualifier", "about"), ("qualifier", "over"), ("qualifier", "under")}
"""Words that are shown in the middle of a sentence, and are the code's own word."""

NORWEGIAN_NAMES = ("Rødtråd", "øre", "Norsk bokmål")
"""Names that English keeps: ours, the coin's, and the language's own."""

_OTHER_WORDS = re.compile(r"\b(the|and|of|is|not|with|from|that|has|are)\b", re.IGNORECASE)
_NORWEGIAN_LETTER = re.compile(r"[æøåÆØÅ]")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")


def enums_in_facts() -> dict[str, type[StrEnum]]:
    """Every set of choices that a column of a fact has, by its category of words."""
    records = (
        thing
        for module in FACT_FILES
        for thing in vars(module).values()
        if isinstance(thing, type) and snake(thing.__name__) in SHAPES
    )
    hints = (hint for record in records for hint in get_type_hints(record).values())
    inner = (kind for hint in hints for kind in (hint, *get_args(hint)))
    return {
        snake(kind.__name__): kind for kind in inner if isinstance(kind, type) and issubclass(kind, StrEnum)
    }


CHOICES = enums_in_facts()


def check_texts() -> dict[str, tuple[str, str]]:
    """Every text of every check, by number and field."""
    fields = ("title", "meaning", "sentence", "advice")
    return {f"{n}.{field}": getattr(c, field) for n, c in CHECK_WORDS.items() for field in fields}


TEXTS = SENTENCES | check_texts()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_choices_of_every_fact_are_found():
    found = {choice for kind in CHOICES.values() for choice in kind}
    columns = [c for shaped in SHAPES.values() for c in shaped.columns if c.kind is Kind.CHOICE]
    assert found == {choice for column in columns for choice in column.choices}
    assert len(CHOICES) >= 15


@pytest.mark.parametrize("category", [*sorted(CHOICES), "verdict", "severity", "relation_kind", "language"])
def test_every_choice_has_a_word_in_both_languages(category):
    known = words.terms(category)
    fixed = {
        "verdict": Verdict,
        "severity": Severity,
        "relation_kind": RelationKind,
        "language": ("no", "en"),
    }
    for value in map(str, CHOICES.get(category) or fixed[category]):
        norwegian, english = known[value]
        assert norwegian.strip()
        assert english.strip()
        assert words.word(category, value, "no") == norwegian
        assert words.word(category, value, "en") == english
        if (category, value) not in SPELT_LIKE_THEIR_CODE:
            assert value not in (norwegian, english), f"{category}.{value} is shown as its code"


@pytest.mark.parametrize("category", sorted(CHOICES))
def test_no_word_is_written_for_a_choice_that_does_not_exist(category):
    assert set(words.terms(category)) == {str(value) for value in CHOICES[category]}


def test_every_bar_of_a_chart_and_every_kind_of_equation_can_be_told():
    assert {f"bar_{kind.value}" for kind in BarKind} <= set(SENTENCES)
    assert {f"terms_{kind.value}" for kind in RelationKind} <= set(SENTENCES)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_fact_and_column_has_a_label_that_is_no_code(name):
    shaped = SHAPES[name]
    assert shaped.label.strip()
    assert shaped.label != name
    assert shaped.meaning.strip()
    for column in shaped.columns:
        for label in (column.label, column.label_en):
            assert label.strip()
            assert label != column.name
            assert "_" not in label
            assert label[0].isupper()
        assert column.meaning.strip()
        assert not _NORWEGIAN_LETTER.search(column.label_en)
        assert not _OTHER_WORDS.search(column.label)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_no_two_columns_of_a_fact_share_a_heading(name):
    for language in ("no", "en"):
        headings = [c.heading(language) for c in SHAPES[name].columns]
        assert len(headings) == len(set(headings)), headings


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_fact_has_an_english_name(name):
    english = SHAPES[name].label_en
    assert english
    assert english != name


@pytest.mark.parametrize("code", sorted(UNITS))
def test_every_unit_has_a_word_in_both_languages(code):
    unit_of = UNITS[code]
    assert unit_of.label.strip()
    assert unit_of.label_en.strip()
    assert unit_of.label_en != code
    assert not _NORWEGIAN_LETTER.search(unit_of.label_en)


def test_every_check_has_its_words_and_every_word_its_check():
    assert set(CHECK_WORDS) == set(CHECKS)
    for number in CHECKS:
        for language in ("no", "en"):
            assert words.check_title(number, language) != number
            assert words.check_meaning(number, language).endswith(".")
            assert words.check_advice(number, language).endswith(".")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_has_both_languages_with_the_same_gaps(key):
    norwegian, english = TEXTS[key]
    assert norwegian.strip()
    assert english.strip()
    assert key not in (norwegian, english)
    assert placeholders(norwegian) == placeholders(english)
    assert all(name.isidentifier() for name in placeholders(norwegian))


def test_no_norwegian_text_uses_english_words_and_no_english_text_norwegian_letters():
    every = TEXTS | {
        f"{category}.{value}": pair
        for category in (
            *CHOICES,
            "verdict",
            "severity",
            "relation_kind",
            "season",
            "counted",
            "comparison",
            "language",
        )
        for value, pair in words.terms(category).items()
    }
    for key, (norwegian, english) in every.items():
        assert not _OTHER_WORDS.search(_QUOTED.sub("", norwegian)), f"{key}: {norwegian}"
        bare = _QUOTED.sub("", english)
        for name in NORWEGIAN_NAMES:
            bare = bare.replace(name, "")
        assert not _NORWEGIAN_LETTER.search(bare), f"{key}: {english}"


def test_each_language_uses_its_own_quotes():
    for key, (norwegian, english) in TEXTS.items():
        assert not set("“”") & set(norwegian), key
        assert not set("«»") & set(english), key


# What the code says, found by reading the code.

COMPUTED = {
    ("core/error_words.py", "error.message"),
    ("cli/errors.py", "where"),
    ("cli/errors.py", "problem.message"),
    ("readers/tidy.py", "message"),
    ("store/connect.py", "message"),
    ("publish/plain.py", "key"),
    ("reports/telling.py", "key"),
    ("reports/wording.py", "key"),
    ("reports/wording.py", "str(facts['fault'])"),
    ("models/programme/faults.py", "self.message"),
    ("web/render.py", "key"),
    ("web/site.py", "trouble.message"),
    ("web/site.py", "_TITLES.get(status, 'bad_request_title')"),
}
"""Places where the key is computed. Its values stand as strings elsewhere in the same file."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(SOURCE.rglob("*.py")):
        yield file.relative_to(SOURCE).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def key_of(call: ast.Call) -> ast.expr | None:
    """The message key a call gives, if it is a call that gives one."""
    name = called(call)
    if name == "_listed":
        return call.args[1]
    speaks = name in ("say", "Problem")
    raises = name.endswith("Error") and name.startswith(
        ("Rodtrad", "Usage", "Book", "Conflict", "Access", "Missing", "Gone")
    )
    return call.args[0] if call.args and (speaks or raises) else None


def keys_in(expression: ast.expr) -> list[str] | None:
    """The keys an expression can be; None when it is computed."""
    match expression:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=other):
            found = [keys_in(body), keys_in(other)]
            return None if None in found else [k for keys in found if keys for k in keys]
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]):
            return [key for key in SENTENCES if key.startswith(prefix)] or [f"{prefix}…"]
        case _:
            return None


def said_in_templates() -> list[tuple[str, int, list[str], set[str] | None]]:
    """Every place a template of a page names a message."""
    found = []
    environment = Environment()
    for file in sorted((SOURCE / "templates" / "web").glob("*.j2")):
        tree = environment.parse(file.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if not isinstance(call.node, nodes.Name) or call.node.name != "say":
                continue
            facts = {keyword.key for keyword in call.kwargs}
            for keys in template_keys(call.args[0]):
                found.append((f"templates/{file.name}", call.lineno, keys, facts))
    return found


def template_keys(expression: nodes.Expr) -> Iterator[list[str]]:
    """The keys a template's expression can be; a menu's keys stand in the code."""
    match expression:
        case nodes.Const(value=key):
            yield [key]
        case nodes.CondExpr():
            yield from template_keys(expression.expr1)
            yield from template_keys(expression.expr2)
        case nodes.Concat(nodes=[nodes.Const(value=prefix), *_]):
            yield [key for key in SENTENCES if key.startswith(prefix)] or [f"{prefix}…"]
        case nodes.Name(name="key"):
            yield [key for _, key in (*MENU, *WORK_MENU)]
        case _:
            raise AssertionError(f"line {expression.lineno}: a key that cannot be read")


def said() -> list[tuple[str, int, list[str], set[str] | None]]:
    """Every place a message is named: file, line, keys, and the facts given (None when unknown)."""
    found = said_in_templates()
    for file, tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            expression = key_of(call)
            if expression is None:
                continue
            keys = keys_in(expression)
            if keys is None:
                assert (file, ast.unparse(expression)) in COMPUTED, f"{file}:{call.lineno}"
                continue
            known = all(keyword.arg for keyword in call.keywords)
            facts = {str(keyword.arg) for keyword in call.keywords} if known else None
            of_problem = called(call) in ("Problem", "_listed")
            found.append((file, call.lineno, keys, {"value", "hint"} if of_problem else facts))
    return found


def test_the_list_of_computed_keys_is_no_longer_than_needed():
    found = {
        (file, ast.unparse(expression))
        for file, tree in trees()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and (expression := key_of(call)) is not None
        if keys_in(expression) is None
    }
    assert found == COMPUTED


def tables_of_keys() -> set[str]:
    """Keys that stand in a table, not in the call itself."""
    from rodtrad.publish.plain import _FIXED_WORDS
    from rodtrad.readers.tidy import _is_wrong
    from rodtrad.store.connect import _SQLITE_TROUBLE
    from rodtrad.web.site import _TITLES

    kinds = {_is_wrong(column)[0] for shaped in SHAPES.values() for column in shaped.columns}
    fixed = {*_FIXED_WORDS.values(), *_SQLITE_TROUBLE.values(), *_TITLES.values()}
    return (fixed | kinds) - {""}


def written(only: str) -> set[str]:
    """Keys that code names and nobody has written."""
    named = {key for file, _, keys, _ in said() if file.startswith(only) for key in keys}
    return named - set(SENTENCES)


@pytest.mark.parametrize(
    "folder",
    ["core", "readers", "reports", "publish", "app", "cli", "web", "templates"],
)
def test_every_message_that_is_named_is_written(folder):
    assert not written(folder)


def test_every_message_of_the_store_is_written():
    assert not written("store") | (tables_of_keys() - set(SENTENCES))


def test_every_message_of_a_table_outside_the_store_is_written():
    assert not {key for key in tables_of_keys() if not key.startswith("book_")} - set(SENTENCES)


def facts_lacking(only: str) -> list[str]:
    """Places whose facts do not fill the gaps of their sentence."""
    return [
        f"{file}:{line} {key} lacks {sorted(lacking)}"
        for file, line, keys, facts in said()
        for key in keys
        if file.startswith(only) and facts is not None and key in SENTENCES
        if (lacking := placeholders(SENTENCES[key][0]) - facts)
    ]


@pytest.mark.parametrize(
    "folder", ["core", "readers", "reports", "publish", "app", "cli", "web", "templates"]
)
def test_every_sentence_gets_the_facts_it_needs(folder):
    assert facts_lacking(folder) == []


def test_every_sentence_of_the_store_gets_the_facts_it_needs():
    assert facts_lacking("store") == []


IN_THE_COMMAND_LINE = {"input_refused", "programme_refused", "where_file", "where_line", "where_column"}
"""Keys that an error with many faults has of itself, or that cli/errors.py chooses among."""


def unused() -> set[str]:
    used = {key for _, _, keys, _ in said() for key in keys} | tables_of_keys()
    return set(SENTENCES) - used - IN_THE_COMMAND_LINE


def test_keys_chosen_in_the_command_line_stand_there():
    files = ("cli/errors.py", "core/errors.py", "models/programme/faults.py")
    text = "".join((SOURCE / file).read_text(encoding="utf-8") for file in files)
    assert all(f'"{key}"' in text for key in IN_THE_COMMAND_LINE)


def test_no_written_message_is_unused():
    assert unused() == set()
