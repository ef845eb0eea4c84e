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
