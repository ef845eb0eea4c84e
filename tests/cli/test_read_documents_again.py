"""A document's place in a book: read again it is replaced, and what others gave stays."""

from datetime import date

import polars as pl
import pytest
from reading_samples import REAL, made, real

from rodtrad.app.merging import Held, merged
from rodtrad.app.reading import DocumentFiles, read_documents
from rodtrad.core.shape import shape
from rodtrad.core.source import Reading
from rodtrad.facts.document import DocumentKind
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.document import DocumentRead
from rodtrad.readers.gather import About
from rodtrad.readers.tidy import broken_references


def rows(fact, *given, **same):
    """Rows of a fact; what is not given is empty."""
    filled = [dict.fromkeys(SHAPES[fact].names()) | same | row for row in given]
    return pl.DataFrame(filled, schema=SHAPES[fact].polars_schema())


def figures(document, **values):
    """Key figures of a unit by their names, in ones."""
    given = [{"key": key, "value": value * 10_000} for key, value in values.items()]
    return rows("key_figure", *given, document=document, unit="VEL", printed_unit="antall", decimals=0)


def read_of(document, facts, **texts):
    """What reading a document gave; texts are the figures as printed, by name."""
    told = [(address(document, key), text, document, 1) for key, text in texts.items()]
    schema = shape(Reading).polars_schema()
    about = About(document, DocumentKind.PUBLIC_SOURCE, "VEL", "Velferdsetaten", 2026, document)
    own = {
        "document": rows("document", {"key": document, "kind": "public_source", "unit": "VEL", "year": 2026})
    }
    return DocumentRead(about, 1, 0, own | facts, pl.DataFrame(told, schema=schema, orient="row"), ())


def address(document, key):
    return f"key_figure/{document}/{key}/VEL/value"


def held_of(*read):
    held = Held.nothing()
    for one in read:
        held = merged(held, one)
    return held


def values(held):
    return {
        (d, k): v // 10_000 for d, k, v in held.facts["key_figure"].select("document", "key", "value").rows()
    }


def read(place, *paths, **told):
    return read_documents(place, DocumentFiles(paths, **told), by="Ansatt", why="prøve")


def test_a_new_edition_replaces_its_own_rows_only():
    first = read_of("brev", {"key_figure": figures("brev", saker=5, plasser=7)}, saker="5", plasser="7")
    other = read_of("rapport", {"key_figure": figures("rapport", saker=6)}, saker="6")
    new = read_of("brev", {"key_figure": figures("brev", saker=8)}, saker="8")
    held = held_of(first, other, new)
    assert values(held) == {("rapport", "saker"): 6, ("brev", "saker"): 8}
    assert dict(held.readings.select("address", "text").rows()) == {
        address("rapport", "saker"): "6",
        address("brev", "saker"): "8",
    }


def test_a_fact_the_new_edition_does_not_give_is_gone():
    doubt = rows("reading_doubt", {"line": 1, "text": "1 2 3", "reason": "several_splits"}, document="brev")
    held = held_of(read_of("brev", {"reading_doubt": doubt}), read_of("brev", {}))
    assert held.facts["reading_doubt"].is_empty()


def test_two_documents_with_one_figure_keep_a_row_and_a_reading_each():
    one = read_of("brev", {"key_figure": figures("brev", saker=5)}, saker="5")
    two = read_of("rapport", {"key_figure": figures("rapport", saker=9)}, saker="9")
    held = held_of(one, two)
    assert values(held) == {("brev", "saker"): 5, ("rapport", "saker"): 9}
    assert held.readings["text"].to_list() == ["5", "9"]


def test_a_row_whose_key_is_another_documents_does_not_replace_it():
    def table(document, label):
        return {
            "table": rows(
                "table", {"key": "t1", "label": label, "line": 1, "last_line": 2}, document=document
            )
        }

    held = held_of(read_of("brev", table("brev", "Saker")), read_of("rapport", table("rapport", "Plasser")))
    assert held.facts["table"]["label"].to_list() == ["Saker"]


def test_units_and_codes_are_added_and_never_changed_or_removed():
    def names(label, *codes):
        unit = rows("unit", {"key": "VEL", "kind": "agency", "label": label})
        listed = [{"dimension": "chapter", "code": c, "label": label} for c in codes]
        return {"unit": unit, "code": rows("code", *listed, document="brev")}

    held = held_of(read_of("brev", names("Før", "315", "316")), read_of("brev", names("Etter", "316", "317")))
    assert held.facts["unit"]["label"].to_list() == ["Før"]
    assert held.facts["code"].select("code", "label").rows() == [
        ("315", "Før"),
        ("316", "Før"),
        ("317", "Etter"),
    ]


def test_equations_go_with_the_document_all_their_figures_are_read_from():
    facts = {"key_figure": figures("brev", saker=5, plasser=5)}
    first = read_of("brev", facts, saker="5", plasser="5")
    other = read_of("rapport", {"key_figure": figures("rapport", saker=5)}, saker="5")
    held = held_of(first, other)
    stated = {
        "brev:egen": [address("brev", "saker"), address("brev", "plasser")],
        "for-hånd": [address("brev", "saker"), "constant/2"],
        "på-tvers": [address("brev", "saker"), address("rapport", "saker")],
        "annet": [address("rapport", "saker"), "constant/5"],
    }
    given = [{"key": key, "address": at} for key, addresses in stated.items() for at in addresses]
    held = Held(dict(held.facts) | {"stated_relation": rows("stated_relation", *given)}, held.readings)
    left = merged(held, read_of("brev", {"key_figure": figures("brev", saker=8)}, saker="8"))
    assert set(left.facts["stated_relation"]["key"]) == {"på-tvers", "annet"}
    assert set(held.without(["brev"])["stated_relation"]["key"]) == {"på-tvers", "annet"}


def test_what_is_told_of_a_document_outlives_its_reading():
    told = rows("document", {"key": "brev", "published": date(2026, 1, 5), "address": "https://example.no"})
    held = Held(dict(Held.nothing().facts) | {"document": told}, Held.nothing().readings)
    [row] = merged(held, read_of("brev", {})).facts["document"].to_dicts()
    assert (row["published"], row["address"], row["year"]) == (date(2026, 1, 5), "https://example.no", 2026)


def test_a_reading_of_no_figure_is_not_kept():
    held = held_of(read_of("brev", {"key_figure": figures("brev", saker=5)}, saker="5", plasser="7"))
    assert held.readings["address"].to_list() == [address("brev", "saker")]


@pytest.mark.parametrize("kind", ["report", "letter", "budget", "review"])
def test_reading_our_own_document_twice_changes_nothing(tmp_path, kind):
    path, book = made(tmp_path, kind), tmp_path / "book"
    assert read(book, path).stored.inserted > 0
    again = read(book, path).stored
    assert (again.revision, again.inserted, again.changed, again.removed) == (None, 0, 0, 0)


@pytest.mark.parametrize("name", REAL)
def test_reading_a_real_document_twice_changes_nothing(tmp_path, name):
    read(tmp_path / "book", real(name))
    assert read(tmp_path / "book", real(name)).stored.revision is None


def test_four_real_documents_twice_change_nothing_and_point_to_nothing_missing(tmp_path):
    files = [real(name) for name in REAL]
    facts = read(tmp_path / "book", *files).judgement.thread.facts
    assert broken_references(facts, {}, SHAPES, {}) == []
    assert read(tmp_path / "book", *files).stored.revision is None


def test_a_real_document_takes_the_place_of_its_rows_in_the_example(own_book):
    [name, *_] = REAL
    result = read(own_book, real(name))
    facts = result.judgement.thread.facts
    assert broken_references(facts, {}, SHAPES, {}) == []
    assert [f for f in result.judgement.findings if f.number == "R-01"] == []
    assert read(own_book, real(name)).stored.revision is None


def test_the_step_is_told_in_the_readers_language(tmp_path):
    told = []
    files = DocumentFiles((made(tmp_path, "letter", "pdf"),))
    read_documents(
        tmp_path / "book",
        files,
        by="Ansatt",
        why="prøve",
        language="en",
        step=lambda text, by: told.append((text, by)),
    )
    assert told[0] == ("Opening letter.pdf", 1)
    assert ("Reading the tables of letter.pdf", 1) in told
    assert sum(by for _, by in told) == 6


def test_what_people_wrote_about_its_measures_stays_when_a_document_is_read_again():
    """Assumptions and formulas are nobody's print: reading the review anew does not take them away."""
    held = held_of(read_of("review", {"key_figure": figures("review", a=1)}, a="1"))
    written = rows(
        "assumption", {"key": "lønn", "value": 10_000}, document="review", printed_unit="kr", decimals=0
    )
    held = Held({**held.facts, "assumption": written}, held.readings)
    again = merged(held, read_of("review", {"key_figure": figures("review", a=2)}, a="2"))
    assert values(again) == {("review", "a"): 2}
    assert again.facts["assumption"].equals(written)
