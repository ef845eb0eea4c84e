"""Documents that are refused: what is wrong with the file, and what to do."""

import zipfile
from pathlib import Path

import pytest
from document_samples import pdf_of, shown, word_file, word_with, zip_of

from rodtrad.cli.errors import sentence_of
from rodtrad.core.errors import InputError
from rodtrad.readers.open_document import open_document

NORWEGIAN = "Bydelen og etaten er enige om at det ikke skal kuttes i tilbudet til barn og unge. "
NYNORSK = "Kommunen har ikkje fått meir pengar frå staten, og eg veit ikkje kva dei vil gjere med det. "
DANISH = "Kommunen har ikke fået flere penge af staten, og nogle af os ved ikke, hvad der bliver gjort. "
SWEDISH = "Kommunen har inte fått mer pengar av staten och vi vet inte vad som är det bästa att göra. "
ENGLISH = "The city has not been given more of the money, and it is hard to say what is to be done for it. "
GERMAN = "Die Stadt hat nicht mehr Geld und es ist nicht leicht zu sagen, was mit der Arbeit werden soll. "
FRENCH = "La ville est dans une situation difficile et les élus ne sont pas sûrs de ce que le budget dit. "

PDF = pdf_of(shown("Rammen er økt", 50, 200))
KIDS = b"/Kids [3 0 R] /Count 1"
PICTURE = "q 400 0 0 300 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60)
ID, OWNER, USER = "00" * 16, "41" * 32, "42" * 32
LOCK = f"/ID [<{ID}> <{ID}>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{OWNER}> /U <{USER}> /P -4 >>"
"""Made so that no password at all does not fit."""

UNTOLD = pdf_of(shown("Rammen", 50, 200), encoding=f"<< /Differences [32 {'/tegn ' * 90}] >>")
"""A font whose signs have names that mean nothing."""

BAD = [
    ("empty", b"", "document_empty", ""),
    ("only blanks", b"\xef\xbb\xbf \r\n\n", "document_empty", ""),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(9), "document_kind_unknown", "PNG"),
    ("a photograph", b"\xff\xd8\xff\xe0" + bytes(9), "document_kind_unknown", "JPEG"),
    ("a page of the web", b"\n<!DOCTYPE html><html>", "document_kind_unknown", "HTML"),
    ("rich text", rb"{\rtf1 Rammen}", "document_kind_unknown", "RTF"),
    ("binary", b"Rammen\x00\x01\x02", "document_kind_unknown", "binary"),
    ("Excel", zip_of(xl__workbook="<x/>"), "document_kind_unknown", "Excel (.xlsx)"),
    ("any zip", zip_of(brev="hei"), "document_kind_unknown", "zip"),
    ("old Word", OLE + "WordDocument".encode("utf-16-le"), "document_kind_unknown", "Word 97–2003 (.doc)"),
    ("old something", OLE, "document_kind_unknown", "Office 97–2003"),
    ("locked Word", OLE + "EncryptedPackage".encode("utf-16-le"), "document_locked", ""),
    ("locked PDF", pdf_of(shown("Rammen", 50, 200), trailer=LOCK), "document_locked", ""),
    ("PDF cut short", PDF[:300], "document_pdf_damaged", ""),
    ("PDF that is none", b"%PDF-1.7 and so on\n%%EOF", "document_pdf_damaged", ""),
    ("PDF without pages", PDF.replace(KIDS, b"/Kids [] /Count 0"), "document_pdf_damaged", ""),
    ("PDF without a page it counts", PDF.replace(KIDS, b"/Kids [] /Count 1"), "document_page_damaged", ""),
    ("PDF with no text", pdf_of("0 0 100 100 re f"), "document_scanned", ""),
    ("scanned PDF with a stamp", pdf_of(PICTURE + shown("Side 1", 50, 20)), "document_scanned", ""),
    ("PDF with letters of its own", UNTOLD, "document_letters_unknown", ""),
    ("Word cut short", word_with("", None)[:2000], "document_word_damaged", ""),
    ("Word without a body", word_with("word/document.xml", None), "document_word_damaged", ""),
    ("Word without relations", word_with("_rels/.rels", None), "document_word_damaged", ""),
    ("Word that is no XML", word_with("word/document.xml", b"<w:document"), "document_word_damaged", ""),
    ("Word of another kind", word_with("word/document.xml", b"<brev/>"), "document_word_damaged", ""),
    ("Latin-1", "Bærum\nRødtråd\nMer".encode("latin-1"), "document_not_utf8", ""),
    ("UTF-16", "Bærum".encode("utf-16"), "document_not_utf8", ""),
    ("only figures", b"1 043 - 2,5 %\n", "document_without_words", ""),
    ("English", ENGLISH * 12, "document_not_norwegian", "is"),
    ("Swedish", SWEDISH * 12, "document_not_norwegian", ""),
    ("Danish", DANISH * 12, "document_not_norwegian", ""),
    ("German", GERMAN * 12, "document_not_norwegian", ""),
    ("French", FRENCH * 12, "document_not_norwegian", ""),
]


def refused(path: Path) -> tuple[str, str, str]:
    """Message, file and hint of the one problem of a file that cannot be read; said in both languages."""
    with pytest.raises(InputError) as caught:
        open_document(path)
    [problem] = caught.value.problems
    for language in ("no", "en"):
        told = sentence_of(problem, language)
        assert told.startswith(problem.file)
        assert problem.hint in told
    return problem.message, problem.file, problem.hint


@pytest.mark.parametrize(("content", "message", "hint"), [c[1:] for c in BAD], ids=[c[0] for c in BAD])
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path, content, message, hint):
    path = tmp_path / "budsjett.pdf"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert refused(path)[:2] == (message, "budsjett.pdf")
    assert hint in refused(path)[2]


def test_the_line_of_text_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "brev.txt"
    path.write_bytes("En\nTo\nBærum\n".encode("latin-1"))
    with pytest.raises(InputError) as caught:
        open_document(path)
    assert caught.value.problems[0].line == 3


@pytest.mark.parametrize("name", ["brev.docx", "Brev.PDF"])
def test_text_that_calls_itself_something_else_is_refused(tmp_path, name):
    (tmp_path / name).write_text(NORWEGIAN * 6)
    assert refused(tmp_path / name) == ("document_only_text", name, (tmp_path / name).suffix.lower())


def test_a_place_without_a_file_is_named(tmp_path):
    assert refused(tmp_path) == ("document_is_folder", tmp_path.name, "")
    assert refused(tmp_path / "nei.pdf") == ("document_missing", "nei.pdf", "")
    (tmp_path / "fil").write_text("Rammen")
    assert refused(tmp_path / "fil" / "nei.pdf") == ("document_missing", "nei.pdf", "")
    assert refused(tmp_path / "a\0b") == ("document_missing", "a\0b", "")


def test_a_word_file_with_no_words_is_refused(tmp_path):
    word_file("", " 12 ").save(tmp_path / "tom.docx")
    assert refused(tmp_path / "tom.docx")[0] == "document_without_words"


def test_a_word_file_that_unpacks_to_far_too_much_is_not_unpacked(tmp_path):
    path = tmp_path / "bombe.docx"
    path.write_bytes(word_with("word/document.xml", None))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(201):
            part.write(bytes(2**20))
    assert path.stat().st_size < 2 * 2**20
    assert refused(path)[0] == "document_word_too_large"


@pytest.mark.parametrize(
    "text",
    [
        NORWEGIAN * 15,
        NYNORSK * 15,
        NORWEGIAN * 15 + ENGLISH * 5,
        ENGLISH,
        "Barnehage 1 043\nSykehjem 12\nHjemmetjeneste 9\n" * 100,
        "Board of the city 1 043\n" + "Barnehage 12\nLønn 9\n" * 100,
    ],
    ids=[
        "bokmål",
        "nynorsk",
        "an English summary",
        "too short to tell",
        "only labels",
        "a few English words",
    ],
)
def test_norwegian_and_what_cannot_be_told_is_read(tmp_path, text):
    path = tmp_path / "brev.txt"
    path.write_text(text, encoding="utf-8")
    assert open_document(path).lines
