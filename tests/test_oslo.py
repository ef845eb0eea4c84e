"""The shipped example: figures read from the printed pages by hand, and the contradictions in them.

Expected numbers are from the pages in `shared/documents`, with their lines; none is our own output.
"""

import json
import re
from pathlib import Path

import polars as pl
import pytest

import rodtrad
from rodtrad.checks.readings import readings_not_on_the_page
from rodtrad.checks.run import judgement_of
from rodtrad.core.numbers import in_unit
from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.datapackage import describe, read_package

FOLDER = Path(rodtrad.__file__).parent / "data" / "oslo"
PAGES = Path(__file__).resolve().parents[2] / "shared" / "documents"
AT_HAND = (
    "annual-report-vel-2024",
    "district-budget-bjerke-2026",
    "letter-vel-2026",
    "sector-review-set",
)


@pytest.fixture(scope="module")
def package():
    return read_package(FOLDER)


@pytest.fixture(scope="module")
def judgement(package):
    return judgement_of(thread_of(package.facts), {})


@pytest.fixture(scope="module")
def figures(judgement):
    rows = judgement.thread.figures.select("address", "grains", "unit", "document", "line")
    return {row["address"]: row for row in rows.iter_rows(named=True)}


@pytest.fixture(scope="module")
def pages():
    """The text of every document at hand."""
    if not PAGES.is_dir():
        pytest.skip(f"the printed pages are not here: {PAGES.name} beside the repository is missing")
    return {name: (PAGES / f"{name}.txt").read_text(encoding="utf-8") for name in AT_HAND}


FRAME = "budget_change/district-budget-bjerke-2026/rammeendring/BBJ/009/-/{}/{}/amount"
VEL_428 = "budget_line/annual-report-vel-2024/kap-428-drift/VEL/428/-/-/-/drift/{}/{}/amount"
LETTER_315 = "budget_line/letter-vel-2026/kap-315-drift/VEL/315/-/-/-/drift/{}/plan/amount"
ADJUSTED = "budget_change/annual-report-vel-2024/justeringer-{}/VEL/{}/-/sum/2024/amount"
VOLUNTARY = "grant/letter-vel-2026/{}/voluntary-and-non-profit-health-and-social/{}/amount"
CARE = "table_figure/SET-T6/reinforced-care-centre/{}/value"
SICK = "indicator_value/annual-report-vel-2024/sick-leave-total/{}/value"

READ_BY_HAND = [
    # district budget, the way to the new frame
    (FRAME.format("base", 2026), 1_776_290, 949, "1 776 290 1 776 290"),
    (FRAME.format("technical", 2026), 38_842, 951, "Tekniske justeringer 38 842"),
    (FRAME.format("in-year", 2026), -257_541, 953, "Budsjettendring i år -257 541 -257 404"),
    (FRAME.format("consequence", 2026), -218_699, 955, "Konsekvensjusteringer -218 699"),
    (FRAME.format("adjusted", 2026), 1_557_591, 959, "1 557 591 1 557 728"),
    (FRAME.format("savings", 2026), -51_250, 973, "Innsparingstiltak -51 250"),
    (FRAME.format("general", 2026), 116_332, 975, "Generell rammeendring 116 332"),
    (FRAME.format("changes", 2026), 65_081, 977, "Endringer 65 081"),
    (FRAME.format("frame", 2026), 1_646_550, 979, "Ramme 2026-2029 1 646 550"),
    (FRAME.format("frame", 2027), 1_646_687, 979, "1 646 687 1 646 687 1 646 687"),
    # letter: net of chapter 315, in bold type that the text shows twice over
    (LETTER_315.format(2026), 907_230, 559, "990077  223300"),
    (LETTER_315.format(2027), 901_349, 559, "990011  334499"),
    (LETTER_315.format(2028), 894_080, 559, "889944  008800"),
    (LETTER_315.format(2029), 887_024, 559, "888877  002244"),
    (VOLUNTARY.format("adopted", 2024), 163_299, 644, "163 299 162 207  161 514"),
    (VOLUNTARY.format("adopted", 2025), 162_207, 644, "163 299 162 207  161 514"),
    (VOLUNTARY.format("frame", 2026), 161_514, 644, "163 299 162 207  161 514"),
    # annual report: net result of chapter 428, in kroner
    (VEL_428.format(2024, "accounts"), 523_775_135, 2888, "nettoresultat 523 775 135"),
    (VEL_428.format(2024, "adopted"), 567_674_000, 2888, "567 674 000"),
    (VEL_428.format(2024, "regulated"), 679_080_000, 2888, "679 080 000"),
    (VEL_428.format(2023, "accounts"), 564_791_452, 2888, "564 791 452"),
    (VEL_428.format(2024, "deviation"), 155_304_865, 2888, "155 304 865"),
    # annual report: totals of the adjustments of each chapter
    (ADJUSTED.format("drift", 315), 145_178, 2687, "filter145 178"),
    (ADJUSTED.format("drift", 319), 19_654, 3689, "filter19 654"),
    (ADJUSTED.format("drift", 850), -35_150, 3352, "filter-35 150"),
    (ADJUSTED.format("drift", 927), -124_000, 3441, "filter-124 000"),
    (ADJUSTED.format("investering", 315), 738, 3789, "filter 738"),
    # annual report: sick leave, result 2023, target 2024, result 2024
    (SICK.format("2023/result"), 9.7, 5039, "Totalt 9,7 % 8,5 % 10,2 %"),
    (SICK.format("2024/target"), 8.5, 5039, "Totalt 9,7 % 8,5 % 10,2 %"),
    (SICK.format("2024/result"), 10.2, 5039, "Totalt 9,7 % 8,5 % 10,2 %"),
    # sector review: one row of table 6, whose first line is 1593, and one of table 11
    (CARE.format("places"), 43, 1593, "Forsterket omsorgssenter 43 2 096 4 586 45,7%"),
    (CARE.format("district-price"), 2_096, 1593, "Forsterket omsorgssenter 43 2 096 4 586 45,7%"),
    (CARE.format("mean-cost"), 4_586, 1593, "Forsterket omsorgssenter 43 2 096 4 586 45,7%"),
    (CARE.format("district-share-pct"), 45.7, 1593, "Forsterket omsorgssenter 43 2 096 4 586 45,7%"),
    ("table_figure/SET-T11/VEL/2026/value", 28, 6283, "VEL 28 65,5 81 85 94"),
    ("table_figure/SET-T11/VEL/2027/value", 65.5, 6283, "VEL 28 65,5 81 85 94"),
    ("table_figure/SET-T4/total/2028/value", -87.9, 1303, "Totalt for SET-sektor -22,5 -63,6 -75,9 -87,9"),
]


@pytest.mark.parametrize(
    ("address", "number", "line", "_printed"), READ_BY_HAND, ids=[row[0] for row in READ_BY_HAND]
)
def test_figure_is_what_the_page_says(figures, address, number, line, _printed):
    figure = figures[address]
    assert in_unit(figure["grains"], figure["unit"]) == pytest.approx(number, abs=1e-9)
    assert figure["line"] == line


def test_the_pages_say_what_was_read_by_hand(figures, pages):
    """Guards the list above: each quotation stands within a table's length of its line."""
    for address, _, line, printed in READ_BY_HAND:
        text = pages[figures[address]["document"]].split("\n")
        assert printed in "\n".join(text[line - 3 : line + 30]), address


CARDS_OF_VEL = {
    # effect in 2026 as the card prints it, and the line it stands on; the other cards print 0
    "VEL1": (4_000_000, 3080),
    "VEL2": (2_000_000, 3295),
    "VEL3": (2_000_000, 3545),
    "VEL4": (4_500_000, 3781),
    "VEL12": (3_000_000, 5389),
    "VEL13": (7_000_000, 5635),
    "VEL14": (500_000, 5844),
}


def test_cards_of_vel_save_23_million_in_2026(package):
    """4 + 2 + 2 + 4,5 + 3 + 7 + 0,5 = 23,0, where table 11 on line 6290 says 28."""
    effects = package.facts["measure_effect"].filter(
        pl.col("measure").str.starts_with("VEL") & (pl.col("year") == 2026)
    )
    saved = {card: ore / 100 for card, ore in effects.select("measure", "amount").iter_rows() if ore}
    assert saved == {card: kroner for card, (kroner, _) in CARDS_OF_VEL.items()}
    assert sum(saved.values()) == 23_000_000


def test_the_cards_print_what_was_read_by_hand(pages):
    text = pages["sector-review-set"].split("\n")
    for card, (kroner, line) in CARDS_OF_VEL.items():
        assert text[line - 1].strip() == f"{kroner:,}".replace(",", " "), card


def test_almost_every_reading_stands_on_its_page(package, pages):
    """Each of the exceptions is read from words or from another place than the row's own line."""
    exceptions = {
        # the text on line 5254 says 50 % of a post; the row stands on line 4939
        "budget_measure/district-budget-bjerke-2026/FO3-7/posts",
        # the text says in words that the number of posts is unchanged
        "budget_measure/district-budget-bjerke-2026/FO3-2/posts",
        # the page prints 1 46716: the footnote mark 16 is glued to the number
        "key_figure/sector-review-set/set.bfe.empty_days_care.bfe2/BFE/value",
    }
    tables = package.facts["table"].select("document", "line", "last_line")
    there = package.readings.filter(pl.col("document").is_in(list(pages)) & pl.col("line").is_not_null())
    lost = {f.addresses[0] for f in readings_not_on_the_page(package.readings, pages, tables)}
    assert there.height > 3_000
    assert len(lost) <= 0.01 * there.height
    assert lost == exceptions


def wrong_digits(text):
    """The same number with another last digit but one."""
    digits = [i for i, c in enumerate(text) if c.isdigit()]
    if len(digits) < 4:
        return None
    at = digits[-2]
    return text[:at] + str((int(text[at]) + 5) % 10) + text[at + 1 :]


def test_a_misread_number_would_be_noticed(package, pages):
    """Change one digit in every long reading: nearly all of them are then missing from the page."""
    tables = package.facts["table"].select("document", "line", "last_line")
    there = package.readings.filter(pl.col("document").is_in(list(pages)) & pl.col("line").is_not_null())
    spoiled = there.with_columns(pl.col("text").map_elements(wrong_digits, return_dtype=pl.String)).filter(
        pl.col("text").is_not_null()
    )
    found = len(list(readings_not_on_the_page(spoiled, pages, tables)))
    assert spoiled.height > 1_000
    assert found >= 0.95 * spoiled.height


def key_figure(document, key, unit):
    return f"key_figure/{document}/{key}/{unit}/value"


SET, HLS, BBJ = "sector-review-set", "sector-review-hls", "district-budget-bjerke-2026"
CONTRADICTIONS = {
    "frame cuts of table 4 are in millions, captioned thousands": (
        "U-01", "table_figure/SET-T4/total/2025/value", 1303, -22.5, -22_500, "1000 kr",
    ),
    "frame cuts of the health review are in thousands, captioned millions": (
        "U-01", "table_figure/HLS-T44/total/2026/value", 1269, -26_064, -26, "mill. kr",
    ),
    "a contract frame of 18 kroner": (
        "U-01", key_figure(SET, "set.vel11.contract_frame.sec1", "VEL"), 5070, 18, 18_000_000, "kr",
    ),
    "table 11 says 28 million, the cards 23": (
        "P-01", "table_figure/SET-T11/VEL/2026/value", 6283, 28, 23, "mill. kr",
    ),
    "1 549 posts in the text, 1 655 in the agencies": (
        "S-03", key_figure(SET, "set.sector.fte", "SET"), 923, 1_549, 1_655, "årsverk",
    ),
    "4 385 posts in the text, 4 523 in the agencies": (
        "S-03", key_figure(HLS, "hls.sector.fte", "HLS"), 933, 4_385, 4_523, "årsverk",
    ),
    "58 per cent municipal homes, where 16 of 35 are": (
        "A-01", key_figure(HLS, "hls.sye.homes_municipal_share", "SYE"), 1577, 58, 100 * 16 / 35, "prosent",
    ),
    "a saving of 21 882 thousand, told as 9 million": (
        "E-03", f"budget_change/{BBJ}/rammeendring/BBJ/009/FO3/FO3-3/2026/amount", 4900, -21_882, -9_000,
        "1000 kr",
    ),
    "voluntary grants adopted for 2024": (
        "E-01", VOLUNTARY.format("adopted", 2024), 644, 163_299, 159_466, "1000 kr",
    ),
    "integration grants adopted for 2024": (
        "E-01", "grant/letter-vel-2026/adopted/integration-and-diversity/2024/amount", 646, 20_857, 21_041,
        "1000 kr",
    ),
    "empty days in care, 2 936 and 1 467": (
        "E-02", key_figure(SET, "set.bfe.empty_days_care.bfe2", "BFE"), 2491, 1_467, 2_936, "døgn",
    ),
    "empty days in treatment, 458 and 93": (
        "E-02", key_figure(SET, "set.bfe.empty_days_treatment.bfe2", "BFE"), 2491, 93, 458, "døgn",
    ),
    "a place in reinforced care costs 3 312 and 4 586": (
        "E-02", key_figure(SET, "set.rus.reinforced_cost_mean", "VEL"), 2893, 3_312, 4_586, "kr/døgn",
    ),
    "one indicator printed twice, with 69 per cent and with 0": (
        "E-02", f"indicator_value/{BBJ}/FO4AB.kvp-til-arbeid-utdanning.2/2023/result/value", 6596, 0, 69,
        "prosent",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_known_contradiction_comes_out_by_itself(judgement, name):
    number, address, line, printed, computed, unit = CONTRADICTIONS[name]
    [finding] = [f for f in judgement.open if f.number == number and f.addresses[0] == address]
    assert (finding.lines[0], finding.unit) == (line, unit)
    assert finding.printed == pytest.approx(printed)
    assert finding.computed == pytest.approx(computed)


def found(judgement, number):
    return [f for f in judgement.open if f.number == number]


def test_units_of_a_whole_table_are_one_finding(judgement):
    """Both tables have several years and agencies in the wrong unit, and one finding each."""
    places = [(f.document, f.lines[0]) for f in found(judgement, "U-01")]
    assert len(places) == len(set(places))
    assert {(SET, 1303), (HLS, 1269), (SET, 5070)} <= set(places)


def test_goal_4_2_1_stands_under_4_1(judgement):
    """Lines 281 and 306 of the letter."""
    [finding] = found(judgement, "R-02")
    assert finding.document == "letter-vel-2026"
    assert finding.addresses[0] == "goal/letter-vel-2026/4.2.1"
    assert finding.facts["parent"] == "4.1"
    assert finding.facts["expected"] == "4.2"


def test_one_decision_has_two_dates(judgement):
    """Lines 2649 and 2685 say 17 December 2024, lines 3769 to 3787 the thirteenth."""
    [finding] = found(judgement, "T-03")
    assert finding.facts["decision"] == "VADM1204"
    assert [str(day) for day in finding.facts["dates"]] == ["2024-12-13", "2024-12-17"]
    assert set(finding.lines) == {2649, 2685, *range(3769, 3788, 2)} - {3775}  # 3775 is another decision


def test_one_wage_budget_for_two_years(judgement, figures):
    """9,97 million for 2025 on line 3873, and for 2024 on line 3910."""
    [finding] = found(judgement, "T-04")
    assert finding.lines == (3873, 3910)
    assert finding.facts["years"] == "2024, 2025"
    for address in finding.addresses:
        assert in_unit(figures[address]["grains"], figures[address]["unit"]) == 9.97


def test_savings_of_2026_are_to_be_evaluated_in_2025(judgement):
    """Lines 6280 and 6343 say autumn 2025; the savings are in the budget of 2026."""
    told = found(judgement, "T-01")
    assert {f.addresses[0].rpartition("/")[2] for f in told} == {"FO4AB-4", "FO4AB-6"}
    assert {(f.document, f.facts["evaluated"], f.facts["year"]) for f in told} == {(BBJ, "2025", 2026)}


@pytest.mark.parametrize("number", ["S-01", "D-01", "F-01", "F-02"])
def test_the_tables_add_up(judgement, number):
    """Rows to totals, deviations, changes to the frame and adjustments: tested many times, never off."""
    tested = judgement.thread.judged.filter(pl.col("number") == number)
    assert tested.height > 0
    assert set(tested["verdict"]) <= {"agrees", "rounding"}
    assert [f for f in judgement.findings if f.number == number] == []


def test_the_description_is_derived_from_the_shapes(package):
    written = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    assert written == describe(written["name"], written["title"], package.facts)


def test_every_file_of_the_example_is_described():
    written = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"] for r in written["resources"]} == {path.name for path in FOLDER.glob("*.csv")}


def test_every_row_has_its_document_and_line(package):
    for fact, frame in package.facts.items():
        for name in {"document", "line"} & set(frame.columns):
            if SHAPES[fact][name].required:
                assert frame[name].null_count() == 0, (fact, name)


def test_every_line_is_within_its_document(package, pages):
    lengths = {name: text.count("\n") + 1 for name, text in pages.items()}
    for fact, frame in package.facts.items():
        if {"document", "line"} <= set(frame.columns):
            for document, line in frame.select("document", "line").drop_nulls().unique().iter_rows():
                assert 1 <= line <= lengths.get(document, 100_000), (fact, document, line)


def test_every_label_is_in_norwegian_and_in_english(package):
    for fact, frame in package.facts.items():
        for english in (name for name in frame.columns if name.endswith("_en")):
            norwegian = english.removesuffix("_en")
            for name, other in ((norwegian, english), (english, norwegian)):
                bare = frame.filter(pl.col(name).fill_null("").str.strip_chars() == "")
                assert bare.filter(pl.col(other).is_not_null()).is_empty(), (fact, name)
            if SHAPES[fact][english].required:
                assert frame.filter(pl.col(english).str.strip_chars() == "").is_empty(), (fact, english)


def words(text):
    return re.findall(r"\w+", text.lower())


def runs(text, length=8):
    found_words = words(text)
    return {tuple(found_words[i : i + length]) for i in range(len(found_words) - length + 1)}


def test_no_sentence_is_copied(package, pages):
    """No text shares eight words in a row with a document; official names of accounting codes may."""
    printed = set().union(*(runs(text) for text in pages.values()))
    official = package.facts["code"]["label"].to_list()
    for fact, frame in package.facts.items():
        if fact == "code":
            continue
        for column in SHAPES[fact].columns:
            if frame[column.name].dtype != pl.String or column.key:
                continue
            for text in frame[column.name].drop_nulls().unique():
                own = text
                for name in official:
                    own = own.replace(name, " ")
                assert not runs(own) & printed, (fact, column.name, text)


def test_every_figure_is_shown_whole_so_that_bridges_add_up_as_shown(package):
    """A bridge shows each step with its printed decimals; none of them may hide a part of the number."""
    figures = thread_of(package.facts).figures.filter(pl.col("fact") != "constant")
    cut = [
        (row["address"], value)
        for row in figures.iter_rows(named=True)
        if abs(round(value := in_unit(row["grains"], row["unit"]), max(0, row["decimals"])) - value) > 1e-9
    ]
    assert cut == []
