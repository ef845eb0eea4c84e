"""Measure cards of a sector review, and the tables that sum them."""

from short_pages import read, rows

CARD = """
    Tiltak HAV1 Felles lager for verktøy

    Tiltaket gjelder drift av lagrene, og samler to av dem på ett sted ved elva i løpet av året.

    Økonomisk effekt
    (hele kroner, positive tall beskriver redusert kostnad)
    2031 2032 2033 →
    {amounts}

    Estimatusikkerhet Anslaget er vurdert av etaten sammen med de to lagrene som slås sammen nå.

    Samlet vurdering Tiltaket har nest beste forhold mellom økonomisk effekt og konsekvens.

    Lav usikkerhet

    Stor usikkerhet

    Noe negativ

    Nøytral

    """
SUMS = """
    Tabell 2: Årlig økonomisk effekt per virksomhet, mill. kroner

    2031 2032 2033 →
    HAV {sums}
    Total {sums}
    """


def test_a_card_has_its_judgements():
    [measure] = rows(read(CARD.format(amounts="0 2 500 000 4 000 000"), "review"), "efficiency_measure")
    assert (measure["key"], measure["owner"], measure["label"]) == ("HAV1", "HAV", "Felles lager for verktøy")
    assert (measure["estimate_uncertainty"], measure["implementation_uncertainty"]) == ("low", "high")
    assert (measure["consequence_citizens"], measure["consequence_organisation"]) == (
        "somewhat_negative",
        "neutral",
    )
    assert measure["overall_class"] == "second_best"


def test_effects_are_read_in_the_years_above_them():
    effects = rows(read(CARD.format(amounts="0 2 500 000 4 000 000"), "review"), "measure_effect")
    assert {e["year"]: e["amount"] // 100 for e in effects} == {2031: 0, 2032: 2_500_000, 2033: 4_000_000}
    assert {e["line"] for e in effects} == {8}


def test_a_card_without_effects_is_no_measure():
    page = """
        Tiltak HAV1 Felles lager for verktøy

        Tiltaket er omtalt i en annen rapport, og virkningen av det er ikke regnet ut i denne omgangen.
        """
    assert rows(read(page, "review"), "efficiency_measure") == []


def page_with(sums: str) -> str:
    return CARD.format(amounts="0 2 500 000 4 000 000") + SUMS.format(sums=sums)


def test_sums_of_effects_say_whose_they_are():
    figures = rows(read(page_with("0 2,5 4"), "review"), "table_figure")
    assert {f["concept"] for f in figures if f["row_label"] == "HAV"} == {
        f"effect/owner/HAV/{year}" for year in (2031, 2032, 2033)
    }


def test_a_sum_that_is_not_the_cards_is_told_of():
    from test_free_tables import findings

    assert findings(read(page_with("0 2,5 4"), "review")) == []
    assert any(number == "P-01" for number, _ in findings(read(page_with("0 3,5 4"), "review")))
