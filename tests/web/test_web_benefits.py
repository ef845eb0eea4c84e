"""The page of benefits for the Oslo book, whose accounts end in 2024 and whose effects begin in 2026."""

import pytest
from page_reading import PageRead

from rodtrad.core.shape import Language
from rodtrad.core.words import word
from rodtrad.models.programme.benefits import BenefitStatus

PLANNED = 7
"""Rows of `benefit_plan.csv`."""


def cells(client, path: str) -> list[list[str]]:
    """The rows of the first table of a page, as data."""
    [first, *_] = client.get(f"/api{path}").json()["tables"]
    return [[cell["text"] for cell in row["cells"]] for row in first["rows"]]


def test_nothing_is_due_and_the_page_says_why(client):
    rows = cells(client, "/benefits")
    assert len({row[0] for row in rows}) == PLANNED
    assert {row[-1] for row in rows} == {"Ikke forfalt ennå. Regnskapet i boken går til 2024."}
    assert min(row[2] for row in rows) == "2026"
    page = PageRead(client.get("/benefits").text)
    assert page.headings == ["Gevinster"]
    assert "Ikke forfalt ennå. Regnskapet i boken går til 2024." in page.text
    assert "7 av 25 tiltak har en gevinstplan" in page.text


def test_no_accounts_are_made_up(client):
    """No accounts, nothing seen and nothing reported for a year that the book knows nothing of."""
    assert {tuple(row[5:8]) for row in cells(client, "/benefits")} == {("–", "–", "–")}


def test_the_baseline_is_the_printed_accounts_of_2024(client):
    """The annual report of VEL, line 2356: operating expenses of chapter 315, 1 731 913 903 kroner."""
    lines = next(t for t in client.get("/api/benefits").json()["tables"] if t["name"] == "benefit-lines")
    [vel1] = [row["cells"] for row in lines["rows"] if row["cells"][0]["text"].startswith("VEL1 ")]
    assert vel1[3]["value"] == pytest.approx(1731.913903)
    assert vel1[3]["address"] == (
        "budget_line/annual-report-vel-2024/kap-315-drift/VEL/315/-/-/-/drift-utgift/2024/accounts/amount"
    )


@pytest.mark.parametrize(("path", "language"), [("/benefits", "no"), ("/en/benefits", "en")])
def test_the_words_are_the_readers(client, path: str, language: Language):
    page = PageRead(client.get(path).text)
    assert word("benefit_status", BenefitStatus.NOT_YET_DUE, language) in page.text
    assert (
        word("benefit_status", BenefitStatus.NOT_YET_DUE, "en" if language == "no" else "no") not in page.text
    )


def test_a_choice_narrows_the_page(client):
    assert cells(client, "/benefits?owner=VEL&status=not_yet_due") == cells(client, "/benefits")
    assert client.get("/api/benefits?status=seen").json()["tables"] == []
    assert "Ingenting å vise" in PageRead(client.get("/benefits?status=seen").text).text


def test_the_book_has_no_finding_of_benefits(client):
    numbers = {f["number"] for f in client.get("/api/findings?check=G-03").json()["findings"]}
    assert numbers == set()
