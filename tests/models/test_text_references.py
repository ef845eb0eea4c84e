"""References in text: how they are written, what they give, and what is wrong with them.

All numbers are invented, and worked out by hand.
"""

import pytest
from prose_samples import expenses, sick_leave, town_thread

from rodtrad.models.prose import (
    Calculation,
    FaultyReference,
    Reference,
    ReferenceFault,
    Sign,
    Worth,
    parsed,
    worth_of,
)

PARKS = expenses(area="FO1")


@pytest.fixture(scope="module")
def thread():
    return town_thread()


def only(text: str) -> Reference | FaultyReference:
    """The one piece of a text that is nothing but a reference."""
    [piece] = parsed(text)
    assert not isinstance(piece, str)
    return piece


def worth(thread, text: str) -> Worth | FaultyReference:
    piece = only(text)
    return worth_of(thread, piece) if isinstance(piece, Reference) else piece


def told(thread, text: str) -> tuple[float, str, int]:
    found = worth(thread, text)
    assert isinstance(found, Worth)
    return round(found.value, 6), found.unit, found.decimals


def test_a_text_is_parted_in_words_and_references():
    pieces = list(parsed(f"Utgiftene er {{{{{PARKS} | mill. kr | 1}}}}, og mer."))
    assert pieces == [
        "Utgiftene er ",
        Reference(f"{{{{{PARKS} | mill. kr | 1}}}}", PARKS, unit="mill. kr", decimals=1),
        ", og mer.",
    ]


def test_the_whole_language():
    minus = only(f"{{{{{PARKS} - {expenses(year=2025)} | med fortegn | mill. kr}}}}")
    assert isinstance(minus, Reference)
    assert (minus.calculation, minus.second) == (Calculation.DIFFERENCE, expenses(year=2025))
    assert (minus.sign, minus.unit, minus.decimals) == (Sign.WITH, "mill. kr", None)
    assert only(f"{{{{{PARKS} \u2212 {PARKS}}}}}").calculation is Calculation.DIFFERENCE
    assert only(f"{{{{{PARKS} / {PARKS}}}}}").calculation is Calculation.SHARE
    assert only(f"{{{{{PARKS} mot {PARKS}}}}}").calculation is Calculation.CHANGE
    assert only(f"{{{{{PARKS}|uten enhet|uten fortegn|2}}}}").has_unit is False


def test_a_key_may_hold_a_dash_between_blanks():
    """Only a dash before the name of a fact is a minus."""
    odd = "key_figure/budsjett - utkast/besøk/2026/value"
    assert only(f"{{{{{odd}}}}}").first == odd


@pytest.mark.parametrize(
    "text",
    [
        "{{}}",
        "{{ }}",
        "{{unit/PAR}}",
        "{{budget_line/}}",
        "{{besøk}}",
        f"{{{{{PARKS} | kroner}}}}",
        f"{{{{{PARKS} | 5}}}}",
        f"{{{{{PARKS} | ²}}}}",
        f"{{{{{PARKS} - {PARKS} - {PARKS}}}}}",
        f"{{{{ - {PARKS}}}}}",
        f"{{{{{PARKS} * {PARKS} | | }}}}",
        '{{budget_line/"><script>alert(1)</script> | x}}',
    ],
)
def test_what_cannot_be_read_is_a_fault_and_not_words(text):
    piece = only(text)
    assert isinstance(piece, FaultyReference)
    assert (piece.fault, piece.text) == (ReferenceFault.UNREADABLE, text)


@pytest.mark.parametrize(
    "text", ["{{", "}}", "{{ uten slutt", "a {b} c", "{{a\nb}}", "{ {a} }", "", "{{{{", "}}{{"]
)
def test_braces_without_a_partner_are_words(text):
    assert "".join(piece for piece in parsed(text) if isinstance(piece, str)) == text


def test_every_sign_of_a_text_is_kept():
    text = "<b>&amp;</b> #let $x$ \\n {{ @ref `k` «æøå» " * 130 + f"{{{{{PARKS}}}}}"
    assert len(text) > 5_000
    pieces = list(parsed(text))
    assert "".join(p if isinstance(p, str) else p.text for p in pieces) == text


def test_a_text_of_braces_alone_takes_no_time():
    assert "".join(map(str, parsed("{" * 50_000))) == "{" * 50_000


def test_a_figure_is_told_as_printed_or_in_another_unit(thread):
    """Parks have 13 512 thousand kroner, which is 13,512 millions and 13 512 000 kroner."""
    assert told(thread, f"{{{{{PARKS}}}}}") == (13_512, "1000 kr", 0)
    assert told(thread, f"{{{{{PARKS} | mill. kr}}}}") == (13.512, "mill. kr", 1)
    assert told(thread, f"{{{{{PARKS} | kr}}}}") == (13_512_000, "kr", 0)
    assert told(thread, f"{{{{{PARKS} | mrd. kr | 3}}}}") == (0.013512, "mrd. kr", 3)


def test_the_sign_can_be_left_out(thread):
    """Income of 2 500 thousand kroner is negative in the budget."""
    income = expenses(group="drift-inntekt")
    assert told(thread, f"{{{{{income}}}}}")[0] == -2_500
    assert told(thread, f"{{{{{income} | uten fortegn}}}}")[0] == 2_500


def test_difference_share_and_change_worked_by_hand(thread):
    """43 500 - 41 000 = 2 500 thousand; 13 512 / 43 500 = 31,062 %; 2 500 / 41 000 = 6,098 %."""
    now, before = expenses(), expenses(year=2025)
    assert told(thread, f"{{{{{now} - {before}}}}}") == (2_500, "1000 kr", 0)
    assert told(thread, f"{{{{{before} - {now} | mill. kr}}}}") == (-2.5, "mill. kr", 1)
    value, unit, decimals = told(thread, f"{{{{{PARKS} / {now}}}}}")
    assert (round(value, 3), unit, decimals) == (31.062, "prosent", 1)
    value, unit, decimals = told(thread, f"{{{{{now} mot {before} | 2}}}}")
    assert (round(value, 3), unit, decimals) == (6.098, "prosent", 2)


def test_two_per_cents_are_apart_by_points(thread):
    """7,4 % less 8,0 % is 0,6 percentage points down."""
    assert told(thread, f"{{{{{sick_leave(2026)} - {sick_leave(2025)}}}}}") == (-0.6, "prosentpoeng", 1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"{{{{{expenses(unit='FINNES-IKKE')}}}}}", ReferenceFault.UNKNOWN),
        (f"{{{{{PARKS} - {expenses(unit='X')}}}}}", ReferenceFault.UNKNOWN),
        (f"{{{{{PARKS} | prosent}}}}", ReferenceFault.UNITS_DIFFER),
        (f"{{{{{PARKS} | kr/plass}}}}", ReferenceFault.UNITS_DIFFER),
        (f"{{{{{sick_leave()} | antall}}}}", ReferenceFault.UNITS_DIFFER),
        (f"{{{{{PARKS} / {sick_leave()}}}}}", ReferenceFault.UNITS_DIFFER),
    ],
)
def test_what_gives_no_number_says_why(thread, text, fault):
    found = worth(thread, text)
    assert isinstance(found, FaultyReference)
    assert found.fault is fault


def test_nothing_is_divided_by_nought():
    from prose_samples import frame, line, town

    from rodtrad.models.thread.weave import thread_of

    facts = town()
    facts["budget_line"] = frame("budget_line", line("PAR", "10", 0), line("PAR", "drift-utgift", 5))
    found = worth(thread_of(facts), f"{{{{{expenses()} / {expenses(group='10')}}}}}")
    assert isinstance(found, FaultyReference)
    assert found.fault is ReferenceFault.DIVIDED_BY_NOTHING
