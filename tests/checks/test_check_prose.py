"""Checks of texts that are written here; the town and all its numbers are invented.

Parketaten has 43 500 thousand kroner of expenses in 2026, of which 13 512 for parks.
"""

from small_books import findings, woven

from rodtrad.checks import prose
from rodtrad.checks.run import judgement_of
from rodtrad.reports.telling import Telling

EXPENSES = "budget_line/budsjett/1/PAR/-/-/-/-/drift-utgift/2026/adopted/amount"
TOWN = {
    "unit": """
        key; kind;         parent; label
        BY;  municipality; ;       Lillevik kommune
        PAR; agency;       BY;     Parketaten
    """,
    "document": """
        key;      kind;          unit; year; label
        budsjett; budget;        BY;   2026; Budsjett 2026
        rapport;  period_report; PAR;  2026; Rapport 2026
    """,
    "code": """
        dimension;     code;         label
        account_group; drift-utgift; Driftsutgifter
        area;          FO1;          Parker og grøntområder
    """,
    "budget_line": """
        unit; account_group; area; year; version; amount; printed_unit
        PAR;  drift-utgift;  ;     2026; adopted; 43500;  1000 kr
        PAR;  drift-utgift;  FO1;  2026; adopted; 13512;  1000 kr
    """,
}


def written(text, state="draft"):
    """The town with one passage in a report that has come so far."""
    return TOWN | {
        "working_document": f"document; unit; state; edition\nrapport; PAR; {state}; 1",
        "passage": f"document; key; part; position; text\nrapport; avvik; deviation; 1; {text}",
    }


def told(books):
    """Number, severity, verdict and sentence of every finding about texts."""
    judgement = judgement_of(woven(**books), {})
    wording = Telling(judgement, "no").wording
    return [
        (f.number, f.severity.value, f.verdict.value, wording.text(f).sentence)
        for f in judgement.findings
        if f.number.startswith("W-")
    ]


def test_w01_clean_references_with_unit_difference_and_share():
    parks = EXPENSES.replace("PAR/-/-", "PAR/-/FO1")
    text = f"Av {{{{{EXPENSES} | mill. kr}}}} er {{{{{parks} / {EXPENSES}}}}} til parker og {{{{ ikke mer"
    assert told(written(text)) == []


def test_w01_planted_reference_that_leads_nowhere():
    gone = "budget_line/budsjett/1/PAR/-/FO9/-/-/drift-utgift/2026/adopted/amount"
    [(number, severity, verdict, sentence)] = told(written(f"Det er {{{{{gone}}}}}"))
    assert (number, severity, verdict) == ("W-01", "error", "contradiction")
    assert sentence == (
        f"Rapport 2026, «avvik»: «{{{{{gone}}}}}» viser til et tall som ikke finnes lenger, "
        "eller som ikke vises for deg."
    )


def test_w01_planted_reference_that_cannot_be_worked_out():
    books = written(f"{{{{{EXPENSES} | prosent}}}} og {{{{tall}}}}")
    sentences = [sentence for *_, sentence in told(books)]
    assert sum("ulike enheter" in s for s in sentences) == 1
    assert sum("kan ikke leses som en henvisning" in s for s in sentences) == 1


def test_w01_planted_in_a_report_that_is_done():
    assert [t[0] for t in told(written("{{tall}}", "frozen"))] == ["W-01"]


def test_w02_clean_numbers_as_the_book_has_them():
    """43,5 is the figure, 44 is it with fewer digits, and a growth of 2,5 is no level."""
    text = "Driftsutgiftene er 43,5 mill. kr, om lag 44 mill. kr. Driftsutgiftene økte med 2,5 mill. kr."
    assert told(written(text)) == []


def test_w02_planted_number_that_contradicts_the_figure_it_names():
    """The text has 44,9 where the book has 43,5: half of the last digit is 0,05."""
    [finding] = [f for f in findings(**written("Driftsutgiftene er 44,9 mill. kr.")) if f.number == "W-02"]
    assert finding.addresses == (EXPENSES, "passage/rapport/avvik")
    assert (finding.printed, finding.computed, finding.unit) == (44.9, 43.5, "mill. kr")
    [(_, severity, verdict, sentence)] = told(written("Driftsutgiftene er 44,9 mill. kr."))
    assert (severity, verdict) == ("warning", "contradiction")
    assert sentence == (
        "Rapport 2026, «avvik»: teksten sier 44,9 mill. kr, men boken sier 43,5 mill. kr for "
        "Driftsutgifter, Parketaten, Vedtatt budsjett 2026."
    )


def test_w02_planted_number_that_is_nearly_a_figure():
    """44,2 is 1,6 % above 43,5, in a sentence with the figure's words that does not quite name it."""
    text = "I 2026 brukes det 44,2 mill. kr, og Parketatens driftsutgifter er kjent."
    assert [t[:3] for t in told(written(text))] == [("W-02", "notice", "unexplained")]


def test_w02_what_is_sent_is_let_be():
    assert told(written("Driftsutgiftene er 44,9 mill. kr.", "sent")) == []


def test_w02_a_figure_that_changes_is_seen_in_a_text_that_does_not():
    """The hints of a text are remembered, but not beyond a change of the figures of its unit."""
    books = written("Driftsutgiftene er 43,5 mill. kr.")
    assert told(books) == []
    changed = books | {"budget_line": books["budget_line"].replace("43500", "45000")}
    assert [t[:3] for t in told(changed)] == [("W-02", "warning", "contradiction")]
    assert told(books) == []


def test_w02_no_more_texts_are_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(prose, "_MOST_REMEMBERED", 2)
    for number in range(5):
        told(written(f"Driftsutgiftene er 5{number},9 mill. kr."))
    assert len(prose._KNOWN) <= 2
