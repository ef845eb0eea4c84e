"""Checks of what sentences say, of text that stands twice, and of our own doubts."""

import pytest
from small_books import findings, told, woven

from rodtrad.checks.run import judgement_of
from rodtrad.reports.wording import Wording


def figure(key):
    return f"key_figure/budsjett/{key}/BY/value"


def stated(movement, earlier, later):
    """A sentence on line 12 that says which way the number went, and the two numbers."""
    return {
        "key_figure": f"""
            key;  value;     printed_unit; decimals; qualifier; line
            i-17; {earlier}; 12
            i-18; {later};   12
        """,
        "stated_direction": f"""
            key;   earlier;          later;            movement;   words;                  line
            gikk;  {figure("i-17")}; {figure("i-18")}; {movement}; antallet gikk i været;  12
        """,
    }


def persons(number):
    return f"{number}; personer; 0; "


def test_o01_clean():
    assert findings(**stated("down", persons(388), persons(353))) == ()
    assert findings(**stated("up", persons(353), persons(388))) == ()


def test_o01_planted_the_words_say_up_and_the_figures_down():
    """388 persons one year and 353 the next, and the sentence says that they became more."""
    thread = woven(**stated("up", persons(388), persons(353)))
    [finding] = judgement_of(thread, {}).findings
    assert told(finding) == {
        "number": "O-01",
        "verdict": "contradiction",
        "severity": "warning",
        "printed": 353.0,
        "computed": 388.0,
        "gap": -35.0,
        "room": 0.0,  # persons are counted whole: nothing is rounded
        "unit": "personer",
        "document": "budsjett",
        "first_line": 12,
        "lines": {12},
        "first_address": figure("i-18"),
        "addresses": {figure("i-17"), figure("i-18")},
    }
    said = Wording(thread, "no").text(finding)
    assert said.sentence == (
        "budsjett, linje 12: teksten sier at tallet gikk opp fra 388 personer til 353 personer, "
        "men 353 personer er lavere enn 388 personer. Ordene er «antallet gikk i været»."
    )
    assert "statistikken" in said.advice


@pytest.mark.parametrize(
    ("movement", "earlier", "later", "is_found"),
    [
        # 1,2 mrd. can be 1 150 to 1 250 mill.; 1 180 is inside that, and 1 120 is not
        ("up", "1.2; mrd. kr; 1; ", "1180; mill. kr; 0; ", False),
        ("up", "1.2; mrd. kr; 1; ", "1120; mill. kr; 0; ", True),
        ("down", "1.2; mrd. kr; 1; ", "1120; mill. kr; 0; ", False),
        # 5,4 per cent is at least 5,35, and 5,3 is less than that: a step down is a step down
        ("up", "5.4; prosent; 1; ", "5.3; prosent; 1; ", True),
        # equal prints of a share may hide a difference; equal counts of whole things hide nothing
        ("up", "5.4; prosent; 1; ", "5.4; prosent; 1; ", False),
        ("up", "12; plasser; 0; ", "12; plasser; 0; ", True),
        ("down", "12; plasser; 0; ", "12; plasser; 0; ", True),
        ("up", "12; plasser; 0; about", "12; plasser; 0; ", False),
        ("up", "30000; personer; -4; ", "30000; personer; -4; ", False),
        # another family, or another scale that has nothing to do with the first, is not compared
        ("up", "40; prosent; 0; ", "12; personer; 0; ", False),
        ("up", "40; mill. kr; 0; ", "12; personer; 0; ", False),
        ("up", "9000; kr/måned; 0; ", "800; kr/døgn; 0; ", False),
        # "less overspending" from -5 to -3 is down in size and up in value
        ("down", "-5; mill. kr; 0; ", "-3; mill. kr; 0; ", False),
        ("up", "-3; mill. kr; 0; ", "-5; mill. kr; 0; ", False),
        ("up", "3; mill. kr; 0; ", "-5; mill. kr; 0; ", True),
    ],
)
def test_o01_planted_and_clean_in_many_units(movement, earlier, later, is_found):
    assert [f.number for f in findings(**stated(movement, earlier, later))] == ["O-01"] * is_found


def test_o01_planted_number_that_stayed_the_same_is_told_so():
    thread = woven(**stated("up", persons(12), persons(12)))
    [finding] = judgement_of(thread, {}).findings
    assert "12 persons is the same as 12 persons" in Wording(thread, "en").text(finding).sentence


def test_a_direction_between_figures_that_are_not_there_is_a_reference_that_leads_nowhere():
    texts = stated("up", persons(388), persons(353))
    del texts["key_figure"]
    assert [f.number for f in findings(**texts)] == ["R-01", "R-01"]


REPEATED = "I 2024 var det 388 henvendelser til tjenesten, og 353 av dem fikk svar"
"""The first line of a paragraph."""


def pages(*blocks):
    """Lines of a document: (kind, text with a stroke between lines) for each stretch, 12 lines to a page."""
    rows, line = [], 0
    for block, (kind, text) in enumerate(blocks, start=1):
        for part in text.split("|"):
            line += 1
            rows.append(f"{line}; {1 + line // 12}; {block}; {kind}; {part}")
    return {"document_line": "line; page; block; kind; text\n" + "\n".join(rows)}


def under(*texts):
    """Headings with paragraphs: a text with a hash is a heading."""
    return pages(*(("heading", t[1:]) if t.startswith("#") else ("paragraph", t) for t in texts))


BOTH_LINES = f"{REPEATED} |innen fristen på fire dager."
ON_ONE_LINE = f"{REPEATED}   innen fristen på fire dager."
OTHER = "Tjenesten hadde 41 årsverk ved utgangen av året, tre flere enn året før det."


def test_o02_clean():
    assert findings(**under("#Rus", BOTH_LINES, "#Boliger", OTHER)) == ()


def test_o02_planted_paragraph_under_another_heading():
    """The lines are broken elsewhere, and one blank is three: the words are the same."""
    thread = woven(**under("#Rus", BOTH_LINES, "#Boliger", ON_ONE_LINE))
    [finding] = judgement_of(thread, {}).findings
    assert (finding.number, finding.severity, finding.verdict) == ("O-02", "warning", "unexplained")
    assert (finding.document, finding.lines) == ("budsjett", (5, 2))
    assert finding.addresses == ("document_line/budsjett/5", "document_line/budsjett/2")
    said = Wording(thread, "no").text(finding)
    assert said.sentence == (
        "budsjett, linje 5: teksten under «Boliger» på side 1 er ord for ord den samme som under «Rus» på "
        "side 1, linje 2. Den begynner «I 2024 var det 388 henvendelser til tjenesten, og 353 av dem fikk "
        "svar innen fristen på …». Like avsnitt på rad: 1."
    )
    assert "overskriften" in said.advice


def test_o02_planted_neighbours_are_one_finding():
    """A short line and a table in between do not part them, since they are no paragraphs to compare."""
    [finding] = findings(
        **pages(
            ("heading", "Rus"),
            ("paragraph", ON_ONE_LINE),
            ("paragraph", "Se tabell 3."),
            ("paragraph", OTHER),
            ("heading", "Boliger"),
            ("paragraph", ON_ONE_LINE),
            ("table", "2024 388"),
            ("paragraph", OTHER),
        )
    )
    assert (finding.facts["paragraphs"], finding.lines) == (2, (6, 8, 2, 4))


def test_o02_planted_twice_under_two_other_headings_is_two_findings():
    told_of = findings(**under("#Rus", OTHER, "#Boliger", OTHER, "#Barn", OTHER))
    assert sorted(f.lines for f in told_of) == [(4, 2), (6, 2)]
    assert {f.facts["heading"] for f in told_of} == {"Boliger", "Barn"}


@pytest.mark.parametrize(
    "texts",
    [
        ("#Rus", OTHER, "#Rus", OTHER),  # the same heading, as when a table of contents is repeated
        ("#Rus", OTHER, "Noe annet.", OTHER),  # one heading
        ("#Rus", f"{OTHER[:-1]}:", "#Boliger", f"{OTHER[:-1]}:"),  # leads on to a table
        tuple(t for h in ("#Rus", "#Boliger", "#Barn", "#Unge") for t in (h, OTHER)),  # a form's own text
        ("#Rus", "Det var 388 i 2024.", "#Boliger", "Det var 388 i 2024."),  # a phrase
        ("#Rus", OTHER.replace("41", "førtien"), "#Boliger", OTHER.replace("41", "førtien")),  # no number
    ],
)
def test_o02_clean_where_it_is_no_slip(texts):
    assert findings(**under(*texts)) == ()


def test_o02_clean_in_two_documents():
    lines = "\n".join(
        f"{document}; {n}; 1; {n}; {kind}; {text}"
        for document in ("budsjett", "brev")
        for n, (kind, text) in enumerate((("heading", document), ("paragraph", OTHER)), start=1)
    )
    assert findings(document_line=f"document; line; page; block; kind; text\n{lines}") == ()


DOUBT = """
    line; text;              reason;         address
    7;    1 043 396 553 934; several_splits; {}
"""


def test_l02_clean():
    assert findings(key_figure="key; value; line\nleie; 1043396; 7") == ()


def test_l02_planted_row_with_two_readings():
    """The finding is ours: it leads to the first figure that was made from the row, and to the row."""
    thread = woven(
        key_figure="key; value; line\nleie; 1043396; 7", reading_doubt=DOUBT.format(figure("leie"))
    )
    [finding] = judgement_of(thread, {}).findings
    assert (finding.number, finding.severity, finding.verdict) == ("L-02", "warning", "reading_error")
    assert (finding.document, finding.lines) == ("budsjett", (7,))
    assert finding.addresses == (figure("leie"), "reading_doubt/budsjett/7/1 043 396 553 934")
    assert judgement_of(thread, {}).open == ()
    assert Wording(thread, "no").text(finding).sentence == (
        "budsjett, linje 7: vi er ikke sikre på at vi har lest «1 043 396 553 934» riktig: "
        "raden kan deles i tall på flere måter."
    )


@pytest.mark.parametrize("address", ["", "key_figure/budsjett/borte/BY/value"])
def test_l02_planted_row_that_no_figure_was_made_from(address):
    [finding] = findings(reading_doubt=DOUBT.format(address))
    assert finding.addresses == ("reading_doubt/budsjett/7/1 043 396 553 934",)
