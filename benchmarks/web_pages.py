"""Page time of the web pages beside a bare FastAPI and Jinja2 page of the same size.

    python benchmarks/web_pages.py [--seconds N] [--lines N] [--json FILE]

Needs wrk. Two books are served on this machine alone: the Oslo example, and a generated one. Each page
is measured in turn with the peer, a page of the same size that a template makes from a loop of rows, and
in three ways: `kept` (the same address again and again), `rendered` (nothing kept; the figure page walks
through the book's figures), and `304` (a reader who has the page). The peer always renders. Every
server is one process with one uvicorn worker and the settings of `rodtrad serve`.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import polars as pl
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment, Template
from million_lines import write_package
from starlette.types import ASGIApp

from rodtrad.app.books import DATABASE_VARIABLE, EXAMPLES, read_into
from rodtrad.app.open_book import OpenBook
from rodtrad.models.thread.figures import CONSTANT
from rodtrad.models.thread.weave import thread_of
from rodtrad.store.book import Book
from rodtrad.web.guard import LOOPBACK, KnownHosts, SafeHeaders
from rodtrad.web.render import path_of
from rodtrad.web.serve import listening
from rodtrad.web.site import application

LINES, SECONDS, STARTS = 100_000, 5, 3
CONNECTIONS, WARM_UP_SECONDS, PATIENCE_SECONDS = 8, 1, 60
MOST_UNLIKE = 0.02  # how much the peer's page may be larger or smaller than ours
Row = dict[str, str | float]
PEER = """<!doctype html>
<html lang="nb"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<table class="ds-table"><tbody>
{% for row in rows %}
<tr><th scope="row"><a class="ds-link" href="{{ row.address }}">{{ row.name }}</a></th>
<td>{{ row.year }}</td><td class="number">{{ row.amount }}</td></tr>
{% endfor %}
</tbody></table></body></html>
"""
SCRIPT = """
function init(args)
  if args[1] then
    local paths, at = {}, 0
    for line in io.lines(args[1]) do paths[#paths + 1] = line end
    function request()
      at = at % #paths + 1
      return wrk.format("GET", paths[at])
    end
  end
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('{"requests": %d, "microseconds": %d, "p95": %f, "errors": %d}\\n', summary.requests,
    summary.duration, latency:percentile(95), e.connect + e.read + e.write + e.status + e.timeout))
end
"""
"""Told a file of paths, wrk asks for them one after another."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, and how long it took from its start to its first answer."""

    process: subprocess.Popen[str]
    address: str
    seconds: float

    @property
    def peak_mib(self) -> float:
        """Peak resident memory; 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024 if status.exists() else 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """What one run of wrk saw."""

    answers: int
    a_second: float
    p95_ms: float


def run_here(app: ASGIApp) -> None:
    """Serve an application with the settings of `rodtrad serve`, and tell its address."""
    with listening("127.0.0.1", 0, free_port=True) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        same = {"log_level": "warning", "server_header": False, "proxy_headers": False, "lifespan": "off"}
        uvicorn.Server(uvicorn.Config(app, **same)).run(sockets=[listener])  # type: ignore[arg-type]


def run_rendering(place: Path) -> None:
    """Serve a book as its site does, without keeping pages."""
    with OpenBook(place) as book:
        run_here(SafeHeaders(KnownHosts(application(book, writable=True), LOOPBACK)))


def run_peer(sizes: dict[str, int]) -> None:
    """Serve a page of each size, by name, that does nothing but render a template."""
    app = FastAPI(openapi_url=None)
    template = Environment(autoescape=True, trim_blocks=True, auto_reload=False).from_string(PEER)

    def serve_page(name: str, size: int) -> None:
        rows = rows_filling(template, size)

        @app.get(f"/{name}", response_class=HTMLResponse)
        async def show() -> HTMLResponse:
            return HTMLResponse(template.render(title=name, rows=rows))

    for name, size in {"": 0, **sizes}.items():
        serve_page(name, size)
    run_here(app)


def rows_filling(template: Template, size: int) -> list[dict[str, str]]:
    """As many rows as make the template's page about so many bytes."""

    def rows(count: int) -> list[dict[str, str]]:
        same = {"year": "2026", "amount": "1 043,5"}
        names = (f"{at:06}" for at in range(count))
        return [same | {"address": f"/budget_line/{n}", "name": f"Kultur og fritid {n}"} for n in names]

    empty, thousand = (len(template.render(title="overview", rows=rows(n)).encode()) for n in (0, 1000))
    return rows(max(0, round((size - empty) * 1000 / (thousand - empty))))


@contextmanager
def served(*arguments: str) -> Iterator[Server]:
    """Start a server as a process of its own, wait for its first answer, and stop it at the end."""
    known = {k: v for k, v in os.environ.items() if k != DATABASE_VARIABLE}
    known |= {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=known)
    try:
        assert process.stdout is not None
        found = (re.search(r"http://[\d.]+:\d+", line) for line in process.stdout)
        address = next((f[0] for f in found if f), "")
        if not address:
            sys.exit(f"the server stopped before it could answer: {' '.join(arguments)}")
        fetched(address + "/")
        yield Server(process, address, time.perf_counter() - start)
    finally:
        if process.poll() is not None:
            print(f"stopped by itself, code {process.returncode}: {' '.join(arguments)}", file=sys.stderr)
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def fetched(address: str) -> tuple[int, str]:
    """Size and tag of the page at an address."""
    with urlopen(address, timeout=PATIENCE_SECONDS) as answer:
        return len(answer.read()), answer.headers.get("ETag", "")


def loaded(address: str, seconds: int, script: Path, *, tag: str = "", walk: Path | None = None) -> Load:
    """Ask for a page as often as it is answered, after a short warm-up, or for each page of a walk."""
    has = ["-H", f"If-None-Match: {tag}"] if tag else []
    for spent in (seconds,) if walk else (WARM_UP_SECONDS, seconds):
        asked = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{spent}s", "--timeout", f"{PATIENCE_SECONDS}s"]
        command = [*asked, "--latency", "-s", str(script), *has, address, *([str(walk)] if walk else [])]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"wrk could not ask for {address}: {done.stdout}{done.stderr}")
        seen = json.loads(done.stdout.splitlines()[-1])
        if seen["errors"]:
            sys.exit(f"{address} gave {seen['requests']} answers and {seen['errors']} errors in {spent} s")
    if not seen["requests"]:
        return Load(0, 0.0, seconds * 1000.0)  # nobody was answered: it takes at least so long
    return Load(seen["requests"], seen["requests"] / seen["microseconds"] * 1e6, seen["p95"] / 1000)


def figures_of_book(place: Path) -> list[str]:
    """The path of every figure of a book, in a random order that is the same each time."""
    with Book.open(place) as book:
        figures = thread_of(book.facts()).figures.filter(pl.col("fact") != CONSTANT)
    return [path_of(address) for address in figures["address"].sample(fraction=1, shuffle=True, seed=1)]


def measure(name: str, place: Path, seconds: int, script: Path) -> tuple[Row, list[Row]]:
    """Serve one book, and measure its pages: what the book takes, and each page in each way."""
    paths = figures_of_book(place)
    pages = {"overview": "/", "budget": "/budget", "findings": "/findings", "table": "/budget_line"}
    pages["figure"] = next(p for p in paths if p.startswith("/budget_line/"))
    ordinary = ("-m", "rodtrad", "serve", "--book", str(place), "--port", "0")
    figures, rows, starts = script.with_name(f"{place.name}.txt"), [], []
    figures.write_text("\n".join(paths) + "\n")
    for _ in range(STARTS):
        with served(*ordinary) as server:
            starts.append(server.seconds)
    with served(*ordinary) as ours, served(__file__, "--rendering", str(place)) as rendering:
        seen = {page: fetched(ours.address + path) for page, path in pages.items()}
        with served(__file__, "--peer", json.dumps({p: size for p, (size, _) in seen.items()})) as peer:
            for page, path in pages.items():
                size, tag = seen[page]
                like = fetched(f"{peer.address}/{page}")[0]
                assert abs(like / size - 1) < MOST_UNLIKE, f"{page}: {size} bytes, the peer's {like}"
                beside = loaded(f"{peer.address}/{page}", seconds, script)
                walk = figures if page == "figure" else None
                loads = {
                    "kept": loaded(ours.address + path, seconds, script),
                    "rendered": loaded(rendering.address + path, seconds, script, walk=walk),
                    "304": loaded(ours.address + path, seconds, script, tag=tag),
                }
                rows += [page_row(name, page, size, way, beside, load) for way, load in loads.items()]
        first = loaded(ours.address, seconds, script, walk=figures)
        of_book: Row = {"book": name, "figures": len(paths), "first answer s": median(starts)}
        of_book |= {"figures rendered": min(loads["rendered"].answers, len(paths))}
        of_book |= {"first time req/s": first.a_second, "first time p95 ms": first.p95_ms}
        of_book |= {"peak MiB": ours.peak_mib, "peak MiB, rendering": rendering.peak_mib}
    return of_book, rows


def page_row(book: str, page: str, size: int, way: str, peer: Load, ours: Load) -> Row:
    """One page in one way, beside the peer's page."""
    row: Row = {"book": book, "page": page, "kB": size / 1000, "way": way}
    row |= {"peer req/s": peer.a_second, "peer p95 ms": peer.p95_ms}
    row |= {"ours req/s": ours.a_second, "ours p95 ms": ours.p95_ms}
    return row | {"p95 ours/peer": ours.p95_ms / peer.p95_ms}


def show(rows: list[Row]) -> None:
    """A table in Markdown: text to the left, numbers to the right with about three digits."""

    def cell(value: str | float) -> str:
        if isinstance(value, str):
            return value
        return f"{value:,.{0 if isinstance(value, int) or value >= 100 else 1 if value >= 10 else 2}f}"

    print(f"\n| {' | '.join(rows[0])} |")
    print(f"| {' | '.join('---' if isinstance(v, str) else '---:' for v in rows[0].values())} |")
    for row in rows:
        print(f"| {' | '.join(map(cell, row.values()))} |")


def compare(lines: int, seconds: int, file: Path | None) -> None:
    """Make the books, measure them, and print what was seen."""
    if shutil.which("wrk") is None:
        sys.exit(
            "wrk is not installed, and is what asks for the pages: apt-get install wrk, or brew install wrk"
        )
    libraries = ", ".join(f"{n} {version(n)}" for n in ("fastapi", "jinja2", "uvicorn", "httptools"))
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    told = f"{busy}; Python {platform.python_version()}, {libraries}; wrk -t1 -c{CONNECTIONS} -d{seconds}s"
    books, pages = [], []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        script, package = folder / "p95.lua", folder / "package"
        script.write_text(SCRIPT)
        package.mkdir()
        write_package(package, lines)
        for name, source in (("Oslo", EXAMPLES / "oslo"), (f"{lines:,} lines", package)):
            read_into(folder / name, str(source), by="benchmark", why="benchmark")
            of_book, rows = measure(name, folder / name, seconds, script)
            books.append(of_book)
            pages += rows
    print(told)
    show(pages)
    show(books)
    if file:
        file.write_text(json.dumps({"machine": told, "pages": pages, "books": books}, indent=1) + "\n")


def main() -> None:
    """Measure, or be one of the servers that are measured."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    given.add_argument("--seconds", type=int, default=SECONDS, help="of each run of wrk, whole seconds")
    given.add_argument("--lines", type=int, default=LINES, help="budget lines in the generated book")
    given.add_argument("--json", type=Path, help="write the numbers to this file too")
    given.add_argument("--rendering", type=Path, help=argparse.SUPPRESS)
    given.add_argument("--peer", type=json.loads, help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if chosen.rendering:
        return run_rendering(chosen.rendering)
    return run_peer(chosen.peer) if chosen.peer else compare(chosen.lines, chosen.seconds, chosen.json)


if __name__ == "__main__":
    main()
