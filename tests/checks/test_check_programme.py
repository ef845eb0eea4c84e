"""Checks of what the efficiency programme rests on. Every number here is made up."""

from small_books import findings

CARD = "document; key; sector; owner\nd; A; SEK; ETAT"
EFFECT = "document; measure; year; amount; printed_unit; line\nd; A; 2026; {}; mill. kr; 12"
ASSUMPTIONS = """
    document; key;     value; figure;                        printed_unit; spread; line
    d;        plasser; 80;    key_figure/d/tomme/SEK/value;  plasser;      fixed;  7
    d;        pris;    0.1;   ;                              mill. kr/plass; fixed; 8
"""
FIGURE = "document; key; unit; value; printed_unit; line\nd; tomme; SEK; {}; plasser; 7"
PART = "document; measure; key; party; expression\nd; A; a; agency; plasser * pris"


def programme(effect="8", figure="80", **more):
    """80 places at 0.1 million each are 8 million."""
    return {
        "efficiency_measure": CARD,
        "measure_effect": EFFECT.format(effect),
        "assumption": ASSUMPTIONS,
        "key_figure": FIGURE.format(figure),
        "effect_part": PART,
        **more,
    }


def of(number, **texts):
    """The findings of one check."""
    return [f for f in findings(**texts) if f.number == number]


def clean_programme():
    assert findings(**programme()) == ()


def test_p03_clean():
    clean_programme()


def test_p04_clean():
    clean_programme()


def test_p05_clean():
    clean_programme()


def test_p06_clean():
    clean_programme()


def test_p03_planted_unknown_assumption():
    [found] = of("P-03", **programme(effect_part=PART.replace("plasser", "senger")))
    assert found.addresses == ("effect_part/d/A/a",)
    assert found.facts["name"] == "senger"


def test_p03_planted_circle_is_told_once():
    around = """
        document; key; value; expression; printed_unit; spread
        d;        a;   ;      b;          kr;           fixed
        d;        b;   ;      a;          kr;           fixed
    """
    texts = programme(assumption=around)
    del texts["effect_part"]
    [found] = of("P-03", **texts)
    assert found.facts["around"] == "a → b → a"


def test_p04_planted_assumption_that_left_its_source():
    [found] = of("P-04", **programme(figure="82"))
    assert (found.printed, found.computed) == (82, 80)


def test_p05_planted_effect_that_the_formula_does_not_give():
    """Printed as 9 million, which rounding leaves open from 8.5 to 9.5."""
    [found] = of("P-05", **programme(effect="9"))
    assert (found.printed, found.computed, found.room) == (9, 8, 0.5)


def test_p05_a_rounded_estimate_is_left_open():
    """Printed as 10 million, a round number: anything from 5 to 15 would be written so."""
    assert not of("P-05", **programme(effect="10"))


def test_p06_planted_move_without_an_amount():
    moved = PART + "\nd; A; b; district; "
    [found] = of("P-06", **programme(effect_part=moved))
    assert found.addresses == ("effect_part/d/A/b",)


def test_p06_money_that_leaves_and_comes_by_the_same_unknown_amount_is_not_missed():
    both = PART + "\nd; A; b; district; \nd; A; c; agency; \nd; A; e; state; "
    assert not of("P-06", **programme(effect_part=both))


def test_a_programme_that_cannot_be_computed_gives_no_other_findings_about_formulas():
    broken = programme(effect="9", effect_part=PART.replace("plasser", "senger"))
    assert {f.number for f in findings(**broken) if f.number.startswith("P-")} == {"P-03"}
