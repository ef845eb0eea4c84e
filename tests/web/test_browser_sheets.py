"""A workbook is sent, looked over and saved with the keyboard alone, on a small screen too."""

import shutil
import sys
from pathlib import Path

import pytest
from browser_kit import PHONE, WIDE, Visitor, a_browser, said_by_axe, served

sys.path.append(str(Path(__file__).parents[1] / "app"))
from sheet_samples import Worked, asking, small_book, taken_out

from rodtrad.store.changes import RowChange

ROW = {
    "document": "budsjett", "table": "1", "unit": "VEL", "function": "241", "account_group": "drift",
    "year": 2026, "version": "adopted",
}  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    with a_browser() as made:
        yield made


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return small_book(tmp_path_factory.mktemp("sheets") / "book")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_conflict_a_new_row_and_one_that_is_gone(browser, made, tmp_path, size):
    place, file = Path(shutil.copytree(made, tmp_path / "book")), tmp_path / "ark.xlsx"
    with asking(place) as ask:
        worked = Worked(taken_out(ask(), "budget_line")).write(1, Beløp=900).write(2, Beløp=7).take_away(3)
        file.write_bytes(worked.content)
        ask().save([RowChange("budget_line", ROW, {"amount": 100}, 1)], by="Ansatt", why="meanwhile")
    with served(place) as origin:
        visitor = Visitor(browser, origin, size)
        page = visitor.page
        page.goto("/import")
        page.set_input_files("#file", file)
        page.get_by_role("button", name="Se forskjellene").press("Enter")
        page.wait_for_url("**/import/*")
        assert said_by_axe(visitor.axe()["violations"]) == []
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        page.get_by_role("radio", name="Regnearket gjelder").press("Space")
        page.get_by_role("checkbox").press("Space")
        page.get_by_label("Hvorfor").fill("regneark")
        page.get_by_label("Navnet ditt").fill("Kontroller")
        page.get_by_role("button", name="Lagre i boken").press("Enter")
        page.wait_for_url("**/history/3")
        assert said_by_axe(visitor.axe()["violations"]) == []
        assert visitor.complaints == []
        assert visitor.violations() == []
        visitor.context.close()
    with asking(place) as ask:
        assert ask().telling.facts["budget_line"]["amount"].to_list() == [90_000_000, 700_000]
