"""What a figure is, in words: made only for the figures somebody looks at."""

from collections.abc import Callable

from rodtrad.core.noted import Kept
from rodtrad.core.numbers import written_period
from rodtrad.core.shape import Language
from rodtrad.core.words import word
from rodtrad.models.concepts import SHAPES, Facts
from rodtrad.models.thread.figures import CONSTANT

_LONGEST_LINE = 60
"""Signs of a line that are enough to know it by."""


class Labels:
    """Names of rows and figures of one book in one language; each fact's names are gathered once."""

    def __init__(self, facts: Facts, language: Language, kept: Kept | None = None) -> None:
        self._facts = facts
        self.language = language
        self._kept = kept or Kept()

    def name(self, fact: str, **key: object) -> str:
        """The label of the first row with this key, or the key itself when there is none."""
        columns, values = tuple(key), tuple(key.values())
        names = self._kept.once(
            ("names", self.language, fact, columns), lambda: self._gathered(fact, columns)
        )
        return names.get(values, str(values[-1]))

    def own(self, row: dict[str, object]) -> str:
        """A row's own label."""
        return str(row["label"] if self.language == "no" else row.get("label_en") or row["label"])

    def of(self, fact: str, position: int, column: str = "") -> str:
        """A short name of one row, or of one figure in it, from the row and the rows it points to.

        fact, position, column   as in the figures of `models/thread/figures.py`
        """
        if fact == CONSTANT:
            return ""
        parts = self._parts(fact, self._facts[fact].row(position, named=True))
        if column and len(SHAPES[fact].figures) > 1:
            parts.append(SHAPES[fact][column].label_in(self.language).lower())
        return ", ".join(str(p) for p in parts if p)

    def code(self, dimension: str, code: object) -> str:
        """A code with its name; account groups by name alone."""
        if not code:
            return ""
        name = self.name("code", dimension=dimension, code=code)
        return name if dimension == "account_group" or name == code else f"{code} {name}"

    def _gathered(self, fact: str, columns: tuple[str, ...]) -> dict[tuple[object, ...], str]:
        frame = self._facts[fact]
        label = "label" if self.language == "no" or "label_en" not in frame.columns else "label_en"
        rows = frame.select(*columns, label).reverse().iter_rows()
        return {row[:-1]: str(row[-1]) for row in rows}

    def _parts(self, fact: str, row: dict[str, object]) -> list[object]:
        return _PARTS.get(fact, _plain)(self, row)

    def word(self, category: str, value: object) -> str:
        """The word for a value of a category."""
        return word(category, str(value), self.language)

    def period(self, written: object) -> str:
        """A year or period in words; "" where there is none."""
        return written_period(str(written), self.language) if written else ""


def _plain(labels: Labels, row: dict[str, object]) -> list[object]:
    return [labels.own(row) if "label" in row else "", row.get("year")]


def _amount(labels: Labels, row: dict[str, object]) -> list[object]:
    """A budget line, or an amount of a period."""
    dimensions = ("account_group", "area", "function", "project")
    named: list[object] = [labels.code(d, row.get(d)) for d in dimensions]
    unit = labels.name("unit", key=row["unit"])
    chapter = labels.code("chapter", row["chapter"])
    if not chapter.endswith(unit):
        named.append(chapter)
    period = labels.period(row["period"] if "period" in row else row["year"])
    return [*named, unit, f"{labels.word('version', row['version'])} {period}"]


def _passage(labels: Labels, row: dict[str, object]) -> list[object]:
    document = labels.name("document", key=row["document"])
    return [row["heading"] or labels.word("passage_part", row["part"]), document]


def _planned_change(labels: Labels, row: dict[str, object]) -> list[object]:
    return [labels.own(row), labels.name("unit", key=row["unit"]), row["first_year"]]


def _compensation(labels: Labels, row: dict[str, object]) -> list[object]:
    return [labels.code("account_group", row["account_group"]), row["year"]]


def _budget_change(labels: Labels, row: dict[str, object]) -> list[object]:
    return [labels.own(row), labels.code("area", row["area"]), row["year"]]


def _measure_effect(labels: Labels, row: dict[str, object]) -> list[object]:
    card = labels.name("efficiency_measure", document=row["document"], key=row["measure"])
    return [f"{row['measure']} {card}", row["year"]]


def _indicator_value(labels: Labels, row: dict[str, object]) -> list[object]:
    name = labels.name("indicator", document=row["document"], key=row["indicator"])
    return [name, f"{labels.word('value_kind', row['kind']).lower()} {row['year']}"]


def _population(labels: Labels, row: dict[str, object]) -> list[object]:
    age = labels.name("code", dimension="age_group", code=row["age_group"])
    return [labels.name("unit", key=row["unit"]), age, row["year"]]


def _service_figure(labels: Labels, row: dict[str, object]) -> list[object]:
    measure = labels.word("service_measure", row["measure"]).lower()
    return [labels.name("service", key=row["service"]), measure, row["year"]]


def _table_figure(labels: Labels, row: dict[str, object]) -> list[object]:
    end = "" if labels.language == "no" else "_en"
    table = labels.name("table", key=row["table"])
    return [f"{table}: {row[f'row_label{end}']}", row[f"heading_label{end}"]]


def _key_figure(labels: Labels, row: dict[str, object]) -> list[object]:
    district = str(row["key"]).count(".") == 1 and row["concept"] is None
    unit = labels.name("unit", key=row["unit"]) if district else ""
    return [labels.own(row), unit, labels.period(row["year"])]


def _goal_link(labels: Labels, row: dict[str, object]) -> list[object]:
    goal = labels.name("goal", document=row["document"], number=row["goal"])
    return [f"{row['goal']} {goal}", row["key"]]


def _document_line(_: Labels, row: dict[str, object]) -> list[object]:
    return [beginning(str(row["text"]), _LONGEST_LINE)]


def _stated_direction(_: Labels, row: dict[str, object]) -> list[object]:
    return [row["words"]]


def _reading_doubt(_: Labels, row: dict[str, object]) -> list[object]:
    return [row["text"]]


def beginning(text: str, longest: int) -> str:
    """The first words of a text with single blanks; what is left out is told by three dots."""
    whole = " ".join(text.split())
    if len(whole) <= longest:
        return whole
    return f"{whole[: longest + 1].rsplit(maxsplit=1)[0][:longest]} …"


def _letter(labels: Labels, row: dict[str, object]) -> list[object]:
    return [labels.name("document", key=row["document"])]


_PARTS: dict[str, Callable[[Labels, dict[str, object]], list[object]]] = {
    "allocation_letter": _letter,
    "budget_line": _amount,
    "passage": _passage,
    "period_amount": _amount,
    "document_line": _document_line,
    "budget_change": _budget_change,
    "budget_proposal": _letter,
    "compensation": _compensation,
    "planned_change": _planned_change,
    "goal_link": _goal_link,
    "measure_effect": _measure_effect,
    "indicator_value": _indicator_value,
    "population": _population,
    "reading_doubt": _reading_doubt,
    "service_figure": _service_figure,
    "stated_direction": _stated_direction,
    "table_figure": _table_figure,
    "key_figure": _key_figure,
}
