"""What each sees: nothing shows a row of another unit, and nothing shows a draft to who has no rights.

A secret word stands in every fact, in rows of a neighbour and of a document the neighbour is writing.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from page_reading import PageRead
from role_kit import PEOPLE, Site, routes_of, site_of, worked_book
from starlette.testclient import TestClient

from rodtrad.app.books import now
from rodtrad.app.open_book import OpenBook
from rodtrad.core.roles import Right
from rodtrad.core.shape import Column, Kind, Shape
from rodtrad.models.concepts import SHAPES
from rodtrad.models.sight import document_column, owning_column, parent_column
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange
from rodtrad.web.site import site

SECRET, NEVER = "hemmelig", "aldriher"
DRAFT = f"{SECRET}-report-bhg"
UNOWNED = ("statistics_table", "rule_parameter", "stated_relation", "uncertainty_rule", "priority_rule",
           "price_index", "code", "unit")  # fmt: skip
"""Facts whose rows belong to no unit and no document: everybody sees them."""
READERS = {
    "reader": PEOPLE["reader"],
    "group": replace(PEOPLE["reader"], name="En gruppe", more=frozenset({Right.ALTERNATIVE})),
}
"""Who sees the whole municipality and writes no report or letter: the group may make alternative budgets."""
WORDLESS = ("reporting_period",)
"""Facts with no text of their own for the secret to stand in."""
_PLAIN: dict[Kind, Any] = {
    Kind.INTEGER: 1,
    Kind.AMOUNT: 12345600,
    Kind.QUANTITY: 12345600,
    Kind.DATE: date(2027, 5, 1),
    Kind.BOOLEAN: True,
}
_OWN_TEXT = {"printed_unit": "kr", "period": "2027-T2", "expression": "1", "kind": "", "account_group": "10"}


def value_of(column: Column) -> Any:
    if column.refers == "unit.key":
        return "BHG"
    if column.refers == "document.key" or column.name == "document":
        return DRAFT
    if column.choices:
        return column.choices[0]
    if column.kind is Kind.TEXT:
        return _OWN_TEXT.get(column.name) or (
            SECRET if column.key or column.refers else f"{SECRET} {column.name}"
        )
    if column.between and column.name != "decimals":
        return max(column.between[0], min(2027, column.between[1]))
    return 0 if column.name == "decimals" else _PLAIN[column.kind]


def row_of(shape: Shape) -> RowChange:
    values = {c.name: value_of(c) for c in shape.columns if c.required or c.key or c.kind is Kind.TEXT}
    for column in shape.columns:
        if column.pattern:
            values.pop(column.name, None)
        if column.refers == "document.key" and column.name != "document":
            values[column.name] = DRAFT if column.name == "measure_document" else None
    return RowChange(
        shape.name,
        {k: values.get(k) for k in shape.key},
        {c: v for c, v in values.items() if c not in shape.key},
        None,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented municipality, with a secret row of every fact that belongs to somebody."""
    made = worked_book(tmp_path_factory.mktemp("seen") / "book")
    report = {"kind": "annual_report", "unit": "BHG", "year": 2027, "label": f"{SECRET} rapport",
              "label_en": f"{SECRET} report"}  # fmt: skip
    rows = [RowChange("document", {"key": DRAFT}, report, None)]
    rows += [row_of(shape) for shape in SHAPES.values() if shape.name not in (*UNOWNED, "document")]
    with Book.open(made) as book:
        book.save(rows, by="Prøve", at=now(), why=f"{SECRET} grunn")
    return made


@pytest.fixture(scope="module")
def opened(place: Path) -> Iterator[Site]:
    with site_of(place) as made:
        yield made


def test_every_fact_that_belongs_to_somebody_has_a_secret_row(place):
    belongs = {
        shape.name
        for shape in SHAPES.values()
        if owning_column(shape) or parent_column(shape) or document_column(shape)
    }
    assert set(SHAPES) - belongs <= set(UNOWNED)
    with OpenBook(place) as book:
        facts = book.edition().judgement.thread.facts
        for name in belongs - {*UNOWNED, *WORDLESS}:
            assert any(SECRET in str(row) for row in facts[name].iter_rows()), name


def pages_reached(client: TestClient) -> dict[str, str]:
    """Every page, table and file that links lead to from the front page, by path."""
    found: dict[str, str] = {}
    waiting = deque(["/", *(f"/{fact}" for fact in SHAPES), *(f"/{fact}?as=csv" for fact in SHAPES)])
    while waiting:
        path = waiting.popleft()
        if path in found or len(path) > 300:
            continue
        answer = client.get(path)
        found[path] = answer.text if "text" in answer.headers.get("content-type", "") else ""
        if "html" in answer.headers.get("content-type", ""):
            links = PageRead(answer.text).inner_links(path)
            waiting += sorted(link for link in links if not skipped(link) and link not in found)
    return found


def skipped(link: str) -> bool:
    """Links that lead to more of the same: the other language, data (asked for below), choices in lists."""
    return link.startswith(("/en", "/static/", "/api")) or "&" in link or "xlsx" in link


def told(client: TestClient, *, data: bool = True) -> dict[str, str]:
    """Everything somebody is told, by path: pages, and the same as data."""
    pages = pages_reached(client)
    asked = [f"/api{path}" for path in pages if data and "?as=" not in path]
    return pages | {path: client.get(path).text for path in asked}


@pytest.fixture(scope="module")
def everything(opened: Site) -> dict[str, str]:
    return told(opened.browser_of(PEOPLE["administrator"]))


def test_an_administrator_meets_the_secret(everything):
    """Otherwise the test below would prove nothing."""
    secret = [path for path, text in everything.items() if SECRET in text]
    assert len(secret) > 150
    for fact in SHAPES:
        if fact not in (*UNOWNED, *WORDLESS):
            assert f"/{fact}?as=csv" in secret, fact


def is_as_if_nothing_were_there(client: TestClient, path: str) -> bool:
    """Whether a hidden address is answered as one that has never been: it is repeated, and that is all."""
    hidden, never = (client.get(path.replace(SECRET, word)) for word in (SECRET, NEVER))
    repeated = hidden.text.count(SECRET) == never.text.count(NEVER)
    return repeated and hidden.status_code == never.status_code


@pytest.mark.parametrize("name", ["writer", "leader", "department"])
def test_no_page_shows_anything_of_another_unit(opened, everything, name):
    client = opened.browser_of(PEOPLE[name])
    pages = told(client, data=name == "writer")
    assert len(pages) > 150
    assert [path for path, text in pages.items() if SECRET in text] == []
    hidden = [path for path in everything if SECRET in path and not path.startswith("/api/")]
    assert len(hidden) > 50
    for number in range(1, 9):
        assert SECRET not in client.get(f"/history/{number}").text, number
    for path in hidden:
        assert is_as_if_nothing_were_there(client, path), path


@pytest.mark.parametrize("who", ["reader", "group", "public"])
def test_no_draft_is_shown_to_who_has_no_rights(place, opened, everything, who):
    with OpenBook(place) as book:
        public = TestClient(site(book), base_url="http://127.0.0.1:8000", follow_redirects=False)
        client = public if who == "public" else opened.browser_of(READERS[who])
        pages = told(client, data=who == "public")
        assert [path for path, text in pages.items() if DRAFT in text] == []
        for path in (path for path in everything if DRAFT in path and not path.startswith("/api/")):
            assert is_as_if_nothing_were_there(client, path), path


def test_every_page_can_be_shown_to_every_role(opened):
    """No page fails because somebody sees only a part of the book."""
    paths = [path for path, methods in routes_of() if "GET" in methods and "{" not in path]
    for name, person in (PEOPLE | READERS).items():
        client = opened.browser_of(person)
        for path in paths:
            assert client.get(path).status_code in (200, 303, 307, 403), (name, path)
