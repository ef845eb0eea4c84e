"""Writing a text in a browser: hints while typing, references by the keyboard, and what axe-core finds.

The municipality and all its numbers are invented.
"""

from collections.abc import Iterator

import pytest
from browser_kit import PHONE, WIDE, Visitor, a_browser, said_by_axe, served, until
from playwright.sync_api import Browser, expect
from prose_kit import DIFFERS, REPORT, WAGES, written_book

FORM = f"/edit/passage/{REPORT}/hjemme"
REFERENCE = f"{{{{{WAGES} | mill. kr | 0}}}}"
STICKS_OUT = "document.scrollingElement.scrollWidth <= innerWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(written_book(tmp_path_factory.mktemp("prose-browser") / "book")) as address:
        yield address


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def visitor(browser: Browser, origin: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    visitor = Visitor(browser, origin, request.param)
    yield visitor
    assert visitor.complaints == []
    visitor.context.close()


def write(visitor: Visitor, text: str) -> None:
    """Type a text in the field of the form, and wait until something is said of it."""
    visitor.page.goto(FORM)
    field = visitor.page.locator("#field-text")
    field.focus()
    field.fill(text)
    expect(visitor.page.locator(".prose-hint").first).to_be_visible()


def test_what_differs_is_flagged_and_mended_by_the_keyboard(visitor: Visitor) -> None:
    write(visitor, DIFFERS)
    page, field = visitor.page, visitor.page.locator("#field-text")
    hints = page.locator("#field-text-hints")
    assert hints.get_attribute("aria-live") == "polite"
    expect(hints).to_contain_text("Teksten sier 190 mill. kr, men boken sier 182")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-insert]')"):
            break
    page.keyboard.press("Enter")
    expect(field).to_have_value(DIFFERS.replace("190 mill. kr", REFERENCE))
    expect(field).to_be_focused()
    expect(page.locator("#said")).to_contain_text("Satt inn: 182")
    expect(page.locator(".prose-preview")).to_contain_text("institusjon er 182")
    page.keyboard.press("Control+z")
    expect(field).to_have_value(DIFFERS)
    assert visitor.violations() == []


def test_a_figure_is_found_by_words_and_put_where_the_cursor_is(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(FORM)
    field = page.locator("#field-text")
    field.fill("Det er  i år.")
    field.evaluate("f => f.setSelectionRange(7, 7)")
    page.locator(".prose-picker summary").focus()
    page.keyboard.press("Enter")
    page.locator("#field-text-find").fill("lønn 253 vedtatt")
    button = page.locator("#field-text-found button").first
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Det er {{{{{WAGES}}}}} i år.")
    page.locator("#field-text-find").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(FORM), "a search does not send the form"


def test_only_the_text_that_is_typed_in_is_sent_to_be_looked_at(visitor: Visitor) -> None:
    page, sent = visitor.page, list[str]()
    page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.method == "POST" else None)
    page.goto(FORM)
    page.locator("#field-heading").fill("Noe annet i skjemaet")
    page.locator("#field-text").fill(DIFFERS)
    expect(page.locator(".prose-hint").first).to_be_visible()
    assert len(sent) == 1
    assert "text=L%C3%B8nn" in sent[0]
    assert "&heading=" not in sent[0]
    assert f"prose_document={REPORT}" in sent[0]


@pytest.mark.parametrize("path", [f"/texts/{REPORT}", f"/en/texts/{REPORT}", f"/texts/{REPORT}#steps"])
def test_the_page_of_texts_is_for_everybody(visitor: Visitor, path: str) -> None:
    visitor.page.goto(path)
    assert said_by_axe(visitor.axe()["violations"]) == []
    assert visitor.page.evaluate(STICKS_OUT)
    assert visitor.violations() == []


def test_the_form_with_hints_and_figures_is_for_everybody(visitor: Visitor) -> None:
    write(visitor, f"{DIFFERS} {{{{tull}}}} {{{{{WAGES} | mill. kr}}}}")
    visitor.page.locator(".prose-picker summary").click()
    visitor.page.locator("#field-text-find").fill("lønn")
    expect(visitor.page.locator("#field-text-found button").first).to_be_visible()
    until(visitor.page, "!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    assert said_by_axe(visitor.axe()["violations"]) == []
    assert visitor.page.evaluate(STICKS_OUT)
    assert visitor.violations() == []


def test_a_printed_document_is_waited_for_and_fetched(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(f"/texts/{REPORT}")
    begun = page.evaluate(
        "place => fetch(place, {method: 'POST', body: new URLSearchParams({format: 'html'})})"
        ".then(answer => answer.url)",
        f"/documents/{REPORT}/print",
    )
    page.goto(begun)
    expect(page.locator("#job a")).to_be_visible(timeout=60_000)
    assert said_by_axe(visitor.axe()["violations"]) == []
    with page.expect_download() as download:
        page.locator("#job a").click()
    assert download.value.suggested_filename == f"{REPORT}.html"


def test_what_was_saved_is_told_once_on_the_page_one_comes_to(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(FORM)
    for field, text in (("#field-text", "x" * 400), ("#why", "prøve"), ("#by", "Prøve")):
        page.locator(field).fill(text)
    page.get_by_role("button", name="Lagre").click()
    page.wait_for_url(f"**/texts/{REPORT}")
    expect(page.locator("#saved")).to_have_text("Lagret.")
    expect(page.locator("#saved")).to_be_visible()
    expect(page.locator("#said")).to_have_text("Lagret.")
    assert page.evaluate(STICKS_OUT), "a long word is broken"
    assert said_by_axe(visitor.axe()["violations"]) == []
    page.reload()
    expect(page.locator("#saved")).to_be_hidden()


def test_a_form_that_could_not_be_saved_begins_at_what_is_wrong(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(FORM)
    for field, text in (("#field-position", "først"), ("#why", "prøve"), ("#by", "Prøve")):
        page.locator(field).fill(text)
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("#form-errors")).to_be_focused()
    assert page.title().startswith("Feil: ")
    expect(page.locator("#field-position")).to_have_attribute("aria-invalid", "true")
    assert said_by_axe(visitor.axe()["violations"]) == []
    visitor.complaints.clear()


def test_each_field_of_a_table_stands_under_its_heading(visitor: Visitor) -> None:
    """At the far end of a table that is moved sideways, no field lies over the figures beside it."""
    page = visitor.page
    page.goto(f"/reporting/{REPORT}")
    table = page.locator(".scroll:has(.in-grid)")
    for left in (0, 200, 5_000):
        table.evaluate("(region, left) => { region.scrollLeft = left }", left)
        covered = table.evaluate(
            """region => [...region.querySelectorAll("td.in-grid")].filter(cell => {
                const head = region.querySelector("th.in-grid").getBoundingClientRect();
                return Math.abs(cell.getBoundingClientRect().left - head.left) > 1;
            }).length"""
        )
        assert covered == 0
    assert said_by_axe(visitor.axe()["violations"]) == []
