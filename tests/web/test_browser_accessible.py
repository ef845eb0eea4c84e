"""Every kind of page in a browser: by axe-core, zoomed, with wide text, in headings and landmarks, by weight.

With RODTRAD_AXE_REPORT=path the answers of axe-core are written there as a Markdown table, by all its rules
in light and in dark. Otherwise the dark pages, which differ in colour alone, are held against its rules about
colour only.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browser_kit import (
    CHARTS,
    COLOUR_RULES,
    PAGES,
    PHONE,
    WIDE,
    ZOOMED,
    Visitor,
    a_browser,
    said_by_axe,
    served,
)
from playwright.sync_api import Browser, Page

SIZES = {"wide": WIDE, "phone": PHONE}
SCHEMES = ("light", "dark")
REPORT = os.environ.get("RODTRAD_AXE_REPORT", "")
every_page = pytest.mark.parametrize("name", PAGES)

# WCAG 1.4.12: the reader's own spacing. A sheet made by script is not bound by the content security policy.
WIDE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
# What sticks out of the page, leaving aside what stands in a part that scrolls by itself.
STICKS_OUT = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter(e => !e.closest('.scroll, .drawing, .ds-sr-only, .ds-skip-link'))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => `${e.localName}.${e.className}: ${Math.round(e.getBoundingClientRect().right)}`)
    .concat([`page: ${document.scrollingElement.scrollWidth}`])"""
# Text that is larger than the box it stands in, and is therefore cut, or runs into its neighbours.
CUT = """() => [...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.ds-sr-only, .ds-skip-link, svg') && !e.matches('.scroll, .drawing, textarea'))
  .filter(e => e.checkVisibility() && getComputedStyle(e).display !== 'inline')
  .filter(e => e.innerText?.trim() || e.matches('input, select'))
  .filter(e => {
    const style = getComputedStyle(e);
    const hides = side => ['hidden', 'clip'].includes(style['overflow' + side]);
    const boxed = e.matches('a, button, select, summary, .ds-tag, th, td, dt, dd, li, label');
    return ((hides('X') || boxed) && e.scrollWidth > e.clientWidth + 2)
        || ((hides('Y') || boxed) && e.scrollHeight > e.clientHeight + 4);
  })
  .map(e => `${e.localName}.${e.className} ${e.innerText?.slice(0, 40)}: `
    + `${e.scrollWidth}x${e.scrollHeight} in ${e.clientWidth}x${e.clientHeight}`)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def origin(oslo_place: Path) -> Iterator[str]:
    with served(oslo_place) as address:
        yield address


@pytest.fixture(scope="module")
def visitors(browser: Browser, origin: str) -> dict[str, Visitor]:
    """One reader for each size of window, so that a page loads its files once."""
    return {size: Visitor(browser, origin, pixels) for size, pixels in SIZES.items()}


@pytest.fixture(scope="module")
def report() -> Iterator[list[str]]:
    """Lines about each page, written when the file is done."""
    lines: list[str] = []
    yield lines
    if REPORT:
        head = (
            "| Page | Window | Scheme | Rules passed | Violations | Needs a person's eye (places) |",
            "|---|---|---|---:|---|---|",
        )
        Path(REPORT).write_text("\n".join([*head, *sorted(lines)]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
@every_page
def test_axe_finds_nothing(name: str, size: str, visitors: dict[str, Visitor], report: list[str]) -> None:
    visitor, found = visitors[size], []
    visitor.page.emulate_media(color_scheme="light")
    visitor.go(name)
    for scheme in SCHEMES:
        visitor.page.emulate_media(color_scheme=scheme)
        answer = visitor.axe(COLOUR_RULES if scheme == "dark" and not REPORT else None)
        report.append(_report_line(name, size, scheme, answer))
        found += [f"{scheme}: {said}" for said in said_by_axe(answer["violations"])]
    heard = visitor.complaints + visitor.violations()
    assert (found, heard) == ([], []), "\n".join([*found, *heard])


def _report_line(name: str, size: str, scheme: str, answer: dict[str, Any]) -> str:
    broken = ", ".join(f"{rule['id']} ({len(rule['nodes'])})" for rule in answer["violations"]) or "none"
    unsure = ", ".join(f"{rule['id']} ({len(rule['nodes'])})" for rule in answer["incomplete"]) or "none"
    window = "{} × {}".format(*SIZES[size])
    return f"| {name} | {window} | {scheme} | {len(answer['passes'])} | {broken} | {unsure} |"


def test_axe_would_tell_of_a_fault(visitors: dict[str, Visitor]) -> None:
    page = visitors["wide"].go("history")
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/static/icon.svg\">')"
    )
    assert [rule["id"] for rule in visitors["wide"].axe()["violations"]] == ["image-alt"]


def test_dark_is_dark(visitors: dict[str, Visitor]) -> None:
    """What says that the pages above were looked at in two schemes, and not twice in one."""
    page = visitors["wide"].go("history")
    shades = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        shades[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert shades["light"] != shades["dark"]


# Text on its ground by WCAG 1.4.3, where axe-core will not say: single signs, lists of choices, cells that
# are scrolled out of sight. Colours are painted on a canvas of one pixel, which also mixes those that let
# light through.
CONTRAST = """() => {
  const brush = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const painted = colours => {
    brush.clearRect(0, 0, 1, 1);
    for (const colour of colours) { brush.fillStyle = colour; brush.fillRect(0, 0, 1, 1); }
    return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = rgb => rgb.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const grounds = e => e ? [...grounds(e.parentElement), getComputedStyle(e).backgroundColor] : ['Canvas'];
  const known = new Map();
  const ratio = (ground, ink) => {
    const key = ground + ink;
    if (!known.has(key)) {
      const [a, b] = [light(painted(ground)), light(painted([...ground, ink]))];
      known.set(key, (Math.max(a, b) + .05) / (Math.min(a, b) + .05));
    }
    return known.get(key);
  };
  const poor = new Set();
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!(own || e.matches('input, select')) || !e.checkVisibility()) continue;
    if (e.closest('script, .ds-sr-only, .ds-skip-link, option')) continue;
    const style = getComputedStyle(e), large = parseFloat(style.fontSize) >= 24
      || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    const ink = e.closest('svg') ? style.fill : style.color;
    const found = ratio(grounds(e), ink);
    if (found < (large ? 3 : 4.5))
      poor.add(`${e.localName}.${e.className.baseVal ?? e.className} ${found.toFixed(2)} ${ink}`);
  }
  return [...poor];
}"""


@every_page
def test_text_stands_out_from_its_ground(name: str, visitors: dict[str, Visitor]) -> None:
    page, poor = visitors["wide"].go(name), []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        poor += [f"{scheme}: {said}" for said in page.evaluate(CONTRAST)]
    page.emulate_media(color_scheme="light")
    assert not poor, "\n".join(poor)


@pytest.mark.parametrize("name", CHARTS)
def test_charts_are_drawn(name: str, visitors: dict[str, Visitor]) -> None:
    for size, visitor in visitors.items():
        page = visitor.go(name)
        figures = page.locator("[data-chart]").count()
        marks = page.evaluate(
            "[...document.querySelectorAll('.drawing')].map(d =>"
            " d.querySelectorAll('svg :is(.mark-rect, .mark-line, .mark-symbol, .mark-rule) path').length)"
        )
        assert figures > 0, size
        assert len(marks) == figures, size
        assert min(marks) >= 2, size


@pytest.mark.parametrize("name", CHARTS)
def test_drawn_charts_keep_their_alternative_text(name: str, visitors: dict[str, Visitor]) -> None:
    """The library that draws has words of its own for what it draws in, and must not put them over ours."""
    page = visitors["wide"].go(name)
    told = "[...document.querySelectorAll('.drawing')].map(d => [d.role, d.ariaLabel])"
    as_sent = page.evaluate(
        "async () => { const text = await (await fetch(location.href)).text();"
        " const sent = new DOMParser().parseFromString(text, 'text/html');"
        " return [...sent.querySelectorAll('.drawing')].map(d => [d.role, d.ariaLabel]); }"
    )
    assert page.evaluate(told) == as_sent


@every_page
def test_only_tables_and_charts_scroll_sideways_at_400_percent(
    name: str, visitors: dict[str, Visitor]
) -> None:
    """WCAG 1.4.10: 1280 pixels wide, four times as large, is 320."""
    with _zoomed(visitors["phone"]) as page:
        visitors["phone"].go(name)
        assert page.evaluate(STICKS_OUT) == []


@every_page
def test_wide_text_is_not_cut(name: str, visitors: dict[str, Visitor]) -> None:
    """WCAG 1.4.12, in the smallest window and in a wide one."""
    with _zoomed(visitors["phone"]) as page:
        visitors["phone"].go(name)
        page.evaluate(WIDE_TEXT)
        small = page.evaluate(STICKS_OUT) + page.evaluate(CUT)
    page = visitors["wide"].go(name)
    page.evaluate(WIDE_TEXT)
    assert (small, page.evaluate(STICKS_OUT) + page.evaluate(CUT)) == ([], [])


@contextmanager
def _zoomed(visitor: Visitor) -> Iterator[Page]:
    """The reader's page at 320 pixels, and then back to the size of a phone."""
    visitor.page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    yield visitor.page
    visitor.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


@every_page
def test_headings_go_down_one_step_at_a_time(name: str, visitors: dict[str, Visitor]) -> None:
    page = visitors["wide"].go(name)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')]"
        ".filter(h => (h.getAttribute('role') ?? 'heading') === 'heading').map(h => Number(h.localName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    leaps = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert leaps == []


@every_page
def test_landmarks_are_named_and_the_language_is_told(name: str, visitors: dict[str, Visitor]) -> None:
    page = visitors["wide"].go(name)
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    english = "English" in name
    menu = "Main menu" if english else "Hovedmeny"
    assert page.get_by_role("navigation", name=menu).count() == 1
    assert page.locator("nav:not([aria-label]), nav[aria-label='']").count() == 0
    assert page.locator("html").get_attribute("lang") == ("en" if english else "nb")


LIMIT = 300_000


@pytest.mark.parametrize("name", [name for name in PAGES if name not in CHARTS])
def test_page_without_charts_is_light(name: str, browser: Browser, origin: str) -> None:
    """All that a first visit fetches, unpacked."""
    visitor, fetched = Visitor(browser, origin, WIDE), {}
    visitor.page.on("response", lambda r: fetched.setdefault(r.url.removeprefix(origin), r))
    visitor.go(name).evaluate("async () => { await document.fonts.ready; }")
    weights = {address: len(response.body()) for address, response in list(fetched.items())}
    visitor.context.close()
    assert any(address.endswith(".woff2") for address in weights), "the font was not waited for"
    heaviest = sorted(weights.items(), key=lambda part: -part[1])[:8]
    assert sum(weights.values()) < LIMIT, f"{sum(weights.values())}: {heaviest}"
