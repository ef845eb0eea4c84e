"""What a reader does in a browser: by keyboard alone, without scripts, with filters and with forms."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_kit import (
    FIGURE,
    PAGES,
    PHONE,
    WIDE,
    Visitor,
    a_browser,
    open_finding,
    said_by_axe,
    served,
    until,
)
from playwright.sync_api import Browser, Page, expect

MOST_STEPS = 400
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def origin(oslo_place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A book of our own, since these tests write in it."""
    place = tmp_path_factory.mktemp("oslo-browser") / "book"
    shutil.copytree(oslo_place, place)
    with served(place) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, origin: str) -> Iterator[Visitor]:
    visitor = Visitor(browser, origin, WIDE)
    yield visitor
    visitor.context.close()
    assert visitor.complaints == []


@pytest.fixture
def scriptless(browser: Browser, origin: str) -> Iterator[Page]:
    visitor = Visitor(browser, origin, WIDE, java_script_enabled=False)
    yield visitor.page
    visitor.context.close()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is asked for has the focus, as a reader without a mouse does."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def follow(page: Page, selector: str, address: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


class TestKeyboard:
    def test_first_stop_skips_to_the_content(self, visitor: Visitor) -> None:
        page = visitor.go("overview")
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        expect(skip).to_have_attribute("href", "#content")
        expect(skip).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")

    def test_arrows_turn_the_pages_of_a_document(self, visitor: Visitor) -> None:
        page = visitor.go("document page")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**/pages/letter-vel-2026?page=1")
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**?page=2")
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**?page=3")

    def test_arrows_in_a_field_stay_in_it_and_enter_goes_to_the_page(self, visitor: Visitor) -> None:
        page = visitor.go("document page")
        page.locator("#go-to").focus()
        page.keyboard.press("ArrowRight")
        page.locator("#go-to").fill("4")
        assert page.url.endswith("?page=2")
        page.keyboard.press("Enter")
        page.wait_for_url("**?page=4")

    @pytest.mark.parametrize(
        ("name", "scheme"),
        [
            (name, "light")
            for name in ("overview", "findings", "figure", "search", "goals", "unit", "documents")
        ]
        + [(name, scheme) for name in ("budget", "finding", "document page") for scheme in ("light", "dark")],
    )
    def test_everything_is_reached_and_shows_it(self, name: str, scheme: str, visitor: Visitor) -> None:
        visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page = visitor.go(name)
        page.evaluate(
            """which => {
              window.look = e => { const s = getComputedStyle(e);
                return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow].join(' '); };
              window.stops = [...document.querySelectorAll(which)].filter(e => e.checkVisibility()
                && !e.closest('[hidden]'));
              window.before = stops.map(look);
            }""",
            FOCUSABLE,
        )
        reached, unseen = set[int](), []
        for _ in range(MOST_STEPS):
            page.keyboard.press("Tab")
            at, shows, tag = page.evaluate(
                """() => { const e = document.activeElement, at = stops.indexOf(e);
                  const r = e.getBoundingClientRect();
                  const inside = r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
                  return [at, at < 0 || (look(e) !== before[at] && inside), e.outerHTML.slice(0, 120)]; }"""
            )
            if at < 0 or at in reached:
                break
            reached.add(at)
            if not shows:
                unseen.append(tag)
        missed = page.evaluate(
            "reached => stops.filter((e, i) => !reached.includes(i)).map(e => e.outerHTML.slice(0, 120))",
            sorted(reached),
        )
        assert (unseen, missed) == ([], [])

    def test_walk_from_the_overview_to_a_figure_and_back(self, visitor: Visitor) -> None:
        page = visitor.go("overview")
        follow(page, ".menu a[href='/goals']", "/goals")
        follow(page, ".tree a[href='/goal/letter-vel-2026/5.1']", "/goal/letter-vel-2026/5.1")
        follow(page, ".hanging-figure a", "/2024/result/value")
        expect(page.locator(".big-number")).to_contain_text("56")
        for address in ("/goal/letter-vel-2026/5.1", "/goals", "/"):
            page.go_back()
            assert page.url.endswith(address)

    def test_slash_moves_to_the_search_field(self, visitor: Visitor) -> None:
        page = visitor.go("overview")
        page.keyboard.press("/")
        expect(page.locator("#find")).to_be_focused()
        page.keyboard.type("2024/25")
        expect(page.locator("#find")).to_have_value("2024/25")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=2024%2F25")

    def test_numbers_of_a_chart_open_with_enter(self, visitor: Visitor) -> None:
        page = visitor.go("overview")
        numbers = page.locator("details.numbers table").first
        expect(numbers).to_be_hidden()
        tab_to(page, "details.numbers summary")
        page.keyboard.press("Enter")
        expect(numbers).to_be_visible()
        page.keyboard.press("Enter")
        expect(numbers).to_be_hidden()

    def test_wide_table_is_moved_with_the_arrows(self, browser: Browser, origin: str) -> None:
        visitor = Visitor(browser, origin, PHONE)
        page = visitor.go("table")
        tab_to(page, ".scroll")
        page.keyboard.press("ArrowRight")
        until(page, "document.activeElement.scrollLeft > 0")
        visitor.context.close()


class TestWithoutScripts:
    @pytest.mark.parametrize("name", PAGES)
    def test_page_shows(self, name: str, scriptless: Page, origin: str) -> None:
        scriptless.goto(PAGES[name].format(finding=open_finding(origin)))
        expect(scriptless.locator("h1")).to_be_visible()
        expect(scriptless.locator("[data-copy]:visible")).to_have_count(0)
        for figure in scriptless.locator("[data-chart]").all():
            figure.locator("summary").click()
            expect(figure.locator("table")).to_be_visible()

    def test_filter_works_by_its_button(self, scriptless: Page) -> None:
        scriptless.goto("/findings")
        scriptless.get_by_label("Alvor").select_option("error")
        scriptless.get_by_role("button", name="Vis").click()
        scriptless.wait_for_url("**severity=error**")
        assert set(severities(scriptless)) == {"error"}
        expect(scriptless.get_by_label("Alvor")).to_have_value("error")

    def test_search_works(self, scriptless: Page) -> None:
        scriptless.goto("/")
        scriptless.locator("#find").fill("overdosedødsfall")
        scriptless.keyboard.press("Enter")
        scriptless.wait_for_url("**/search?q=**")
        expect(scriptless.locator("#answer")).to_contain_text("Overdosedødsfall blant Oslos innbyggere")


def severities(page: Page) -> list[str]:
    """How grave each finding on the page is, in the order they stand."""
    return [
        card.get_attribute("class").split()[-1]  # type: ignore[union-attr]
        for card in page.locator("#answer article.finding").all()
    ]


class TestFilters:
    def test_choice_changes_list_and_address_and_back_undoes_it(self, visitor: Visitor) -> None:
        page = visitor.go("findings")
        everything = page.locator("#answer").inner_text()
        page.evaluate("window.same = true")
        page.get_by_label("Alvor").select_option("warning")
        page.wait_for_url("**/findings?**severity=warning**")
        expect(page.locator("#answer article.finding.error")).to_have_count(0)
        assert set(severities(page)) == {"warning"}
        assert page.evaluate("window.same"), "the whole page was loaded anew"
        expect(page.locator("#answer")).to_have_count(1)
        page.go_back()
        page.wait_for_url(re.compile("/findings$"))
        expect(page.locator("#answer article.finding.error").first).to_be_visible()
        assert page.locator("#answer").inner_text() == everything
        expect(page.get_by_label("Alvor")).to_have_value("")

    def test_address_of_a_choice_can_be_shared(self, visitor: Visitor) -> None:
        page = visitor.go("findings")
        page.get_by_label("Alvor").select_option("notice")
        page.wait_for_url("**severity=notice**")
        expect(page.locator("#answer article.finding.error")).to_have_count(0)
        shown = page.locator("#answer").inner_text()
        page.goto(page.url)
        assert page.locator("#answer").inner_text() == shown
        expect(page.get_by_label("Alvor")).to_have_value("notice")

    def test_focus_stays_where_the_choice_was_made(self, visitor: Visitor) -> None:
        page = visitor.go("findings")
        tab_to(page, "#choose-severity")
        page.keyboard.press("ArrowDown")
        page.wait_for_url("**severity=**")
        expect(page.locator("#choose-severity")).to_be_focused()

    def test_what_stands_around_the_list_follows_the_choice(self, visitor: Visitor) -> None:
        """The other language, and the way back to everything, lead to or from what is chosen."""
        page = visitor.go("findings")
        page.get_by_label("Alvor").select_option("notice")
        page.wait_for_url("**severity=notice**")
        expect(page.locator("#answer article.finding.error")).to_have_count(0)
        expect(page.locator(".filters a")).to_be_visible()
        expect(page.locator("a.language")).to_have_attribute("href", re.compile("severity=notice"))

    def test_choices_tell_what_the_list_shows(self, visitor: Visitor) -> None:
        """Another document has other units: the field must not go on naming a unit that is not shown."""
        page = visitor.go("budget")
        page.locator("#choose-document").select_option("letter-vel-2026")
        page.wait_for_url("**document=letter-vel-2026**")
        expect(page.locator("#answer")).to_contain_text("Velferdsetaten, 2026")
        chosen = "[...document.querySelectorAll('.filters select')].map(field => [field.name, field.value])"
        shown = page.evaluate(chosen)
        page.goto(page.url)
        assert shown == page.evaluate(chosen)

    def test_charts_are_drawn_again_after_a_choice(self, visitor: Visitor) -> None:
        page = visitor.go("budget")
        former = page.locator("[data-wide]").first.text_content()
        other = page.locator("#choose-document option:not(:checked)").first
        page.locator("#choose-document").select_option(other.get_attribute("value"))
        page.wait_for_url("**document=**")
        until(page, f"document.querySelector('[data-wide]')?.textContent !== {json.dumps(former)}")
        visitor.wait_for_charts()
        expect(page.locator("[data-chart]")).not_to_have_count(0)
        for chart in page.locator("[data-chart]").all():
            expect(chart.locator("svg")).to_be_visible()

    def test_search_follows_what_is_typed(self, visitor: Visitor) -> None:
        page = visitor.go("search before asking")
        page.evaluate("window.same = true")
        page.locator("#again").focus()
        page.keyboard.type("overdosedødsfall")
        expect(page.locator("#answer")).to_contain_text("Overdosedødsfall blant Oslos innbyggere")
        expect(page).to_have_url(re.compile("q=overdosed"))
        expect(page.locator("#again")).to_be_focused()
        assert page.evaluate("window.same"), "the whole page was loaded anew"


class TestForms:
    def test_finding_is_explained_and_opened_again_by_keyboard(self, visitor: Visitor) -> None:
        page = visitor.go("finding")
        address = page.url
        tab_to(page, "#reason")
        page.keyboard.type("Raden for 2027 er en skrivefeil i dokumentet.")
        tab_to(page, "#by")
        page.keyboard.type("Ansatt to")
        tab_to(page, "form.answer-form button")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("Raden for 2027 er en skrivefeil i dokumentet.")
        assert page.url == address
        expect(page.locator("form[action$='/accept']")).to_have_count(0)
        assert said_by_axe(visitor.axe()["violations"]) == []

        tab_to(page, "#reason")
        page.keyboard.type("Det var ikke en skrivefeil.")
        tab_to(page, "#by")
        page.keyboard.type("Kontroller to")
        page.keyboard.press("Enter")
        expect(page.locator("form[action$='/accept']")).to_be_visible()
        expect(page.locator("main s").last).to_contain_text("Raden for 2027")

    def test_form_that_is_not_filled_is_not_sent(self, visitor: Visitor) -> None:
        page = visitor.go("finding")
        tab_to(page, "form.answer-form button")
        page.keyboard.press("Enter")
        expect(page.locator("#reason")).to_be_focused()
        assert page.evaluate("document.getElementById('reason').validity.valueMissing")

    def test_citation_is_copied(self, visitor: Visitor) -> None:
        visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = visitor.go("figure")
        tab_to(page, "[data-copy='cite']")
        page.keyboard.press("Enter")
        expect(page.locator("[data-copy='cite']")).to_have_text("Kopiert")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("#cite").text_content()
        assert copied.count(FIGURE) == 1
