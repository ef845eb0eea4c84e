"""Open and read PDFs of up to a thousand pages, beside pdfplumber on the same pages; and published documents.

    python benchmarks/read_documents.py [PAGES ...]

The pages are made by Typst and are like those of a steering document: prose in two paragraphs, a list and
two tables of figures, no two pages alike. Opening gives lines with cells; reading opens, and turns the lines
into facts. Each size runs in a process of its own, so that peak memory is that size's; the PDF is made in
another. pdfplumber's `extract_tables` is given 40 pages spread over the largest PDF, in the same run. All use
one processor, and seconds are the processor's, so that other work on the machine counts less.

Last come the published documents in `../shared/documents`, where they are at hand: all of them opened, read
and judged together, in seconds of the clock, since judging uses every processor.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from rodtrad.app.merging import Held, merged
from rodtrad.checks.run import judgement_of
from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.document import read_printed
from rodtrad.readers.layout import lay_out
from rodtrad.readers.open_document import open_document
from rodtrad.readers.solve import solved
from rodtrad.readers.tables import find_tables

PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "documents"
NAMES = ("annual-report-vel-2024", "district-budget-bjerke-2026", "letter-vel-2026", "sector-review-set")
GOAL_SECONDS = 5.0

SIZES = (40, 250, 1_000)
SAMPLE = 40
ROUNDS = 3
AT_A_TIME = 100

TEMPLATE = """
#counter(page).update(int(sys.inputs.first))
#set page(margin: 60pt, footer: context [Budsjett 2026 #h(1fr) Side #counter(page).display()])
#set text(size: 9pt, lang: "nb")
#set par(justify: true)
#let spaced(number) = {
  let digits = str(number)
  let parts = ()
  while digits.len() > 3 {
    parts.insert(0, digits.slice(digits.len() - 3))
    digits = digits.slice(0, digits.len() - 3)
  }
  (digits, ..parts).join(" ")
}
#let figure-of(page, row, column) = calc.rem(page * 7919 + row * 104729 + column * 1299709, 2000000)
#let figures(page, row) = range(4).map(column => spaced(figure-of(page, row, column)))
#let arts = (
  "10 - Lønn og sosiale utgifter", "11 - Kjøp av varer og tjenester som inngår i egen produksjon",
  "13 - Kjøp av tjenester som erstatter egen produksjon", "14 - Overføringsutgifter", "15 - Finansutgifter",
  "Sum driftsutgifter", "16 - Salgsinntekter", "17 - Refusjoner", "18 - Overføringsinntekter",
  "Sum inntekter",
)
#let budget(page, first) = table(
  columns: (1fr, auto, auto, auto, auto), align: (left, right, right, right, right), stroke: 0.5pt,
  [*Kontogruppe*], [*Regnskap 2024*], [*Dok. 3 2025*], [*Budsjett 2026*], [*Plan 2027*],
  ..arts.enumerate().map(((row, art)) => (art, ..figures(page, first + row))).flatten(),
)
#let prose(page) = [
  Rammen for område #page er økt med #spaced(page * 13 + 1000) tusen kroner fra vedtatt budsjett 2025.
  Økningen gjelder kompensasjon for forventet lønns- og prisvekst, flere barn i barnehage og høyere utgifter
  til kjøp av plasser i barnevernet. Innsparingstiltakene er fordelt på tjenestestedene, og bydelen følger dem
  opp hvert tertial. Det er fortsatt knyttet usikkerhet til utgiftene til økonomisk sosialhjelp og til antall
  brukere.
]
#for page in range(int(sys.inputs.first), int(sys.inputs.last) + 1) [
  = #page Område #page
  #prose(page)

  #prose(page + 1)
  - Bydelen skal redusere sykefraværet til #calc.rem(page, 9) prosent.
  - Ventetiden skal være under #(20 + calc.rem(page, 30)) dager.

  Tabell #page.1 Driftsbudsjett, tall i tusen kroner
  #budget(page, 0)

  Tabell #page.2 Funksjoner, tall i tusen kroner
  #budget(page, 40)
  #pagebreak(weak: true)
]
"""


def peak_mib() -> float:
    """Peak resident memory of this process; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write_pdf(path: Path, pages: int) -> None:
    """Write a PDF of so many pages like those of a steering document, made a hundred pages at a time."""
    whole = pypdfium2.PdfDocument.new()
    for first in range(1, pages + 1, AT_A_TIME):
        last = min(pages, first + AT_A_TIME - 1)
        inputs = {"first": str(first), "last": str(last)}
        made = typst.compile(TEMPLATE.encode(), format="pdf", sys_inputs=inputs)
        with pypdfium2.PdfDocument(made) as part:
            whole.import_pages(part)
    whole.save(path)
    whole.close()


def write_part(whole: Path, part: Path, wanted: range) -> None:
    """Write some pages of a PDF as a PDF of their own."""
    with pypdfium2.PdfDocument(whole) as document:
        chosen = pypdfium2.PdfDocument.new()
        chosen.import_pages(document, list(wanted))
        chosen.save(part)
        chosen.close()


def open_pages(path: Path) -> int:
    """Open a PDF into lines with cells; the number of cells."""
    return sum(len(line.cells) for line in open_document(path).lines)


def read_pages(path: Path) -> int:
    """Open a PDF and turn it into facts; the number of figures."""
    return len(read_printed(open_document(path), {}).seen)


def read_tables(path: Path) -> int:
    """Open a PDF and find its tables with every row read, as pdfplumber does; the number of figures."""
    tables = map(solved, find_tables(lay_out(open_document(path).lines)))
    return sum(len(row.numbers) for table in tables for row in table.rows)


def pdfplumber_tables(path: Path) -> int:
    """Extract the tables of a PDF with pdfplumber, closing each page; the number of cells."""
    import pdfplumber

    cells = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            cells += sum(len(row) for table in page.extract_tables() for row in table)
            page.close()
    return cells


WAYS: dict[str, Callable[[Path], int]] = {
    "open": open_pages,
    "tables": read_tables,
    "read": read_pages,
    "pdfplumber": pdfplumber_tables,
}
"""What is measured, by name; each is given a PDF, and returns how much it found."""


def measure(way: str, path: Path) -> dict[str, float]:
    """Time one way on one PDF, in this process."""
    seconds, found = [], 0
    for _ in range(ROUNDS):
        start = time.process_time()
        found = WAYS[way](path)
        seconds.append(time.process_time() - start)
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
    return {
        "pages": pages,
        "found": found,
        "seconds": statistics.median(seconds),
        "peak_mib": peak_mib(),
    }


def measure_published() -> list[tuple[str, float, float, int]]:
    """Open, read and judge the published documents as one book, in this process.

    returns  for each document, and then for judging: its name, seconds of the clock and of the processors,
             and the figures read, or the relations tested
    """
    held, parts = Held.nothing(), []
    for name in NAMES:
        clock, start = time.perf_counter(), time.process_time()
        read = read_printed(open_document(PUBLISHED / f"{name}.txt"), held.facts)
        held = merged(held, read)
        parts.append((name, time.perf_counter() - clock, time.process_time() - start, len(read.seen)))
    clock, start = time.perf_counter(), time.process_time()
    thread = thread_of(held.facts)
    judgement_of(thread, {})
    parts.append(("judged", time.perf_counter() - clock, time.process_time() - start, thread.judged.height))
    return parts


def apart(*arguments: str) -> Any:
    """What this file prints when it is run with some arguments, in a process of its own."""
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def measure_apart(way: str, path: Path) -> dict[str, float]:
    """Time one way on one PDF, in a process of its own."""
    measured: dict[str, float] = apart("--one", way, str(path))
    return measured


def show(name: str, measured: dict[str, float]) -> float:
    """One line of the table; returns the pages a second."""
    rate = measured["pages"] / measured["seconds"]
    print(
        f"{name:>28}{measured['pages']:>8,.0f}{measured['found']:>10,.0f}{measured['seconds']:>10.2f}"
        f"{rate:>10.1f}{1000 / rate:>10.2f}{measured['peak_mib']:>10.0f}"
    )
    return rate


def show_published() -> None:
    """The seconds of every published document and of judging, each the median of the rounds."""
    missing = [name for name in NAMES if not (PUBLISHED / f"{name}.txt").exists()]
    if missing:
        print(f"the published documents are left out; not at hand in {PUBLISHED}: {', '.join(missing)}")
        return
    rounds = [apart("--published") for _ in range(ROUNDS)]
    print(f"{'published documents':>28}{'found':>10}{'clock, s':>10}{'CPU, s':>10}")
    for parts in zip(*rounds, strict=True):
        clock, used = (statistics.median(part[column] for part in parts) for column in (1, 2))
        print(f"{parts[0][0]:>28}{parts[0][3]:>10,}{clock:>10.2f}{used:>10.2f}")
    clock, used = (statistics.median(sum(p[column] for p in parts) for parts in rounds) for column in (1, 2))
    print(
        f"{'in all':>28}{'':>10}{clock:>10.2f}{used:>10.2f}   goal: under {GOAL_SECONDS:.0f} s of the clock"
    )


def show_pages(sizes: Sequence[int], folder: Path) -> None:
    """Every size opened and read, and how they compare with pdfplumber on the same pages."""
    whole, sample = folder / "whole.pdf", folder / "sample.pdf"
    largest = sizes[-1]
    subprocess.run([sys.executable, __file__, "--write", str(whole), str(largest)], check=True)
    write_part(whole, sample, range(0, largest, max(1, largest // SAMPLE)))
    print(f"{largest:,} pages, {whole.stat().st_size / 2**20:.1f} MiB, median of {ROUNDS}")
    heads = ("pages", "found", "seconds", "pages/s", "ms/page", "peak MiB")
    print(f"{'':>28}{heads[0]:>8}" + "".join(f"{head:>10}" for head in heads[1:]))
    theirs = show("pdfplumber extract_tables", measure_apart("pdfplumber", sample))
    opened = show("open_document, same pages", measure_apart("open", sample))
    tables = show("tables read, same pages", measure_apart("tables", sample))
    read = show("open and read, same pages", measure_apart("read", sample))
    for way, name in (("open", "open_document"), ("read", "open and read")):
        for size in sizes:
            part = folder / f"{size}.pdf"
            write_part(whole, part, range(size))
            show(name, measure_apart(way, part))
    print(f"pages a second beside pdfplumber's on the same pages: open_document {opened / theirs:.1f} times,")
    print(f"tables read {tables / theirs:.1f} times, ", end="")
    print(f"open and read {read / theirs:.1f} times")


def main() -> None:
    """Make the PDFs, run every size, and then the published documents."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
    elif sys.argv[1:2] == ["--published"]:
        print(json.dumps(measure_published()))
    elif sys.argv[1:2] == ["--write"]:
        write_pdf(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            show_pages(sorted(int(a) for a in sys.argv[1:]) or list(SIZES), Path(temporary))
        show_published()


if __name__ == "__main__":
    main()
