"""Looking one figure up, accepting findings, and publishing."""

import pytest

from rodtrad.core.words import word
from rodtrad.store.book import Book

EFFECT = "measure_effect/sector-review-set/VEL1/2027/amount"


def test_show_as_json(rodtrad, oslo):
    answer = rodtrad("show", EFFECT, "--json", "--book", oslo)
    assert answer.code == 0
    view = answer.json
    # The card of measure VEL1 says 8 000 000 kr in 2027 (sector review of SET, line 3042 of its text).
    assert (view["value"], view["unit"]) == (8_000_000, "kr")
    assert view["source"]["document"] == "sector-review-set"
    assert view["source"]["line"] == 3042
    assert view["source"]["text"].replace(" ", "") == "8000000"
    assert view["address"] == EFFECT
    assert view["bridges"]


def test_every_bridge_of_a_figure_can_be_walked(rodtrad, oslo):
    grains = {"kr": 1, "1000 kr": 1000, "mill. kr": 1_000_000}
    for bridge in rodtrad("show", EFFECT, "--json", "--book", oslo).json["bridges"]:
        assert EFFECT in [bridge["result"], *(step["address"] for step in bridge["steps"])]
        assert bridge["operation"] == "add"
        walked = sum(step["weight"] * step["value"] * grains[step["unit"]] for step in bridge["steps"])
        assert walked == pytest.approx(bridge["computed"] * grains[bridge["unit"]])
        gap = abs(bridge["printed"] - bridge["computed"])
        held = bridge["verdict"] in ("agrees", "rounding")
        assert held == (gap <= bridge["room"] + 1e-9)


@pytest.mark.parametrize("language", ["no", "en"])
def test_show_for_people(rodtrad, oslo, language):
    answer = rodtrad("show", EFFECT, "--book", oslo, "--language", language)
    assert answer.code == 0
    assert EFFECT in answer.out
    assert "3042" in answer.out
    assert word("verdict", "agrees", language) in answer.out
    assert ("Kilde" if language == "no" else "Source") in answer.out


def test_every_finding_leads_to_figures_that_can_be_shown(rodtrad, checked, oslo):
    finding = next(f for f in checked(oslo, "--number", "S-03")["findings"])
    for address in finding["addresses"]:
        if not address.startswith("constant/"):
            view = rodtrad("show", address, "--json", "--book", oslo).json
            assert finding["id"] in view["findings"]


def test_an_unknown_address_is_told_with_suggestions(rodtrad, oslo):
    answer = rodtrad("show", "VEL1", "--book", oslo)
    assert answer.code == 2
    assert answer.out == ""
    first, *near = answer.err.splitlines()
    assert "«VEL1»" in first
    assert near
    assert all("VEL1" in address for address in near)
    assert rodtrad("show", near[0], "--book", oslo).code == 0


def test_a_slip_in_the_last_word_suggests_the_address_that_was_meant(rodtrad, oslo):
    answer = rodtrad("show", EFFECT.replace("amount", "amout"), "--book", oslo)
    assert answer.code == 2
    assert EFFECT in answer.err


def test_nothing_is_promised_when_nothing_is_near(rodtrad, oslo):
    answer = rodtrad("show", "qqqq", "--book", oslo)
    assert answer.code == 2
    assert "Mente du" not in answer.err or len(answer.err.strip().splitlines()) > 1


def first_finding(checked, book, number="S-03"):
    return checked(book, "--number", number)["findings"][0]


def test_an_accepted_finding_is_explained_and_can_be_opened_again(rodtrad, checked, own_book):
    before = checked(own_book)
    finding = first_finding(checked, own_book)
    answer = rodtrad(
        "accept", finding["id"], "--reason", "Ulike tellinger", "--by", "Ansatt", "--book", own_book
    )
    assert answer.code == 0
    assert finding["id"] in answer.out
    assert "Ulike tellinger" in answer.out
    after = checked(own_book)
    [told] = [f for f in after["findings"] if f["id"] == finding["id"]]
    assert (told["verdict"], told["reason"]) == ("explained", "Ulike tellinger")
    assert after["verdicts"]["explained"] > 0
    assert sum(after["verdicts"].values()) == after["tested"] == before["tested"]
    with Book.open(own_book) as book:
        assert book.acceptances()[finding["id"]].by == "Ansatt"
    shown = rodtrad("check", "--book", own_book)
    assert "Forklarte funn" in shown.out
    opened = rodtrad("accept", finding["id"], "--withdraw", "--reason", "Feil sak", "--book", own_book)
    assert opened.code == 0
    assert checked(own_book) == before


def test_our_own_error_stands_in_a_register_of_its_own(rodtrad, checked, own_book):
    finding = first_finding(checked, own_book)
    answer = rodtrad("accept", finding["id"], "--our-error", "--reason", "Lest feil rad", "--book", own_book)
    assert answer.code == 0
    after = checked(own_book)
    assert [f["id"] for f in after["reading_errors"]] == [finding["id"]]
    assert finding["id"] not in [f["id"] for f in after["findings"]]
    assert after["verdicts"]["reading_error"] > 0


def test_strict_is_calm_when_every_grave_finding_is_explained(rodtrad, checked, own_book):
    with Book.open(own_book) as book:
        from datetime import UTC, datetime

        for finding in checked(own_book)["findings"]:
            if finding["severity"] == "error":
                book.accept(finding["id"], reason="Avtalt", by="Ansatt", at=datetime(2026, 5, 15, tzinfo=UTC))
    assert rodtrad("check", "--strict", "--book", own_book).code == 0


def test_a_check_number_with_many_findings_is_ambiguous(rodtrad, checked, own_book):
    names = [f["id"] for f in checked(own_book, "--number", "S-03")["findings"]]
    assert len(names) > 1
    answer = rodtrad("accept", "S-03", "--reason", "x", "--book", own_book)
    assert answer.code == 2
    assert all(name in answer.err for name in names)
    with Book.open(own_book) as book:
        assert book.acceptances() == {}


def test_a_check_number_with_one_finding_is_enough(rodtrad, checked, own_book):
    findings = checked(own_book)["findings"]
    numbers = [f["number"] for f in findings]
    alone = next(n for n in numbers if numbers.count(n) == 1)
    assert rodtrad("accept", alone, "--reason", "Avtalt", "--book", own_book).code == 0


@pytest.mark.parametrize("language", ["no", "en"])
def test_an_unknown_finding(rodtrad, oslo, language):
    typed = ("accept", "S-03-00000000", "--reason", "x", "--book", oslo, "--language", language)
    answer = rodtrad(*typed)
    assert answer.code == 2
    assert "S-03-00000000" in answer.err
    assert "rodtrad check" in answer.err
    assert ("Ingen funn" if language == "no" else "No finding") in answer.err


def test_what_is_not_accepted_cannot_be_withdrawn(rodtrad, checked, own_book):
    name = first_finding(checked, own_book)["id"]
    answer = rodtrad("accept", name, "--withdraw", "--reason", "x", "--book", own_book)
    assert answer.code == 2
    assert name in answer.err


def test_a_finding_is_not_accepted_twice(rodtrad, checked, own_book):
    name = first_finding(checked, own_book)["id"]
    rodtrad("accept", name, "--reason", "Avtalt", "--by", "Ansatt", "--book", own_book)
    answer = rodtrad("accept", name, "--reason", "Igjen", "--book", own_book)
    assert answer.code == 3
    assert "Ansatt" in answer.err


def test_a_reason_must_say_something(rodtrad, checked, own_book):
    name = first_finding(checked, own_book)["id"]
    answer = rodtrad("accept", name, "--reason", " ", "--book", own_book)
    assert answer.code == 2
    assert "begrunnelse" in answer.err.lower()


@pytest.mark.parametrize("reason", ["Se [side 4] i [vedlegg]", "Se [/vedlegg]"])
def test_brackets_in_a_reason_are_shown_as_written(rodtrad, checked, own_book, reason):
    name = first_finding(checked, own_book)["id"]
    answer = rodtrad("accept", name, "--reason", reason, "--book", own_book)
    assert answer.code == 0
    assert reason in answer.out


def test_publish_one_format_to_a_folder(rodtrad, oslo, tmp_path):
    answer = rodtrad("publish", "--format", "html", "--to", tmp_path / "ut", "--book", oslo)
    assert answer.code == 0
    [file] = (tmp_path / "ut").iterdir()
    assert file.name == "styringsbilde.html"
    assert answer.out.strip() == str(file.resolve())
    page = file.read_text(encoding="utf-8")
    assert "<h1" in page
    assert 'lang="nb"' in page or 'lang="no"' in page


def test_publish_in_english(rodtrad, oslo, tmp_path):
    answer = rodtrad("publish", "--format", "html", "--to", tmp_path, "--book", oslo, "--language", "en")
    assert answer.code == 0
    page = (tmp_path / "steering-picture.html").read_text(encoding="utf-8")
    assert "Steering picture" in page
    assert 'lang="en"' in page


def test_publish_an_unknown_format_makes_nothing(rodtrad, oslo, tmp_path):
    answer = rodtrad("publish", "--format", "html,xlsx", "--to", tmp_path / "ut", "--book", oslo)
    assert answer.code == 2
    assert "xlsx" in answer.err
    assert "pdf" in answer.err
    assert not (tmp_path / "ut").exists()


def test_publish_where_nothing_can_be_written(rodtrad, oslo, tmp_path):
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    answer = rodtrad("publish", "--format", "html", "--to", tmp_path / "fil" / "ut", "--book", oslo)
    assert answer.code == 3
    assert str(tmp_path / "fil") in answer.err


def test_publish_without_any_format_is_wrong_use(rodtrad, oslo, tmp_path):
    answer = rodtrad("publish", "--format", "", "--to", tmp_path / "ut", "--book", oslo)
    assert answer.code == 2


def test_demo_builds_judges_and_publishes(rodtrad, tmp_path):
    answer = rodtrad("demo", "--no-serve", "--book", tmp_path / "book")
    assert answer.code == 0
    assert {p.suffix for p in (tmp_path / "book" / "published").iterdir()} == {".html", ".pdf", ".docx"}
    for file in (tmp_path / "book" / "published").iterdir():
        assert str(file.resolve()) in answer.out
        assert file.stat().st_size > 10_000
    assert "Sammenhenger prøvd" in answer.out
    assert "rodtrad check" in answer.out


def test_demo_leaves_a_book_of_another_kind_alone(rodtrad, own_book):
    answer = rodtrad("demo", "--no-serve", "--book", own_book)
    assert answer.code == 2
    assert "--book" in answer.err
    assert not (own_book / "published").exists()


@pytest.mark.parametrize("finding", ["S-01", "T-02"])
def test_accept_demands_a_reason(rodtrad, own_book, finding):
    assert rodtrad("accept", finding, "--book", own_book).code == 2
