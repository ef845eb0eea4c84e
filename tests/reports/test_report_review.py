"""A review of an invented town as a document, and read back: every number in it is worked by hand."""

from datetime import date

import polars as pl
import pytest
from report_samples import TODAY, frame, judged, named

from rodtrad.facts.document import DocumentKind
from rodtrad.publish.docx import publish_docx
from rodtrad.publish.pdf import publish_pdf
from rodtrad.readers.document import read_printed
from rodtrad.readers.open_docx import open_docx
from rodtrad.readers.open_pdf import open_pdf
from rodtrad.readers.open_text import open_text
from rodtrad.reports.review import review_document, reviews_in
from rodtrad.reports.telling import Telling
from rodtrad.reports.tree import KeyFigureRow, Paragraph, StackedBars, TableBlock

KRONE, MILLION = 100, 100_000_000
FORMS = ("docx", "pdf", "txt")
JUDGED = (
    "estimate_uncertainty", "implementation_uncertainty", "consequence_citizens", "consequence_organisation",
    "overall_class",
)  # fmt: skip
CARD = ["key", "sector", "owner", *JUDGED, "label"]
EFFECT = ["measure", "year", "amount", "printed_unit"]
LONG = (
    "Samle alle lagre for redskap og maskiner på ett sted ved elva, og leie ut det som da blir stående tomt"
)
TRAP = (
    "Tiltak PAR2 Felles lager må vente på dette.\nØkonomisk effekt er regnet ut på nytt.\n"
    "Usikkerhet i anslag Stor\nSamlet vurdering Beste forhold mellom effekt og konsekvens"
)


def card(key: str, label: str, owner: str = "PAR", **more: str):
    return (
        {"document": "funn", "sector": "LIL", "owner": owner, "key": key} | named(label, f"{key} (en)") | more
    )


def effects(measure: str, amounts: dict[int, int | None], unit: str = "kr"):
    row = {"document": "funn", "measure": measure, "printed_unit": unit, "decimals": 0, "line": 9}
    return [row | {"year": year, "amount": amount} for year, amount in amounts.items()]


def town(cards, told, **more: pl.DataFrame):
    """The invented town; lines of the cards say their order."""
    lined = [one | {"line": 3 * place} for place, one in enumerate(cards, 1)]
    return {
        "unit": frame(
            "unit",
            named("Lillevik kommune", "Lillevik", key="LIK", kind="municipality"),
            named(
                "Avdeling for plasser", "Department of squares", key="LIL", kind="department", parent="LIK"
            ),
            named("Park og plass", "Parks and squares", key="PAR", kind="agency", parent="LIL"),
            named("Snø og is", "Snow and ice", key="SNO", kind="agency", parent="LIL"),
        ),
        "document": frame(
            "document",
            named("Gjennomgang 2025", "Review 2025", key="funn", kind="sector_review", unit="LIL", year=2025),
            named("Brev 2026", "Letter 2026", key="brev", kind="allocation_letter", unit="PAR", year=2026),
            named("Tom 2025", "Empty 2025", key="tom", kind="sector_review", unit="LIL", year=2025),
        ),
        "efficiency_measure": frame("efficiency_measure", *lined),
        "measure_effect": frame("measure_effect", *told),
    } | more


def usual(**more: pl.DataFrame):
    """PAR1 saves 0 and 4, PAR2 nothing known and −1,5, SNO1 1 and 2 million: 1,0 and 4,5 in all."""
    cards = [
        card("PAR1", "Færre benker", estimate_uncertainty="low", overall_class="best"),
        card("PAR2", "Felles lager", consequence_citizens="somewhat_negative"),
        card("SNO1", "Måke senere", "SNO", overall_class="worst"),
    ]
    told = [
        *effects("PAR1", {2026: 0, 2027: 4 * MILLION}),
        *effects("PAR2", {2027: -150_000_000}),
        *effects("SNO1", {2026: MILLION, 2027: 2 * MILLION}),
    ]
    return town(cards, told, **more)


def tree_of(facts, language="no"):
    return review_document(Telling(judged(facts), language), "funn", TODAY, "1.2.3")


def tables_in(section):
    found = [block for block in section.blocks if isinstance(block, TableBlock)]
    return found + [table for inner in section.sections for table in tables_in(inner)]


def table(tree, words: str) -> list[tuple[str, ...]]:
    """The rows of the first table with these words in its caption."""
    every = [t for section in tree.sections for t in tables_in(section)]
    return [row.texts for row in next(t for t in every if words in t.caption).rows]


def printed(tree, form: str):
    seen = lambda *_: None  # noqa: E731
    if form == "pdf":
        return open_pdf(publish_pdf(tree), "funn.pdf", seen)
    word = open_docx(publish_docx(tree), "funn.docx", seen)
    if form == "docx":
        return word
    lines = ("   ".join(cell.text for cell in line.cells) or line.text for line in word.lines)
    return open_text("\n".join(lines).encode(), "funn.txt", seen)


def read_back(facts, form: str):
    """Cards and effects as our reader finds them in the printed document."""
    read = read_printed(printed(tree_of(facts), form), {}, kind=DocumentKind.SECTOR_REVIEW)
    return [rows_of(read.facts, name, columns) for name, columns in FACTS]


FACTS = (("efficiency_measure", CARD), ("measure_effect", EFFECT))


def rows_of(facts, name: str, columns: list[str]) -> list[tuple]:
    return sorted(facts[name].select(columns).rows(), key=str) if name in facts else []


def as_held(facts):
    return [rows_of(facts, name, columns) for name, columns in FACTS]


def test_the_sums_are_those_of_the_cards():
    tree = tree_of(usual())
    assert table(tree, "per virksomhet") == [
        ("Park og plass (PAR)", "0,0", "2,5"),
        ("Snø og is (SNO)", "1,0", "2,0"),
        ("Sum", "1,0", "4,5"),
    ]
    assert table(tree, "samlet vurdering") == [
        ("Beste forhold", "0,0", "4,0"),
        ("Dårligste forhold", "1,0", "2,0"),
        ("Ikke oppgitt", "–", "−1,5"),
        ("Sum", "1,0", "4,5"),
    ]
    assert table(tree, "tiltakene i Park og plass") == [
        ("PAR1 Færre benker", "0,0", "4,0"),
        ("PAR2 Felles lager", "–", "−1,5"),
        ("Sum", "0,0", "2,5"),
    ]


def test_the_front_tells_how_many_and_how_much():
    short = tree_of(usual()).sections[0]
    text = next(block.text for block in short.blocks if isinstance(block, Paragraph))
    assert text == (
        "Gjennomgangen av LIL-sektor (Avdeling for plasser) har funnet 3 tiltak. "
        "Samlet årlig effekt er 4,5 mill. kroner fra 2027."
    )
    boxes = next(block.figures for block in short.blocks if isinstance(block, KeyFigureRow))
    assert [(b.label, b.value, b.note) for b in boxes] == [
        ("Tiltak", "3", "2 har en samlet vurdering"),
        ("Effekt i 2027", "4,5 mill. kr", "1,0 mill. kr i 2026"),
    ]
    chart = next(block for block in short.blocks if isinstance(block, StackedBars))
    assert dict(chart.series) == {"Park og plass": (0.0, 2.5), "Snø og is": (1.0, 2.0)}


def test_adopted_cuts_stand_beside_the_effects():
    cut = {"document": "funn"}
    cuts = frame(
        "adopted_cut",
        cut | {"unit": "PAR", "year": 2025, "amount": MILLION},
        cut | {"unit": "PAR", "year": 2026, "amount": 2 * MILLION},
        cut | {"unit": "SNO", "year": 2026, "amount": 3 * MILLION},
        cut | {"unit": "LIK", "year": 2026, "amount": 900 * MILLION},
    )
    tree = tree_of(usual(adopted_cut=cuts))
    assert table(tree, "rammekutt") == [
        ("Park og plass (PAR)", "1,0", "2,0"),
        ("Snø og is (SNO)", "–", "3,0"),
        ("Sum", "–", "5,0"),
        ("Effekt av tiltakene", "–", "1,0"),
        ("Effekt minus rammekutt", "–", "−4,0"),
    ]
    boxes = next(b.figures for b in tree.sections[0].blocks if isinstance(b, KeyFigureRow))
    assert (boxes[-1].label, boxes[-1].value) == ("Vedtatt rammekutt i 2026", "5,0 mill. kr")


def test_the_cut_of_the_sector_is_the_whole():
    cut = {"document": "funn", "year": 2026}
    cuts = frame(
        "adopted_cut",
        cut | {"unit": "PAR", "amount": 2 * MILLION},
        cut | {"unit": "LIL", "amount": 6 * MILLION},
    )
    rows = dict(table(tree_of(usual(adopted_cut=cuts)), "rammekutt"))
    assert (rows["Sum"], rows["Effekt minus rammekutt"]) == ("6,0", "−5,0")


def written(**more: pl.DataFrame):
    """What people have written of PAR1 (invented)."""
    about = {"document": "funn", "measure": "PAR1"}
    cards = frame(
        "measure_card",
        about
        | {"situation": "Ti benker står\ni skyggen.", "change": "Ta dem bort.", "price_year": 2026}
        | {"computation": "Ti benker à 400 000 kroner.", "consequence_goals": "neutral"}
        | {"benefit_owner": "SNO"},
    )
    conditions = frame(
        "measure_condition",
        about | named("Vedta ny plan", "Adopt a new plan", key="plan", kind="decision", decided_by="council"),
        about
        | named("Leien går ut", "The lease ends", key="leie", kind="contract", until=date(2026, 12, 31)),
        about | named("Lageret først", "The store first", key="lager", kind="dependency", depends_on="PAR2"),
    )
    parts = frame(
        "effect_part",
        about | named("Drift", "Operation", key="drift", party="agency", expression="antall_benker * pris"),
        about | named("Leie", "Rent", key="leie", party="citizen"),
    )
    fixed = {"document": "funn", "spread": "fixed", "decimals": 0}
    assumptions = frame(
        "assumption",
        fixed | named("Benker", "Benches", key="antall_benker", value=100_000, printed_unit="antall"),
        fixed | named("Pris", "Price", key="pris", expression="2 * halv_pris", printed_unit="kr"),
        fixed | named("Halv pris", "Half price", key="halv_pris", value=20_000_000, printed_unit="kr"),
        fixed | named("Ubrukt", "Unused", key="ubrukt", value=10_000, printed_unit="antall"),
    )
    found = {"measure_card": cards, "measure_condition": conditions}
    return usual(**found, effect_part=parts, assumption=assumptions, **more)


def test_a_card_has_what_people_wrote():
    tree = tree_of(written())
    [owner] = [s for s in tree.sections if s.heading == "Park og plass (PAR)"]
    told = owner.sections[0]
    assert told.heading == "Tiltak PAR1 Færre benker"
    assert [s.heading for s in told.sections] == [
        "Dagens situasjon", "Hva som skal gjøres", "Slik er effekten beregnet", "Det som må avgjøres først",
    ]  # fmt: skip
    assert [b.text for b in told.sections[0].blocks] == ["Ti benker står", "i skyggen."]
    assert dict(table(tree, "Ansvar og vurdering")) == {
        "Ansvarlig": "Park og plass (PAR)",
        "Gevinstansvarlig": "Snø og is (SNO)",
        "Usikkerhet i anslag": "Lav",
        "Usikkerhet i gjennomføring": "Ikke oppgitt",
        "Konsekvens for innbyggere": "Ikke oppgitt",
        "Konsekvens for organisasjonen": "Ikke oppgitt",
        "Konsekvens for kommunemål": "Nøytral",
        "Konsekvens for samfunnsfloker": "Ikke oppgitt",
        "Samlet vurdering": "Beste forhold mellom effekt og konsekvens",
    }
    assert table(tree, "binder starten") == [
        ("Vedta ny plan", "Vedtak", "Bystyret", "–", "–"),
        ("Leien går ut", "Avtale", "–", "–", "31. desember 2026"),
        ("Lageret først", "Avhengighet", "–", "PAR2", "–"),
    ]
    assert table(tree, "som formel") == [
        ("Drift", "Etat", "antall benker × pris"),
        ("Leie", "Innbygger", "Ikke oppgitt"),
    ]
    assert table(tree, "formlene bygger på") == [
        ("antall benker", "Benker", "10", "–"),
        ("pris", "Pris", "2 × halv pris", "–"),
        ("halv pris", "Halv pris", "200\u00a0000 kr", "–"),
    ]


def test_a_card_without_anything_written_has_only_figures_and_judgements():
    [owner] = [s for s in tree_of(usual()).sections if s.heading == "Snø og is (SNO)"]
    assert owner.blocks == ()
    [told] = owner.sections
    assert (len(told.blocks), told.sections) == (2, ())


def test_years_without_an_effect_are_told():
    [owner] = [s for s in tree_of(usual()).sections if s.heading == "Park og plass (PAR)"]
    block = next(b for b in owner.sections[1].blocks if isinstance(b, TableBlock))
    assert [c.heading for c in block.columns] == ["År", "2027"]
    assert [row.texts for row in block.rows] == [("Effekt", "−1\u00a0500\u00a0000")]
    assert block.note == "Effekten er ikke oppgitt for 2026."


def test_english_is_a_choice():
    tree = tree_of(written(), "en")
    assert (tree.title, tree.sections[0].heading) == ("Review 2025", "In short")
    assert tree.sections[2].sections[0].heading == "Measure PAR1 PAR1 (en)"
    assert dict(table(tree, "Responsibility"))["Estimate uncertainty"] == "Low"


def test_only_reviews_with_measures_can_be_told():
    assert reviews_in(Telling(judged(usual()), "no")) == ("funn",)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("facts", [usual(), written()], ids=["figures", "written"])
def test_what_is_printed_is_read_back(facts, form):
    assert read_back(facts, form) == as_held(facts)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("column", JUDGED)
def test_one_known_judgement_comes_back_alone(column, form):
    step = {"estimate": "high", "implementation": "medium", "consequence": "very_positive"}
    value = next((v for begins, v in step.items() if column.startswith(begins)), "second_worst")
    facts = town([card("PAR1", "Færre benker", **{column: value})], effects("PAR1", {2026: MILLION}))
    [read], _ = read_back(facts, form)
    assert dict(zip(CARD, read, strict=True))[column] == value
    assert [read] == as_held(facts)[0]


@pytest.mark.parametrize("form", FORMS)
def test_odd_effects_come_back_as_they_were(form):
    """Invented: no effect at all, a year without a number, øre, and effects printed in millions."""
    cards = [card(f"PAR{n}", "Færre benker") for n in range(1, 6)]
    told = [
        *effects("PAR2", {2026: None, 2027: MILLION}),
        *effects("PAR3", {2026: 12_345_678_90, 2027: -1}),
        *effects("PAR4", {2026: 12 * MILLION, 2027: 550_000_000}, "mill. kr"),
        *effects("PAR5", {2026: None, 2027: None}),
    ]
    facts = town(cards, told)
    assert read_back(facts, form) == as_held(facts)


@pytest.mark.parametrize("form", FORMS)
def test_labels_and_owners_of_any_kind_come_back(form):
    cards = [
        card("PAR1", LONG),
        card("PAR2", "Færre", "SNO"),
        card("PAR3", "Leie 12 biler fra 2027", "LIL"),
        card("SNO12", "Å måke senere"),
    ]
    facts = town(cards, [row for one in cards for row in effects(one["key"], {2026: 0, 2027: MILLION})])
    assert read_back(facts, form) == as_held(facts)


@pytest.mark.parametrize("form", FORMS)
def test_texts_that_look_like_cards_change_nothing(form):
    cards = [card("PAR1", "Færre benker"), card("PAR2", "Felles lager", implementation_uncertainty="low")]
    told = [row for one in cards for row in effects(one["key"], {2026: 0, 2027: MILLION})]
    about = {"document": "funn", "measure": "PAR1"}
    texts = frame("measure_card", about | dict.fromkeys(("situation", "change", "computation"), TRAP))
    facts = town(cards, told, measure_card=texts)
    assert read_back(facts, form) == as_held(facts)
