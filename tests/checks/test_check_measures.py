"""Checks of what a review says of its cards as a whole."""

from small_books import assert_clean, findings, told

CARDS = """
    document;    key; sector; owner; overall_class
    gjennomgang; V1;  SEK;    ETAT;  best
    gjennomgang; V2;  SEK;    ETAT;  best
"""
EFFECTS = """
    document;    measure; year; amount; printed_unit; line
    gjennomgang; V1;      2027;     10; mill. kr;     110
    gjennomgang; V2;      2027;     13; mill. kr;     210
"""


def table(saved):
    return f"""
        document;    table; row;  heading; value;   concept;                printed_unit; line
        gjennomgang; T11;   ETAT; 2027;    {saved}; effect/owner/ETAT/2027; mill. kr;     628
    """


def test_p01_clean():
    """Two cards save 10 and 13 million, the table says 23."""
    assert_clean("P-01", efficiency_measure=CARDS, measure_effect=EFFECTS, table_figure=table(23))


def test_p01_planted_programme_total():
    """The table says 28 where the cards save 23: 5 of 28 is 18 per cent."""
    [finding] = findings(efficiency_measure=CARDS, measure_effect=EFFECTS, table_figure=table(28))
    total = "table_figure/T11/ETAT/2027/value"
    cards = {f"measure_effect/gjennomgang/{key}/2027/amount" for key in ("V1", "V2")}
    assert told(finding) == {
        "number": "P-01",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 28.0,
        "computed": 23.0,
        "gap": 5.0,
        "room": 1.5,
        "unit": "mill. kr",
        "document": "gjennomgang",
        "first_line": 628,
        "lines": {628, 110, 210},
        "first_address": total,
        "addresses": {total, *cards},
    }


def test_p01_planted_by_class():
    [finding] = findings(
        efficiency_measure=CARDS,
        measure_effect=EFFECTS,
        table_figure=table(28).replace("owner/ETAT", "class/SEK/best"),
    )
    assert (finding.number, finding.printed, finding.computed) == ("P-01", 28.0, 23.0)


def test_p01_not_tested_by_class_when_a_saving_card_has_none():
    """A card without a class may belong in any of them, so nothing can be said."""
    found = findings(
        efficiency_measure=CARDS.replace("V2;  SEK;    ETAT;  best", "V2;  SEK;    ETAT;"),
        measure_effect=EFFECTS,
        table_figure=table(28).replace("owner/ETAT", "class/SEK/best"),
    )
    assert found == ()


def stated(count, smallest, largest):
    return f"""
        document;    key;     value;      concept;                    printed_unit; line
        gjennomgang; antall;  {count};    effect/sector/SEK/count;    antall;       13
        gjennomgang; minste;  {smallest}; effect/sector/SEK/smallest; mill. kr;     14
        gjennomgang; største; {largest};  effect/sector/SEK/largest;  mill. kr;     14
    """


def test_p02_clean():
    """Two cards that save 10 and 13 million."""
    assert findings(efficiency_measure=CARDS, measure_effect=EFFECTS, key_figure=stated(2, 10, 13)) == ()


def test_p02_planted_count_and_largest():
    """The text counts three cards and a largest effect of 30 million; the smallest is right."""
    largest, count = findings(efficiency_measure=CARDS, measure_effect=EFFECTS, key_figure=stated(3, 10, 30))
    assert told(count) == {
        "number": "P-02",
        "verdict": "contradiction",
        "severity": "error",
        "printed": 3.0,
        "computed": 2.0,
        "gap": 1.0,
        "room": None,
        "unit": "antall",
        "document": "gjennomgang",
        "first_line": 13,
        "lines": {13},
        "first_address": "key_figure/gjennomgang/antall/BY/value",
        "addresses": {"key_figure/gjennomgang/antall/BY/value"},
    }
    assert count.facts == {"what": "count"}
    assert (largest.printed, largest.computed, largest.unit) == (30.0, 13.0, "mill. kr")
    assert (largest.lines, largest.facts) == ((14,), {"what": "largest"})


def test_p02_clean_within_the_unit_of_print():
    """A largest effect of 13,4 million is told as 13 when whole millions are printed."""
    effects = EFFECTS.replace("13; mill. kr; ", "13 400 000; kr; ")
    assert findings(efficiency_measure=CARDS, measure_effect=effects, key_figure=stated(2, 10, 13)) == ()
