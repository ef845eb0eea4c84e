"""Bold type that is printed twice becomes single; words that only look so stay as they are."""

import pytest

from rodtrad.readers.lettering import BOUNDARY, plain


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("KKoonnttoo  1100", "Konto 10"),
        ("SSuumm  441199 11  558800 --1188 ", f"Sum 419{BOUNDARY}1 580{BOUNDARY}-18"),
        ("22002266 22002277", f"2026{BOUNDARY}2027"),
        ("ØØkk..ppllaann  22002288", "Øk.plan 2028"),
    ],
)
def test_doubled_letters_become_single(printed, meant):
    assert plain(printed) == meant


@pytest.mark.parametrize("printed", ["Lønn 11 22 33", "1100", "77 88", "oppdrag i 2027", "22 11", "AA"])
def test_numbers_and_words_that_look_doubled_stay(printed):
    assert plain(printed) == printed


def test_hard_blanks_are_blanks_and_soft_hyphens_are_nothing():
    assert plain("1\u00a0043\u202f396 kro\u00adner") == "1 043 396 kroner"
