"""A backup is made and put back from the command line."""

import pytest

from rodtrad.store.book import Book


def test_a_book_is_kept_in_a_file_and_made_again(rodtrad, own_book, tmp_path):
    file, again = tmp_path / "kept" / "oslo.rodtrad", tmp_path / "again"
    answer = rodtrad("backup", "--to", file, "--book", own_book)
    assert (answer.code, answer.err) == (0, "")
    assert str(file) in answer.out
    assert "til og med endring 1" in answer.out
    answer = rodtrad("restore", file, "--book", again)
    assert (answer.code, answer.err) == (0, "")
    assert str(again) in answer.out
    with Book.open(own_book) as ours, Book.open(again) as theirs:
        assert theirs.revisions() == ours.revisions()
        before, after = ours.facts(), theirs.facts()
        assert all(after[name].equals(before[name]) for name in before)
    assert (
        rodtrad("check", "--json", "--book", again).json
        == rodtrad("check", "--json", "--book", own_book).json
    )


def test_the_shared_database_is_kept_and_restored_too(rodtrad, own_book, tmp_path, monkeypatch):
    """`RODTRAD_DATABASE_URL` names it; here it points nowhere, and is told without its password."""
    monkeypatch.setenv("RODTRAD_DATABASE_URL", "postgresql://kari:hemmelig@127.0.0.1:9/bok?connect_timeout=1")
    answer = rodtrad("backup", "--to", tmp_path / "a", "--book", own_book)
    assert answer.code == 3
    assert "hemmelig" not in answer.err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("language", ["no", "en"])
def test_a_damaged_file_is_refused_in_the_readers_language(rodtrad, tmp_path, language):
    (tmp_path / "cut").write_bytes(b"PK\x03\x04")
    answer = rodtrad("restore", tmp_path / "cut", "--book", tmp_path / "new", "--language", language)
    assert (answer.code, answer.out) == (3, "")
    assert ("skadet" if language == "no" else "damaged") in answer.err
    assert not (tmp_path / "new").exists()


def test_nothing_is_written_over(rodtrad, own_book, tmp_path):
    file = tmp_path / "a"
    assert rodtrad("backup", "--to", file, "--book", own_book).code == 0
    assert rodtrad("backup", "--to", file, "--book", own_book).code == 2
    answer = rodtrad("restore", file, "--book", own_book)
    assert answer.code == 3
    assert "ligger allerede en bok" in answer.err
