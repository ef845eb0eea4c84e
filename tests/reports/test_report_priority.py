"""The page of priorities for an invented town: what is said of a measure, of the rule, and of a bad rule."""

import pytest
from report_samples import MILLION, frame, judged, named, town

from rodtrad.reports.priority import priority_view
from rodtrad.reports.telling import Telling

CARD = {"document": "funn", "sector": "LIL", "owner": "PAR", "line": 3}


def measures():
    """B1 saves 4,0 million and is good for residents; B2 saves 1,5 and tells little more. Both are sure."""
    good = {"estimate_uncertainty": "low", "implementation_uncertainty": "low", "overall_class": "best"}
    first = named("Færre benker", "Fewer benches", key="B1", consequence_citizens="medium_positive", **good)
    second = named("Felles lager", "Shared store", key="B2", overall_class="best")
    whole = 100 * 10_000
    levels = ("low", "not_stated")
    sure = frame(
        "uncertainty_rule",
        *({"of": "estimate", "level": level, "low": whole, "high": whole} for level in levels),
        *({"of": "implementation", "level": level, "probability": whole} for level in levels),
    )
    cards = frame("efficiency_measure", CARD | first, CARD | second)
    return {"efficiency_measure": cards, "uncertainty_rule": sure}


def rule(**numbers):
    stated = (
        named(f"Tallet {key}", f"The number {key}", key=key, value=round(value * 10_000))
        for key, value in numbers.items()
    )
    return {"priority_rule": frame("priority_rule", *stated)}


def view(language="no", document="", owner="", **changed):
    facts = town(**(measures() | changed))
    return priority_view(Telling(judged(facts), language), document, owner)


def rows(table):
    return [row.texts for row in table.rows]


NUMBERS = {"effect_2": 5, "effect_3": 6, "effect_4": 7}


def test_a_measure_is_told_with_the_steps_of_its_score():
    """B1: 1 + 2 x 1 - 0 = 3, second best; B2: 1 + 0 - 0.25 = 0.75, middle."""
    shown = view(**rule(**NUMBERS))
    first, second = rows(shown.measures)
    assert first[:4] == ("B1 Færre benker", "4,0", "innbyggere: middels positiv", "Lav")
    assert first[4:8] == ("0,0", "1 + 2 × 1 − 0 = 3", "Nest best", "Best")
    assert second[:3] == ("B2 Felles lager", "1,5", "konsekvens ikke oppgitt (plassert som nøytral)")
    assert second[3:8] == ("Middels (ikke alt er oppgitt)", "0,0", "1 + 0 − 0,25 = 0,75", "Middels", "Best")
    assert [row.cells[5].value for row in shown.measures.rows] == [3, 0.75]


def test_the_sentences_count():
    """Neither has the class of its card; the town's own numbers are no longer those that were fitted."""
    shown = view(**rule(**NUMBERS))
    assert shown.sentences[:3] == (
        "Regelen gir samme klasse som kortet for 0 av 2 tiltak som har en klasse på kortet. "
        "Å gi alle klassen «Best» ville stemt for 2.",
        "Regelen gir en annen klasse enn kortet for B1, B2.",
        "1 av 2 tiltak har ingen oppgitt konsekvens. De er plassert som om den var nøytral, og merket.",
    )
    assert any("ingen uavhengig prøve" in sentence for sentence in view().sentences)


def test_a_measure_without_consequence_stands_beside_the_first_chart():
    against_consequence, against_spread = view().charts
    assert [(p.label, p.x, p.y, p.on_frontier) for p in against_consequence.points] == [("B1", 2, 4, True)]
    assert [(p.label, p.y) for p in against_spread.points] == [("B1", 4), ("B2", 1.5)]
    assert [cell.text for cell in view().not_charted] == ["B2 Felles lager"]


def test_the_rule_is_shown_with_the_books_own_names():
    shown = rows(view(**rule(weight_goals=3)).rule)
    assert ("Tallet weight_goals", "3") in shown
    assert ("Vekt for innbyggere", "2") in shown
    assert len(shown) == 16


def test_a_trial_that_moves_a_measure_is_shown():
    """B1 has 3 points. The best class begins at 3.2, and 20 per cent lower at 2.56."""
    shown = rows(view(**rule(**NUMBERS, class_best=3.2)).trials)
    assert ("Tallet class_best", "3,2", "2,56", "B1 fra «Nest best» til «Best»") in shown
    assert all("fra «" in changes for *_, changes in shown)


def test_an_effect_nobody_has_stated_is_said_so():
    effects = {"document": "funn", "printed_unit": "mill. kr", "decimals": 1, "line": 9}
    known = frame("measure_effect", effects | {"measure": "B1", "year": 2027, "amount": 4 * MILLION})
    shown = view(measure_effect=known)
    assert rows(shown.measures)[-1][1] == "effekt ikke oppgitt"
    assert [p.label for p in shown.charts[1].points] == ["B1"]


@pytest.mark.parametrize(
    ("numbers", "address", "said"),
    [
        ({"effekt": 1}, "priority_rule/effekt", "har ikke noe tall som heter «effekt»"),
        ({"effect_1": 4}, "priority_rule/effect_1", "«effect_2» er 3 og ikke over «effect_1», som er 4"),
        ({"class_middle": 2}, "priority_rule/class_middle", "«class_middle» er 2 og ikke under"),
    ],
)
def test_a_rule_that_cannot_be_used_is_told_with_its_row(numbers, address, said):
    shown = view(**rule(**numbers))
    [fault] = shown.faults
    assert fault.row.address == address
    assert said in fault.text
    assert shown.measures is None


def test_the_page_is_narrowed_and_told_in_english():
    assert view(owner="zzz").measures is None
    assert [choice.value for choice in view(document="funn").documents if choice.chosen] == ["funn"]
    first, _ = rows(view("en").measures)
    assert first[2] == "residents: medium positive"
    assert priority_view(Telling(judged({}), "no")).measures is None
