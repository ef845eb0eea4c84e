"""What sentences say of other figures: one clean page and one with a fault, for each kind of link."""

import pytest
from short_pages import read
from told_pages import Said, said_on

PARTS = """
Regnskapet for 2031 viser en økning i inntekter på {whole} mill. sett opp mot 2030.
Refusjon fra fylket viser økte inntekter på 4,410 mill. og gebyrene på 2,205 mill. mens det vises
reduserte inntekter på leie på 1,115 mill.
"""


@pytest.mark.parametrize(("whole", "verdict"), [("5,500", "agrees"), ("5,600", "unexplained")])
def test_an_amount_is_the_sum_of_its_parts_with_their_direction(whole: str, verdict: str) -> None:
    """4,410 + 2,205 - 1,115 = 5,500."""
    said = said_on(read(PARTS.format(whole=whole), "other"))
    parts = ("1,115 mill.", "2,205 mill.", "4,410 mill.")
    assert Said("Delene teksten oppgir", f"{whole} mill.", parts, verdict) in said


def test_amounts_that_have_nothing_to_do_with_each_other_are_no_parts() -> None:
    """Nor is a whole taken for the sum of numbers under another heading."""
    text = PARTS.format(whole="9,990") + "\n\nUtstillinger\n\nDet ble brukt 3,375 mill. til lokaler.\n"
    assert all(s.label != "Delene teksten oppgir" for s in said_on(read(text, "other")))


REPEATED = """
1. Sammendrag

Ved utgangen av 2031 hadde etaten {first} plasser i botilbudene for eldre i sentrum.

2. Tilbudene

Ved utgangen av 2031 hadde etaten {again} plasser i botilbudene for eldre i sentrum.
"""


@pytest.mark.parametrize(("again", "verdict"), [("318", "agrees"), ("381", "unexplained")])
def test_the_same_sentence_in_two_places_has_the_same_number(again: str, verdict: str) -> None:
    """Word for word the same, so the numbers are the same fact."""
    said = said_on(read(REPEATED.format(first="318", again=again), "other"))
    assert said == [Said("Samme tall i to setninger", f"{again} plasser", ("318 plasser",), verdict)]


def test_sentences_about_two_named_agencies_are_not_compared() -> None:
    """The same words about two named agencies are two facts."""
    sentence = "{} har et budsjett for drift på {} mill. kroner i 2031.\n\n\n"
    assert said_on(read(sentence.format("BBE", 364) + sentence.format("VVE", 904), "other")) == []


def test_a_scale_left_out_is_found() -> None:
    """A frame of 18 kroner, which is 18 millions a few lines below."""
    text = (
        "Kontraktsrammen for avtalen er 18 kroner og ligger i budsjettet.\n\n\n"
        "Besparelsen bygger på kontraktsrammen på 18 mill. kroner.\n"
    )
    assert said_on(read(text, "other")) == [
        Said("Samme tall i to setninger", "18 kroner", ("18 mill. kroner",), "unexplained")
    ]


PRICE = """
Tilbudet har 13 tomme plasser. De koster {amount} mill. kroner i året med en pris på 1 250 kr per døgn.
"""


def test_places_times_price_times_days_is_the_amount() -> None:
    """13 * 1 250 * 365 = 5 931 250."""
    said = said_on(read(PRICE.format(amount="5,9"), "other"))
    terms = ("1 250 kr per døgn", "13", "constant/365")
    assert said == [Said("Antall ganger sats", "5,9 mill. kroner", terms, "rounding")]


def test_an_amount_that_is_no_product_is_left_alone() -> None:
    """5,2 millions is more than rounding away from 13 places at 1 250 kroner."""
    assert said_on(read(PRICE.format(amount="5,2"), "other")) == []


SHARE = """
Tjenesten utførte 43 870 tolkeoppdrag i 2031.

• helse med ca. 60 prosent (26 236 oppdrag)
• skole med ca. {percent} prosent (7 037 oppdrag)
"""


@pytest.mark.parametrize(("percent", "verdict"), [("16", "rounding"), ("19", "unexplained")])
def test_a_share_in_brackets_is_of_the_whole_before_it(percent: str, verdict: str) -> None:
    """26 236 / 43 870 = 59.8 per cent, 7 037 / 43 870 = 16.04 per cent."""
    said = said_on(read(SHARE.format(percent=percent), "other"))
    shares = [s for s in said if s.label == "Andelen teksten oppgir"]
    assert [s.result for s in shares] == ["60 prosent", f"{percent} prosent"]
    assert shares[1].verdict in (verdict, "agrees" if verdict == "rounding" else verdict)


ACCOUNTS = """
3.1 Driftsregnskap 2031

Kap. 415 Etaten (beløp i hele kroner)
Kontogrupper        Regnskap 2031   Vedtatt budsj. 2031  Regulert budsj. 2031  Regnskap 2030   Avvik 2031
                    I               II                   III                   IV              (III-I)
000-099 Lønn        41 200 000      40 000 000           43 500 000            39 000 000      2 300 000
100-299 Varer       10 000 000      11 000 000           11 000 000            9 000 000       1 000 000
Sum driftsutgifter  51 200 000      51 000 000           54 500 000            48 000 000      3 300 000
Nettoresultat       51 200 000      51 000 000           54 500 000            48 000 000      3 300 000

Postgruppe 000-099 Lønn og sosiale utgifter

Postgruppen viser et mindreforbruk på {deviation} mill. som skyldes stillinger som ikke var besatt i vinter.

Ordinære midler viser mindreforbruk på 1,9 mill. og gjelder i all hovedsak fast lønn i botilbudene.

Øremerkede midler viser et mindreforbruk på 0,4 mill. og gjelder prosjekter som kom sent i gang i år.
"""


@pytest.mark.parametrize(("deviation", "verdict"), [("2,3", "agrees"), ("3,2", "contradiction")])
def test_what_a_group_is_said_to_show_is_its_deviation(deviation: str, verdict: str) -> None:
    """The row says 2 300 000 under budget, of which 1,9 and 0,4 millions."""
    page = read(ACCOUNTS.format(deviation=deviation), "report")
    said = {s.label: s for s in said_on(page) if s.result == f"{deviation} mill."}
    assert said["Teksten forklarer avviket"].terms == ("2 300 000",)
    assert said["Teksten forklarer avviket"].verdict == verdict
    assert said["Ordinære og øremerkede midler"].terms == ("0,4 mill.", "1,9 mill.")


SPENT = """
    3.1.6 Boligstøtte Prosjekt 24280210

    Prosjekt (beløp i hele kroner)
    Kontogrupper        Regnskap 2031   Vedtatt budsj. 2031  Regulert budsj. 2031  Regnskap 2030   Avvik 2031
                        I               II                   III                   IV              (III-I)
    Sum driftsutgifter  26 583 318      25 000 000           28 866 399            28 447 866      2 283 081
    Nettoresultat       26 583 318      25 000 000           28 866 399            28 447 866      2 283 081

    Utbetalingene gikk ned med {fall} mill. sammenlignet med 2030, fordi færre husstander søkte om støtte.
    """


@pytest.mark.parametrize(("fall", "verdict"), [("1,9", "rounding"), ("2,3", "unexplained")])
def test_what_was_spent_is_said_to_change_as_the_accounts_did(fall: str, verdict: str) -> None:
    """28 447 866 - 26 583 318 is 1,9 millions; 2,3 is what was left of the budget."""
    page = "Kap. 428 Støtte\n" + SPENT.format(fall=fall)
    changes = [s for s in said_on(read(page, "report")) if "året før" in s.label]
    assert changes == [
        Said(
            "Teksten forklarer endringen fra året før", f"{fall} mill.", ("26 583 318", "28 447 866"), verdict
        )
    ]


POSTS = """
    Samlet antall årsverk i sektoren er {posts}. Utviklingen har vært jevn de siste fem årene i etatene.

    Tabell 3: Nøkkeltall for støttetjenester

    BBE VVE
    Antall årsverk per 01.01.31 744 911
    Antall ansatte per leder 14 17
    Andel årsverk i stab 5 % 4 %
    """


@pytest.mark.parametrize(("posts", "verdict"), [("1 655", "agrees"), ("1 549", "unexplained")])
def test_a_number_of_all_there_is_is_the_sum_of_the_row(posts: str, verdict: str) -> None:
    """744 + 911 = 1 655."""
    said = said_on(read(POSTS.format(posts=posts), "other"))
    assert Said("Summen teksten oppgir", posts, ("744", "911"), verdict) in said
