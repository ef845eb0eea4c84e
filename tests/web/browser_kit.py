"""A browser, a served book, and what the tests ask of a page in it."""

import json
import os
import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from rodtrad.app.open_book import OpenBook
from rodtrad.web.guard import LOOPBACK
from rodtrad.web.render import MENU
from rodtrad.web.site import site

pytest.importorskip("playwright", reason="Playwright is not installed")
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WIDE, PHONE, ZOOMED = (1440, 900), (390, 844), (320, 512)

INDICATOR = "/indicator/letter-vel-2026/overdose-deaths-among-oslo-residents"
FIGURE = "/indicator_value/district-budget-bjerke-2026/FO1.andel-fast-i-heltid/2026/target/value"
# Every kind of page by the name it has in the reports; {finding} is an open finding of the served book.
PAGES = {
    **{key: path for path, key in MENU},
    "benefits": "/benefits",
    "priorities": "/priorities",
    "tables": "/tables",
    "history": "/history",
    "change": "/history/1",
    "sheets": "/sheets",
    "import of a sheet": "/import",
    "api-guide": "/api-guide",
    "table": "/budget_line",
    "unit": "/unit/VEL",
    "goal": "/goal/letter-vel-2026/5.1",
    "document": "/document/district-budget-bjerke-2026",
    "document with pages": "/document/letter-vel-2026",
    "document page": "/pages/letter-vel-2026?page=2",
    "document page without text": "/pages/letter-vel-2026?page=3",
    "indicator": INDICATOR,
    "assignment": "/assignment/letter-vel-2026/new/15",
    "efficiency measure": "/efficiency_measure/sector-review-hls/HEL2",
    "scenarios": "/scenarios",
    "letters": "/letters",
    "letter": "/letters/letter-vel-2026",
    "difference": "/differences/letter-vel-2026?since=annual-report-vel-2024",
    "follow-up": "/follow-up",
    "follow-up of one": "/follow-up/letter-vel-2026/assignment/new.15",
    "tasks": "/me",
    "follow-up in English": "/en/follow-up",
    "form of a card": "/edit/efficiency_measure/sector-review-set/VEL1",
    "form of a new row": "/new/assumption?document=sector-review-set",
    "figure": FIGURE,
    "finding": "/findings/{finding}",
    "findings narrowed": "/findings?severity=warning",
    "search": "/search?q=eldre",
    "search without results": "/search?q=zzzxxq",
    "search before asking": "/search",
    "error": "/finnes-ikke",
    "overview in English": "/en/",
    "budget in English": "/en/budget",
    "programme in English": "/en/programme",
    "form in English": "/en/edit/efficiency_measure/sector-review-set/VEL1",
    "benefits in English": "/en/benefits",
    "priorities in English": "/en/priorities",
    "document page in English": "/en/pages/letter-vel-2026",
    "figure in English": "/en" + FIGURE,
    "finding in English": "/en/findings/{finding}",
    "error in English": "/en/no-such-page",
}
CHARTS = (
    "overview",
    "programme",
    "scenarios",
    "efficiency measure",
    "programme in English",
    "budget",
    "measures_page",
    "priorities",
    "indicator",
    "unit",
    "overview in English",
    "budget in English",
    "priorities in English",
)


def chromium_or_skip() -> str:
    """The system's Chromium; where it is missing, tests are skipped, but in CI they fail."""
    missing = [what for what, there in (("Chromium", CHROMIUM), (str(AXE), AXE.is_file())) if not there]
    if missing:
        why = f"browser tests need {' and '.join(missing)}: install Chromium, and run npm ci for axe-core"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    assert CHROMIUM
    return CHROMIUM


@contextmanager
def a_browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = chromium_or_skip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


@contextmanager
def answering(app: Any, listener: socket.socket) -> Iterator[None]:
    """A site that answers at a socket, with the settings of `rodtrad serve`."""
    config = uvicorn.Config(app, log_level="error", lifespan="off", ws="none", proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    yield
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def served(place: Path) -> Iterator[str]:
    """A book served for this machine, on a free port, as `rodtrad serve` does it: the site's origin."""
    with (
        OpenBook(place) as book,
        socket.create_server(("127.0.0.1", 0)) as listener,
        answering(site(book, hosts=LOOPBACK, writable=True), listener),
    ):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def open_finding(origin: str) -> str:
    """The name of the first open finding of a served book."""
    with urllib.request.urlopen(f"{origin}/api/findings") as answer:
        return str(json.load(answer)["findings"][0]["id"])


class Visitor:
    """One page of the browser, with what it complained of since it last went somewhere."""

    def __init__(self, browser: Browser, origin: str, size: tuple[int, int], **options: Any) -> None:
        self.origin = origin
        self.finding = open_finding(origin)
        viewport = {"width": size[0], "height": size[1]}
        self.context = browser.new_context(viewport=viewport, base_url=origin, **options)
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(
            "window.violations = [];"
            "document.addEventListener('securitypolicyviolation',"
            " e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));"
        )
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: Any) -> None:
        # The browser itself says when the page that is asked for is a 404; the error page is meant to be one.
        wanted = "status of 404" in message.text and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not wanted:
            self.complaints.append(f"{message.type}: {message.text}")

    def go(self, name: str) -> Page:
        """A page by its name in PAGES, with its charts drawn."""
        self.complaints.clear()
        self.page.goto(PAGES[name].format(finding=self.finding))
        self.wait_for_charts()
        return self.page

    def wait_for_charts(self) -> None:
        until(
            self.page,
            "[...document.querySelectorAll('[data-chart] .drawing')].every(d => d.childNodes.length > 0)",
        )

    def violations(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.violations")
        return found

    def axe(self, rules: list[str] | None = None) -> dict[str, Any]:
        """What axe-core finds on the page as it now looks, by some of its rules or by all we keep."""
        # The content security policy keeps foreign scripts out of the page, but does not bind the debugger.
        self.page.evaluate(axe_source())
        chosen = {
            "runOnly": rules or AXE_TAGS,
            "resultTypes": ["violations", "incomplete"],
        }
        found: dict[str, Any] = self.page.evaluate("chosen => axe.run(document, chosen)", chosen)
        return found


def until(page: Page, what: str) -> None:
    """Wait for something in the page to be so; the security policy stops Playwright's own way to wait."""
    for _ in range(500):
        if page.evaluate(what):
            return
        time.sleep(0.02)
    raise AssertionError(f"not so in ten seconds: {what}")


@cache
def axe_source() -> str:
    return f"window.axe || (() => {{ {AXE.read_text(encoding='utf-8')} }})()"


def said_by_axe(rules: list[dict[str, Any]]) -> list[str]:
    """Each rule with the places it is about, as a person would want to read it in a failed test."""
    return [
        f"{rule['id']}: {rule['help']}: " + "; ".join(str(node["target"][0]) for node in rule["nodes"][:5])
        for rule in rules
    ]
