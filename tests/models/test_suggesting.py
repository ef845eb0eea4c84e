"""What a typed number may be: the town's figures are invented, and every answer is worked out by hand.

Parketaten has 43 500 thousand kroner of expenses in 2026 (41 000 the year before), 13 512 of them for parks,
8 040 of these as wages, and 2 500 in income. Havneetaten has 99 000. Sick leave was 7,4 %.
"""

import pytest
from prose_samples import expenses, sick_leave, town_names

from rodtrad.models.suggesting import About, Hint, HintKind, suggestions

LETTER = About("brev")
PARKS, WAGES = expenses(area="FO1"), expenses(area="FO1", group="10")


@pytest.fixture(scope="module")
def names():
    return town_names()


def hints(names, text: str, about: About = LETTER) -> list[Hint]:
    found = suggestions(names, text, about)
    for hint in found:
        assert text[hint.start : hint.end] == hint.typed
    return found


def kinds(names, text: str, about: About = LETTER) -> list[tuple[str, str, str]]:
    return [(h.kind.value, h.typed, h.address) for h in hints(names, text, about)]


@pytest.mark.parametrize(
    ("text", "typed", "address"),
    [
        ("Driftsutgiftene er 43,5 mill. kr i 2026.", "43,5 mill. kr", expenses()),
        ("Driftsutgiftene er 43 500 000 kroner.", "43 500 000 kroner", expenses()),
        ("Driftsutgiftene er på 43,50 millioner kroner.", "43,50 millioner kroner", expenses()),
        ("Parker og grøntområder får 13,5 mill. kr til driftsutgifter.", "13,5 mill. kr", PARKS),
        ("Driftsutgiftene var 41,0 mill. kr i 2025.", "41,0 mill. kr", expenses(year=2025)),
        ("Driftsinntektene er 2,5 mill. kr.", "2,5 mill. kr", expenses(group="drift-inntekt")),
        ("Sykefraværet var 7,4 prosent.", "7,4 prosent", sick_leave()),
        ("Havneetaten har driftsutgifter på 99 mill. kr.", "99 mill. kr", expenses(unit="HAV")),
    ],
)
def test_a_number_that_equals_a_figure_is_offered_as_a_reference(names, text, typed, address):
    assert kinds(names, text) == [("equals", typed, address)]


def test_the_reference_keeps_the_unit_and_decimals_that_were_typed(names):
    [hint] = hints(names, "Parker og grøntområder får 13,51 mill. kr til driftsutgifter.")
    assert hint.reference == f"{{{{{PARKS} | mill. kr | 2}}}}"
    [income] = hints(names, "Driftsinntektene er 2,5 mill. kr.")
    assert income.reference.endswith(" | mill. kr | 1 | uten fortegn}}")
    [as_printed] = hints(names, "Sykefraværet var 7,4 prosent.")
    assert as_printed.reference == f"{{{{{sick_leave()}}}}}"


def test_equal_goes_as_far_as_the_number_is_written(names):
    """13 512 thousand is 13,5 and 13,51 and 14 millions; 13,52 is 0,06 % from it, and near."""
    text = "Vi har gitt {} mill. kr til driftsutgifter i parker og grøntområder, som før."
    found = {typed: kinds(names, text.format(typed))[0][0] for typed in ("13,5", "13,51", "14")}
    assert set(found.values()) == {"equals"}
    [near] = hints(names, "Parkene: 13,52 mill. kr; driftsutgifter i parker og grøntområder ventes.")
    assert near.kind is HintKind.NEAR


def test_near_is_within_two_per_cent_of_what_is_typed(names):
    """Apart from 43,5: 44,3 by 1,8 % of 44,3, and 44,5 by 2,2 % of 44,5."""
    text = "Det brukes {} mill. kr i 2026; Parketatens driftsutgifter er kjent."
    assert [h.kind.value for h in hints(names, text.format("44,3"))] == ["near"]
    assert hints(names, text.format("44,5")) == []


@pytest.mark.parametrize(
    ("text", "typed", "address"),
    [
        ("Driftsutgiftene er 44,9 mill. kr i 2026.", "44,9 mill. kr", expenses()),
        ("Driftsutgiftene er 43,2 mill. kr.", "43,2 mill. kr", expenses()),
        ("Driftsutgiftene økte til 44,9 mill. kr.", "44,9 mill. kr", expenses()),
        ("Driftsutgiftene var 43,5 mill. kr i 2025.", "43,5 mill. kr", expenses(year=2025)),
        ("Driftsutgiftene er under 40 mill. kr.", "40 mill. kr", expenses()),
        ("Sykefraværet var 9,1 prosent.", "9,1 prosent", sick_leave()),
        ("Driftsutgiftene til parker og grøntområder er 20 mill. kr.", "20 mill. kr", PARKS),
    ],
)
def test_a_sentence_that_names_a_figure_and_gives_another_number_is_flagged(names, text, typed, address):
    assert kinds(names, text) == [("differs", typed, address)]


@pytest.mark.parametrize(
    "text",
    [
        "Driftsutgiftene økte med 2,7 mill. kr.",
        "Driftsutgiftene er over 40 mill. kr.",
        "Driftsutgiftene til renovasjon er 7,7 mill. kr.",
        "Avviket i driftsutgifter er 1,7 mill. kr.",
        "Driftsutgiftene er 15,1 mill. kr etter første tertial.",
        "Driftsutgiftene er 940 kr per innbygger.",
        "Målet for sykefravær er 6,9 prosent.",
        "Driftsutgiftene ventes å bli 50,9 mill. kr i 2027.",
        "Møtet er 15. mai 2026 kl. 12, i sak 43/26.",
        "Etaten har 12 parker.",
    ],
)
def test_a_change_a_part_a_rate_a_target_or_something_unknown_is_let_be(names, text):
    assert hints(names, text) == []


def test_each_number_is_held_against_its_own_clause(names):
    parks = "parker og grøntområder"
    text = f"Lønn i {parks} er 8,04 mill. kr og driftsutgiftene i {parks} er 20 mill. kr."
    assert kinds(names, text) == [("equals", "8,04 mill. kr", WAGES), ("differs", "20 mill. kr", PARKS)]


def test_the_heading_and_the_subject_say_what_a_text_is_about(names):
    text = "Driftsutgiftene er 20 mill. kr."
    assert kinds(names, text, About("brev", heading="Parker og grøntområder")) == [
        ("differs", "20 mill. kr", PARKS)
    ]
    assert kinds(names, text, About("brev", PARKS)) == [("differs", "20 mill. kr", PARKS)]


def test_another_units_figure_is_not_offered_unless_it_is_named(names):
    assert kinds(names, "Driftsutgiftene er 99 mill. kr.") == [("differs", "99 mill. kr", expenses())]


def test_references_are_left_alone_and_places_hold_after_them(names):
    text = f"Først {{{{{PARKS} | mill. kr}}}}, så: driftsutgiftene er 44,9 mill. kr."
    assert kinds(names, text) == [("differs", "44,9 mill. kr", expenses())]


@pytest.mark.parametrize(
    "text", ["", "{{", "}} 5 mill. kr {{", "9" * 5_000, "1 " * 2_500, "<b>5</b> mill. kr & \x00"]
)
def test_any_text_is_taken(names, text):
    assert hints(names, text) == []


def test_a_document_that_is_not_there_has_no_hints(names):
    assert hints(names, "Driftsutgiftene er 43,5 mill. kr i 2026.", About("ukjent")) == []
