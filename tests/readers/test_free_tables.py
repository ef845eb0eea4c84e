"""Tables that are no steering fact: all their figures, and the equations that nearly all rows fulfil."""

from decimal import Decimal

from short_pages import read, rows

from rodtrad.checks.run import judgement_of
from rodtrad.models.thread.weave import thread_of

STOCK = """
    Tabell 3: Verktøy i utlånet

    Type Inn Ut Igjen
    Hammer 410 150 {hammer}
    Sag 325 200 125
    Drill 290 45 245
    Stige 118 18 100
    Sum 1 143 413 {total}
    """


def findings(document) -> list[tuple[str, tuple[int, ...]]]:
    return [(f.number, f.lines) for f in judgement_of(thread_of(document.facts), {}).findings]


def test_all_figures_are_kept_with_row_and_column():
    document = read(STOCK.format(hammer=260, total=730), "other")
    figures = rows(document, "table_figure")
    assert len(figures) == 15
    [drill] = [f for f in figures if f["row_label"] == "Drill" and f["value"] == 245 * 10_000]
    assert drill["line"] == 6
    assert findings(document) == []


def test_a_wrong_cell_is_told_of():
    """410 - 150 is 260, and 260 + 125 + 245 + 100 is 730."""
    found = findings(read(STOCK.format(hammer=290, total=730), "other"))
    assert found
    assert all(4 in lines for _, lines in found)


RATES = """
    Satser fra 1. januar

    Enslige 11 264 9 100 2 164 24 %
    Ektepar 10 826 8 400 2 426 29 %
    Bofellesskap 10 440 8 500 1 940 23 %
    Barn 9 704 7 400 2 304 31 %
    """


def test_the_number_of_columns_is_the_one_with_a_relation():
    """11 264 - 9 100 = 2 164; read as more numbers, no column is the difference of two others."""
    document = read(RATES, "other")
    single = [f for f in rows(document, "table_figure") if f["row_label"] == "Enslige"]
    assert [Decimal(f["value"]) / 10_000 for f in single] == [11_264, 9_100, 2_164, 24]
    assert findings(document) == []


def test_a_share_is_only_stated_where_it_is_exact():
    """24 is 2 164 of 9 100; of 11 264 it is 19."""
    shares = {r["key"] for r in rows(read(RATES, "other"), "stated_relation", kind="share")}
    assert len(shares) == 4


STAFF = """
    4.7 Kjønn og lønn

    Menn % Kvinner % Menn (kr) Kvinner (kr) Kvinners andel av menn %

    Alle ansatte 2031 40 60 kr 600 000 kr 570 000 95
    2030 42 58 kr 580 000 kr 551 000 95
    Ledere 2031 {men} {women} kr 800 000 kr 840 000 105
    2030 45 55 kr 750 000 kr 750 000 100
    Miljøarbeidere 2031 30 70 kr 500 000 kr 490 000 98
    """


def test_years_before_the_figures_belong_to_the_rows():
    document = read(STAFF.format(men=44, women=56), "other")
    labels = {f["row_label"] for f in rows(document, "table_figure")}
    assert labels == {
        "Alle ansatte 2031", "Alle ansatte 2030", "Ledere 2031", "Ledere 2030", "Miljøarbeidere 2031"
    }  # fmt: skip
    assert findings(document) == []


def test_shares_that_are_not_of_a_hundred_are_told_of():
    """110 and 177 are persons, printed where all other rows have per cent."""
    found = findings(read(STAFF.format(men=110, women=177), "other"))
    assert [number for number, _ in found] == ["S-03"]
    assert found[0][1] == (7,)


PRICES = """
    Type (antall plasser) Pris per plass Kostnad per plass Andel %

    Botilbud (32) 1 208 kr/døgn 1 398 kr/døgn {share} %
    Avlastning (101) 1 208 kr/døgn 2 378 kr/døgn 50,8 %
    Dagtilbud (98) 1 208 kr/døgn 3 312 kr/døgn 36,5 %
    Omsorg (42) 1 208 kr/døgn 3 101 kr/døgn 39,0 %
    Behandling (43) 2 096 kr/døgn 4 586 kr/døgn 45,7 %
    """


def test_units_between_the_figures_belong_to_them():
    """1 208 / 1 398 = 86,4 per cent; the places stand in brackets in the words."""
    document = read(PRICES.format(share="86,4"), "other")
    units = {f["printed_unit"] for f in rows(document, "table_figure")}
    assert units == {"kr/døgn", "prosent"}
    assert {s.text for s in document.seen} >= {"32", "101", "98", "42", "43"}
    assert findings(document) == []


def test_a_share_of_a_price_that_is_wrong_is_told_of():
    assert [number for number, _ in findings(read(PRICES.format(share="68,4"), "other"))] == ["A-01"]
