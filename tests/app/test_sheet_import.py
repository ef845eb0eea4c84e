"""A workbook is compared with the book, every problem is told, and all is saved or nothing."""

import io
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sheet_samples import Worked, asking, own_sheet, small_book, taken_out

from rodtrad.app.sheet_import import BOOK, SHEET, Choices, SheetPreview, preview_of, save_sheet
from rodtrad.core.errors import ConflictError, UsageError, UsageSheetError
from rodtrad.core.shape import Language
from rodtrad.models.concepts import SHAPES
from rodtrad.store.changes import RowChange

LINE: dict[str, Any] = {
    "document": "budsjett", "table": "1", "unit": "VEL", "chapter": None, "area": None, "function": "241",
    "project": None, "account_group": "drift", "year": 2026, "version": "adopted",
}  # fmt: skip
ADDRESS = "budget_line/budsjett/1/VEL/-/-/241/-/drift/2026/adopted"
NEW_LINE = {
    "Dokument": "Budsjett (budsjett)", "Tabell": "1", "Enhet": "Skole (SKO)", "Funksjon": "Lege (241)",
    "Kontogruppe": "drift", "År": 2026, "Versjon": "Vedtatt budsjett", "Beløp": 250.5,
    "Trykt_enhet": "tusen kroner",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_book(tmp_path_factory.mktemp("made") / "book")


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "book"))


@pytest.fixture
def ask(place):
    with asking(place) as now:
        yield now


def amounts(ask) -> dict[str, int]:
    frame = ask().telling.facts["budget_line"]
    return {f"{unit}.{function}": amount for unit, function, amount in
            frame.select("unit", "function", "amount").iter_rows()}  # fmt: skip


def save(ask, content: bytes, choices: Choices | None = None, fact: str = "") -> int:
    now = ask()
    return save_sheet(
        now, preview_of(now, content, fact), choices or Choices({}), by="Kontroller", why="regneark"
    )


def found(preview: SheetPreview) -> dict[str, int]:
    """How many rows of each kind."""
    d = preview.differences
    return {
        kind: len(rows)
        for kind, rows in (
            ("added", d.added), ("changed", d.changed), ("conflicts", d.conflicts), ("removed", d.removed)
        )
        if rows
    }  # fmt: skip


@pytest.mark.parametrize("language", ["no", "en"])
@pytest.mark.parametrize("fact", ["budget_line", "unit", "document", "code", "council_resolution", "risk"])
def test_a_table_taken_out_and_in_again_changes_nothing(place, fact, language: Language):
    with asking(place, language) as now:
        ask = now()
        preview = preview_of(ask, taken_out(ask, fact))
    assert (found(preview), preview.problems, preview.notes) == ({}, (), ())
    assert preview.differences.unchanged == ask.telling.facts[fact].height
    assert not preview.can_be_saved


def test_a_sheet_in_another_language_than_the_readers_is_read(place):
    with asking(place, "en") as english, asking(place) as norwegian:
        content = taken_out(english(), "budget_line")
        assert found(preview_of(norwegian(), content)) == {}


def test_changed_added_and_removed_rows_are_told_and_saved_as_one_change(ask):
    """1 204 300 thousand becomes 1 204 301,5: the unit is the row's; the third row goes."""
    worked = Worked(taken_out(ask(), "budget_line")).write(1, Beløp=1_204_301.5)
    worked.take_away(3).write(3, **NEW_LINE)
    preview = preview_of(ask(), worked.content)
    assert preview.problems == ()
    assert found(preview) == {"added": 1, "changed": 1, "removed": 1}
    assert preview.differences.unchanged == 1
    [changed], [added], [removed] = (
        preview.differences.changed, preview.differences.added, preview.differences.removed
    )  # fmt: skip
    assert (changed.row, changed.address) == (5, ADDRESS)
    [cell] = changed.cells
    told = (cell.label, cell.before.replace("\xa0", " "), cell.after.replace("\xa0", " "))
    assert told == ("Beløp", "1 204 300 tusen kr", "1 204 301,5 tusen kr")
    assert (added.row, added.address) == (7, "budget_line/budsjett/1/SKO/-/-/241/-/drift/2026/adopted")
    assert (removed.row, removed.address.split("/")[6]) == (None, "243")
    revision = save_sheet(ask(), preview, Choices({}, {removed.address}), by="Kontroller", why="regneark")
    assert revision == 2
    assert amounts(ask) == {
        "VEL.241": 120_430_150_000, "VEL.242": -5_000_000_000, "SKO.241": 25_050_000
    }  # fmt: skip
    row = ask().telling.facts["budget_line"].filter(unit="SKO").row(0, named=True)
    assert (row["decimals"], row["line"], row["printed_unit"]) == (1, None, "1000 kr")


def test_rows_that_are_gone_stay_unless_somebody_chooses_otherwise(ask):
    content = Worked(taken_out(ask(), "budget_line")).take_away(1).content
    preview = preview_of(ask(), content)
    assert found(preview) == {"removed": 1}
    with pytest.raises(UsageError, match="sheet_nothing_to_save"):
        save_sheet(ask(), preview, Choices({}), by="Kontroller", why="regneark")
    assert save_sheet(ask(), preview, Choices({}, None), by="Kontroller", why="regneark") == 2
    assert ask().telling.facts["budget_line"].height == 2


def test_rows_outside_the_selection_are_not_missed(ask):
    """Only the rows of one unit are taken out; the others are not gone."""
    content = taken_out(ask(), "council_resolution", unit="SKO")
    preview = preview_of(ask(), content)
    assert (found(preview), preview.differences.unchanged) == ({}, 1)


def change(ask, amount: int | None, version: int = 1) -> None:
    values = None if amount is None else {"amount": amount}
    ask().save([RowChange("budget_line", LINE, values, version)], by="Ansatt", why="meanwhile")


def test_a_row_that_somebody_has_changed_since_is_a_conflict_with_both_values(ask):
    content = Worked(taken_out(ask(), "budget_line")).write(1, Beløp=900).content
    change(ask, 70_000 * 100_000)
    preview = preview_of(ask(), content)
    assert found(preview) == {"conflicts": 1}
    [conflict] = preview.differences.conflicts
    [cell] = conflict.cells
    assert conflict.trouble == "changed"
    assert [text.replace("\xa0", " ") for text in (cell.before, cell.after, cell.theirs)] == [
        "1 204 300 tusen kr", "900 tusen kr", "70 000 tusen kr"
    ]  # fmt: skip
    with pytest.raises(ConflictError, match="sheet_conflicts_open"):
        save(ask, content)
    with pytest.raises(UsageError, match="sheet_nothing_to_save"):
        save(ask, content, Choices({ADDRESS: BOOK}))
    assert amounts(ask)["VEL.241"] == 7_000_000_000
    assert save(ask, content, Choices({"": SHEET})) == 3
    assert amounts(ask)["VEL.241"] == 90_000_000


def test_a_row_changed_by_both_in_the_same_way_is_no_conflict(ask):
    content = Worked(taken_out(ask(), "budget_line")).write(1, Beløp=900).content
    change(ask, 90_000_000)
    assert found(preview_of(ask(), content)) == {}


def test_an_untouched_row_that_somebody_else_has_changed_is_left_as_they_made_it(ask):
    content = Worked(taken_out(ask(), "budget_line")).write(2, Beløp=900).content
    change(ask, 1)
    assert save(ask, content) == 3
    assert amounts(ask)["VEL.241"] == 1


def test_a_changed_row_that_is_taken_out_meanwhile_can_come_in_again(ask):
    content = Worked(taken_out(ask(), "budget_line")).write(1, Beløp=900).content
    change(ask, None)
    preview = preview_of(ask(), content)
    [conflict] = preview.differences.conflicts
    assert conflict.trouble == "removed"
    assert save(ask, content, Choices({ADDRESS: SHEET})) == 3
    assert amounts(ask)["VEL.241"] == 90_000_000


def test_a_new_row_that_is_there_already_is_a_conflict(ask):
    content = Worked(taken_out(ask(), "budget_line")).write(4, **NEW_LINE).content
    save(ask, content)
    other = Worked(content).write(4, Beløp=300).content
    [conflict] = preview_of(ask(), other).differences.conflicts
    assert conflict.trouble == "there"
    assert found(preview_of(ask(), content)) == {}


def test_a_row_changed_between_preview_and_saving_stops_everything(ask):
    content = Worked(taken_out(ask(), "budget_line")).write(1, Beløp=900).write(2, Beløp=901).content
    now = ask()
    preview = preview_of(now, content)
    change(ask, 1)
    with pytest.raises(ConflictError, match="row_changed"):
        save_sheet(now, preview, Choices({}), by="Kontroller", why="regneark")
    assert amounts(ask)["VEL.242"] == -5_000_000_000


def test_a_row_gone_from_the_sheet_and_changed_in_the_book_is_told(ask):
    content = Worked(taken_out(ask(), "budget_line")).take_away(1).content
    change(ask, 1)
    [removed] = preview_of(ask(), content).differences.removed
    assert removed.trouble == "changed"


def test_another_unit_gives_the_number_another_meaning(ask):
    """The cell still says 1 204 300, but now in whole kroner."""
    content = Worked(taken_out(ask(), "budget_line")).write(1, Trykt_enhet="kroner").content
    save(ask, content)
    assert amounts(ask)["VEL.241"] == 120_430_000


def told(ask, content: bytes, fact: str = "") -> tuple[str, ...]:
    """The problems of a workbook; nothing can be saved."""
    before = ask().edition.revision
    preview = preview_of(ask(), content, fact)
    assert preview.problems
    with pytest.raises(UsageSheetError):
        save_sheet(ask(), preview, Choices({"": SHEET}, None), by="Kontroller", why="regneark")
    assert ask().edition.revision == before
    return preview.problems


def test_every_problem_is_told_with_its_cell_and_what_was_expected(ask):
    worked = Worked(taken_out(ask(), "budget_line"))
    worked.write(1, Beløp="ca. 5").write(2, Trykt_enhet="dollar").write(3, Beløp=date(2026, 1, 1))
    worked.write(4, **NEW_LINE | {"År": 1066, "Versjon": "Ønske", "Enhet": "Finnes ikke", "Beløp": None})
    problems = told(ask, worked.content)
    assert [p.partition(": ")[0] for p in problems] == [
        "Ark «Budsjettlinje», celle K5", "Ark «Budsjettlinje», celle L6", "Ark «Budsjettlinje», celle K7",
        "Ark «Budsjettlinje», celle C8", "Ark «Budsjettlinje», celle I8",
        "Ark «Budsjettlinje», celle J8", "Ark «Budsjettlinje», celle K8",
    ]  # fmt: skip
    whole = "\n".join(problems)
    for part in (
        "«ca. 5» er ikke et tall", "«dollar» er ikke et av valgene", "Her skal det stå et beløp",
        "«1066» er utenfor det mulige", "Regnskap, Budsjettforslag", "Skole (SKO)", "Beløp er tom",
    ):  # fmt: skip
        assert part in whole


def test_two_rows_with_one_key_are_refused(ask):
    worked = Worked(taken_out(ask(), "budget_line")).write(4, **NEW_LINE).write(5, **NEW_LINE)
    [problem] = told(ask, worked.content)
    assert problem == "Ark «Budsjettlinje», rad 9: Samme nøkkel står også i rad 8. Ta bort den ene raden."


def test_a_formula_is_refused_with_its_place(ask):
    worked = Worked(taken_out(ask(), "budget_line")).write(1, Beløp="=1+1")
    assert any("Celle K5 har en formel" in p for p in told(ask, worked.content))


def test_merged_cells_are_refused(ask):
    worked = Worked(taken_out(ask(), "budget_line"))
    worked.page.merge_cells("K5:K6")
    assert any("Cellene K5:K6 er slått sammen" in p for p in told(ask, worked.content))


def test_an_error_of_the_spreadsheet_is_told(ask):
    worked = Worked(taken_out(ask(), "council_resolution")).write(1, Navn="#REF!")
    assert any("Celle G5 viser en feil" in p for p in told(ask, worked.content))


def test_a_key_that_cannot_stand_in_an_address_is_refused(ask):
    worked = Worked(taken_out(ask(), "budget_line")).write(4, **NEW_LINE | {"Tabell": "a/b"})
    assert any("kan ikke brukes i en adresse" in p for p in told(ask, worked.content))


def test_what_the_book_would_refuse_is_told_before_saving(ask):
    """A unit that others are part of cannot go; here it is renamed by its key, so the old one is gone."""
    worked = Worked(taken_out(ask(), "document")).write(1, Enhet="BY")
    assert found(preview_of(ask(), worked.content)) == {}
    worked = Worked(taken_out(ask(), "unit"))
    worked.write(4, Nøkkel="NY", Type="Etat", Overordnet_enhet="Finnes ikke", Navn="Ny")
    assert any("celle" in p for p in told(ask, worked.content))


def test_work_is_not_done_without_evidence_in_a_sheet_either(ask):
    headings = ("Dokument", "Type", "Gjelder", "Ansvarlig", "Status", "Dokumentasjon", "Meldt")
    done = ("budsjett", "Bystyrevedtak", "1", "VEL", "Utført")

    def problems(*evidence):
        content = own_sheet(headings, (*done, *evidence, date(2026, 4, 1)))
        return preview_of(ask(), content, "follow_up").problems

    [problem] = problems(None)
    assert "kan ikke settes til utført uten dokumentasjon" in problem
    assert problems("  ") == (problem,)
    assert problems("Sak 4/26") == ()


OWN = ("Dokument", "Tabell", "Enhet", "Funksjon", "Kontogruppe", "År", "Versjon")


def test_a_sheet_of_ones_own_is_recognised_by_its_headings_in_norwegian(ask):
    """Row 1 changes 241, in the unit of the heading; row 2 is new; columns of no use are told."""
    content = own_sheet(
        ("Vårt forslag",),
        (),
        (*OWN, "Beløp (millioner kroner)", "Merknad"),
        ("budsjett", "1", "Velferd", 241, "drift", 2026, "vedtatt budsjett", 1.5, "se vedlegg"),
        ("budsjett", "1", "SKO", "244", "drift", "2026", "adopted", "2,25", None),
    )
    preview = preview_of(ask(), content, "budget_line")
    assert preview.problems == ()
    assert found(preview) == {"added": 1, "changed": 1}
    assert "«Merknad»" in preview.notes[0]
    save(ask, content, fact="budget_line")
    assert amounts(ask)["VEL.241"] == 150_000_000
    assert amounts(ask)["SKO.244"] == 225_000_000
    row = ask().telling.facts["budget_line"].filter(unit="SKO").row(0, named=True)
    assert row["printed_unit"] == "mill. kr"


def test_another_sheet_with_the_same_headings_is_told(ask):
    headings = (*OWN, "Beløp (millioner kroner)")
    line = ("budsjett", "1", "Velferd", 241, "drift", 2026, "vedtatt budsjett", 1.5)
    worked = Worked(own_sheet(headings, line))
    more, note = worked.book.create_sheet("Mer"), worked.book.create_sheet("Notat")
    for page, rows in ((more, (headings, line)), (note, (("Enhet",), ("Velferd",)))):
        for row in rows:
            page.append(row)
    [told] = preview_of(ask(), worked.content, "budget_line").notes
    assert "«Mer»" in told
    assert "Notat" not in told


def test_a_sheet_of_ones_own_is_recognised_in_english(place):
    with asking(place, "en") as ask:
        headings = ("Document", "Table", "Unit", "Function", "Account group", "Year", "Version", "Amount")
        content = own_sheet(
            (*headings, "Printed unit"),
            ("budsjett", "1", "Welfare (VEL)", "241", "drift", 2026, "Adopted budget", 7, "thousand NOK"),
        )
        save(ask, content, fact="budget_line")
        assert amounts(ask)["VEL.241"] == 700_000


def test_amounts_of_ones_own_sheet_are_in_the_rows_printed_unit(ask):
    content = own_sheet((*OWN, "Beløp"), ("budsjett", "1", "VEL", "243", "drift", 2026, "adopted", 2))
    save(ask, content, fact="budget_line")
    assert amounts(ask)["VEL.243"] == 200_000_000


def test_a_new_row_without_unit_is_refused(ask):
    content = own_sheet((*OWN, "Beløp"), ("budsjett", "1", "VEL", "249", "drift", 2026, "adopted", 2))
    assert any("enheten til «2» er ikke valgt" in p for p in told(ask, content, "budget_line"))


@pytest.mark.parametrize(
    ("content", "fact", "message"),
    [
        (own_sheet((*OWN, "Beløp")), "", "sheet_fact_missing"),
        (own_sheet((*OWN, "Beløp")), "no_fact", "no_such_fact"),
        (own_sheet(("Helt", "annet")), "budget_line", "sheet_without_headings"),
        (own_sheet(("Dokument", "År", "Beløp")), "budget_line", "sheet_key_missing"),
        (own_sheet((*OWN, "Beløp", "beløp")), "budget_line", "sheet_heading_twice"),
        (own_sheet((*OWN, "Beløp (dollar)")), "budget_line", "sheet_unit_unknown"),
    ],
)
def test_a_sheet_that_cannot_be_understood_is_refused_at_once(ask, content, fact, message):
    with pytest.raises(UsageError, match=message):
        preview_of(ask(), content, fact)


def test_a_workbook_of_another_table_is_refused(ask):
    with pytest.raises(UsageError, match="sheet_of_other_fact"):
        preview_of(ask(), taken_out(ask(), "unit"), "budget_line")


def test_a_key_column_taken_away_is_told(ask):
    worked = Worked(taken_out(ask(), "budget_line"))
    worked.page.delete_cols(4)
    with pytest.raises(UsageError, match="sheet_key_missing") as refused:
        preview_of(ask(), worked.content)
    assert refused.value.facts["columns"] == ["Kapittel"]


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("B1", "2", "sheet_newer"),
        ("B1", "x", "sheet_origin_damaged"),
        ("B2", "no_fact", "sheet_origin_damaged"),
        ("B3", "99", "sheet_from_other_book"),
        ("B3", "0", "sheet_from_other_book"),
        ("B3", "-1", "sheet_origin_damaged"),
    ],
)
def test_a_hidden_sheet_that_somebody_has_changed_is_refused(ask, cell, value, message):
    worked = Worked(taken_out(ask(), "unit"))
    worked.book["_rodtrad"][cell] = value
    with pytest.raises(UsageError, match=message):
        preview_of(ask(), worked.content)


def test_the_order_of_columns_and_rows_means_nothing(ask):
    worked = Worked(taken_out(ask(), "budget_line"))
    page = worked.page
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4, max_row=7)]
    for down, row in enumerate([rows[0], rows[3], rows[1], rows[2]], 4):
        for at, value in enumerate(reversed(row), 1):
            page.cell(down, at).value = value
    preview = preview_of(ask(), worked.content)
    assert (found(preview), preview.problems, preview.differences.unchanged) == ({}, (), 3)


def test_texts_that_look_like_formulas_are_texts_and_come_back_whole(ask):
    content = taken_out(ask(), "council_resolution")
    cell = Worked(content).cell(1, "Navn")
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert found(preview_of(ask(), content)) == {}


def test_a_time_of_day_is_no_date(ask):
    worked = Worked(taken_out(ask(), "council_resolution")).write(1, Vedtaksdato=datetime(2026, 1, 15, 8))  # noqa: DTZ001
    assert any("en dato uten klokkeslett" in p for p in told(ask, worked.content))


def test_dates_yes_and_no_and_numbers_are_taken_as_they_are(ask):
    worked = Worked(taken_out(ask(), "council_resolution")).write(2, Vedtaksdato=date(2026, 2, 1), Sak=17)
    save(ask, worked.content)
    row = ask().telling.facts["council_resolution"].row(1, named=True)
    assert (row["decided"], row["reference"]) == (date(2026, 2, 1), "17")


def test_more_decimals_than_forms_take_are_kept_when_they_come_out_even(ask):
    """13,123456 million is 13 123 456 kroner; a hundredth of an øre is too fine."""
    worked = Worked(taken_out(ask(), "budget_line")).write(3, Beløp=13.123456)
    save(ask, worked.content)
    assert amounts(ask)["VEL.243"] == 1_312_345_600
    worked = Worked(taken_out(ask(), "budget_line")).write(3, Beløp=13.1234567891)
    assert any("finere enn vi lagrer" in p for p in told(ask, worked.content))


def test_an_amount_above_the_limit_is_refused_with_its_cell(ask):
    """90 000 milliarder are 90 000 000 million; the second has more decimals than forms take."""
    save(ask, Worked(taken_out(ask(), "budget_line")).write(3, Beløp=90_000_000).content)
    assert amounts(ask)["VEL.243"] == 90_000 * 10**9 * 100
    for amount in (90_000_001, 100_000_000.12345):
        [problem] = told(ask, Worked(taken_out(ask(), "budget_line")).write(3, Beløp=amount).content)
        assert problem.startswith("Ark «Budsjettlinje», celle K7")
        assert "opptil 90 000 milliarder kroner" in problem


def test_a_workbook_that_only_reads_the_openpyxl_way_is_whole(ask):
    """What another program reads: one shown sheet, and two that nobody sees."""
    book = load_workbook(io.BytesIO(taken_out(ask(), "unit")))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "veryHidden", "veryHidden"]
    assert SHAPES["unit"].label == book.worksheets[0].title
