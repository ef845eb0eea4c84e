"""Reading documents into a book from the command line."""

import pytest
from reading_samples import BAD, REAL, bad, made, real

from rodtrad.core.verdict import Severity
from rodtrad.store.book import Book


def content(book):
    with Book.open(book) as opened:
        return opened.facts(), opened.readings(), len(opened.revisions())


def same(one, other):
    return one[1].equals(other[1]) and all(frame.equals(other[0][name]) for name, frame in one[0].items())


@pytest.mark.parametrize("name", REAL)
def test_a_real_document_becomes_figures_with_sources(rodtrad, tmp_path, name):
    answer = rodtrad("read", real(name), "--book", tmp_path / "book", "--json")
    assert (answer.code, answer.err) == (0, "")
    [document] = answer.json["documents"]
    assert document["document"] == name
    assert min(document["pages"], document["tables"], document["figures"]) > 0
    assert document["figures"] == len(document["readings"])
    assert 0 < document["relations"]["held"] <= document["relations"]["tested"]
    assert len(document["relations"]["list"]) == document["relations"]["tested"]
    facts, readings, _ = content(tmp_path / "book")
    assert {n: len(rows) for n, rows in document["facts"].items()} == {
        n: facts[n].height for n in facts if facts[n].height
    }
    assert readings.height == len({r["address"] for r in document["readings"] if r["address"]})


def test_four_documents_in_a_row_are_judged_together(rodtrad, checked, tmp_path):
    files = [real(name) for name in REAL]
    answer = rodtrad("read", *files, "--book", tmp_path / "book", "--json")
    assert [d["document"] for d in answer.json["documents"]] == list(REAL)
    across = [
        f["id"]
        for f in checked(tmp_path / "book")["findings"]
        if len({a.split("/")[1] for a in f["addresses"]} & set(REAL)) > 1
    ]
    told = [{f["id"] for f in d["findings"]} for d in answer.json["documents"]]
    assert all(sum(finding in ids for ids in told) > 1 for finding in across)


@pytest.mark.parametrize(
    ("kind", "ending"), [("letter", "txt"), ("letter", "docx"), ("letter", "pdf"), ("review", "pdf")]
)
def test_a_document_of_ours_in_every_form(rodtrad, tmp_path, kind, ending):
    answer = rodtrad("read", made(tmp_path, kind, ending), "--book", tmp_path / "book", "--json")
    [document] = answer.json["documents"]
    assert document["kind"] == {"letter": "allocation_letter", "review": "sector_review"}[kind]
    assert min(document["pages"], document["tables"], document["relations"]["tested"]) > 0


def test_json_says_where_each_number_stands_and_what_it_became(rodtrad, tmp_path):
    path = made(tmp_path, "letter")
    [document] = rodtrad("read", path, "--book", tmp_path / "book", "--json").json["documents"]
    lines = {row["line"]: row for row in document["facts"]["document_line"]}
    rows = {row["address"] for rows in document["facts"].values() for row in rows}
    for reading in document["readings"]:
        assert reading["kind"] in ("table", "prose")
        assert isinstance(reading["value"], int | float)
        if reading["page"] is not None:
            assert reading["page"] == lines[reading["line"]]["page"]
        assert reading["address"] is None or reading["address"].rpartition("/")[0] in rows
    for finding in document["findings"]:
        assert finding["severity"] in [s.value for s in Severity]
        assert finding["message"].endswith(".")
    mine = {reading["address"] for reading in document["readings"]}
    for relation in document["relations"]["list"]:
        assert mine & {relation["result"], *(step["address"] for step in relation["steps"])}


def test_a_figure_is_told_in_its_unit_of_print(rodtrad, tmp_path):
    path = tmp_path / "brev.txt"
    path.write_text(
        "Tildelingsbrev 2027\nRammen til barnevernet er økt med 4,5 mill. kroner i 2027.\n", "utf-8"
    )
    answer = rodtrad("read", path, "--book", tmp_path / "book", "--json", "--kind", "tildelingsbrev")
    [document] = answer.json["documents"]
    [figure] = document["facts"]["key_figure"]
    assert (figure["value"], figure["printed_unit"], figure["line"]) == (4.5, "mill. kr", 2)
    [text] = [r["text"] for r in document["readings"] if r["address"] == f"{figure['address']}/value"]
    assert text.startswith("4,5")


@pytest.mark.parametrize(
    ("language", "words"), [("no", ("Sider", "Tall på sidene")), ("en", ("Pages", "Tables"))]
)
def test_people_see_what_the_document_gave(rodtrad, tmp_path, language, words):
    path = made(tmp_path, "review")
    answer = rodtrad("read", path, "--book", tmp_path / "book", "--language", language)
    assert answer.code == 0
    assert all(word in answer.out for word in words)
    assert "review (" in answer.out
    assert ("Sammenhenger prøvd" if language == "no" else "Relations tested") in answer.out


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_leaves_the_book_alone(rodtrad, own_book, tmp_path, name):
    before = content(own_book)
    answer = rodtrad("read", made(tmp_path, "letter"), bad(tmp_path, name), "--book", own_book)
    assert answer.code == 3
    assert answer.out == ""
    assert answer.err.startswith("Ingenting ble lest inn")
    assert f"{name}: " in answer.err
    assert BAD[name] in answer.err
    after = content(own_book)
    assert same(before, after)
    assert before[2] == after[2]


def test_a_file_that_cannot_be_read_makes_no_book(rodtrad, tmp_path):
    answer = rodtrad("read", bad(tmp_path, "cut.pdf"), "--book", tmp_path / "book", "--language=en")
    assert answer.code == 3
    assert "damaged or incomplete" in answer.err
    assert not (tmp_path / "book").exists()


@pytest.mark.parametrize("kind", ["Bydelsbudsjett", "district-budget", "district_budget", "DISTRICT BUDGET"])
def test_the_kind_can_be_told_in_both_languages(rodtrad, tmp_path, kind):
    path = made(tmp_path, "letter")
    answer = rodtrad("read", path, "--book", tmp_path / "book", "--kind", kind, "--json")
    assert answer.json["documents"][0]["kind"] == "district_budget"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("--kind", "brev"), "Velg blant: årsberetning, tildelingsbrev, bydelsbudsjett"),
        (("--kind", "brev", "--language", "en"), "Choose among: annual report, allocation letter"),
        (("--kind", "kodeliste"), "Dokumenttypen «kodeliste» er ukjent"),
    ],
)
def test_an_unknown_kind_is_told_with_the_choices(rodtrad, tmp_path, typed, told):
    answer = rodtrad("read", made(tmp_path, "letter"), "--book", tmp_path / "book", *typed)
    assert answer.code == 2
    assert told in answer.err
    assert not (tmp_path / "book").exists()


def test_the_key_is_the_documents_name(rodtrad, tmp_path):
    path, book = made(tmp_path, "letter"), tmp_path / "book"
    answer = rodtrad("read", path, "--book", book, "--key", "Brev 2027", "--json")
    assert answer.json["documents"][0]["document"] == "brev-2027"
    assert content(book)[0]["document"]["key"].to_list() == ["brev-2027"]


def test_one_key_cannot_be_given_to_several_documents(rodtrad, tmp_path):
    files = made(tmp_path, "letter"), made(tmp_path, "review")
    answer = rodtrad("read", *files, "--book", tmp_path / "book", "--key", "brev")
    assert answer.code == 2
    assert "bare gis til ett dokument" in answer.err
    assert not (tmp_path / "book").exists()


def test_two_files_of_one_name_are_not_read_as_one_document(rodtrad, tmp_path):
    files = made(tmp_path, "letter", "txt"), made(tmp_path, "letter", "docx")
    answer = rodtrad("read", *files, "--book", tmp_path / "book")
    assert answer.code == 2
    assert "letter.txt" in answer.err
    assert "letter.docx" in answer.err
    assert "--key" in answer.err


def test_who_and_why_are_kept(rodtrad, tmp_path):
    path, book = made(tmp_path, "letter"), tmp_path / "book"
    rodtrad("read", path, "--book", book, "--by", "Ansatt")
    with Book.open(book) as opened:
        [revision] = opened.revisions()
    assert (revision.by, revision.why) == ("Ansatt", "rodtrad read letter.txt")


def test_an_edit_is_not_overwritten_unasked(rodtrad, tmp_path):
    path, book = made(tmp_path, "letter"), tmp_path / "book"
    rodtrad("read", path, "--book", book, "--by", "Ansatt")
    with Book.open(book) as opened:
        [first, *_] = opened.facts()["key_figure"].select("document", "key", "unit").to_dicts()
        version = opened.version_of("key_figure", first)
        told = {"by": "Ansatt", "at": opened.revisions()[0].at, "why": "rettet"}
        opened.edit("key_figure", first, {"label": "Rettet"}, expected_version=version, **told)
    refused = rodtrad("read", path, "--book", book)
    assert refused.code == 3
    assert "--overwrite-edits" in refused.err
    assert rodtrad("read", path, "--book", book, "--overwrite-edits").code == 0
