"""Print an invented annual report of a hundred pages as PDF, Word and HTML, beside Chromium's own printing.

    python benchmarks/long_document.py [--pages N] [--rounds N] [--keep FOLDER]

The report has what such a report has: prose with numbers from the book, lists, tables of figures that run
over pages, key figures, and pictures of every kind with their numbers as tables. The peer is Chromium, which
prints the HTML of the same report as PDF; it is not tagged for PDF/UA-1, and Chromium must be at hand.
"First time" is a process of its own, with nothing loaded and no picture drawn, as somebody meets it who
prints once; the others are the best of the rounds.
"""

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pypdfium2

from rodtrad.core.numbers import number
from rodtrad.publish.docx import publish_docx
from rodtrad.publish.html import publish_html
from rodtrad.publish.pdf import publish_pdf
from rodtrad.reports.tree import (
    Bar,
    BarKind,
    Block,
    DocumentTree,
    FanChart,
    FanNames,
    KeyFigureBox,
    KeyFigureRow,
    Notice,
    Paragraph,
    PointList,
    Section,
    StackedBars,
    Subheading,
    TableBlock,
    TableColumn,
    TextPart,
    TimeLine,
    TornadoBar,
    TornadoChart,
    WaterfallChart,
    table_row,
)

PAGES, ROUNDS = 100, 3
PAGES_A_CHAPTER = 3.6  # about what one chapter fills
YEARS = tuple(range(2019, 2028))
TEXT = """
    etaten har i perioden arbeidet med å bedre tilbudet til innbyggerne og holde kostnadene nede gjennom
    samordning digitale løsninger planlegging av bemanning færre mellomledere flere heltidsstillinger
    lavere sykefravær og bedre bruk av lokaler i samarbeid med bydelene og andre virksomheter kommunen eier
"""
WORDS = TEXT.split()
NAMES = ("Hjemmetjenester", "Sykehjem", "Barnehager", "Skoler", "Parker", "Veier", "Renovasjon", "Kultur")


class Invented:
    """An invented report; the same seed gives the same report."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def money(self) -> str:
        """An amount in million kroner."""
        return number(self.random.uniform(1, 2_000), 1, "no")

    def sentence(self) -> str:
        """Nine to twenty-two words."""
        words = self.random.choices(WORDS, k=self.random.randint(9, 22))
        return " ".join(words).capitalize() + ". "

    def paragraph(self) -> Paragraph:
        """Four to eight sentences, with one to three numbers that come from the book."""
        parts: list[TextPart] = []
        for _ in range(self.random.randint(1, 3)):
            parts.append(TextPart("".join(self.sentence() for _ in range(self.random.randint(2, 3)))))
            address = f"budget_line/rapport/{self.random.randint(1, 999)}/amount"
            parts += [TextPart("Det ble brukt "), TextPart(f"{self.money()}\u00a0mill. kr", (address,))]
            parts.append(TextPart(" i året. "))
        return Paragraph("".join(part.text for part in parts), tuple(parts))

    def table(self, rows: int) -> TableBlock:
        """Five years of money in so many rows, the last of them a total."""
        columns = (TableColumn("Område"), *(TableColumn(str(y), number=True) for y in YEARS[-5:]))
        lines = [
            table_row(
                f"{self.random.choice(NAMES)}, {self.random.choice(WORDS)}",
                *(self.money() for _ in columns[1:]),
                total=row == rows - 1,
            )
            for row in range(rows)
        ]
        return TableBlock(f"Regnskap i mill. kr, {rows} rader", columns, tuple(lines), "Oppdiktede tall.")

    def key_figures(self) -> KeyFigureRow:
        """Three key figures."""
        return KeyFigureRow(
            tuple(KeyFigureBox(name, self.money(), "mill. kr") for name in self.random.sample(NAMES, 3))
        )

    def charts(self) -> Iterator[Block]:
        """Charts of every kind in turn, without end."""
        kinds = (self.waterfall, self.lines, self.bars, self.fan, self.tornado)
        while True:
            for kind in kinds:
                yield kind()

    def waterfall(self) -> WaterfallChart:
        """A bridge of six changes."""
        at, bars = 1_000.0, [Bar("Vedtatt", 0, 1_000, BarKind.LEVEL, "1 000,0")]
        for name in self.random.sample(NAMES, 6):
            change = self.random.uniform(-60, 80)
            kind = BarKind.INCREASE if change > 0 else BarKind.DECREASE
            bars.append(Bar(name, at, at + change, kind, number(abs(change), 1, "no")))
            at += change
        bars.append(Bar("Ny ramme", 0, at, BarKind.LEVEL, number(at, 1, "no")))
        return WaterfallChart("Fra vedtatt til ny ramme", "mill. kr", tuple(bars), "En bro som er oppdiktet.")

    def lines(self) -> TimeLine:
        """Four lines through nine years."""
        series = tuple((n, tuple(self.random.uniform(1, 9) for _ in YEARS)) for n in NAMES[:4])
        return TimeLine("Utvikling", "prosent", YEARS, series, "Linjer som er oppdiktet.")

    def bars(self) -> StackedBars:
        """Four series on top of each other."""
        series = tuple((n, tuple(self.random.uniform(1, 9) for _ in YEARS[-5:])) for n in NAMES[:4])
        years = tuple(map(str, YEARS[-5:]))
        return StackedBars("Fordeling", "mill. kr", years, series, "Søyler som er oppdiktet.")

    def fan(self) -> FanChart:
        """A range through five years."""
        middle = tuple(10.0 * n + self.random.uniform(0, 9) for n in range(1, 6))
        low, high = (tuple(m * share for m in middle) for share in (0.7, 1.3))
        names = FanNames("Spenn", "Lavt", "Midt", "Høyt", "Sum", "Mål")
        drawn = (low, middle, high, middle, tuple(m * 1.1 for m in middle))
        return FanChart("Virkning", "mill. kr", YEARS[-5:], *drawn, names, "En vifte som er oppdiktet.")

    def tornado(self) -> TornadoChart:
        """Six assumptions."""
        bars = []
        for name in NAMES[:6]:
            swing = self.random.uniform(2, 30)
            bars.append(TornadoBar(name, 100 - swing, 100 + swing, f"−{swing:.0f}", f"+{swing:.0f}"))
        alternative = "Hva som betyr mest, oppdiktet."
        return TornadoChart("Hva betyr mest", "mill. kr", tuple(bars), 100, alternative, "Lavt", "Høyt")

    def chapter(self, place: int, charts: Iterator[Block]) -> Section:
        """About four pages: prose, a list, a short and a long table, a picture in every second chapter."""
        points = PointList(tuple(self.paragraph() for _ in range(3)))
        first: list[Block] = [self.key_figures(), *(self.paragraph() for _ in range(5)), points]
        second: list[Block] = [Subheading("Vurdering"), *(self.paragraph() for _ in range(4)), self.table(12)]
        if place % 2:
            second.append(next(charts))
        third: list[Block] = [self.paragraph(), self.table(34)]
        if not place % 3:
            third.append(Notice("warning", "Advarsel", "Avvik", self.sentence(), "Rapporten, side 4"))
        name = f"{NAMES[place % len(NAMES)]} {place + 1}"
        inner = (Section("Resultater", tuple(second)), Section("Økonomi", tuple(third)))
        return Section(name, tuple(first), inner)

    def report(self, pages: int) -> DocumentTree:
        """A report of about so many pages."""
        charts = self.charts()
        chapters = tuple(self.chapter(n, charts) for n in range(round(pages / PAGES_A_CHAPTER)))
        told = ("Årsberetning 2027 (oppdiktet)", "Eksempelvik kommune", "no", "1. februar 2028")
        return DocumentTree(*told, chapters, "Innhold", "Oppdiktede tall.")


PRINTERS: dict[str, Callable[[DocumentTree], bytes]] = {
    "PDF": publish_pdf,
    "Word": publish_docx,
    "HTML": lambda tree: publish_html(tree).encode(),
}


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the clock and of the processor, and how large the file was."""

    clock: float
    processor: float
    size: int
    pages: int = 0


def spent(made: Callable[[], bytes]) -> Spent:
    """What it takes to make a file, in this process and those it starts."""
    before, start = os.times(), time.perf_counter()
    content = made()
    clock, after = time.perf_counter() - start, os.times()
    processor = sum(after[:4]) - sum(before[:4])
    pages = len(pypdfium2.PdfDocument(content)) if content.startswith(b"%PDF") else 0
    return Spent(clock, processor, len(content), pages)


def first_time(printer: str, pages: int) -> Spent:
    """What it takes who prints once: a process of its own, with nothing loaded and no picture drawn."""
    command = [sys.executable, __file__, "--first", printer, "--pages", str(pages)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Spent(**json.loads(done.stdout))


def chromium_pdf(page: Path) -> bytes:
    """A page printed as PDF by Chromium."""
    target = page.with_suffix(".pdf")
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        sys.exit("Chromium is not installed, and is what ours is held against: apt-get install chromium")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [found, *flags, f"--print-to-pdf={target}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    return target.read_bytes()


def best(made: Callable[[], bytes], rounds: int) -> Spent:
    """The quickest of some rounds."""
    return min((spent(made) for _ in range(rounds)), key=lambda one: one.clock)


def show(rows: dict[str, Spent]) -> None:
    """A table in Markdown; ours as a PDF for the first time is 1, by the clock and by the processor."""
    ours = rows["ours, PDF, first time"]
    print("| what | pages | clock, s | ours = 1 | processor, s | ours = 1 | MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, one in rows.items():
        pairs = ((one.clock, ours.clock), (one.processor, ours.processor))
        told = " | ".join(f"{value:.2f} | {value / first:.2f}" for value, first in pairs)
        print(f"| {name} | {one.pages or ''} | {told} | {one.size / 1e6:.1f} |")


def main() -> None:
    """Print the report in every way, and tell what it took."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    given.add_argument("--pages", type=int, default=PAGES, help="about how many pages the report has")
    given.add_argument("--rounds", type=int, default=ROUNDS)
    given.add_argument("--keep", type=Path, help="a folder to keep the files in")
    given.add_argument("--first", choices=PRINTERS, help=argparse.SUPPRESS)
    chosen = given.parse_args()
    report = Invented(1).report(chosen.pages)
    if chosen.first:
        print(json.dumps(asdict(spent(lambda: PRINTERS[chosen.first](report)))))
        return
    rows = {f"ours, {name}, first time": first_time(name, chosen.pages) for name in PRINTERS}
    for name, printer in PRINTERS.items():
        rows[f"ours, {name}, pictures drawn"] = best(lambda made=printer: made(report), chosen.rounds)
    with tempfile.TemporaryDirectory() as temporary:
        page = Path(temporary) / "report.html"
        page.write_text(publish_html(report), encoding="utf-8")
        rows["Chromium, PDF of the HTML"] = best(lambda: chromium_pdf(page), chosen.rounds)
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end"
    print(f"{busy}; Python {platform.python_version()}")
    show(rows)
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
        for name, printer in PRINTERS.items():
            ending = {"Word": "docx"}.get(name, name.lower())
            (chosen.keep / f"report.{ending}").write_bytes(printer(report))


if __name__ == "__main__":
    main()
