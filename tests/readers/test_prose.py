"""Numbers in running text, with what the words around them say of them."""

from decimal import Decimal

import pytest
from short_pages import laid

from rodtrad.facts.figure import Qualifier
from rodtrad.readers.prose import Told, footnote_marks, paragraphs, told_in


def told(text: str) -> list[Told]:
    lines = laid(text)
    return [
        t for paragraph in paragraphs(lines, frozenset()) for t in told_in(paragraph, footnote_marks(lines))
    ]


def values(text: str) -> list[tuple[str, str]]:
    return [(str(t.value), t.unit) for t in told(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Etaten hadde et mindreforbruk på 96,576 mill. ved årets slutt.", [("96.576", "mill. kr")]),
        ("Utlån av startlån ble i 2024 på totalt 2,027 milliarder kroner.", [("2.027", "mrd. kr")]),
        ("Satsen for enslige er 7 150 kroner per måned fra neste år.", [("7150", "kr/måned")]),
        ("Plassen koster 19 500 kroner per døgn i den nye avtalen.", [("19500", "kr/døgn")]),
        ("Andelen gikk ned med 2,5 prosentpoeng gjennom året som gikk.", [("2.5", "prosentpoeng")]),
        ("Kommunen har omtrent 80 ledige plasser i ordningen nå.", [("80", "")]),
        ("Det er ansatt 12 årsverk i tjenesten i løpet av året.", [("12", "årsverk")]),
        ("Tiltaket gir kr 450 000 i lavere utgifter fra neste år.", [("450000", "kr")]),
    ],
)
def test_a_number_has_the_scale_and_unit_of_its_words(sentence, expected):
    assert values(sentence) == expected


def test_numbers_that_stand_together_share_the_last_ones_unit():
    sentence = "Bydelene betaler henholdsvis 60, 85 og 60 % av kostnadene for plassene."
    assert values(sentence) == [("60", "prosent"), ("85", "prosent"), ("60", "prosent")]


def test_a_range_is_two_numbers_with_one_unit():
    assert values("Prisen er ventet å stige med 3-5 prosent i perioden.") == [
        ("3", "prosent"),
        ("5", "prosent"),
    ]


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [("om lag", Qualifier.ABOUT), ("over", Qualifier.OVER), ("nesten", Qualifier.UNDER), ("totalt", None)],
)
def test_reservations_stay_with_the_number(words, qualifier):
    [one] = told(f"Ordningen har {words} 250 millioner kroner til rådighet neste år.")
    assert one.qualifier is qualifier


def test_number_words_count_where_they_count_something():
    assert values("Byen har tre boliger til, og han var en av dem som sa ja.") == [("3", "boliger")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Planen gjelder for perioden 2026 og ble vedtatt av bystyret i fjor.",
        "Se kapittel 4 og tabell 12 for en nærmere omtale av ordningen.",
        "Saken fikk nummer 24/1093 i arkivet og er behandlet av styret.",
    ],
)
def test_years_and_references_are_no_figures(sentence):
    assert told(sentence) == []


def test_a_footnote_mark_is_not_part_of_the_number():
    page = """
        Det ble gitt hjelp til 1 46716 husstander gjennom ordningen i fjor, flere enn noen gang.

        16 Tallet gjelder hele året.
        """
    assert told(page)[0].value == Decimal(1467)


def test_without_a_footnote_the_digits_stay_together():
    page = "Det ble gitt hjelp til 146716 husstander gjennom ordningen i fjor, flere enn før."
    assert told(page)[0].value == Decimal(146716)


def test_a_date_is_read_as_one_number():
    [one] = told("Leieavtalen for bygget går ut 31.12.2028 og blir ikke fornyet.")
    assert (one.value, one.unit) == (Decimal(20281231), "dato")


def test_the_line_and_the_sentence_of_a_number_are_known():
    page = """
        Tjenesten har mange brukere, og behovet har økt jevnt gjennom de siste årene i byen. Den har
        40 plasser i dag, og det er ventet at det blir flere i løpet av planperioden for tjenesten.
        """
    [one] = told(page)
    assert one.line == 2
    assert one.sentence.strip().startswith("Den har")
