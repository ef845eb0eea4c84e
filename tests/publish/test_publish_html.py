"""The HTML page: well-formed, accessible, and no text becomes markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rodtrad.core.errors import UsageError
from rodtrad.publish.html import publish_html
from rodtrad.reports.tree import DocumentTree, Section, TableBlock, TableColumn, table_row

VOID = {"meta", "col", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """What a page holds: its elements with attributes, which must be closed in order, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def named(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture
def source(tree: DocumentTree) -> str:
    return publish_html(tree)


@pytest.fixture
def page(source: str) -> Page:
    return Page(source)


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_page_says_its_language_and_title(page: Page) -> None:
    assert page.named("html") == [{"lang": "nb"}]
    assert "Årsbudsjett <2026> #let" in page.text


def test_one_main_heading_and_no_level_is_skipped(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert levels == [1, 2, 2, 3, 2]


def test_landmarks_stand_once_and_skip_link_leads_to_main(page: Page) -> None:
    for landmark in ("header", "nav", "main", "footer"):
        assert len(page.named(landmark)) == 1
    first_link = page.named("a")[0]
    assert first_link["href"] == "#content"
    assert page.named("main")[0]["id"] == "content"


def test_every_link_leads_to_a_place_on_the_page(page: Page) -> None:
    places = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    assert {attributes["href"].removeprefix("#") for attributes in page.named("a")} <= places


def test_every_table_has_a_caption_and_scoped_headings(page: Page) -> None:
    tables = len(page.named("table"))
    assert tables == 2
    assert len(page.named("caption")) == tables
    assert {attributes.get("scope") for attributes in page.named("th")} == {"col", "row"}


def test_rows_are_named_by_the_column_that_always_has_text(source: str) -> None:
    assert '<th scope="row">Sum</th>' in source or '<th scope="row" class="long">Sum</th>' in source


def test_wide_tables_scroll_in_a_region_the_keyboard_can_reach(page: Page) -> None:
    regions = [a for a in page.named("div") if a.get("role") == "region"]
    assert len(regions) == 2
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in regions)


def test_chart_has_words_and_a_look_without_colour(page: Page) -> None:
    pictures = [a for a in page.named("div") if a.get("role") == "img"]
    assert {picture["class"] for picture in pictures} == {"picture wide", "picture narrow"}
    assert all('trekker mest "opp"' in picture["aria-label"] for picture in pictures)
    assert "−12,0" in page.text, "the sign is written where the tree left it out"


def test_no_text_becomes_markup_and_nothing_is_fetched(source: str, page: Page) -> None:
    assert page.named("script", "link", "iframe", "img", "b", "i") == []
    assert "<script" not in source
    assert "url(" not in source
    addresses = [a[name] for _, a in page.elements for name in ("src", "href") if name in a]
    assert all(address.startswith("#") for address in addresses)
    assert any("#let x = 1 *bold*" in text and "{{ y }}" in text for text in page.text)


def test_severity_has_a_word_and_its_own_shape(source: str, page: Page) -> None:
    for word in ("Feil", "Advarsel", "Merknad"):
        assert word in page.text
    shapes = [a.get("d", "circle") for a in page.named("path", "circle") if a.get("class") == "shape"]
    assert len(set(shapes)) == 3
    assert "Kilde: Plan, side 23" in page.text


def test_english_page(tree: DocumentTree) -> None:
    page = Page(publish_html(replace(tree, language="en", contents_heading="")))
    assert page.named("html") == [{"lang": "en"}]
    assert {"Skip to content", "Contents", "Increase", "Source: Plan, side 23"} <= set(page.text)


def test_table_without_rows_says_so(tree: DocumentTree) -> None:
    empty = TableBlock("Oppdrag", (TableColumn("Nr.", number=True), TableColumn("Frist")), ())
    page = Page(publish_html(replace(tree, sections=(Section("Oppdrag", (empty,)),))))
    assert "Ingen rader" in page.text


def test_row_that_does_not_fit_its_columns_is_refused(tree: DocumentTree) -> None:
    crooked = TableBlock("Oppdrag", (TableColumn("Nr."), TableColumn("Frist")), (table_row("1"),))
    with pytest.raises(UsageError, match="table_row_does_not_fit") as refused:
        publish_html(replace(tree, sections=(Section("Oppdrag", (crooked,)),)))
    assert refused.value.facts == {"table": "Oppdrag", "row": 1, "cells": 1, "columns": 2}


def test_same_tree_gives_same_page(tree: DocumentTree, source: str) -> None:
    assert publish_html(tree) == source
