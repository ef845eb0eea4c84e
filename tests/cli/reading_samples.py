"""Documents to read: the real ones, our own, and some that cannot be read."""

import sys
from io import BytesIO
from pathlib import Path

import pytest

READERS = Path(__file__).parents[1] / "readers"
if str(READERS) not in sys.path:
    sys.path.append(str(READERS))

DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"
REAL = ("annual-report-vel-2024", "letter-vel-2026", "district-budget-bjerke-2026", "sector-review-set")
ENGLISH = "The city has not been given more of the money, and it is hard to say what is to be done for it. "
BAD = {
    "scanned.pdf": "ingen tekst, bare bilder",
    "cut.pdf": "skadet eller ufullstendig",
    "empty.txt": "filen er tom",
    "english.txt": "ikke på norsk",
    "broken.docx": "skadet eller mangler teksten",
    "sheet.docx": "Excel (.xlsx)",
    "missing.pdf": "filen finnes ikke",
}
"""Files that are refused, and what is said of each."""


def real(name: str) -> Path:
    """One of the four real documents; the test is skipped where it is not at hand."""
    path = DOCUMENTS / f"{name}.txt"
    if not path.is_file():
        pytest.skip(f"{path} is not at hand")
    return path


def made(folder: Path, kind: str, ending: str = "txt", seed: int = 3) -> Path:
    """A document of our own, as text, Word or PDF."""
    from made import budget, letter, report, review
    from made.as_docx import as_docx
    from made.as_pdf import as_pdf
    from made.as_text import as_text

    document = {"report": report, "letter": letter, "budget": budget, "review": review}[kind].make(seed)
    written = {"txt": lambda d: as_text(d).encode(), "docx": as_docx, "pdf": as_pdf}[ending](document)
    path = folder / f"{kind}.{ending}"
    path.write_bytes(written)
    return path


def bad(folder: Path, name: str) -> Path:
    """A file of `BAD`."""
    from document_samples import pdf_of, shown, word_file, zip_of

    word = BytesIO()
    word_file("Rammen").save(word)
    content = {
        "scanned.pdf": pdf_of("0 0 100 100 re f"),
        "cut.pdf": pdf_of(shown("Rammen er økt", 50, 200))[:300],
        "empty.txt": b"\n",
        "english.txt": (ENGLISH * 12).encode(),
        "broken.docx": word.getvalue()[:2000],
        "sheet.docx": zip_of(xl__workbook="<x/>"),
    }
    path = folder / name
    if name in content:
        path.write_bytes(content[name])
    return path
