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


NAMED_CARD = """
    Tiltak HAV1 Felles lager for verktøy

    Økonomisk effekt (hele kroner, positive tall er redusert kostnad)

    År   2031   2032   2033
    Effekt   0   2 500 000   –

    Tema   På tiltakskortet
    Ansvarlig   Byggetaten (BYG)
    {rows}

    Tiltaket har beste forhold mellom økonomisk effekt og konsekvens, sier noen, men ikke kortet selv.

    Lav usikkerhet

    Stor usikkerhet

    """
NAMES = {
    "Usikkerhet i anslag": ("estimate_uncertainty", "Middels", "medium"),
    "Usikkerhet i gjennomføring": ("implementation_uncertainty", "Stor usikkerhet", "high"),
    "Konsekvens for innbyggere": ("consequence_citizens", "Noe positiv", "somewhat_positive"),
    "Konsekvens for organisasjonen": ("consequence_organisation", "nøytral", "neutral"),
    "Samlet vurdering": (
        "overall_class",
        "Nest dårligste forhold mellom effekt og konsekvens",
        "second_worst",
    ),
}


def judged(rows_of_card: list[str]) -> dict[str, str | None]:
    page = NAMED_CARD.format(rows="\n    ".join(rows_of_card))
    [measure] = rows(read(page, "review"), "efficiency_measure")
    assert (measure["owner"], measure["label"]) == ("BYG", "Felles lager for verktøy")
    return {column: measure[column] for column, _, _ in NAMES.values()}


def test_named_judgements_are_read_by_their_names():
    expected = {column: value for column, _, value in NAMES.values()}
    told = [f"{name}   {words}" for name, (_, words, _) in NAMES.items()]
    assert judged(told) == expected
    assert judged(told[::-1]) == expected
    assert judged([row.replace("   ", ": ") for row in told]) == expected


def test_one_named_judgement_comes_alone():
    for known, (column, words, value) in list(NAMES.items())[:4]:
        told = [f"{name}   {words if name == known else 'Ikke oppgitt'}" for name in NAMES]
        assert judged(told) == dict.fromkeys((c for c, _, _ in NAMES.values()), None) | {column: value}
        assert judged([f"{known}   {words}"])[column] == value


def test_a_card_with_only_the_class_named_is_read_as_before():
    assert judged(["Samlet vurdering   Middels forhold mellom effekt og konsekvens"]) == {
        "estimate_uncertainty": "low",
        "implementation_uncertainty": "high",
        "consequence_citizens": None,
        "consequence_organisation": None,
        "overall_class": "middle",
    }


def test_a_dash_is_an_effect_nobody_knows():
    effects = rows(read(NAMED_CARD.format(rows=""), "review"), "measure_effect")
    assert {e["year"]: e["amount"] for e in effects} == {2031: 0, 2032: 250_000_000, 2033: None}


def test_titles_in_a_list_of_contents_are_no_cards():
    contents = "\n    Innhold\n\n    Tiltak HAV1 Felles lager for verktøy 2\n    Tiltak HAV2 Færre biler 3\n"
    second = NAMED_CARD.replace("HAV1 Felles lager for verktøy", "HAV2 Færre biler").replace("2 500 000", "7")
    read_both = read(contents + NAMED_CARD.format(rows="") + second.format(rows=""), "review")
    assert {m["key"]: m["label"] for m in rows(read_both, "efficiency_measure")} == {
        "HAV1": "Felles lager for verktøy",
        "HAV2": "Færre biler",
    }
    assert {e["measure"]: e["amount"] for e in rows(read_both, "measure_effect", year=2032)} == {
        "HAV1": 250_000_000,
        "HAV2": 700,
    }


def test_a_card_that_states_no_effect_has_none():
    begins, _, rest = NAMED_CARD.partition("    Økonomisk effekt (")
    page = f"{begins}    Økonomisk effekt er ikke oppgitt i tall.\n{rest.partition('–')[2]}"
    dated = page.format(rows="Leien går ut   Avtale   31.12.2027\n    Antall lagre   12")
    assert [m["key"] for m in rows(read(dated, "review"), "efficiency_measure")] == ["HAV1"]
    assert rows(read(dated, "review"), "measure_effect") == []
