"""What people type in a form becomes values: each kind, in Norwegian and English, and what is refused."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.app.saving import UsageFormError, typed_values
from rodtrad.core.errors import UsageError
from rodtrad.core.measurement import LARGEST_GRAINS
from rodtrad.core.numbers import number
from rodtrad.core.shape import Shape
from rodtrad.core.words import say
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.tidy import tidy

ASSUMPTION, EFFECT, PHASE = SHAPES["assumption"], SHAPES["measure_effect"], SHAPES["phase_in"]
REPORT, CONDITION = SHAPES["benefit_report"], SHAPES["measure_condition"]


def typed(shape: Shape, column: str, text: str, language: str = "no", unit: str = "") -> object:
    found = typed_values(shape, {column: text}, language, printed_unit=unit)  # type: ignore[arg-type]
    return found[column]


@pytest.mark.parametrize(
    ("text", "language", "ore"),
    [
        ("4,5", "no", 4_50),
        ("4.5", "no", 4_50),
        ("4.5", "en", 4_50),
        ("1 234,50", "no", 1_234_50),
        ("1\u00a0234,50", "no", 1_234_50),
        ("1\u202f234\u202f567", "no", 1_234_567_00),
        ("1\u2009234", "no", 1_234_00),
        ("1234567", "no", 1_234_567_00),
        ("1,234.50", "en", 1_234_50),
        ("1,234", "en", 1_234_00),
        ("1 234.50", "en", 1_234_50),
        ("12,340,000", "en", 12_340_000_00),
        ("-4,5", "no", -4_50),
        ("\u22124,5", "no", -4_50),
        ("+4,5", "no", 4_50),
        ("  0  ", "no", 0),
        ("0.250", "no", 25),
        ("1,230", "no", 1_23),
    ],
)
def test_an_amount_in_kroner(text, language, ore):
    assert typed(EFFECT, "amount", text, language, "kr") == ore


@pytest.mark.parametrize(
    ("unit", "text", "grains"),
    [
        ("kr", "2,5", 250),
        ("1000 kr", "2,5", 250_000),
        ("mill. kr", "2,5", 250_000_000),
        ("mrd. kr", "2,5", 250_000_000_000),
        ("mill. kr", "0,0001", 10_000),
        ("plasser", "80", 800_000),
        ("plasser", "0,0001", 1),
        ("kr/døgn", "5 500", 550_000),
        ("prosent", "20", 200_000),
    ],
)
def test_a_quantity_is_in_the_rows_unit(unit, text, grains):
    assert typed(ASSUMPTION, "value", text, unit=unit) == grains
    assert typed_values(ASSUMPTION, {"value": text, "printed_unit": unit}, "no") == {
        "value": grains,
        "printed_unit": unit,
    }


def test_a_column_with_a_unit_of_its_own_does_not_ask_the_row():
    assert typed(PHASE, "share", "62,5") == 625_000
    assert typed(REPORT, "amount", "1 000") == 100_000
    assert typed(SHAPES["priority_rule"], "value", "1,5") == 15_000


def test_the_unit_in_the_form_goes_before_the_rows():
    texts = {"value": "2", "printed_unit": "mill. kr"}
    assert typed_values(ASSUMPTION, texts, "no", printed_unit="kr")["value"] == 200_000_000


@pytest.mark.parametrize(
    ("shape", "column", "text", "value"),
    [
        (PHASE, "year", "2027", 2027),
        (PHASE, "half", " 2 ", 2),
        (ASSUMPTION, "decimals", "-4", -4),
        (ASSUMPTION, "decimals", "\u22124", -4),
        (CONDITION, "until", "2027-06-30", date(2027, 6, 30)),
        (CONDITION, "until", "30.06.2027", date(2027, 6, 30)),
        (CONDITION, "until", "3.6.2027", date(2027, 6, 3)),
        (CONDITION, "decided_by", "council", "council"),
        (CONDITION, "label", "  Vedtak \r\ni to ledd\t ", "Vedtak \ni to ledd"),
        (CONDITION, "key", "vedtak-1", "vedtak-1"),
        (SHAPES["assignment"], "season", "2026-autumn", "2026-autumn"),
        (SHAPES["service_figure"], "derived", "ja", True),
        (SHAPES["service_figure"], "derived", "on", True),
        (SHAPES["service_figure"], "derived", "No", False),
        (ASSUMPTION, "printed_unit", "mill. kr", "mill. kr"),
    ],
)
@pytest.mark.parametrize("language", ["no", "en"])
def test_the_other_kinds(shape, column, text, value, language):
    found = typed(shape, column, text, language)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("text", ["", "  ", "\r\n"])
@pytest.mark.parametrize(
    ("shape", "column"),
    [
        (EFFECT, "amount"),
        (CONDITION, "until"),
        (CONDITION, "decided_by"),
        (CONDITION, "line"),
        (PHASE, "part"),
    ],
)
def test_an_empty_field_is_no_value(shape, column, text):
    assert typed(shape, column, text) is None


A_LOT = "9" * 14
BAD = [
    (EFFECT, "amount", "fire", "no", "Effekt: «fire» er ikke et tall.", "1\u00a0234,5"),
    (EFFECT, "amount", "four", "en", "Amount: “four” is no number.", "1,234.5"),
    (EFFECT, "amount", "20 %", "no", "«20 %» er ikke et tall.", "uten enhet"),
    (EFFECT, "amount", "1 23", "no", "«1 23» er ikke et tall.", "1\u00a0234,5"),
    (EFFECT, "amount", "1 2345", "no", "«1 2345» er ikke et tall.", "1\u00a0234,5"),
    (EFFECT, "amount", "4,12345", "no", "«4,12345» er ikke et tall.", "høyst fire desimaler"),
    (EFFECT, "amount", "1e6", "no", "«1e6» er ikke et tall.", "1\u00a0234,5"),
    (EFFECT, "amount", "nan", "no", "«nan» er ikke et tall.", "1\u00a0234,5"),
    (EFFECT, "amount", ",5", "no", "«,5» er ikke et tall.", "1\u00a0234,5"),
    (EFFECT, "amount", "1,5,0", "no", "«1,5,0» er ikke et tall.", "1\u00a0234,5"),
    (EFFECT, "amount", "1.234,5", "no", "«1.234,5» er ikke et tall.", "1\u00a0234,5"),
    (EFFECT, "amount", "٣", "no", "«٣» er ikke et tall.", "1\u00a0234,5"),
    (EFFECT, "amount", "1.234", "no", "Effekt: «1.234» kan leses på to måter.", "komma foran desimaler"),
    (EFFECT, "amount", "1,5", "en", "Amount: “1,5” can be read in two ways.", "a point before decimals"),
    (EFFECT, "amount", "0,005", "no", "Effekt: «0,005» er finere enn vi lagrer i enheten kroner.", "Rund av"),
    (EFFECT, "amount", A_LOT + "9", "no", "er for stort", "Kontroller tallet"),
    (PHASE, "year", "i år", "no", "År: «i år» er ikke et heltall.", "2026"),
    (PHASE, "year", "2027,5", "en", "Year: “2027,5” is no whole number.", "2026"),
    (PHASE, "half", "3", "no", "Halvår: «3» er utenfor det mulige.", "fra 1 til 2"),
    (CONDITION, "line", "x", "no", "Linje: «x» er ikke et heltall.", "2026"),
    (CONDITION, "until", "31.02.2027", "no", "Binder til: «31.02.2027» er ikke en dato.", "15.05.2026"),
    (CONDITION, "until", "05/06/2027", "en", "Until: “05/06/2027” is no date.", "2026-05-15"),
    (CONDITION, "until", "1.1.27", "no", "«1.1.27» er ikke en dato.", "dag, måned og år"),
    (CONDITION, "decided_by", "kongen", "no", "Avgjøres av: «kongen» er ikke et av valgene.", "council"),
    (ASSUMPTION, "printed_unit", "sekker", "no", "Trykt enhet: «sekker» er ikke et av valgene.", "plasser"),
    (CONDITION, "label", "a\0b", "no", "Navn har tegn som ikke kan vises.", "Fjern dem"),
    (CONDITION, "label", "\ud800", "no", "Navn har tegn som ikke kan vises.", "Fjern dem"),
    (CONDITION, "label", " ", "no", "Navn er tom.", "Fyll ut"),
    (PHASE, "share", "", "en", "Share is empty.", "Fill in"),
    (CONDITION, "key", "a/b", "no", "Nøkkel: «a/b» kan ikke brukes i en adresse.", "uten skråstrek"),
    (CONDITION, "key", "a\nb", "no", "kan ikke brukes i en adresse.", "på én linje"),
    (SHAPES["assignment"], "season", "høst", "no", "«høst» er ikke en årstid.", "2026-autumn"),
    (
        SHAPES["service_figure"],
        "derived",
        "kanskje",
        "no",
        "«kanskje» er verken ja eller nei.",
        "ja eller nei",
    ),
]


@pytest.mark.parametrize(("shape", "column", "text", "language", "said", "remedy"), BAD)
def test_a_bad_text_is_named_with_its_label_and_what_to_write(shape, column, text, language, said, remedy):
    with pytest.raises(UsageFormError) as refused:
        typed_values(shape, {column: text}, language, printed_unit="kr")
    sentence = refused.value.problems[column]
    assert said in sentence
    assert remedy in sentence
    whole = say(refused.value.message, language, **refused.value.facts)
    assert whole.endswith(sentence)


def test_the_largest_figure_is_taken_and_a_grain_more_is_refused_with_the_limit():
    """90 000 milliarder kroner are 9 · 10^15 øre, and 900 milliarder of anything else as many grains."""
    line, value = SHAPES["budget_line"], SHAPES["indicator_value"]
    most = typed_values(line, {"amount": "−90 000", "printed_unit": "mrd. kr"}, "no")["amount"]
    assert most == -90_000 * 10**9 * 100 == -LARGEST_GRAINS
    many = typed_values(value, {"value": "900 000 000 000", "printed_unit": "personer"}, "no")["value"]
    assert many == 900 * 10**9 * 10_000 == LARGEST_GRAINS
    limit = "Beløp kan være opptil 90 000 milliarder kroner, andre tall opptil 900 milliarder."
    for shape, column, text, unit in (
        (line, "amount", "90 000,0001", "mrd. kr"),
        (line, "amount", "920 000", "mrd. kr"),
        (line, "amount", "9" * 400, "kr"),
        (value, "value", "900 000 000 000,0001", "personer"),
    ):
        with pytest.raises(UsageFormError) as refused:
            typed_values(shape, {column: text, "printed_unit": unit}, "no")
        assert limit in refused.value.problems[column]


def test_every_bad_text_of_a_form_is_told_at_once():
    texts = {"year": "nå", "half": "1", "share": "alt"}
    with pytest.raises(UsageFormError) as refused:
        typed_values(PHASE, texts, "no")
    assert list(refused.value.problems) == ["year", "share"]
    assert refused.value.facts["count"] == 2


def test_a_number_without_a_unit_is_not_guessed_at():
    for texts in (
        {"value": "2"},
        {"value": "2", "printed_unit": ""},
        {"value": "2", "printed_unit": "sekker"},
    ):
        with pytest.raises(UsageFormError) as refused:
            typed_values(ASSUMPTION, texts, "no")
        assert "enheten til «2» er ikke valgt" in refused.value.problems["value"]


def test_an_amount_is_in_money():
    with pytest.raises(UsageFormError) as refused:
        typed_values(EFFECT, {"amount": "2"}, "en", printed_unit="plasser")
    assert refused.value.problems["amount"].startswith(
        "Amount is an amount and cannot be in the unit places."
    )


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(UsageError, match="fact_has_no_column"):
        typed_values(PHASE, {"version": "3"}, "no")


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12), st.sampled_from(["no", "en"]), st.integers(0, 4))
def test_a_number_as_it_is_shown_is_read_as_it_is(grains, language, decimals):
    """Ten-thousandths with their last digits cut away, written by `core/numbers` and typed in again."""
    whole = grains // 10 ** (4 - decimals) * 10 ** (4 - decimals)
    shown = number(whole / 10_000, decimals, language)
    assert typed(ASSUMPTION, "value", shown, language, "plasser") == whole


@settings(deadline=None)
@given(st.integers(-(10**8), 10**8), st.sampled_from(["kr", "1000 kr", "mill. kr", "plasser"]))
def test_a_form_and_a_file_hold_the_same_number(hundredths, unit):
    """The data package's reader is asked beside us."""
    text = f"{Decimal(hundredths) / 100:.2f}"
    row = {"document": "d", "key": "k", "value": text, "spread": "fixed", "printed_unit": unit}
    row |= {"decimals": "2", "label": "a", "label_en": "a"}
    frame = pl.DataFrame([row], schema=dict.fromkeys(ASSUMPTION.names(), pl.String))
    tidied = tidy(frame, ASSUMPTION, "assumption.csv")
    assert tidied.problems == []
    assert typed(ASSUMPTION, "value", text, "en", unit) == tidied.facts["value"][0]
