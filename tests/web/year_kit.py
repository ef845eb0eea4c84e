"""A municipality at work: a book served with a real login, and people who do their work with the keyboard."""

import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from browser_kit import AXE_TAGS, answering, axe_source, said_by_axe
from oidc_kit import running_provider
from playwright.sync_api import Browser, Locator, Page

from rodtrad.app.open_book import OpenBook
from rodtrad.web.guard import LOOPBACK
from rodtrad.web.login import Login
from rodtrad.web.login_settings import LoginSettings
from rodtrad.web.site import site

# Invented people, each named by what they are; units are those of the invented municipality.
PEOPLE: dict[str, dict[str, Any]] = {
    name: {"name": said, "rodtrad_role": role, "rodtrad_units": [unit]}
    for name, said, role, unit in (
        ("avdeling", "Controller i byrådsavdelingen", "department", "EKS"),
        ("leder", "Leder i Omsorgsetaten", "leader", "OMS"),
        ("saksbehandler", "Saksbehandler i Omsorgsetaten", "writer", "OMS"),
        ("leser", "Medlem av bystyret", "reader", "EKS"),
    )
}
_MOST_STEPS = 600


@contextmanager
def served_with_login(place: Path | str, people: Mapping[str, Mapping[str, Any]] = PEOPLE) -> Iterator[str]:
    """A book served on this machine, where people log in at a certified provider: the site's origin."""
    with OpenBook(place) as book, socket.create_server(("127.0.0.1", 0)) as listener:
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with running_provider(people, [origin]) as provider:
            settings = LoginSettings(provider.issuer, provider.client_id, provider.client_secret, origin)
            app = site(book, hosts=LOOPBACK, writable=True, login=Login(settings))
            with answering(app, listener):
                yield origin


class Worker:
    """Somebody who has logged in, and uses nothing but the keyboard."""

    def __init__(self, browser: Browser, origin: str, account: str) -> None:
        self.account, self.origin = account, origin
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=origin)
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.seen: set[str] = set()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto("/")
        self._log_in()

    def _log_in(self) -> None:
        self.page.locator("input[name=login]").fill(self.account)
        self.page.locator("input[name=password]").fill("any")
        self.page.keyboard.press("Enter")
        for _ in range(4):
            self.page.wait_for_load_state()
            if self.page.url.startswith(self.origin):
                return
            self.page.locator("button[type=submit]").first.press("Enter")
        raise AssertionError(f"{self.account} did not get in: {self.page.url}")

    def go(self, path: str) -> "Worker":
        """A page by its path; nobody may meet one that is not accessible or that complains."""
        self.page.goto(path)
        return self.looked_at()

    def looked_at(self) -> "Worker":
        """The page as it now is, held against the accessibility rules once for each kind of page."""
        self.page.wait_for_load_state()
        kind = urlsplit(self.page.url).path
        if kind not in self.seen:
            self.seen.add(kind)
            self.page.evaluate(axe_source())
            rules = {"runOnly": AXE_TAGS, "resultTypes": ["violations"]}
            found = self.page.evaluate("rules => axe.run(document, rules)", rules)
            assert not said_by_axe(found["violations"]), f"{kind}: {said_by_axe(found['violations'])}"
        assert not self.complaints, self.complaints
        return self

    def reach(self, place: Locator) -> Locator:
        """Move to something with the Tab key, as somebody without a mouse does."""
        place.first.wait_for()
        here = place.first.element_handle()
        assert here is not None
        for _ in range(_MOST_STEPS):
            if here.evaluate("e => e === document.activeElement"):
                return place.first
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached with the Tab key: {here.inner_html()[:200]}")

    def _labelled(self, label: str, within: Locator | None) -> Locator:
        """The field with a label, whatever is said behind it in parentheses."""
        whole = re.compile(rf"^\s*{re.escape(label)}\s*(\(|$)")
        return (within or self.page.locator("main")).get_by_label(whole)

    def write(self, label: str, text: str, *, within: Locator | None = None) -> "Worker":
        """Fill in the field with a label."""
        field = self.reach(self._labelled(label, within))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)
        assert field.input_value() == text
        return self

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> "Worker":
        """Choose in a list with the arrow keys; the choice is named, or what it begins with."""
        field = self.reach(self._labelled(label, within))
        every = field.evaluate("e => [...e.options].map(o => o.label)")
        wanted = next((o for o in every if o == option), None) or next(
            (o for o in every if o.startswith(option)), None
        )
        assert wanted, f"{label} has no {option}: {every}"
        self.page.keyboard.press("Home")
        for _ in every:
            if field.evaluate("e => e.selectedOptions[0].label") == wanted:
                return self
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label}: {option} is not reached with the arrow keys")

    def press(self, name: str, *, within: Locator | None = None) -> "Worker":
        """Press a button by its name, and look at where it leads."""
        self.reach((within or self.page.locator("main")).get_by_role("button", name=name))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.looked_at()

    def press_here(self, name: str, *, within: Locator | None = None) -> "Worker":
        """Press a button that changes the page it stands on."""
        self.reach((within or self.page.locator("main")).get_by_role("button", name=name))
        self.page.keyboard.press("Enter")
        return self

    def follow(self, name: str, *, within: Locator | None = None) -> "Worker":
        """Follow a link by its name."""
        self.reach((within or self.page.locator("main")).get_by_role("link", name=name))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.looked_at()

    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

    def data(self, path: str) -> Any:
        """The same as data, as somebody logged in gets it."""
        answer = self.context.request.get(f"/api{path}")
        assert answer.ok, f"{path}: {answer.status} {answer.text()[:500]}"
        return answer.json()
