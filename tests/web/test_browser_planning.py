"""Budgets in Chromium: accessible at every width, nothing the policy stops, and with the keyboard alone."""

import pytest
from browser_kit import AXE_TAGS, a_browser, axe_source, said_by_axe, served, until
from plan_kit import LAST, change, every, made, send, writing

SIZES = {"wide": (1280, 900), "phone": (360, 740)}
PATHS = {
    "list": "/planning",
    "draft": "/planning/budget-2027?unit=OMS",
    "editing": "/planning/budget-2027?change=vekst/OMS/300/FO3/253/10#change",
    "alternative": "/planning/alternative-2027?dimension=unit&year=2028",
    "english": "/en/planning/alternative-2027",
}


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    place = made(tmp_path_factory.mktemp("plan-browser"))
    with writing(place) as client:
        send(client, "/planning/new", base=LAST, about="EKS")
        change(client, "budget-2027", "Vekst", every(1500))
        send(client, "/planning/budget-2027/amend", stage="alternative")
        change(client, "alternative-2027", "Mer til eldre", every(800))
        change(client, "alternative-2027", "Mindre til kjøp", every(-300), account_group="11")
    with served(place) as site:
        yield site


@pytest.fixture(scope="module")
def browser():
    with a_browser() as chromium:
        yield chromium


@pytest.fixture
def tab(browser, origin):
    """One page of a browser, by the size it has, with what it complained of."""
    opened = []

    def new(size):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, base_url=origin)
        context.add_init_script(
            "window.violations = []; document.addEventListener('securitypolicyviolation',"
            " e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));"
        )
        opened.append(context)
        return context.new_page()

    yield new
    for context in opened:
        context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PATHS)
def test_every_page_is_accessible_at_every_width(tab, name, size):
    page = tab(SIZES[size])
    page.goto(PATHS[name])
    until(page, "[...document.querySelectorAll('[data-chart] .drawing')].every(d => d.childNodes.length > 0)")
    assert page.evaluate("window.violations") == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    page.evaluate(axe_source())
    rules = {"runOnly": AXE_TAGS, "resultTypes": ["violations"]}
    found = page.evaluate("rules => axe.run(document, rules)", rules)
    assert said_by_axe(found["violations"]) == []


def test_a_change_is_written_with_the_keyboard_alone(tab):
    page = tab(SIZES["wide"])
    page.goto("/planning/budget-2027?unit=OMS")
    page.locator("#change-label").focus()
    for text in ("Tastatur", "Ny", "Oms", "11", "300"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    for _ in range(2):
        page.keyboard.press("Tab")
    for amount in ("250", "250", "250", "250"):
        page.keyboard.type(amount)
        page.keyboard.press("Tab")
    page.locator("#by-change").focus()
    page.keyboard.type("Controller")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/planning/budget-2027?unit=OMS#change")
    row = page.locator("#changes tr", has_text="Tastatur")
    assert "+250" in row.inner_text()
    assert "Kjøp av varer og tjenester" in row.inner_text()
