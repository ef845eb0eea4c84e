"""Save what people write: texts of a form become values, and nothing is kept that cannot be computed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from rodtrad.app.books import now
from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import RodtradError, UsageError
from rodtrad.core.measurement import GRAINS_PER_ONE, LARGEST_GRAINS, UNITS, Family
from rodtrad.core.numbers import number
from rodtrad.core.shape import Column, Kind, Language, Shape
from rodtrad.core.words import say
from rodtrad.models.concepts import SHAPES, Facts, complete
from rodtrad.models.programme.faults import FAULTY, Fault, ProgrammeError, faults_of
from rodtrad.models.sight import Units
from rodtrad.reports.hints import LONGEST_TEXT
from rodtrad.store.book import Book, Check, Rights
from rodtrad.store.changes import RowChange, stands_in_address
from rodtrad.store.unchanged import Unchanged

_SPACES = re.compile("[ \u00a0\u2009\u202f]")
_NUMBER: dict[Language, re.Pattern[str]] = {
    "no": re.compile("[+-]?([0-9]{1,3}( [0-9]{3})+|[0-9]+)([,.][0-9]{1,4})?"),
    "en": re.compile("[+-]?([0-9]{1,3}( [0-9]{3})+|[0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]{1,4})?"),
}
_UNSURE: dict[Language, re.Pattern[str]] = {
    "no": re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}"),
    "en": re.compile("[+-]?[0-9]+,[0-9]+"),
}
"""A thousand to some and a decimal to others."""
_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([1-9][0-9]{3})|([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_YES, _NO = ("ja", "yes", "true", "on"), ("nei", "no", "false", "off")
_A_YEAR = 2026


class BookFaultsError(ProgrammeError):
    """A change that would bring faults into the book, with every one of them. Nothing was saved."""

    def __init__(self, message: str, faults: tuple[Fault, ...], **facts: object) -> None:
        RodtradError.__init__(self, message, **facts)
        self.faults = faults


def save_rows(
    book: Book,
    changes: Iterable[RowChange],
    *,
    by: str,
    why: str,
    language: Language,
    identity: str = "",
    visible: Units | None = None,
    rights: Rights | None = None,
    ground: Unchanged | None = None,
    step: bool = False,
) -> int:
    """Add, change and remove rows as one revision; returns its number.

    The faults are looked for while nobody else can write, so that two changes that are each
    sound do not make a fault together.

    language  of the faults in the error
    identity  tells who saves from others of the same name
    ground    what the changes were reckoned from, which must be as it was
    step      whether documents take steps with it; see `move_document`
    raises    BookFaultsError  the changes bring faults; the last good version stays
              ConflictError    somebody has changed one of the rows, or their ground, meanwhile
              UsageError       a row, column or value cannot be used
              AccessError      a row's unit is hidden, or the row is not theirs to write
    """
    changes = list(changes)
    check = replace(_no_new_faults(frozenset(change.address for change in changes), language), ground=ground)
    reach: dict[str, Any] = {"identity": identity, "visible": visible, "rights": rights, "step": step}
    return book.save(changes, by=by, at=now(), why=why, check=check, **reach)


class _TriedOutError(Exception):
    """Everything went well, and is taken back."""


def refusals_of(
    book: Book,
    changes: Iterable[RowChange],
    *,
    language: Language,
    visible: Units | None = None,
    rights: Rights | None = None,
) -> tuple[str, ...]:
    """What saving the changes would be refused for, a sentence each; nothing is saved."""
    changes = list(changes)
    find_faults = _no_new_faults(frozenset(change.address for change in changes), language)

    def look(before: Facts, after: Facts) -> None:
        find_faults.look(complete(before), complete(after))
        raise _TriedOutError

    try:
        book.save(changes, by="-", at=now(), why="-", visible=visible, rights=rights, check=Check(None, look))
    except _TriedOutError:
        return ()
    except BookFaultsError as error:
        return tuple(fault.sentence(language) for fault in error.faults)
    except RodtradError as error:
        return (error_sentence(error, language),)
    return ()


def undo_rows(
    book: Book,
    revision: int,
    *,
    by: str,
    why: str,
    language: Language,
    identity: str = "",
    visible: Units | None = None,
    rights: Rights | None = None,
) -> int:
    """Take back everything that was saved in one revision; returns the number of the new one.

    raises  BookFaultsError  something saved later needs what would go
            ConflictError    one of the rows has changed since
            UsageError       there is no such edit
            AccessError      a row's unit is hidden, or the edit is somebody else's
    """
    check = _no_new_faults(frozenset(), language)
    who: dict[str, Any] = {"by": by, "identity": identity, "visible": visible, "rights": rights}
    return book.undo(revision, at=now(), why=why, check=check, **who)


def _no_new_faults(touched: frozenset[str], language: Language) -> Check:
    def look(before: Facts, after: Facts) -> None:
        new = new_faults(faults_of(before), faults_of(after), touched)
        if new:
            told = " ".join(fault.sentence(language) for fault in new)
            raise BookFaultsError("changes_bring_faults", new, count=len(new), told=told)

    return Check(FAULTY, look)


def new_faults(
    before: Iterable[Fault], after: Iterable[Fault], touched: frozenset[str] = frozenset()
) -> tuple[Fault, ...]:
    """The faults that were not there before.

    A fault that stood already may be told with other numbers, but not of a row that is changed.

    touched  addresses of the rows that are changed
    """
    old = list(before)
    places = {(fault.message, fault.address) for fault in old}

    def is_old(fault: Fault) -> bool:
        if fault.address in touched:
            return fault in old
        return (fault.message, fault.address) in places

    return tuple(fault for fault in after if not is_old(fault))


class UsageFormError(UsageError):
    """Texts of a form that cannot be saved; `problems` has a sentence for each column."""

    def __init__(self, message: str, problems: Mapping[str, str], **facts: object) -> None:
        super().__init__(message, **facts)
        self.problems = dict(problems)


class _TextError(Exception):
    """A text that is no value of its column, told in a sentence."""


@dataclass(frozen=True, slots=True)
class _Field:
    """One text of a form, with what it takes to read it. `unit` is that of a number; "" when unknown."""

    column: Column
    text: str
    unit: str | None
    language: Language

    @property
    def label(self) -> str:
        return self.column.label_in(self.language)


def typed_values(
    shape: Shape, texts: Mapping[str, str], language: Language, *, printed_unit: str = ""
) -> dict[str, Any]:
    """The texts of a form as values of a fact's columns, as stored; an empty text is None.

    texts         by column; columns that are not asked for are left out
    language      Norwegian numbers have a decimal comma, English a point; both may have thin groups
    printed_unit  unit of the row's figures, when the form does not ask for it
    returns       amounts and quantities as whole grains
    raises        UsageFormError  with every text that cannot be used, and what to write instead
                  UsageError      there is no such column
    """
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    row_unit = texts.get("printed_unit", printed_unit).strip()
    for name, text in texts.items():
        if name not in shape.names():
            raise UsageError("fact_has_no_column", fact=shape.name, column=name)
        unit = shape[name].unit or (row_unit if shape.figures else None)
        clean = text.replace("\r\n", "\n").strip()
        try:
            _check_length(shape[name], clean, language)
            values[name] = _value(_Field(shape[name], clean, unit, language))
        except _TextError as error:
            problems[name] = str(error)
    if problems:
        raise UsageFormError("form_refused", problems, count=len(problems), told=" ".join(problems.values()))
    return values


def typed_value(fact: str, column: str, text: str, language: Language) -> Any:
    """One text of a form, as stored; see `typed_values`."""
    return typed_values(SHAPES[fact], {column: text}, language)[column]


def _check_length(column: Column, text: str, language: Language) -> None:
    if len(text) > LONGEST_TEXT:
        told = {"label": column.label_in(language), "signs": len(text), "longest": LONGEST_TEXT}
        raise _TextError(say("form_text_too_long", language, **told))


def _value(field: _Field) -> Any:
    """What a text means in its column."""
    if not field.text:
        if field.column.required:
            raise _TextError(say("form_value_missing", field.language, label=field.label))
        return None
    match field.column.kind:
        case Kind.AMOUNT | Kind.QUANTITY:
            return _grains(field)
        case Kind.INTEGER:
            return _integer(field)
        case Kind.DATE:
            return _day(field)
        case Kind.BOOLEAN:
            return _yes_or_no(field)
        case Kind.TEXT | Kind.CHOICE:
            return _text(field)


def _grains(field: _Field) -> int:
    """A number in its unit, as whole grains."""
    told = (field.language, field.label, field.text)
    plain = _plain_number(field)
    grains = Decimal(plain) * _grains_per_unit(field)
    if abs(grains) > LARGEST_GRAINS:
        raise _TextError(say("form_number_too_large", told[0], label=told[1], value=told[2]))
    low, high = field.column.between or (grains, grains)
    if not low <= grains <= high:
        ends = {"low": low / _grains_per_unit(field), "high": high / _grains_per_unit(field)}
        shown = {name: number(float(end), 0, field.language) for name, end in ends.items()}
        raise _TextError(say("form_number_out_of_range", told[0], label=told[1], value=told[2], **shown))
    if grains != grains.to_integral_value():
        unit = UNITS[field.unit].label_in(field.language) if field.unit else ""
        raise _TextError(say("form_number_too_fine", told[0], label=told[1], value=told[2], unit=unit))
    return int(grains)


def _plain_number(field: _Field) -> str:
    """A number with a point before its decimals and nothing between its digits."""
    language, label, value = field.language, field.label, field.text
    spaced = _SPACES.sub(" ", value.replace("\u2212", "-"))
    hint = number(1234.5, 1, language)
    if _UNSURE[language].fullmatch(spaced) and not (language == "en" and _NUMBER["en"].fullmatch(spaced)):
        raise _TextError(say("form_number_unsure", language, label=label, value=value, hint=hint))
    if not _NUMBER[language].fullmatch(spaced):
        raise _TextError(say("form_not_a_number", language, label=label, value=value, hint=hint))
    joined = spaced.replace(" ", "")
    return joined.replace(",", ".") if language == "no" else joined.replace(",", "")


def _grains_per_unit(field: _Field) -> int:
    language, label = field.language, field.label
    if field.unit is None:
        return GRAINS_PER_ONE
    if field.unit not in UNITS:
        raise _TextError(say("form_unit_missing", language, label=label, value=field.text))
    unit = UNITS[field.unit]
    if field.column.kind is Kind.AMOUNT and unit.family is not Family.MONEY:
        raise _TextError(say("form_unit_not_money", language, label=label, unit=unit.label_in(language)))
    return unit.grains


def _integer(field: _Field) -> int:
    language, label, value = field.language, field.label, field.text
    plain = value.replace("\u2212", "-")
    if not re.fullmatch("-?[0-9]{1,15}", plain):
        low, high = field.column.between or (_A_YEAR, _A_YEAR)
        hint = _A_YEAR if low <= _A_YEAR <= high else low
        raise _TextError(say("form_not_an_integer", language, label=label, value=value, hint=hint))
    found = int(plain)
    low, high = field.column.between or (found, found)
    if not low <= found <= high:
        raise _TextError(
            say("form_number_out_of_range", language, label=label, value=value, low=low, high=high)
        )
    return found


def _day(field: _Field) -> date:
    found = _DATE.fullmatch(field.text)
    if found:
        day, month, year, *iso = found.groups()
        year, month, day = (year, month, day) if year else iso
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            pass
    raise _TextError(say("form_not_a_date", field.language, label=field.label, value=field.text))


def _yes_or_no(field: _Field) -> bool:
    said = field.text.lower()
    if said not in (*_YES, *_NO):
        raise _TextError(say("form_not_yes_or_no", field.language, label=field.label, value=field.text))
    return said in _YES


def _text(field: _Field) -> str:
    column, language, label, value = field.column, field.language, field.label, field.text
    if column.choices and value not in column.choices:
        hint = ", ".join(column.choices)
        raise _TextError(say("form_not_a_choice", language, label=label, value=value, hint=hint))
    if column.pattern and not re.fullmatch(column.pattern, value):
        raise _TextError(say("form_not_a_season", language, label=label, value=value))
    if column.key and not stands_in_address(value):
        raise _TextError(say("form_key_unusable", language, label=label, value=value))
    if _CONTROL.search(value):
        raise _TextError(say("form_control_character", language, label=label))
    return value
