"""Cells of a workbook become values of a fact's columns; every one that cannot is told, with its place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rodtrad.app.saving import UsageFormError, typed_values
from rodtrad.core.measurement import GRAINS_PER_ONE, LARGEST_GRAINS, UNITS
from rodtrad.core.shape import Column, Kind, Language, Shape
from rodtrad.core.words import say
from rodtrad.readers.open_workbook import CellRead, place_of_cell
from rodtrad.readers.workbook import TableRead
from rodtrad.reports.sheets import LONGEST_TEXT, ChoiceList, key_in, written

_SHOWN_CHOICES = 12
_MOST_DECIMALS = 4
_DIGITS = 15
"""As many as a spreadsheet keeps of a number."""


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One thing that is wrong in a sheet (feil i arket): where, and what was expected."""

    sheet: str
    row: int | None
    cell: str
    told: str

    def sentence(self, language: Language) -> str:
        """The place and what is wrong there."""
        if self.row is None:
            return say("sheet_problem", language, sheet=self.sheet, told=self.told)
        if not self.cell:
            return say("sheet_problem_row", language, sheet=self.sheet, row=self.row, told=self.told)
        return say("sheet_problem_cell", language, sheet=self.sheet, cell=self.cell, told=self.told)


class CellError(Exception):
    """A cell that is no value of its column, told in a sentence."""


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one sheet.

    language  of the numbers and of what is told
    lists     what can be chosen in a column, in every language it can be written in
    """

    shape: Shape
    table: TableRead
    language: Language
    lists: Mapping[str, tuple[ChoiceList, ...]]
    problems: list[SheetProblem] = field(default_factory=list)

    def values(
        self, number: int, cells: tuple[CellRead, ...], held: Mapping[str, Any] | None
    ) -> dict[str, Any] | None:
        """The values of the columns the sheet has, but for the key; None when one of them cannot be read.

        held  the row as the sheet was made from it: a cell that still says so keeps its exact value
        """
        made: dict[str, Any] = {}
        before = len(self.problems)
        unit = self._unit(cells, held)
        for name, place in self.table.places.items():
            column, cell = self.shape[name], cells[place] if place < len(cells) else None
            if column.key or (unit is None and column in self.shape.figures):
                continue
            try:
                made[name] = self._value(column, cell, unit or "", held)
            except CellError as error:
                self._tell(number, place, str(error))
        if "label_en" in made and not made["label_en"] and (held is None or held["label_en"]):
            made["label_en"] = made.get("label") or (held or {}).get("label")
        return made if len(self.problems) == before else None

    def key(self, number: int, cells: tuple[CellRead, ...], known: Collection[str]) -> dict[str, Any] | None:
        """The key of a row, None in parts the sheet does not have; None for all when one cannot be read.

        known  addresses that are there: their keys may be such as no new row can have
        """
        key: dict[str, Any] = {}
        refused: dict[int | None, str] = {}
        for name in self.shape.key:
            place = self.table.places.get(name)
            cell = cells[place] if place is not None and place < len(cells) else None
            try:
                key[name] = self._value(self.shape[name], cell, "", None)
            except CellError as error:
                key[name], refused[place] = cell, str(error)
        if not refused or self.shape.address_of(key) in known:
            return key
        for place, told in refused.items():
            self._tell(number, place, told)
        return None

    def refuse(self, number: int | None, told: str) -> None:
        """Note something else that is wrong with a row, or with the sheet."""
        self._tell(number, None, told)

    def _tell(self, number: int | None, place: int | None, told: str) -> None:
        cell = place_of_cell(number - 1, place) if number and place is not None else ""
        self.problems.append(SheetProblem(self.table.sheet, number, cell, told))

    def _unit(self, cells: tuple[CellRead, ...], held: Mapping[str, Any] | None) -> str | None:
        """The unit of a row's figures: its own cell, or as the book has it; empty when nothing tells.

        returns  None when its own cell cannot be read, so that nothing is said of its figures
        """
        place = self.table.places.get("printed_unit")
        cell = cells[place] if place is not None and place < len(cells) else None
        if cell is not None:
            try:
                return str(self._value(self.shape["printed_unit"], cell, "", None))
            except CellError:
                return None
        return str(held["printed_unit"]) if held and "printed_unit" in held else ""

    def _value(self, column: Column, cell: CellRead, unit: str, held: Mapping[str, Any] | None) -> Any:
        if column in self.shape.figures and not column.unit:
            told = self.table.units.get(column.name, "")
            unit = told if told and "printed_unit" not in self.table.places else unit or told
        else:
            unit = column.unit or ""
        if held is not None and not self._is_in_another_unit(column, unit, held):
            for choices in self.lists.get(column.name) or (None,):
                if is_same(cell, written(self.shape, column, held, choices)):
                    return held[column.name]
        if cell is None:
            return None if column.name == "label_en" else self._typed(column, "", unit)
        if isinstance(cell, str):
            return self._from_text(column, cell, unit)
        return self._from_typed(column, cell, unit)

    def _is_in_another_unit(self, column: Column, unit: str, held: Mapping[str, Any]) -> bool:
        return column in self.shape.figures and not column.unit and unit != held["printed_unit"]

    def _typed(self, column: Column, text: str, unit: str) -> Any:
        """A text as forms read it."""
        try:
            return typed_values(self.shape, {column.name: text}, self.language, printed_unit=unit)[
                column.name
            ]
        except UsageFormError as error:
            raise CellError(error.problems[column.name]) from None

    def _from_text(self, column: Column, text: str, unit: str) -> Any:
        lists = self.lists.get(column.name)
        if lists:
            text = self._chosen(column, text.strip(), lists)
        return self._typed(column, text[:LONGEST_TEXT], unit)

    def _chosen(self, column: Column, text: str, lists: tuple[ChoiceList, ...]) -> str:
        """The value that a text stands for; the text itself where anything can be written.

        A name alone is enough where no other has it, and so is the key.
        """
        for choices in lists:
            if text in choices.shown:
                return text
        for match in (_is_shown, _is_shown_in_any_case, _has_key, _is_name):
            found = {v for choices in lists for v, shown in choices.shown.items() if match(text, v, shown)}
            if len(found) == 1:
                return found.pop()
        if not lists[0].is_closed:
            return text
        hint = [*lists[0].shown.values()]
        more = [say("sheet_more_choices", self.language, count=len(hint) - _SHOWN_CHOICES)]
        listed = ", ".join(hint[:_SHOWN_CHOICES] + (more if len(hint) > _SHOWN_CHOICES else []))
        told = {"label": self._label(column), "value": text[:100], "hint": listed}
        raise CellError(say("form_not_a_choice", self.language, **told))

    def _from_typed(self, column: Column, cell: float | bool | date, unit: str) -> Any:
        """A number, day, or yes or no, as it is."""
        match column.kind:
            case Kind.AMOUNT | Kind.QUANTITY if _is_number(cell):
                return self._grains(column, float(cell), unit)  # type: ignore[arg-type]
            case Kind.INTEGER if _is_number(cell):
                return self._typed(column, _plain(float(cell)), unit)  # type: ignore[arg-type]
            case Kind.DATE if isinstance(cell, date) and not isinstance(cell, datetime):
                return cell
            case Kind.BOOLEAN if isinstance(cell, bool):
                return cell
            case Kind.TEXT | Kind.CHOICE if _is_number(cell):
                return self._from_text(column, _plain(float(cell)), unit)  # type: ignore[arg-type]
            case Kind.TEXT if isinstance(cell, date) and not isinstance(cell, datetime):
                return self._typed(column, cell.isoformat(), unit)
        expected = say(f"sheet_expected_{column.kind.value}", self.language)
        told = {"label": self._label(column), "value": _said(cell, self.language), "expected": expected}
        raise CellError(say("sheet_cell_of_wrong_kind", self.language, **told))

    def _grains(self, column: Column, number: float, unit: str) -> int:
        """A number in its unit, as whole grains; with more decimals than forms take if they come out even."""
        plain = _plain(number)
        text = plain.replace(".", ",") if self.language == "no" else plain
        if len(plain.partition(".")[2]) <= _MOST_DECIMALS or (
            column in self.shape.figures and unit not in UNITS
        ):
            return int(self._typed(column, text, unit))
        grains = Decimal(plain) * (UNITS[unit].grains if unit else GRAINS_PER_ONE)
        if abs(grains) > LARGEST_GRAINS:
            raise CellError(
                say("form_number_too_large", self.language, label=self._label(column), value=text)
            )
        if grains == grains.to_integral_value():
            return int(self._typed(column, "0", unit)) + int(grains)
        named = UNITS[unit].label_in(self.language) if unit else ""
        told = {"label": self._label(column), "value": text, "unit": named}
        raise CellError(say("form_number_too_fine", self.language, **told))

    def _label(self, column: Column) -> str:
        return column.label_in(self.language)


def decimals_of(values: Mapping[str, Any], shape: Shape, names: tuple[str, ...], unit: str) -> int:
    """As many decimals as the figures named have in their unit, at most four."""
    found = 0
    for name in names:
        grains = values.get(name)
        size = (
            UNITS[shape[name].unit or unit].grains if (shape[name].unit or unit) in UNITS else GRAINS_PER_ONE
        )
        if grains is not None:
            exact = (Decimal(grains) / size).normalize().as_tuple().exponent
            found = max(found, -exact if isinstance(exact, int) else 0)
    return min(_MOST_DECIMALS, found)


def is_same(cell: CellRead, held: CellRead) -> bool:
    """Whether a cell says what was written in it: numbers to as many digits as a spreadsheet keeps."""
    if isinstance(cell, bool) or isinstance(held, bool):
        return cell is held
    if _is_number(cell) and _is_number(held):
        return f"{cell:.{_DIGITS}g}" == f"{held:.{_DIGITS}g}"
    if isinstance(cell, str) and isinstance(held, str):
        return cell == held or cell.replace("\r\n", "\n").strip() == held.replace("\r\n", "\n").strip()
    return type(cell) is type(held) and cell == held


def _is_number(cell: CellRead) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _plain(number: float) -> str:
    """A number with as many digits as a spreadsheet keeps, and a point before decimals."""
    exact = Decimal(f"{number:.{_DIGITS}g}")
    return f"{exact:f}".rstrip("0").rstrip(".") if exact != exact.to_integral_value() else f"{exact:.0f}"


def _said(cell: float | bool | date, language: Language) -> str:
    if isinstance(cell, bool):
        return say("yes" if cell else "no", language)
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


def _is_shown(text: str, _value: str, shown: str) -> bool:
    return text == shown


def _is_shown_in_any_case(text: str, value: str, shown: str) -> bool:
    return text.casefold() in (shown.casefold(), value.casefold())


def _has_key(text: str, value: str, _shown: str) -> bool:
    return key_in(text) == value


def _is_name(text: str, value: str, shown: str) -> bool:
    return text.casefold() == shown.removesuffix(f" ({value})").casefold()
