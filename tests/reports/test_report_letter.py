"""An allocation letter as a document, and read back; the town is invented, and its letter worked by hand."""

from datetime import date

import pytest
from letter_town import NEW, NEW_ROWS, OLD, OLD_ROWS, facts_of, letter_rows, row, telling_of, with_rows

from rodtrad.publish.docx import publish_docx
from rodtrad.publish.html import publish_html
from rodtrad.publish.pdf import publish_pdf
from rodtrad.readers.document import read_printed
from rodtrad.readers.open_docx import open_docx
from rodtrad.readers.open_pdf import open_pdf
from rodtrad.reports.letter import letter_document
from rodtrad.reports.letter_page import letter_view
from rodtrad.reports.letter_tables import letter_of
from rodtrad.reports.tree import Paragraph, TableBlock

DAY = date(2027, 3, 1)
SENT = {"number": "3", "state": "sent", "sent": date(2027, 1, 4)}


def tree_of(rows, language="no", document=NEW):
    return letter_document(telling_of(rows, language), document, DAY, "1.2.3")


def tables_in(section):
    found = [block for block in section.blocks if isinstance(block, TableBlock)]
    return found + [table for inner in section.sections for table in tables_in(inner)]


def table(tree, name):
    return next(t for section in tree.sections for t in tables_in(section) if t.name == name)


def texts(tree, name):
    return [tuple(plain(text) for text in line.texts) for line in table(tree, name).rows]


def plain(text):
    """With ordinary spaces between the groups of a number."""
    return text.replace("\u00a0", " ")


@pytest.fixture(scope="module")
def tree():
    return tree_of(letter_rows(**SENT))


def test_the_parts_are_numbered_in_the_order_such_letters_have(tree):
    assert [section.heading for section in tree.sections] == [
        "1. Innledning",
        "2. Fellesføringer",
        "3. Mål og tiltak",
        "4. Resultatindikatorer og måltall",
        "5. Budsjett",
        "6. Oppdrag",
        "7. Ansvar som ligger hos andre",
        "8. Bystyrets vedtak som skal følges opp",
        "9. Styringsdialog og rapportering",
    ]
    assert [part.heading for part in tree.sections[-1].sections] == ["9.1 Møteplan", "9.2 Rapportering"]
    assert tree.title == "Tildelingsbrev 2027 til Parketaten"
    assert tree.subtitle == "Til Parketaten fra Avdeling for plasser"
    assert tree.date_text == "Brev nr. 3/2027. Sendt 4. januar 2027."


def test_a_draft_says_that_it_is_one_and_a_later_edition_which_it_is():
    draft = tree_of(letter_rows())
    assert draft.date_text == "Utkast per 1. mars 2027."
    later = tree_of(letter_rows(**SENT, edition=2))
    assert later.title == "Tildelingsbrev 2027 til Parketaten, utgave 2"


def test_goals_stand_under_the_goals_above_them_beside_what_clarifies_them(tree):
    assert texts(tree, "goals") == [
        ("1 En by å sitte i", ""),
        ("1.1 Flere benker", ""),
        ("1.1.1 Kjøpe benker", "Benkene skal være av tre og ha rygg."),
        ("1.1.2 Male gamle benker", ""),
        ("1.2 Mindre søppel i parkene", ""),
        ("1.2.1 Tømme kurver to ganger om dagen", ""),
        ("2 En grønn by", ""),
    ]
    assert [row.level for row in table(tree, "goals").rows] == [0, 1, 2, 2, 1, 2, 0]


def test_indicators_have_results_and_the_target_with_its_operator(tree):
    block = table(tree, "indicators")
    assert [c.heading for c in block.columns] == [
        "Resultatindikator", "Resultat 2025", "Resultat 2026", "Måltall 2027"
    ]  # fmt: skip
    assert texts(tree, "indicators") == [
        ("Benker", "44", "–", "> 50"),
        ("Andel klager besvart innen en uke", "–", "82,3 %", "> 90 %"),
    ]


def test_the_budget_is_that_of_the_book_and_every_figure_leads_to_it():
    tree = tree_of(letter_rows())
    block = table(tree, "budget-300-operating")
    # 123 456 + 45 678 - 12 000 = 157 134, and one more each year.
    assert texts(tree, "budget-300-operating") == [
        ("10 Lønn", "123 456", "123 457", "123 458", "123 459"),
        ("11 Kjøp til egen produksjon", "45 678", "45 678", "45 678", "45 678"),
        ("16 Salgsinntekter", "−12 000", "−12 000", "−12 000", "−12 000"),
        ("Sum 300", "157 134", "157 135", "157 136", "157 137"),
    ]
    assert (
        block.rows[0].cells[1].address
        == "budget_line/budget-2027/rammer/PAR/300/-/-/-/10/2027/adopted/amount"
    )
    assert block.rows[0].cells[2].address.endswith("/10/2028/plan/amount")
    assert block.note == "Vedtatt budsjett. Kilde: Budsjett 2027."


def moved(rows):
    """The town where the book's wages of 2027 have become 124 000 thousand."""
    wages = {"account_group": "10", "year": 2027, "document": "budget-2027"}
    lines = [
        one | {"amount": 124_000 * 100_000} if wages.items() <= one.items() else one
        for one in rows["budget_line"]
    ]
    return {**rows, "budget_line": lines}


def test_the_budget_of_a_letter_that_is_sent_is_its_own_whatever_the_book_says_later(tree):
    after = tree_of(moved(letter_rows(**SENT)))
    assert texts(after, "budget-300-operating") == texts(tree, "budget-300-operating")
    block = table(after, "budget-300-operating")
    own = "budget_line/letter-par-2027/budget-2027/PAR/300/-/-/-/10/2027/adopted/amount"
    assert block.rows[0].cells[1].address == own
    assert block.note == "Vedtatt budsjett. Kilde: Budsjett 2027."
    draft = texts(tree_of(moved(letter_rows())), "budget-300-operating")
    assert draft[0][1] == "124 000"


def test_the_page_of_a_sent_letter_shows_what_the_book_has_changed_since():
    def part(rows):
        telling = telling_of(rows)
        parts = letter_view(telling, letter_of(telling, NEW), is_open=False).parts
        return next(one for one in parts if one.key == "budget")

    calm, changed = part(letter_rows(**SENT)), part(moved(letter_rows(**SENT)))
    assert [t.name for t in calm.tables] == ["budget-300-operating"]
    shown = changed.tables[-1]
    assert shown.name == "budget-changed"
    assert [tuple(map(plain, row.texts)) for row in shown.rows] == [
        ("300 Park og plass, 10 Lønn", "2027", "123 456", "124 000")
    ]
    assert "Begynn en ny utgave" in changed.note


def test_a_letter_that_is_sent_without_a_budget_gets_none_later_and_does_not_build_on_it():
    rows = letter_rows(**SENT)
    lines = [one for one in rows["budget_line"] if one["document"] != NEW]
    without = tree_of({**rows, "budget_line": lines, "passage": []})
    assert not any("Budsjett" in section.heading for section in without.sections)
    said = [b.text for b in without.sections[0].blocks if isinstance(b, Paragraph)]
    assert not any("budsjettvedtaket" in text for text in said)
    with_budget = tree_of({**rows, "passage": []})
    assert "Det bygger på budsjettvedtaket." in with_budget.sections[0].blocks[0].text


def test_a_letter_to_who_has_no_budget_of_its_own_says_where_it_stands():
    """The lines of PAR are written on LIL, the department above it."""
    rows = letter_rows()
    rows = {**rows, "budget_line": [one | {"unit": "LIL"} for one in rows["budget_line"]]}
    told = (
        "Parketaten har ikke egne rammer i budsjettet for 2027. "
        "Budsjettet er en del av rammene til Avdeling for plasser."
    )
    [budget] = [section for section in tree_of(rows).sections if "Budsjett" in section.heading]
    assert [block.text for block in budget.blocks] == [told]
    telling = telling_of(rows)
    part = next(
        p for p in letter_view(telling, letter_of(telling, NEW), is_open=True).parts if p.key == "budget"
    )
    assert (part.note, part.tables) == (told, ())
    assert [(cell.text, cell.address) for cell in part.places] == [
        ("Budsjettet til Avdeling for plasser", "/budget?document=budget-2027&unit=LIL")
    ]


def test_a_net_line_of_the_book_is_shown_and_not_summed_again():
    rows = letter_rows()
    net = rows["budget_line"][0] | {"account_group": "drift", "amount": 157_000 * 100_000}
    block = table(tree_of(with_rows(rows, budget_line=[net])), "budget-300-operating")
    assert [plain(c.text) for c in block.rows[-1].cells] == [
        "Sum 300",
        "157 000",
        "157 135",
        "157 136",
        "157 137",
    ]
    assert block.rows[-1].cells[1].address.endswith("/drift/2027/adopted/amount")


def test_a_budget_that_is_split_is_summed_by_account_group_and_shown_in_its_parts():
    """100 and 50 thousand in two areas are 150; a sum leads to no figure, its parts do."""
    rows = letter_rows()
    parts = [
        one | {"area": area, "amount": thousands * 100_000}
        for one in rows["budget_line"]
        if one["account_group"] == "10" and one["year"] == 2027
        for area, thousands in (("FO1", 100), ("FO2", 50))
    ]
    tree = tree_of({**rows, "budget_line": parts})
    [line, net] = table(tree, "budget-300-operating").rows
    assert [plain(c.text) for c in line.cells] == ["10 Lønn", "150"]
    assert (line.cells[1].address, line.cells[1].value) == ("", 150.0)
    assert net.cells[1].text == "150"
    split = table(tree, "budget-split").rows
    assert [tuple(row.texts) for row in split] == [
        ("300 Park og plass, FO1", "10 Lønn", "100"),
        ("300 Park og plass, FO2", "10 Lønn", "50"),
    ]
    assert [row.cells[2].address.split("/")[5] for row in split] == ["FO1", "FO2"]


def test_assignments_are_numbered_with_their_deadlines(tree):
    assert texts(tree, "assignments-new") == [
        ("1 Etaten skal lage en plan for nye trær i gatene", "15.05.2027"),
        (
            "2 Etaten skal måle slitasjen på plenene og foreslå hvilke som kan bli eng i stedet, "
            "sammen med naboene",
            "01.10.2027",
        ),
        ("3 Etaten skal evaluere vinterdrift av stier", "Høsten 2027"),
    ]
    assert texts(tree, "assignments-carried")[0] == ("1 Rydde stier", "")


def test_what_others_answer_for_is_said(tree):
    assert texts(tree, "owners") == [
        ("1.1.2 Male gamle benker", "Snøetaten"),
        (
            "Nytt oppdrag 2: Etaten skal måle slitasjen på plenene og foreslå hvilke som kan bli eng i "
            "stedet, sammen med naboene",
            "Parketaten, sammen med Snøetaten",
        ),
        ("Videreført oppdrag 1: Rydde stier", "Snøetaten"),
    ]


def test_reporting_is_one_table_and_meetings_another(tree):
    assert texts(tree, "report-parts") == [("Økonomi", "–", "Ja", "Ja", "Ja")]
    assert texts(tree, "duties") == [("Plast", "Årlig", "–", "01.11.2027")]
    assert texts(tree, "meetings") == [("Vårmøte", "11.05.2027", "Parketaten")]
    assert texts(tree, "resolutions") == [("1", "Sak om lekeplass", "–", "Parketaten", "–")]


def test_a_letter_without_content_is_its_introduction():
    bare = tree_of(with_rows({"unit": OLD_ROWS["unit"]}, **NEW_ROWS))
    assert [section.heading for section in bare.sections] == ["1. Innledning"]
    [block] = bare.sections[0].blocks
    assert isinstance(block, Paragraph)
    assert block.text.startswith("Tildelingsbrevet gir Park og plass mål, budsjett og oppdrag for 2027")


def test_a_printed_letter_can_be_written_out_too():
    """The letter of 2026 is read from print; its own budget lines are not looked for elsewhere."""
    assert tree_of(letter_rows(), document=OLD).title == "Tildelingsbrev 2026 til Parketaten"


def test_the_english_letter_has_english_words():
    english = tree_of(letter_rows(**SENT), "en")
    assert english.title.startswith("Allocation letter 2027 to ")
    assert english.sections[5].heading == "6. Assignments"


def test_all_three_formats_can_be_made(tree):
    assert publish_pdf(tree).startswith(b"%PDF")
    assert publish_docx(tree).startswith(b"PK")
    assert "Fellesføringer" in publish_html(tree)


# Read back: what our own reader finds in the printed letter.


def read_back(tree, form):
    seen = lambda *_: None  # noqa: E731
    known = {"unit": facts_of(letter_rows())["unit"]}
    if form == "pdf":
        return read_printed(open_pdf(publish_pdf(tree), "brev.pdf", seen), known).facts
    return read_printed(open_docx(publish_docx(tree), "brev.docx", seen), known).facts


@pytest.fixture(scope="module", params=["pdf", "docx"])
def read(request, tree):
    return read_back(tree, request.param)


def rows_in(facts, name, *columns, **where):
    rows = facts[name].filter(**where) if where else facts[name]
    return sorted(rows.select(columns).rows(), key=str)


def same(read, name, *columns, **where):
    """Whether the reader finds what the book holds of the letter."""
    held = facts_of(letter_rows())
    return rows_in(read, name, *columns, **where) == rows_in(held, name, *columns, document=NEW, **where)


def test_the_goals_are_read_back(read):
    assert same(read, "goal", "number", "level", "parent", "label")


def test_the_new_assignments_are_read_back_with_deadlines(read):
    assert same(read, "assignment", "number", "label", "deadline", "season", "owner", status="new")


def test_assignments_carried_over_are_read_back_where_they_are_sentences(read):
    """A title of three words or fewer is not taken for an assignment carried over; 4 is a sentence."""
    carried = rows_in(read, "assignment", "label", "deadline", status="carried")
    assert carried == [("Etaten skal kartlegge hvem som bruker parkene om kvelden", date(2027, 6, 30))]


def test_the_budget_is_read_back_as_a_plan(read):
    """A letter's table has years and no version, so our reader takes the amounts for the plan's."""
    held = rows_in(facts_of(letter_rows()), "budget_line", "chapter", "account_group", "year", "amount")
    found = read["budget_line"].filter(account_group="drift").height
    lines = rows_in(read, "budget_line", "chapter", "account_group", "year", "amount")
    assert [line for line in lines if line[1] != "drift"] == held
    assert found == 4
    assert set(read["budget_line"]["version"]) == {"plan"}


def test_indicators_and_values_are_read_back(read):
    """Keys are made of the names; an equal sign is read where ours has none for a result."""
    assert same(read, "indicator", "label")
    values = ("year", "kind", "value", "printed_unit")
    assert same(read, "indicator_value", *values)


def test_who_sends_the_letter_is_known_from_the_organisation(read):
    assert same(read, "allocation_letter", "sender", "receiver", "year")


NOT_READ = ("report_part", "meeting", "council_resolution", "passage", "goal_link")


def test_what_no_reader_looks_for_is_not_read_back(read):
    """Said here so that it is known: these parts of a letter have no reader."""
    assert [name for name in NOT_READ if name in read and read[name].height] == []


def test_rows_for_tests_say_that_they_are_on_no_line():
    assert row("goal", document=NEW, number="1")["line"] == 0
