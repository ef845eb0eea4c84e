"""What the page of benefits tells. The town is invented, and so is every number."""

from datetime import date

import pytest
from report_samples import MILLION, frame, judged, named, town

from rodtrad.models.programme.benefits import BenefitLimits
from rodtrad.reports.benefits import benefits_view
from rodtrad.reports.telling import Telling
from rodtrad.reports.wording import Wording

KEY = {"document": "funn", "measure": "B1"}


def accounts(**by_year):
    """Park's wages in million kroner."""
    row = {"document": "budsjett", "table": "regnskap", "unit": "PAR", "chapter": "9", "account_group": "10"}
    row |= {"version": "accounts", "printed_unit": "mill. kr", "decimals": 1, "line": 60}
    amounts = ((int(name[1:]), round(amount * MILLION)) for name, amount in by_year.items())
    return frame("budget_line", *(row | {"year": year, "amount": amount} for year, amount in amounts))


def benches(**by_year):
    row = {"document": "budsjett", "unit": "PAR", "printed_unit": "antall", "decimals": 0, "line": 70}
    return frame(
        "key_figure",
        *(
            row
            | named("Benker", "Benches", key=f"benker.{name[1:]}", year=name[1:])
            | {"value": value * 10_000, "concept": f"benker/{name[1:]}"}
            for name, value in by_year.items()
        ),
    )


def facts(wages, counted=None, reports=(), goes_to="Flere trær", plans=("B1",), **more):
    """B1 is to save 4,0 million in 2027 of wages that were 20,0 in 2025, by having 40 benches fewer."""
    return {
        "benefit_plan": frame(
            "benefit_plan",
            *(
                KEY
                | {
                    "measure": key,
                    "owner": "PAR",
                    "baseline_year": 2025,
                    "growth": 25_000,
                    "goes_to": goes_to,
                }
                for key in plans
            ),
        ),
        "benefit_trace": frame(
            "benefit_trace",
            KEY
            | named("Lønn", "Wages", key="lønn", kind="account", unit="PAR", chapter="9", account_group="10"),
            KEY
            | named(
                "Benker", "Benches", key="benker", kind="volume", concept="benker/{year}", change=-400_000
            ),
        ),
        "benefit_report": frame(
            "benefit_report",
            *(
                KEY | {"year": y, "amount": round(a * MILLION), "reported": date(2028, 2, 1)}
                for y, a in reports
            ),
        ),
        "effect_part": frame(
            "effect_part",
            KEY | named("Lønn til vedlikehold", "Wages of upkeep", key="lønn", party="agency"),
            KEY | named("Leie av benker", "Hire of benches", key="leie", party="citizen"),
        ),
        "budget_line": accounts(**wages),
        "key_figure": benches(**(counted or {})),
    } | more


def view(*args, language="no", owner="", status="", limits=None, **more):
    telling = Telling(judged(town(**facts(*args, **more))), language)
    return benefits_view(telling, owner, status, *([limits] if limits else []))


def plain(table):
    return [tuple(text.replace("\xa0", " ") for text in row.texts) for row in table.rows]


def table(found, name):
    return next(t for t in found.tables if t.name == name)


WAGES = {"y2025": 20.0, "y2027": 17.0}
"""20,0 with 2,5 per cent twice is 21,0125; 4,0 is seen, to the tenth of a million."""


def test_a_benefit_that_is_seen_with_all_that_it_rests_on():
    found = view(WAGES, {"y2025": 100, "y2027": 70}, [(2027, 3.9)])
    assert (found.planned, found.cards, found.shown) == (1, 2, 1)
    [row] = plain(table(found, "benefits"))
    assert row == (
        "B1 Færre benker",
        "Park og plass",
        "2027",
        "4,0",
        "21,0",
        "17,0",
        "4,0",
        "3,9",
        "Sett i regnskapet. 100 prosent av ventet effekt er sett. Benker: 75 prosent av ventet endring.",
    )


def test_every_number_that_is_printed_leads_to_its_figure_or_row():
    found = view(WAGES, {"y2025": 100, "y2027": 70}, [(2027, 3.9)])
    [row] = table(found, "benefits").rows
    assert [cell.address for cell in row.cells] == [
        "efficiency_measure/funn/B1",
        "unit/PAR",
        "",
        "measure_effect/funn/B1/2027/amount",
        "",
        "budget_line/budsjett/regnskap/PAR/9/-/-/-/10/2027/accounts/amount",
        "",
        "benefit_report/funn/B1/2027",
        "",
    ]
    assert [cell.value for cell in row.cells][3:8] == [4.0, 21.0125, 17.0, 4.0125, 3.9]


def test_the_lines_and_volumes_it_rests_on_are_shown_beside_the_baseline():
    found = view(WAGES, {"y2025": 100, "y2027": 70})
    assert plain(table(found, "benefit-lines")) == [
        ("B1 Færre benker", "Lønn", "2025", "20,0", "2027", "17,0")
    ]
    assert plain(table(found, "benefit-volumes")) == [
        ("B1 Færre benker", "Benker", "antall", "2025", "100", "2027", "70", "−40")
    ]
    [row] = table(found, "benefit-volumes").rows
    assert row.cells[1].address == "benefit_trace/funn/B1/benker"
    assert row.cells[6].address == "key_figure/budsjett/benker.2027/PAR/value"


def status_of(*args, **more):
    [row] = plain(table(view(*args, **more), "benefits"))
    return row[-1]


@pytest.mark.parametrize(
    ("wages", "counted", "reports", "said"),
    [
        ({"y2025": 20.0, "y2026": 20.0}, {}, [], "Ikke forfalt ennå. Regnskapet i boken går til 2026."),
        ({}, {}, [], "Ikke forfalt ennå. Boken har ikke noe regnskap. Boken mangler regnskap for «Lønn», "
         "kapittel 9, i 2025."),
        (
            WAGES,
            {"y2025": 100, "y2027": 99},
            [(2027, 4.0)],
            "Sett, men volumet flyttet seg ikke. 100 prosent av ventet effekt er sett. "
            "Benker: 2 prosent av ventet endring.",
        ),
        (
            {"y2025": 20.0, "y2027": 18.5},
            {},
            [(2027, 2.0)],
            "Delvis sett. 62 prosent av ventet effekt er sett. Benker: endringen til 2027 kan ikke måles.",
        ),
        (
            {"y2025": 20.0, "y2027": 20.0},
            {},
            [(2027, 3.2)],
            "Ikke sett. Meldt, men ikke sett. 25 prosent av ventet effekt er sett. "
            "Benker: endringen til 2027 kan ikke måles.",
        ),
        (
            {"y2025": 20.0, "y2027": 22.0},
            {},
            [],
            "Ikke sett. −25 prosent av ventet effekt er sett. Benker: endringen til 2027 kan ikke måles. "
            "Gevinstansvarlig har ikke meldt siden 2027.",
        ),
        (
            {"y2025": 20.0, "y2028": 18.0},
            {},
            [(2027, 1.0)],
            "Mangler grunnlag. Boken mangler regnskap for «Lønn», kapittel 9, i 2027.",
        ),
    ],
)  # fmt: skip
def test_a_status_is_told_with_its_reason(wages, counted, reports, said):
    """2025 grows to 21,0125. 21,0125 − 18,5 = 2,5125 of 4 is 62,8 per cent, told as 62; and so on."""
    assert status_of(wages, counted, reports) == said


def test_what_is_not_due_shows_no_accounts_of_the_year():
    found = view({"y2025": 20.0, "y2026": 20.0}, {"y2025": 100})
    assert plain(table(found, "benefits"))[0][3:8] == ("4,0", "21,0", "–", "–", "–")
    assert plain(table(found, "benefit-lines"))[0][2:] == ("2025", "20,0", "2027", "–")


def test_the_page_says_who_gives_and_where_the_money_goes():
    assert plain(table(view(WAGES), "benefit-money")) == [
        ("B1 Færre benker", "Lønn til vedlikehold", "Etat", "Flere trær"),
        ("B1 Færre benker", "Leie av benker", "Innbygger", "Flere trær"),
    ]
    assert plain(table(view(WAGES, goes_to=None), "benefit-money"))[0][-1] == "Ikke sagt i planen"


def test_a_plan_of_a_card_without_effect_or_parts_is_shown_too():
    """B2 has an effect in 2027; without its rows nothing is expected of it."""
    found = view(WAGES, plans=("B2",), measure_effect=frame("measure_effect"))
    [row] = plain(table(found, "benefits"))
    assert row[0] == "B2 Felles lager"
    assert row[-1] == "Ikke forfalt ennå. Kortet venter ikke innsparing i noe år."
    assert plain(table(found, "benefit-money")) == [("B2 Felles lager", "–", "–", "Flere trær")]


def test_measures_in_the_same_line_are_named():
    """4,0 + 1,5 = 5,5 is expected together; 4,0125 of it is 72 per cent."""
    traces = frame(
        "benefit_trace",
        *(
            KEY
            | named("Lønn", "Wages", measure=key, key="lønn", kind="account", unit="PAR")
            | {"chapter": "9", "account_group": "10"}
            for key in ("B1", "B2")
        ),
    )  # fmt: skip
    found = view(WAGES, reports=[(2027, 4)], plans=("B1", "B2"), benefit_trace=traces)
    assert plain(table(found, "benefits"))[0][-1] == (
        "Delvis sett. Også B2 skal vises i linjen eller en del av den. 72 prosent av de 5,5 millionene de "
        "venter til sammen, er sett."
    )


def test_owner_and_status_are_chosen():
    found = view(WAGES, owner="PAR", status="owner_silent")
    assert [(c.value, c.label, c.chosen) for c in found.owners] == [("PAR", "Park og plass", True)]
    assert [(c.value, c.chosen) for c in found.statuses] == [("seen", False), ("owner_silent", True)]
    assert found.shown == 1
    for asked in ({"owner": "LIL"}, {"status": "not_seen"}, {"status": "zzz"}):
        assert (view(WAGES, **asked).tables, view(WAGES, **asked).shown) == ((), 0)


def test_the_rule_is_told_and_can_be_another():
    assert "minst 80 prosent av ventet, delvis sett minst 50" in table(view(WAGES), "benefits").note
    strict = BenefitLimits(seen=101, partly=100)
    assert status_of(WAGES, limits=strict).startswith("Delvis sett.")
    assert "minst 101 prosent" in table(view(WAGES, limits=strict), "benefits").note


def test_the_page_in_english():
    [row] = plain(table(view(WAGES, {"y2025": 100, "y2027": 70}, language="en"), "benefits"))
    assert row[3:] == (
        "4.0",
        "21.0",
        "17.0",
        "4.0",
        "–",
        "Seen in the accounts. 100 per cent of the expected effect is seen. Benches: 75 per cent of the "
        "expected change. The owner has not reported since 2027.",
    )


def test_a_town_without_plans_has_an_empty_page():
    found = benefits_view(Telling(judged(town()), "no"))
    assert (found.planned, found.cards, found.shown, found.tables) == (0, 2, 0, ())


def sentences(language, *args):
    judgement = judged(town(**facts(*args)))
    wording = Wording(judgement.thread, language)
    return [
        wording.text(f).sentence.replace("\xa0", " ") for f in judgement.findings if f.number.startswith("G")
    ]


def test_findings_of_benefits_in_words():
    """4 000 000 is reported where 25 per cent is seen; one bench more of 40 fewer is −2,5 per cent."""
    assert sentences("no", {"y2025": 20.0, "y2027": 20.0}, {}, [(2027, 4)]) == [
        "Gjennomgang 2025, linje 3: gevinsten av «B1 Færre benker» i 2027 er meldt til 4 000 000 kr, men "
        "regnskapet viser 1 012 500 kr. Kortet venter 4 000 000 kr."
    ]
    assert sentences("no", WAGES, {"y2025": 100, "y2027": 101}) == [
        "Gjennomgang 2025, linje 3: gevinsten av «B1 Færre benker» er sett i regnskapet for 2027, men "
        "volumet den skulle komme av, gikk fra 100 i 2025 til 101 i 2027. Det er −3 prosent av ventet "
        "endring.",
        "Gjennomgang 2025, linje 3: PAR har ikke meldt gevinsten av «B1 Færre benker» siden 2027. Boken "
        "har regnskap til 2027.",
    ]
    assert sentences("en", WAGES) == [
        "Review 2025, line 3: PAR has not reported the benefit of “B1 Fewer benches” since 2027. The book "
        "has accounts to 2027."
    ]
