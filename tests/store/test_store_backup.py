"""A backup gives the same book again, in a folder or in PostgreSQL; a damaged one gives nothing."""

import hashlib
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from programme_rows import COST, DAYS, PLACES, added, changed, load, phase, removed
from sqlalchemy import inspect
from store_samples import STAMP, every_kind_of_row, many_lines, readings, units

from rodtrad.core.errors import BookError, RodtradError, UsageError
from rodtrad.models.concepts import SHAPES
from rodtrad.store import backup as backing
from rodtrad.store.backup import MANIFEST, Contents, OpenBackup, back_up
from rodtrad.store.book import Book
from rodtrad.store.connect import connect, find_place
from rodtrad.store.migrate import upgrade
from rodtrad.store.restore import checked_backup, restore

Place = Path | str
MADE = datetime(2026, 4, 1, 8, tzinfo=UTC)
EARLIER_THAN_UTC = datetime(2026, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=-3)))


def unseen(_done: int, _total: int) -> None:
    """Nobody looks at how far the work has come."""


def kept(place: Place, target: Path) -> Contents:
    return back_up(place, target, MADE, unseen)


def restored(source: Path, place: Place) -> Contents:
    with OpenBackup(source) as backup:
        contents = checked_backup(backup, unseen)
        restore(backup, contents, place, unseen)
    return contents


def lived(place: Place) -> None:
    """A book that has been read, edited, undone and explained; rows of every kind of fact."""
    with Book.create(place) as book:
        book.load({name: every_kind_of_row(shape) for name, shape in SHAPES.items()}, None, **STAMP)
        load(book)
        book.load({}, readings("budget_line/a/amount", "budget_line/b/amount"), **STAMP)
        three = [changed(PLACES, 2, value=75_0000), removed(COST, 2), added(DAYS)]
        book.save([*three, phase(2027)], **STAMP | {"at": EARLIER_THAN_UTC, "why": "æøå «»"})
        book.undo(4, **STAMP)
        book.save([changed(PLACES, 5, value=90_0000)], identity="one", **STAMP | {"by": "Kontroller"})
        for finding in ("S-01-a", "S-01-b"):
            book.accept(finding, reason="to tellinger", by="Ansatt", at=MADE, numbers="1")
        book.withdraw("S-01-b", reason="feil", by="Kontroller", at=MADE)


@pytest.fixture
def new_target(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Place]:
    """Makes a place of the kind that is named."""
    made: list[str] = []

    def new(kind: str) -> Place:
        if kind == "folder":
            made.append(f"book{len(made)}")
            return tmp_path / made[-1]
        import psycopg

        server = request.getfixturevalue("postgres_server")
        name = f"backup_{tmp_path.name.replace('-', '_').lower()}_{len(made)}"[-60:]
        made.append(name)
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        return str(server.get_uri(name))

    return new


@pytest.mark.parametrize(
    ("source", "target"),
    [("folder", "folder"), ("folder", "server"), ("server", "folder"), ("server", "server")],
)
def test_the_book_is_the_same_after_backup_and_restore(new_target, tmp_path, source, target):
    first, second = new_target(source), new_target(target)
    lived(first)
    contents = kept(first, tmp_path / "book.backup")
    assert restored(tmp_path / "book.backup", second) == contents
    with Book.open(first) as ours, Book.open(second) as theirs:
        assert theirs.revisions() == ours.revisions()
        assert [revision.identity for revision in theirs.revisions()] == [*[None] * 5, "one"]
        assert theirs.state() == ours.state()
        assert theirs.readings().equals(ours.readings())
        assert theirs.acceptances() == ours.acceptances()
        for finding in ("S-01-a", "S-01-b"):
            assert theirs.acceptance_history(finding) == ours.acceptance_history(finding)
        assert theirs.history("assumption", PLACES) == ours.history("assumption", PLACES)
        for as_of in (None, *range(7)):
            before, after = ours.facts(as_of=as_of), theirs.facts(as_of=as_of)
            assert all(after[name].equals(before[name]) for name in SHAPES)
    again = kept(second, tmp_path / "again.backup")
    assert again == contents


def test_what_was_done_before_can_be_undone_after(new_target, tmp_path):
    first, second = new_target("folder"), new_target("server")
    lived(first)
    kept(first, tmp_path / "a")
    restored(tmp_path / "a", second)
    with Book.open(second) as book:
        assert book.undo(6, **STAMP) == 7
        before, after = book.facts(as_of=5), book.facts()
        assert all(after[name].equals(before[name]) for name in before)
        book.withdraw("S-01-a", reason="feil", by="Kontroller", at=MADE)
        book.accept("S-01-a", reason="to tellinger", by="Ansatt", at=MADE, numbers="1")
        book.save([changed(PLACES, 7, value=1_0000)], **STAMP)


@pytest.mark.parametrize("kind", ["folder", "server"])
def test_a_backup_is_of_one_moment_while_others_write(new_target, tmp_path, kind):
    place = new_target(kind)
    lived(place)
    with Book.open(place) as book:
        before = book.facts()
        written: list[int] = []

        def write_meanwhile(_done: int, _total: int) -> None:
            if not written:
                written.append(book.save([changed(PLACES, 6, value=5)], **STAMP))

        contents = back_up(place, tmp_path / "a", MADE, write_meanwhile)
    assert (written, contents.revision) == ([7], 6)
    restored(tmp_path / "a", tmp_path / "again")
    with Book.open(tmp_path / "again") as book:
        assert len(book.revisions()) == 6
        assert all(frame.equals(before[name]) for name, frame in book.facts().items())


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    lived(tmp_path / "lived")
    kept(tmp_path / "lived", tmp_path / "whole")
    return tmp_path / "whole"


def refused(source: Path, place: Path, message: str = "backup_damaged") -> RodtradError:
    with pytest.raises(RodtradError, match=message) as told:
        restored(source, place)
    assert not place.exists() or not list(place.iterdir())
    return told.value


def test_a_truncated_backup_is_refused_before_anything_is_written(backup, tmp_path):
    whole = backup.read_bytes()
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 30, len(whole) - 1):
        (tmp_path / "cut").write_bytes(whole[:length])
        refused(tmp_path / "cut", tmp_path / "new")


def test_a_backup_with_a_changed_byte_gives_the_same_book_or_nothing(backup, tmp_path):
    """A zip archive names each part twice, so a changed byte may be one that nothing depends on."""
    whole, contents = backup.read_bytes(), OpenBackup(backup).contents()
    refusals: list[str] = []
    for at in range(60, len(whole), len(whole) // 150):
        changed_file = bytearray(whole)
        changed_file[at] ^= 0x41
        (tmp_path / "changed").write_bytes(changed_file)
        try:
            with OpenBackup(tmp_path / "changed") as read:
                found = checked_backup(read, unseen)
        except RodtradError as error:
            refusals.append(error.message)
        else:
            assert found.parts == contents.parts
    assert set(refusals) == {"backup_damaged"}
    assert len(refusals) > 100


def rewritten(backup: Path, target: Path, change: Callable[[dict], None], **parts: str | None) -> Path:
    """A backup with another manifest, and with parts replaced or left out."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as new:
        told = json.loads(old.read(MANIFEST))
        change(told)
        for name in old.namelist():
            if name != MANIFEST and parts.get(name.partition(".")[0], "") is not None:
                new.writestr(name, parts.get(name.partition(".")[0]) or old.read(name))
        new.writestr(MANIFEST, json.dumps(told))
    return target


def test_a_row_that_is_not_as_written_is_refused(backup, tmp_path):
    """The zip archive itself is whole here, so it is our own checksum that tells."""
    with zipfile.ZipFile(backup) as old:
        lines = old.read("unit.jsonl").decode().replace('"by"', '"bx"')
    error = refused(rewritten(backup, tmp_path / "other", lambda _: None, unit=lines), tmp_path / "new")
    assert error.facts["part"] == "unit"


@pytest.mark.parametrize(
    ("line", "part"),
    [("[1]", "unit"), ("{}", "unit"), ("[", "unit"), ("\udcff", "unit"), ("[[]]", "revision")],
)
def test_a_line_that_is_no_row_is_refused(backup, tmp_path, line, part):
    other = rewritten(backup, tmp_path / "other", lambda _: None, **{part: line.encode("utf-8", "replace")})
    assert refused(other, tmp_path / "new").facts["part"] == part


def test_a_backup_without_one_of_its_parts_is_refused(backup, tmp_path):
    other = rewritten(backup, tmp_path / "other", lambda _: None, unit=None)
    assert refused(other, tmp_path / "new").facts["part"] == "unit"


@pytest.mark.parametrize("change", [{"format": 2}, {"tables": "9999"}])
def test_a_backup_from_a_newer_version_is_refused(backup, tmp_path, change):
    other = rewritten(backup, tmp_path / "other", lambda told: told.update(change))
    refused(other, tmp_path / "new", "backup_newer")


def test_a_backup_that_names_other_tables_is_refused(backup, tmp_path):
    def more(told):
        told["parts"]["session"] = told["parts"]["unit"]

    refused(rewritten(backup, tmp_path / "other", more), tmp_path / "new")


@pytest.mark.parametrize("parts", [[], {}, None])
def test_a_manifest_without_parts_is_refused(backup, tmp_path, parts):
    other = rewritten(backup, tmp_path / "other", lambda told: told.update(parts=parts))
    refused(other, tmp_path / "new")


def test_a_manifest_that_leaves_out_a_table_is_refused(backup, tmp_path):
    other = rewritten(backup, tmp_path / "other", lambda told: told["parts"].pop("budget_line"))
    assert refused(other, tmp_path / "new").facts["part"] == "budget_line"


def with_unit(backup: Path, other: Path, plant: Callable[[list[Any], list[str]], list[list[Any]]]) -> Path:
    """A backup whose last unit in force is as planted, with a checksum that agrees."""
    columns = list(OpenBackup(backup).contents().parts["unit"].columns)
    with zipfile.ZipFile(backup) as old:
        rows = [json.loads(line) for line in old.read("unit.jsonl").splitlines()]
    at = max(at for at, row in enumerate(rows) if row[columns.index("to_revision")] is None)
    rows[at : at + 1] = plant(rows[at], columns)
    text = "".join(json.dumps(row) + "\n" for row in rows)

    def agree(told: dict) -> None:
        told["parts"]["unit"] |= {"rows": len(rows), "sha256": hashlib.sha256(text.encode()).hexdigest()}

    return rewritten(backup, other, agree, unit=text)


def with_value(column: str, value: object) -> Callable[[list[Any], list[str]], list[list[Any]]]:
    """Plants a value in a row."""
    return lambda row, columns: [
        [value if name == column else v for name, v in zip(columns, row, strict=True)]
    ]


PLANTED = {
    "twice": lambda row, _: [row, row],
    "without key": with_value("key", None),
    "of no change": with_value("from_revision", 99),
    "half a character": with_value("label", "\ud800"),
    "nought": with_value("label", "a\x00b"),
}


@pytest.mark.parametrize(
    ("planted", "kind"),
    [(planted, kind) for planted in PLANTED for kind in ("folder", "server")
     if (planted, kind) != ("nought", "folder")],
)  # fmt: skip
def test_rows_that_no_table_can_hold_are_refused(backup, new_target, tmp_path, planted, kind):
    """Told on both as our own error, and nothing is left: the whole backup can be put there after.

    SQLite keeps a text with the character nought, and PostgreSQL cannot.
    """
    place = new_target(kind)
    with pytest.raises(RodtradError, match="backup_rows_refused") as told:
        restored(with_unit(backup, tmp_path / "other", PLANTED[planted]), place)
    assert told.value.facts == {"path": str(tmp_path / "other"), "part": "unit"}
    assert not isinstance(place, Path) or not list(place.iterdir())
    with pytest.raises(BookError, match="book_missing"):
        Book.open(place)
    restored(backup, place)


def test_other_files_are_no_backups(tmp_path):
    (tmp_path / "text").write_text("budsjett")
    refused(tmp_path / "text", tmp_path / "new")
    refused(tmp_path / "missing", tmp_path / "new", "backup_missing")
    refused(tmp_path, tmp_path / "new", "backup_unreadable")
    with zipfile.ZipFile(tmp_path / "archive", "w") as archive:
        archive.writestr("letter.txt", "brev")
    refused(tmp_path / "archive", tmp_path / "new")


@pytest.mark.parametrize("kind", ["folder", "server"])
def test_a_book_is_never_restored_over_another(backup, new_target, kind):
    place = new_target(kind)
    with Book.create(place) as book:
        book.load({"unit": units({"label": "Annen by"})}, None, **STAMP)
    with pytest.raises(BookError, match="book_exists"):
        restored(backup, place)
    with Book.open(place) as book:
        assert book.rows("unit")["label"].to_list() == ["Annen by"]


@pytest.mark.parametrize("kind", ["folder", "server"])
def test_a_restore_that_stops_midway_leaves_nothing(backup, new_target, kind):
    place = new_target(kind)

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    with OpenBackup(backup) as read, pytest.raises(KeyboardInterrupt):
        restore(read, checked_backup(read, unseen), place, stop)
    with pytest.raises(BookError, match="book_missing"):
        Book.open(place)
    restored(backup, place)


def test_a_backup_that_stops_midway_leaves_no_file(backup, tmp_path):
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(tmp_path / "lived", tmp_path / "folder" / "stopped", MADE, stop)
    assert not list((tmp_path / "folder").iterdir())


def test_a_backup_is_never_written_over_another(backup, tmp_path):
    before = backup.read_bytes()
    with pytest.raises(UsageError, match="backup_exists"):
        kept(tmp_path / "lived", backup)
    assert backup.read_bytes() == before
    with pytest.raises(BookError, match="book_missing"):
        kept(tmp_path / "nowhere", tmp_path / "other")


def test_only_the_owner_can_read_a_backup(backup):
    assert backup.stat().st_mode & 0o077 == 0


LATER_COLUMNS = {"revision": "identity", "reporting_period": "spread"}
"""Migration 0005 tells whose a change is, and 0006 how a round counts the year's budget."""


def without_later_columns(backup: Path, told: dict) -> dict[str, str]:
    """The rows as they were written before tables got more columns; the manifest says so too."""
    texts = {}
    for name, column in LATER_COLUMNS.items():
        if name in told["parts"]:
            part = told["parts"][name]
            with zipfile.ZipFile(backup) as old:
                rows = [json.loads(line) for line in old.read(f"{name}.jsonl").splitlines()]
            at = list(part["columns"]).index(column)
            texts[name] = "".join(json.dumps(row[:at] + row[at + 1 :]) + "\n" for row in rows)
            del part["columns"][column]
            part["sha256"] = hashlib.sha256(texts[name].encode()).hexdigest()
    return texts


@pytest.mark.parametrize("kind", ["folder", "server"])
@pytest.mark.parametrize("version", ["0003", "0004"])
def test_a_backup_of_an_older_version_is_brought_up_to_date(backup, new_target, tmp_path, version, kind):
    """Migration 0004 brought the tables of the year's work."""
    database = connect(find_place(tmp_path / "older"))
    (tmp_path / "older").mkdir()
    with database.writing() as connection:
        upgrade(connection, version=version)
        there = set(inspect(connection).get_table_names())
    database.close()
    texts = without_later_columns(backup, asdict(OpenBackup(backup).contents()))

    def as_older(told: dict) -> None:
        told["tables"] = version
        told["parts"] = {name: part for name, part in told["parts"].items() if name in there}
        without_later_columns(backup, told)

    older, place = rewritten(backup, tmp_path / "old", as_older, **texts), new_target(kind)
    restored(older, place)
    with Book.open(tmp_path / "lived") as ours, Book.open(place) as theirs:
        before, after = ours.facts(), theirs.facts()
        assert ("passage" in there) == (version == "0004")
        unknown = pl.lit(None, pl.String).alias(LATER_COLUMNS["reporting_period"])
        before["reporting_period"] = before["reporting_period"].with_columns(unknown)
        for name in SHAPES:
            assert after[name].equals(before[name] if name in there else SHAPES[name].empty()), name
        assert theirs.revisions() == [replace(revision, identity=None) for revision in ours.revisions()]


def test_memory_does_not_grow_with_the_book(tmp_path, monkeypatch):
    """A thousand rows are held at a time here, whether there are three thousand or nine."""
    monkeypatch.setattr(backing, "ROWS_AT_A_TIME", 1_000)
    peaks = []
    for count in (3_000, 9_000):
        place = tmp_path / str(count)
        with Book.create(place) as book:
            book.load({"budget_line": many_lines(count)}, None, **STAMP)
        tracemalloc.start()
        kept(place, tmp_path / f"{count}.backup")
        written = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        with OpenBackup(tmp_path / f"{count}.backup") as backup:
            checked_backup(backup, unseen)
        peaks.append((written, tracemalloc.get_traced_memory()[1]))
        tracemalloc.stop()
    for few, many in zip(*peaks, strict=True):
        assert many < 1.3 * few
