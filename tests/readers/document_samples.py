"""Small PDF and Word files, made as a test needs them."""

import zipfile
from io import BytesIO
from typing import Any

import docx


def pdf_of(text: str, *, page: str = "", trailer: str = "", encoding: str = "/WinAnsiEncoding") -> bytes:
    """A PDF of one page of 400 by 300 points, written by hand; `text` is its content stream."""
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {encoding} >>"
    stream = text.encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] {page} /Contents 4 0 R "
        f"/Resources << /Font << /F {font} >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size 5 /Root 1 0 R {trailer} >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 5\n0000000000 65535 f \n{table}{end}".encode()


def shown(words: str, x: float, y: float, size: float = 10) -> str:
    """The operators that show words at a place of a page."""
    return f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET\n"


def word_file(*paragraphs: str) -> Any:
    """A Word file with some paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def zip_of(**parts: str | bytes) -> bytes:
    """A zip file; a double underscore in the name of a part is a slash."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def word_with(part: str, content: bytes | None) -> bytes:
    """A Word file with another content in one of its parts, or without the part."""
    file, made = BytesIO(), BytesIO()
    word_file("Rammen").save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            data = content if each == part else old.read(each)
            if data is not None:
                new.writestr(each, data)
    return made.getvalue()
