"""Budgets made through the pages of the invented municipality, as its people would make them."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

from form_reading import FormRead
from starlette.testclient import TestClient

from rodtrad.app.books import read_into
from rodtrad.app.open_book import OpenBook
from rodtrad.web.site import site

OURS = "http://127.0.0.1:8000"
BY = {"by": "Controller"}
PLACE = {"unit": "OMS", "chapter": "300", "area": "FO3", "function": "253", "account_group": "10"}
USUAL = {**PLACE, "was": "", "versions": "", "category": "council", "printed_unit": "1000 kr"}
YEARS = (2027, 2028, 2029, 2030)
LAST = "budget-2026|adopted|2026"


def made(folder: Path) -> Path:
    """A book of the invented municipality."""
    read_into(folder / "book", "eksempelvik", by="Prøve", why="test")
    return folder / "book"


@contextmanager
def writing(place: Path, copy_to: Path | None = None) -> Iterator[TestClient]:
    """Somebody who writes in a book, or in a copy of it."""
    own = shutil.copytree(place, copy_to) if copy_to else place
    with OpenBook(own) as book, TestClient(site(book, writable=True), base_url=OURS) as client:
        client.headers.update({"Origin": OURS, "Sec-Fetch-Site": "same-origin"})
        client.follow_redirects = False
        yield client


def send(client, path, **fields):
    """Send a form."""
    return client.post(path, data={**fields, **BY})


def change(client, document, label, amounts, **more):
    """Send the form of a change; amounts by year, in thousand kroner."""
    texts = {f"amount_{year}": str(amount) for year, amount in amounts.items()}
    return send(client, f"/planning/{document}/change", **{**USUAL, "label": label, **texts, **more})


def every(amount):
    """The same amount in all four years."""
    return dict.fromkeys(YEARS, amount)


def step(client, document, to):
    """Take a document a step, as its page offers it."""
    shown = client.get(f"/planning/{document}").text
    [version] = set(re.findall(r'name="version" value="(\d+)"', shown))
    return send(client, f"/work/{document}/step", version=version, to=to)


def text_in(markup):
    """The words of a page, with one blank between them."""
    bare = re.sub(r"<script.*?</script>|<[^>]+>", " ", markup, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


def fields_in(shown, action):
    """The fields of the one form on a page that is sent to a path."""
    [form] = [part for part in shown.split("<form")[1:] if f'action="{action}"' in part.partition(">")[0]]
    return FormRead("<form" + form.partition("</form>")[0]).fields
