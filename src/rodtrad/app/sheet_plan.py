"""What a workbook would change in a book (forskjeller): rows added, changed and removed, and conflicts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rodtrad.app.row_forms import check_row
from rodtrad.app.sheet_cells import CellReader, decimals_of
from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import UsageError
from rodtrad.core.shape import Shape
from rodtrad.core.words import say
from rodtrad.reports.exact import exact_text
from rodtrad.reports.sheets import sheet_columns
from rodtrad.reports.telling import Telling
from rodtrad.store.changes import RowChange

_OWN: dict[str, Any] = {"line": 0, "decimals": 0}
"""What a row has that is no print of a document."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One value that the workbook would change; `theirs` is what the book says now, where that is another."""

    label: str
    before: str
    after: str
    theirs: str | None = None


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that the workbook would add, change or remove.

    row      its number in the sheet; None for a row that is no longer there
    change   what would be saved
    trouble  why somebody must choose: changed, removed or there; empty where nobody must
    """

    address: str
    row: int | None
    cells: tuple[CellDifference, ...]
    change: RowChange
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """Every difference between a workbook and a book, and how many rows are the same."""

    added: tuple[RowDifference, ...] = ()
    changed: tuple[RowDifference, ...] = ()
    conflicts: tuple[RowDifference, ...] = ()
    removed: tuple[RowDifference, ...] = ()
    unchanged: int = 0

    @property
    def count(self) -> int:
        """How many rows differ."""
        return sum(map(len, (self.added, self.changed, self.conflicts, self.removed)))


@dataclass(frozen=True, slots=True)
class Held:
    """What the book holds of a fact, by address.

    base      rows as they were when the workbook was taken out; as they are now where nobody knows
    now       rows as they are
    versions  the version of each row as it is
    listed    addresses of the rows that were in the workbook
    revision  the book's last change when it was taken out; None for a workbook that somebody has made
    """

    base: Mapping[str, Row]
    now: Mapping[str, Row]
    versions: Mapping[str, int]
    listed: frozenset[str]
    revision: int | None


@dataclass(frozen=True)
class Comparison:
    """Holds the rows of one sheet against a book."""

    shape: Shape
    reader: CellReader
    held: Held
    telling: Telling
    _found: dict[str, list[RowDifference]] = field(default_factory=dict)

    def differences(self) -> Differences:
        """Every difference; problems are the reader's."""
        seen: dict[str, int] = {}
        unchanged = 0
        for row, cells in self.reader.table.rows:
            key = self.reader.key(row, cells, self.held.now)
            if key is None:
                self.reader.values(row, cells, None)
                continue
            address = self.shape.address_of(key)
            if address in seen:
                self.reader.refuse(row, say("sheet_row_twice", self.telling.language, first=seen[address]))
                continue
            seen[address] = row
            before = self.held.base.get(address)
            values = self.reader.values(row, cells, before)
            if values is not None:
                unchanged += not self._compare(row, address, key, values)
        for address in sorted(self.held.listed - set(seen)):
            self._compare_removed(address)
        found = {kind: tuple(each) for kind, each in self._found.items()}
        return Differences(**found, unchanged=unchanged)

    def _note(self, kind: str, difference: RowDifference) -> bool:
        now, change = self.held.now.get(difference.address, {}), difference.change
        if change.values is not None:
            try:
                check_row(self.telling, self.shape.name, {**now, **change.key, **change.values})
            except UsageError as error:
                self.reader.refuse(difference.row, error_sentence(error, self.telling.language))
        self._found.setdefault(kind, []).append(difference)
        return True

    def _compare(self, row: int, address: str, key: Row, values: dict[str, Any]) -> bool:
        """Note what one row of the sheet would change; whether there is anything."""
        before, now = self.held.base.get(address), self.held.now.get(address)
        if before is None and now is None:
            return self._note_new(row, address, key, values)
        if before is None:
            return self._note_known(row, address, values)
        changed = self._changed(values, before)
        if not changed:
            return False
        if now is None:
            whole = {**before, **changed}
            change = RowChange(self.shape.name, key, self._without_key(whole), None)
            cells = self._cells(changed, before, {**before, **changed})
            return self._note("conflicts", RowDifference(address, row, cells, change, "removed"))
        return self._note_changed(row, address, changed, before, now)

    def _note_new(self, row: int, address: str, key: Row, values: dict[str, Any]) -> bool:
        whole = self._whole(values)
        lacking = [c for c in self.shape.columns if c.required and not c.key and whole.get(c.name) is None]
        for column in lacking:
            if column.name not in self.reader.table.places:
                label = column.label_in(self.telling.language)
                self.reader.refuse(row, say("sheet_column_needed", self.telling.language, label=label))
        change = RowChange(self.shape.name, key, self._without_key(whole), None)
        cells = self._cells(values, {}, whole)
        return self._note("added", RowDifference(address, row, cells, change))

    def _note_known(self, row: int, address: str, values: dict[str, Any]) -> bool:
        """A row that was not in the workbook when it was taken out, and is in the book."""
        now = self.held.now[address]
        changed = self._changed(values, now)
        if not changed:
            return False
        key = {name: now[name] for name in self.shape.key}
        change = RowChange(self.shape.name, key, changed, self.held.versions[address])
        cells = self._cells(changed, now, {**now, **changed}, now)
        return self._note("conflicts", RowDifference(address, row, cells, change, "there"))

    def _note_changed(self, row: int, address: str, changed: Row, before: Row, now: Row) -> bool:
        left = {name: value for name, value in changed.items() if _blank(now[name]) != _blank(value)}
        if not left:
            return False
        is_older = self.held.revision is not None and self.held.versions[address] > self.held.revision
        key = {name: now[name] for name in self.shape.key}
        change = RowChange(self.shape.name, key, left, self.held.versions[address])
        cells = self._cells(left, before, {**before, **left}, now if is_older else None)
        kind, trouble = ("conflicts", "changed") if is_older else ("changed", "")
        return self._note(kind, RowDifference(address, row, cells, change, trouble))

    def _compare_removed(self, address: str) -> None:
        now = self.held.now.get(address)
        if now is None:
            return
        version = self.held.versions[address]
        is_older = self.held.revision is not None and version > self.held.revision
        key = {name: now[name] for name in self.shape.key}
        change = RowChange(self.shape.name, key, None, version)
        cells = self._cells({c.name: None for c in sheet_columns(self.shape) if not c.key}, now, {})
        trouble = "changed" if is_older else ""
        self._note("removed", RowDifference(address, None, cells, change, trouble))

    def _changed(self, values: Row, before: Row) -> dict[str, Any]:
        """The values that differ, with as many decimals as the figures now have."""
        changed = {
            name: value
            for name, value in values.items()
            if not self.shape[name].key and _blank(value) != _blank(before[name])
        }
        figures = tuple(c.name for c in self.shape.figures if c.name in changed)
        if figures and "decimals" in self.shape.names():
            unit = str(changed.get("printed_unit", before["printed_unit"]))
            found = decimals_of(changed, self.shape, figures, unit)
            if found > (before["decimals"] or 0):
                changed["decimals"] = found
        return changed

    def _whole(self, values: Row) -> dict[str, Any]:
        """A new row with the columns a sheet has not."""
        whole = {c.name: values.get(c.name) for c in self.shape.columns}
        for name, own in _OWN.items():
            if name in whole and whole[name] is None and self.shape[name].required:
                whole[name] = own
        if "label_en" in whole and not whole["label_en"]:
            whole["label_en"] = whole["label"]
        if whole.get("printed_unit", "") is None:
            whole["printed_unit"] = next(iter(self.reader.table.units.values()), None)
        if "decimals" in whole and whole.get("printed_unit"):
            figures = tuple(c.name for c in self.shape.figures)
            whole["decimals"] = decimals_of(whole, self.shape, figures, str(whole["printed_unit"]))
        return whole

    def _without_key(self, whole: Row) -> dict[str, Any]:
        return {c.name: whole[c.name] for c in self.shape.columns if not c.key}

    def _cells(
        self, names: Row, before: Row, after: Row, theirs: Row | None = None
    ) -> tuple[CellDifference, ...]:
        return tuple(self._cell_differences(names, before, after, theirs))

    def _cell_differences(
        self, names: Row, before: Row, after: Row, theirs: Row | None
    ) -> Iterator[CellDifference]:
        for column in sheet_columns(self.shape):
            if column.name in names and not column.key:
                old, new = (exact_text(self.telling, self.shape, column, row) for row in (before, after))
                now = None if theirs is None else exact_text(self.telling, self.shape, column, theirs)
                if old or new:
                    yield CellDifference(
                        column.label_in(self.telling.language), old, new, None if now == old else now
                    )


def _blank(value: Any) -> Any:
    return None if value == "" else value
