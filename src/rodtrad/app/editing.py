"""Forms for the rows people write themselves, derived from the fact's shape."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from rodtrad.app.asking import Ask
from rodtrad.app.row_forms import (
    WRITTEN_ONLY_HERE,
    begun,
    can_be_empty,
    check_row,
    check_written_here,
    choices_in_form,
    completed,
    help_text,
    hidden,
    place_of,
    rows_with,
    yes_or_no,
)
from rodtrad.app.saving import typed_values
from rodtrad.core import words
from rodtrad.core.errors import MissingError, UsageError
from rodtrad.core.measurement import UNITS
from rodtrad.core.numbers import in_unit
from rodtrad.core.shape import Column, FormField, Kind, Language, Shape
from rodtrad.models.concepts import PLANNED, SHAPES
from rodtrad.models.rights import is_fixed
from rodtrad.reports.tree import Choice
from rodtrad.store.changes import RowChange

EDITABLE = ("efficiency_measure", "measure_effect", *WRITTEN_ONLY_HERE, *PLANNED)
"""The facts that have a form: those of the efficiency programme, and of the year's work."""
_OWN: dict[str, str] = {"line": "0", "decimals": "0", "printed_unit": "kr"}
"""What stands in a form for a row that is no print of a document."""
EFFECT = "effect_"
"""How the fields of a card's effects begin, before the year."""
ROW_VERSION = "row_version"
FORM_BUTTON = "form_button"
"""Fields with the version of the row that was shown, and the button pressed; no column is called so."""


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field of a form with what it holds, and what the book holds where somebody else has changed it.

    version  that of the field's own row, where it is another than the form's
    problem  what is wrong with what was sent
    """

    field: FormField
    value: str
    choices: tuple[Choice, ...]
    fixed: bool = False
    theirs: str | None = None
    version: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class EditPage:
    """A form for one row. `version` is empty for a new one.

    inside  name of the document it is written in, where that is written here
    why     what most likely stands in the history
    """

    fact: str
    address: str
    title: str
    fields: tuple[FilledField, ...]
    version: str
    back: str
    inside: str = ""
    why: str = ""
    errors: tuple[str, ...] = ()

    def with_errors(self, errors: tuple[str, ...], problems: Mapping[str, str]) -> "EditPage":
        """The same form with what is wrong, and with which fields."""
        fields = tuple(replace(f, problem=problems.get(f.field.name, "")) for f in self.fields)
        return replace(self, errors=errors, fields=fields)


def shape_to_edit(fact: str) -> Shape:
    """The shape of a fact that has a form.

    raises  MissingError  there is none
    """
    if fact not in EDITABLE:
        raise MissingError("fact_not_editable", fact=fact)
    return SHAPES[fact]


def row_at(ask: Ask, address: str) -> tuple[Shape, dict[str, Any]]:
    """The shape and values of the row at an address.

    raises  MissingError  there is none, or it has no form
            AccessError   it stands in a document that is only read
    """
    shape = shape_to_edit(address.partition("/")[0])
    position = ask.edition.judgement.thread.rows(shape.name).get(address)
    if position is None:
        raise MissingError("page_unknown_text", ask.near(address), address=address)
    row = ask.telling.facts[shape.name].row(position, named=True)
    check_written_here(ask, shape.name, row)
    return shape, row


def edit_page(
    ask: Ask, address: str, given: Mapping[str, str] | None = None, *, conflict: bool = False
) -> EditPage:
    """The form of a row as the book has it, or as somebody has filled it in.

    given     what was sent; the form keeps the version it was shown with
    conflict  somebody has changed the row meanwhile: both versions are told, and saving again is
              a choice between them
    """
    shape, row = row_at(ask, address)
    texts = {c.name: _text(ask, c, shape, row) for c in shape.columns}
    version = str(ask.book.version_of(ask.edition, shape.name, {k: row[k] for k in shape.key}))
    if given is not None and not conflict:
        version = given.get(ROW_VERSION, version)
    known = texts if given is None else {**dict.fromkeys(texts, ""), **given}
    fields = tuple(
        _filled(ask, shape, c, known, texts[c.name] if conflict else None, fixed=is_fixed(shape, c))
        for c in _asked(shape)
    )
    if _has_effects(shape):
        fields += _effect_fields(ask, row, given, conflict=conflict)
    title = ask.telling.say("edit_title", what=ask.telling.row_name(address))
    form = EditPage(shape.name, address, title, fields, version, _shown_at(ask, shape, row))
    return _inside(ask, form, row)


def new_page(ask: Ask, fact: str, given: Mapping[str, str]) -> EditPage:
    """An empty form for a new row, with what is already known of it."""
    shape = shape_to_edit(fact)
    known = {**_OWN, **begun(ask, fact, given), **given}
    inside = bool(place_of(ask, given))
    fields = tuple(
        _filled(ask, shape, c, known, None, fixed=inside and c.name == "document") for c in _asked(shape)
    )
    if _has_effects(shape):
        fields += _effect_fields(ask, {}, given)
    title = ask.telling.say("new_title", what=shape.label_in(ask.language).lower())
    document, measure = given.get("document", ""), given.get("measure", "")
    back = f"efficiency_measure/{document}/{measure}" if document and measure else "programme"
    if document and (fact == "passage" or inside):
        back = _shown_at(ask, shape, given)
    return _inside(ask, EditPage(fact, "", title, fields, "", back), given)


def _inside(ask: Ask, form: EditPage, row: Mapping[str, Any]) -> EditPage:
    """The form of a row in a document that is written here, with the document's name."""
    if not place_of(ask, row):
        return form
    name = ask.telling.named("document", row["document"])
    return replace(form, inside=name, why=ask.telling.say("form_why_written", document=name))


def save_row(ask: Ask, address: str, texts: Mapping[str, str], *, by: str, why: str) -> str:
    """Save a form over the row it was made for; returns where it is.

    raises  UsageError, ConflictError, ProgrammeError  nothing is saved
    """
    shape, row = row_at(ask, address)
    values = typed_values(shape, _with_hidden(shape, completed(ask, shape, texts), row), ask.language)
    check_row(ask.telling, shape.name, {**row, **values})
    key = {k: row[k] for k in shape.key}
    kept = {name: value for name, value in values.items() if not shape[name].key}
    changes = [RowChange(shape.name, key, kept, _version(texts))]
    changes += _effect_changes(ask, row["document"], row["key"], texts) if _has_effects(shape) else []
    ask.save(changes, by=by, why=why)
    return _shown_at(ask, shape, row)


def add_row(ask: Ask, fact: str, texts: Mapping[str, str], *, by: str, why: str) -> str:
    """Save a form as a new row; returns where it is.

    raises  UsageError, ConflictError, ProgrammeError  nothing is saved
    """
    shape = shape_to_edit(fact)
    check_written_here(ask, fact, texts)
    values = typed_values(shape, _with_hidden(shape, completed(ask, shape, texts), {}), ask.language)
    check_row(ask.telling, fact, dict.fromkeys(shape.names()) | values)
    key = {k: values.pop(k) for k in shape.key}
    changes = [RowChange(fact, key, values, None)]
    if _has_effects(shape):
        changes += _effect_changes(ask, str(key["document"]), str(key["key"]), texts)
    ask.save(changes, by=by, why=why)
    return _shown_at(ask, shape, key)


def remove_row(ask: Ask, address: str, texts: Mapping[str, str], *, by: str, why: str) -> None:
    """Take a row out of the book, with what has no meaning without it; the history can bring it back."""
    shape, row = row_at(ask, address)
    change = RowChange(shape.name, {k: row[k] for k in shape.key}, None, _version(texts))
    ask.save([change, *rows_with(ask, shape.name, row)], by=by, why=why)


def _shown_at(ask: Ask, shape: Shape, row: Mapping[str, Any]) -> str:
    """Where a row is shown: on the page where its document is written, other rows on their own page."""
    if shape.name == "passage":
        return f"texts/{row['document']}"
    place = place_of(ask, row)
    if place and shape.name in ("goal", "goal_link", "indicator", "indicator_value"):
        return f"goals/{row['document']}"
    return place or shape.address_of(row)


def _version(texts: Mapping[str, str], name: str = ROW_VERSION) -> int:
    given = texts.get(name, "")
    if not given.isdecimal() or len(given) > 18:
        raise UsageError("version_missing")
    return int(given)


def _has_effects(shape: Shape) -> bool:
    return shape.name == "efficiency_measure"


def _asked(shape: Shape) -> list[Column]:
    """The columns a person fills in: all but those that only a printed row has."""
    return [c for c in shape.columns if c.name not in ("line", "decimals", *hidden(shape.name))]


def _with_hidden(shape: Shape, texts: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, str]:
    """The form's texts, with the columns it does not ask for as they are or as an own row has them.

    The decimals of an edited figure are as many as somebody has written.
    """
    made = {c.name: texts.get(c.name, "") for c in shape.columns}
    for name in ("line", "decimals", *hidden(shape.name)):
        if name in made:
            kept = row.get(name)
            own = _OWN.get(name, made[name]) if shape[name].required else ""
            made[name] = own if kept is None else str(kept)
    if "label_en" in made and not made["label_en"].strip():
        made["label_en"] = made["label"]
    if "decimals" in made:
        written = (texts.get(c.name, "") for c in shape.figures)
        found = max((_decimals(text) for text in written), default=0)
        made["decimals"] = str(max(int(made["decimals"] or 0), found))
    return made


def _decimals(text: str) -> int:
    part = text.strip().replace(".", ",").partition(",")[2]
    return min(4, len(part)) if part.isdecimal() else 0


def _effect_years(ask: Ask) -> list[int]:
    years: list[int] = ask.telling.facts["measure_effect"]["year"].unique().sort().to_list()
    return years


def _effects(ask: Ask, document: str, key: str) -> dict[int, dict[str, Any]]:
    rows = ask.telling.facts["measure_effect"].filter(
        (pl.col("document") == document) & (pl.col("measure") == key)
    )
    return {row["year"]: row for row in rows.iter_rows(named=True)}


def _effect_fields(
    ask: Ask, row: Mapping[str, Any], given: Mapping[str, str] | None, *, conflict: bool = False
) -> tuple[FilledField, ...]:
    """The card's effect of each year, in kroner."""
    effects = _effects(ask, row["document"], row["key"]) if row else {}
    fields = []
    for year in _effect_years(ask):
        name, amount = f"{EFFECT}{year}", effects.get(year, {}).get("amount")
        now = "" if amount is None else _plain(amount / 100, ask.language)
        label = ask.telling.say("effect_field", year=year)
        field = FormField(
            name, label, ask.telling.say("effect_help"), Kind.AMOUNT, required=False, choices=()
        )
        place = {"document": row["document"], "measure": row["key"], "year": year} if year in effects else {}
        version = str(ask.book.version_of(ask.edition, "measure_effect", place)) if place else ""
        if given is not None and not conflict:
            version = given.get(f"version_{name}", version)
        text = now if given is None else given.get(name, "")
        theirs = now if conflict and text != now else None
        fields.append(FilledField(field, text, (), theirs=theirs, version=version))
    return tuple(fields)


def _effect_changes(ask: Ask, document: str, key: str, texts: Mapping[str, str]) -> list[RowChange]:
    """The effects that differ from the book's; an emptied one is kept as an empty number."""
    shape, there, changes = SHAPES["measure_effect"], _effects(ask, document, key), []
    for year in _effect_years(ask):
        text = texts.get(f"{EFFECT}{year}")
        if text is None:
            continue
        row = there.get(year)
        own = {"printed_unit": "kr", "decimals": "0", "line": "0", "amount": text}
        amount = typed_values(
            shape, {**own, "document": document, "measure": key, "year": str(year)}, ask.language
        )
        place = {"document": document, "measure": key, "year": year}
        if row is None and text.strip():
            values = {name: value for name, value in amount.items() if name not in place}
            changes.append(RowChange(shape.name, place, values, None))
        elif row is not None and amount["amount"] != row["amount"]:
            version = _version(texts, f"version_{EFFECT}{year}")
            changes.append(RowChange(shape.name, place, {"amount": amount["amount"]}, version))
    return changes


def _filled(
    ask: Ask, shape: Shape, column: Column, known: Mapping[str, str], now: str | None, *, fixed: bool = False
) -> FilledField:
    """One field. `known` is what the form holds, by column; `now` is what the book does, if that is told."""
    text = known.get(column.name, "")
    said = help_text(shape.name, column.name, ask.language)
    field = FormField(
        column.name,
        column.heading(ask.language),
        said or (column.meaning if ask.language == "en" else ""),
        column.kind,
        column.required and column.name != "label_en" and not can_be_empty(shape, column),
        column.choices,
    )
    theirs = now if now is not None and now != text and not fixed else None
    inside = choices_in_form(ask, shape.name, column, known)
    if inside is None:
        return FilledField(field, text, _choices(ask, column, text), fixed, theirs)
    return FilledField(field, text, tuple(Choice(v, n, v == text) for v, n in inside.items()), fixed, theirs)


def _choices(ask: Ask, column: Column, text: str) -> tuple[Choice, ...]:
    """What can be chosen: words for choices, units of measurement, and rows that a column points to."""
    if column.name == "printed_unit":
        named = {code: unit.label_in(ask.language) for code, unit in UNITS.items()}
    elif column.choices and column.category:
        named = {c: words.word(column.category, c, ask.language) for c in column.choices}
    elif column.refers in ("unit.key", "document.key"):
        fact = column.refers.partition(".")[0]
        named = {key: ask.telling.named(fact, key) for key in ask.telling.facts[fact]["key"]}
    elif column.refers == "efficiency_measure.key":
        named = {key: key for key in ask.telling.facts["efficiency_measure"]["key"].unique().sort()}
    else:
        return ()
    return tuple(Choice(value, label, value == text) for value, label in named.items())


def _text(ask: Ask, column: Column, shape: Shape, row: Mapping[str, Any]) -> str:
    """A value as a person would write it."""
    value = row[column.name]
    if value is None:
        return ""
    if column.kind is Kind.BOOLEAN:
        return yes_or_no(value, ask.language)
    if column.kind in (Kind.AMOUNT, Kind.QUANTITY):
        unit = column.unit or (row["printed_unit"] if "printed_unit" in shape.names() else "antall")
        return _plain(in_unit(value, unit), ask.language)
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(value: float, language: Language) -> str:
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "no" else text
