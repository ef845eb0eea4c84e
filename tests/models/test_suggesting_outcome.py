"""Accounts, forecasts, changes, ranges and frames in a text: a true sentence never contradicts the book.

The town of `prose_samples.py`, with what Parketaten's wages in parks have come to by August 2026 (5,3 mill.
kr), the forecast then (8,3), and the accounts of the year (8,21), which the budget puts at 8,04.
Its net budget is 41,0 mill. kr after an adjustment, and its frame was 40,0; its only chapter is 500 Byrom.
"""

import pytest
from prose_samples import THOUSAND, frame, line, sick_leave, town

from rodtrad.models.figure_index import FigureIndex
from rodtrad.models.naming import Naming
from rodtrad.models.suggesting import About, suggestions
from rodtrad.models.thread.weave import thread_of

WAGES = "Lønn i parker og grøntområder"
_OF_PARKS = {"document": "rapport", "unit": "PAR", "chapter": "500", "area": "FO1", "account_group": "10"}
_THOUSANDS = {"printed_unit": "1000 kr", "decimals": 0}


def period(version: str, text: str, amount: int, **more: str | None):
    return _OF_PARKS | _THOUSANDS | {"version": version, "period": text, "amount": amount * THOUSAND} | more


def code(dimension: str, key: str, label: str):
    return {"dimension": dimension, "code": key, "label": label, "label_en": label}


def document(key: str, kind: str, year: int):
    return {"key": key, "kind": kind, "unit": "PAR", "year": year, "label": key, "label_en": key}


def frame_row(key: str, amount: int):
    named = {"label": "Ny ramme", "label_en": "New frame", "category": "frame", "line": 0}
    place = {"document": "budsjett", "table": "endring", "unit": "PAR", "chapter": "500", "year": 2026}
    return named | place | _THOUSANDS | {"code": key, "step": "frame", "amount": amount * THOUSAND}


@pytest.fixture(scope="module")
def names() -> Naming:
    books = town()
    of_chapter = [{"chapter": "500"} | line("PAR", "drift", 41_000)]
    books["document"] = books["document"].vstack(
        frame("document", document("rapport", "period_report", 2026), document("senere", "budget", 2029))
    )
    books["code"] = books["code"].vstack(
        frame("code", code("account_group", "drift", "Netto drift"), code("chapter", "500", "Byrom"))
    )
    books["budget_line"] = books["budget_line"].vstack(frame("budget_line", *of_chapter))
    books["budget_change"] = frame("budget_change", frame_row("frame", 40_000))
    books["period_amount"] = frame(
        "period_amount",
        period("accounts", "2026-T2", 5_300),
        period("accounts", "2026", 8_210, document="budsjett"),
        period("accounts", "2026", 8_210),
        period("forecast", "2026-T2", 8_300),
        period("regulated", "2026@2026-T2", 8_040),
    )
    return Naming(FigureIndex(thread_of(books)))


def kinds(names: Naming, text: str, document: str = "rapport") -> list[str]:
    return [hint.kind.value for hint in suggestions(names, text, About(document))]


@pytest.mark.parametrize(
    "text",
    [
        f"{WAGES} ble 8,21 mill. kr.",
        f"Regnskapet for {WAGES.lower()} viser 8,21 mill. kr.",
        f"Prognosen for {WAGES.lower()} er 8,3 mill. kr.",
        f"Til og med august er {WAGES.lower()} 5,3 mill. kr.",
        f"{WAGES} er 8,04 mill. kr.",
        "Etatens ramme er 40 mill. kr.",
        "Etatens netto ramme er 41 mill. kr.",
        "Driftsutgiftene var 41,0 mill. kr i fjor.",
        "Driftsutgiftene gikk fra 41,0 til 43,5 mill. kr.",
        "Sykefraværet falt fra 8,0 til 7,4 prosent.",
        "Sykefraværet er 7,4 prosent, mot 8,0 prosent i 2025.",
        "Driftsutgiftene er budsjettert til 43,5 mill. kr, mot 41,0 mill. kr i 2025.",
        "Driftsutgiftene er budsjettert til mellom 40 og 50 mill. kr.",
        "Driftsutgiftene er budsjettert til 40 til 50 mill. kr.",
        "Driftsutgiftene er budsjettert til 40–45 mill. kr.",
        "Driftsutgiftene er budsjettert til 3 mill. kr mer enn før.",
    ],
)
def test_a_true_sentence_contradicts_nothing(names, text):
    assert "differs" not in kinds(names, text)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        (f"{WAGES} ble 9,9 mill. kr.", "rapport"),
        (f"Prognosen for {WAGES.lower()} er 9,9 mill. kr.", "rapport"),
        ("Etatens ramme er 49 mill. kr i 2026.", "brev"),
        ("Parketaten får en ramme på 49 mill. kr.", "brev"),
        ("Netto drift er 49 mill. kr.", "brev"),
        ("Driftsutgiftene er mellom 50 og 60 mill. kr.", "brev"),
        ("Sykefraværet er 9,9 prosent, mot 8,0 prosent i 2025.", "brev"),
    ],
)
def test_a_wrong_one_does(names, text, document):
    assert kinds(names, text, document)[0] == "differs"


def test_a_sum_of_accounts_that_does_not_stand_in_the_book_is_not_held_against_the_budget(names):
    """Only the accounts of wages in parks are known; all expenses together may well have become 44,9."""
    assert kinds(names, "Driftsutgiftene ble 44,9 mill. kr.", "brev") == []
    assert kinds(names, "Driftsutgiftene er budsjettert til 44,9 mill. kr.", "brev") == ["differs"]


def test_a_range_is_told_of_but_not_replaced_by_one_figure(names):
    [hint] = suggestions(names, "Driftsutgiftene er mellom 50 og 60 mill. kr.", About("brev"))
    assert (hint.typed, hint.reference) == ("50", "")


@pytest.mark.parametrize(
    "typed", ["43\u2009500\u2009000", "43\u202f500\u202f000", "43\u00a0500\u00a0000", "43.500.000"]
)
def test_groups_of_a_number_may_be_parted_by_thin_blanks_or_full_stops(names, typed):
    [hint] = suggestions(names, f"Driftsutgiftene er {typed} kr.", About("brev"))
    assert (hint.kind.value, hint.typed, hint.value) == ("equals", f"{typed} kr", 43_500_000)


def test_without_a_year_only_figures_of_the_texts_year_and_those_beside_it_are_offered(names):
    """Sick leave was 7,4 in 2026: a text of 2026 may mean that, one of 2029 must say the year."""
    [hint] = suggestions(names, "Sykefraværet er 7,4 prosent.", About("brev"))
    assert hint.address == sick_leave()
    assert suggestions(names, "Sykefraværet er 7,4 prosent.", About("senere")) == []
    assert kinds(names, "Sykefraværet var 7,4 prosent i 2026.", "senere") == ["equals"]


def test_a_figure_that_is_told_in_two_documents_is_offered_once_from_the_texts_own(names):
    [hint] = suggestions(names, f"{WAGES} ble 8,21 mill. kr.", About("rapport"))
    assert hint.address == "period_amount/rapport/PAR/500/FO1/-/10/2026/accounts/amount"


def test_a_period_is_told_in_words(names):
    rows = names.index.figures.with_row_index("row").filter(fact="period_amount")["row"]
    told = {names.label(row).rsplit(", ", 1)[1] for row in rows}
    assert told == {
        "Regnskap 2. tertial 2026",
        "Regnskap 2026",
        "Prognose 2. tertial 2026",
        "Regulert budsjett 2026 per 2. tertial 2026",
    }
