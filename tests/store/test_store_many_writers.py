"""Fifty who write at once lose nothing, and a server that is killed while they do leaves no half change."""

import json
import re
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from programs import run
from sqlalchemy.engine import make_url
from store_samples import STAMP, line_key, lines

from rodtrad.app import books
from rodtrad.store.book import Book

SHARED, SAVES = 3, 4
"""Rows that all write in, and saves of each writer."""

WRITES = """
import json, random, sys, threading
from store_samples import STAMP, line_key
from rodtrad.core.errors import ConflictError
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange

place, name, count, saves, shared = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
accepted, refused, guard = [], [], threading.Lock()

def write(book, number):
    chance = random.Random(f"{name} {number}")
    for _ in range(saves):
        rows = [f"shared{chance.randrange(shared)}", f"{name}-{number}"]
        changes = []
        for row in rows:
            key = line_key(project=row)
            version = book.version_of("budget_line", key)
            frame = book.rows("budget_line", as_of=None)
            amount = frame.filter(project=row)["amount"][0]
            changes.append(RowChange("budget_line", key, {"amount": amount + 1}, version))
        try:
            made = book.save(changes, **STAMP)
            with guard:
                accepted.append(made)
        except ConflictError:
            with guard:
                refused.append(rows)

with Book.open(place) as book:
    writers = [threading.Thread(target=write, args=(book, number)) for number in range(count)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
print(json.dumps({"accepted": accepted, "refused": len(refused)}))
"""

SERVES = """
import sys
from rodtrad.web.serve import serve
serve(sys.argv[1], host="127.0.0.1", port=0, theme=None, free_port=True,
      opened=lambda address, port: print(port, flush=True))
"""
CARD = "/edit/efficiency_measure/sector-review-set/{}"
CARDS = ("VEL1", "VEL3")


def test_fifty_who_write_at_once_lose_nothing(place):
    """Each save adds one to a row of one's own and to one that all write in, or is refused whole."""
    programs, writers = (5, 10) if isinstance(place, str) else (2, 4)
    mine = [f"p{program}-{number}" for program in range(programs) for number in range(writers)]
    names = [*(f"shared{number}" for number in range(SHARED)), *mine]
    with Book.create(place) as book:
        book.load({"budget_line": lines(*({"project": n, "amount": 0} for n in names))}, None, **STAMP)
    running = [run(WRITES, place, f"p{p}", writers, SAVES, SHARED) for p in range(programs)]
    told = [json.loads(program.communicate(timeout=300)[0]) for program in running]
    assert [program.returncode for program in running] == [0] * programs
    accepted = [number for one in told for number in one["accepted"]]
    refused = sum(one["refused"] for one in told)
    assert len(accepted) + refused == programs * writers * SAVES
    with Book.open(place) as book:
        assert sorted(accepted) == [r.id for r in book.revisions() if r.kind == "edit"]
        amounts = dict(book.rows("budget_line").select("project", "amount").rows())
        assert sum(amounts[f"shared{number}"] for number in range(SHARED)) == len(accepted)
        assert sum(amounts[name] for name in mine) == len(accepted)
        for name in names:
            story = [c for c in book.history("budget_line", line_key(project=name)) if c.column == "amount"]
            assert [c.after for c in story] == list(range(1, amounts[name] + 1))


class Writer:
    """Somebody who changes a card again and again: its name, and its effect, to the same number."""

    def __init__(self, port: int, card: str, first: int) -> None:
        self.saved: list[int] = []
        self._port, self._path, self._first = port, CARD.format(card), first
        self.thread = threading.Thread(target=self._write)
        self.thread.start()

    def _write(self) -> None:
        try:
            for number in range(self._first, self._first + 1000):
                form = fields_of(self._ask("GET")[1])
                form |= {"label": f"Kort {number}", "effect_2027": str(number), "action": "save"}
                form |= {"by": "Ansatt to", "why": "prøve"}
                if self._ask("POST", urlencode(form))[0] == 303:
                    self.saved.append(number)
        except (OSError, ValueError):
            return

    def _ask(self, method: str, body: str | None = None) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Origin": f"http://127.0.0.1:{self._port}"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            connection.request(method, self._path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def fields_of(markup: str) -> dict[str, str]:
    """The fields of a card's form: inputs, texts and choices."""
    found = re.findall(r'<input[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"', markup)
    found += re.findall(r'<textarea[^>]*\bname="([^"]+)"[^>]*>([^<]*)</textarea>', markup)
    for name, options in re.findall(r'<select[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', markup, re.S):
        chosen = re.search(r'<option[^>]*\bvalue="([^"]*)"[^>]*\bselected', options)
        found.append((name, chosen[1] if chosen else ""))
    return {name: value for name, value in found if name != "q"}


@pytest.mark.parametrize("saves_before", [1, 4])
def test_a_server_killed_while_people_save_leaves_each_save_whole_or_not_there(place, saves_before):
    books.read_into(place, "oslo", by="Ansatt to", why="test")
    server = run(SERVES, make_url(place).render_as_string(False) if isinstance(place, str) else place)
    assert server.stdout is not None
    port = int(server.stdout.readline())
    writers = [Writer(port, card, 1000 * (at + 1)) for at, card in enumerate(CARDS)]
    waited = time.monotonic()
    while min(len(writer.saved) for writer in writers) < saves_before and time.monotonic() - waited < 240:
        time.sleep(0.02)
    server.kill()
    server.wait()
    server.stdout.close()
    for writer in writers:
        writer.thread.join()
        assert len(writer.saved) >= saves_before
    with Book.open(place) as book:
        facts = book.facts()
        edits = [revision for revision in book.revisions() if revision.kind == "edit"]
    labels = dict(facts["efficiency_measure"].select("key", "label").rows())
    effects = facts["measure_effect"].filter(year=2027)
    amounts = dict(effects.select("measure", "amount").rows())
    for card, writer in zip(CARDS, writers, strict=True):
        number = int(labels[card].removeprefix("Kort "))
        assert amounts[card] == number * 100, "the name and the effect were saved together"
        assert number in (writer.saved[-1], writer.saved[-1] + 1)
    told = sum(len(writer.saved) for writer in writers)
    assert told <= len(edits) <= told + len(writers)
