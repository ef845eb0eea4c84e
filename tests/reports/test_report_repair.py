"""What would repair the totals of a review, in words. The town and its numbers are invented.

Two measures save 4,0 and 1,5 million in 2027. All is printed with one decimal, so a total may be
0,05 away for itself and for each of the two cards: 0,15.
"""

import pytest
from report_samples import MILLION, judged, town

from rodtrad.models.programme.repair import ClassNeeded, NumberChange, Repair, RepairAnswer, smallest_repair
from rodtrad.models.programme.repair_question import repair_question, review_of
from rodtrad.reports.findings import finding_view
from rodtrad.reports.repair import repair_view
from rodtrad.reports.telling import Telling

B1, B2 = "measure_effect/funn/B1/2027/amount", "measure_effect/funn/B2/2027/amount"
SAID = "key_figure/funn/virkning/LIL/value"


def view_of(total, language="no"):
    judgement = judged(town(total))
    answer = smallest_repair(repair_question(judgement.thread, "funn"))
    return repair_view(Telling(judgement, language), "funn", answer)


def telling(language="no"):
    return Telling(judged(town()), language)


def found(*changes, others=(), proved=True, all_told=True, classes=()):
    return RepairAnswer(Repair(changes, classes, 0), others, proved, all_told)


def rise(address=B1, before=4.0, after=5.9, least=5.85, most=6.15):
    return NumberChange(address, *(round(m * MILLION) for m in (before, after, least, most)))


def test_a_total_of_seven_and_a_half_is_mended_by_either_card_or_by_itself():
    """7,5 is 2,0 too much; rounding explains 0,15. So 1,85 to 2,15 more on a card, or 5,35 to 5,65 in all."""
    view = view_of(7.5)
    [line] = view.changes
    assert (line.number.address, line.before, line.after) == (B1, 4.0, 5.9)
    assert (line.least, line.most) == (5.85, 6.15)
    assert line.number.text == "B1 Færre benker, 2027"
    assert line.text == "fra 4 mill. kr til 5,9 mill. kr (alt fra 5,85 mill. kr til 6,15 mill. kr passer)"
    others = {o[0].number.address: (o[0].before, o[0].after) for o in view.others}
    assert others == {B2: (1.5, 3.4), SAID: (7.5, 5.6)}
    assert view.sentence == "Hvis ett tall hadde vært et annet, ville alle kort og summer stemt:"
    assert view.others_sentence == "2 andre endringer av like mange tall gjør det samme."
    assert view.note == "Det er bevist at ingen mindre endring finnes."


def test_the_same_in_english():
    view = view_of(7.5, "en")
    assert view.changes[0].number.text == "B1 Fewer benches, 2027"
    assert view.changes[0].text.startswith("from 4 million NOK to 5.9 million NOK (anything from 5.85")
    assert view.others_sentence == "2 other changes of as many numbers do the same."


def test_totals_that_agree_need_no_words():
    assert view_of(5.5) is None
    assert view_of(5.6) is None


@pytest.mark.parametrize(
    ("others", "all_told", "beginning"),
    [
        (0, True, "Ingen annen endring"),
        (1, True, "Én annen endring"),
        (2, True, "2 andre endringer"),
        (2, False, "Minst 2 andre endringer"),
        (0, False, "Søket rakk ikke"),
    ],
)
def test_how_many_others_there_are_is_told(others, all_told, beginning):
    more = (Repair((rise(B2),), (), 0),) * others
    view = repair_view(telling(), "funn", found(rise(), others=more, all_told=all_told))
    assert view.others_sentence.startswith(beginning)
    assert len(view.others) == others


def test_two_changes_and_a_search_that_proves_nothing():
    view = repair_view(telling(), "funn", found(rise(), rise(B2), proved=False))
    assert view.sentence.startswith("Hvis 2 tall hadde vært andre")
    assert view.note.startswith("Søket nådde tidsgrensen")
    assert not view.proved


@pytest.mark.parametrize(("proved", "told"), [(True, "Ingen endring av så få tall"), (False, "Søket nådde")])
def test_no_repair_is_told_as_what_is_known(proved, told):
    view = repair_view(telling(), "funn", RepairAnswer(None, proved=proved))
    assert view.sentence.startswith(told)
    assert view.changes == ()


def test_a_class_is_told_with_others_that_do():
    needed = (ClassNeeded("B1", "best"), ClassNeeded("B2", "middle", ("second_worst",)))
    view = repair_view(telling(), "funn", found(rise(), classes=needed))
    assert [c.text for c in view.classes] == [
        "B1 Færre benker: best",
        "B2 Felles lager: middels / nest dårligst",
    ]
    assert view.classes[0].address == "efficiency_measure/funn/B1"


def test_an_amount_that_must_be_exact_has_no_range():
    view = repair_view(telling(), "funn", found(rise(after=5.9, least=5.9, most=5.9)))
    assert view.changes[0].text == "fra 4 mill. kr til 5,9 mill. kr"


def test_only_findings_of_programme_totals_lead_to_a_review():
    judgement = judged(town(7.5))
    reviews = {f.number: review_of(judgement.thread, f) for f in judgement.findings}
    assert reviews["P-01"] == "funn"
    assert set(reviews.values()) <= {"funn", ""}
    assert [number for number, review in reviews.items() if review] == ["P-01"]


def test_the_finding_shows_what_it_is_given():
    judgement = judged(town(7.5))
    finding = next(f for f in judgement.findings if f.number == "P-01")
    shown = Telling(judgement, "no")
    assert finding_view(shown, finding).repair is None
    view = view_of(7.5)
    assert finding_view(shown, finding, view).repair is view
