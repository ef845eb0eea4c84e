"""The tree as plain values that a template can read: what HTML and PDF share."""

from collections.abc import Callable
from typing import Any

from rodtrad.core.errors import UsageError
from rodtrad.core.shape import Language
from rodtrad.core.words import say
from rodtrad.publish.chart import chart_note, chart_table
from rodtrad.reports.tree import (
    Block,
    Chart,
    DocumentTree,
    KeyFigureRow,
    Notice,
    Paragraph,
    PointList,
    Section,
    Subheading,
    TableBlock,
)

LANGUAGE_TAGS: dict[Language, str] = {"no": "nb", "en": "en"}
LANGUAGE_REGIONS: dict[Language, str] = {"no": "NO", "en": "GB"}

Draw = Callable[[Chart], dict[str, str]]

_FIXED_WORDS = {
    "skip": "publish_skip_to_content",
    "no_rows": "publish_no_rows",
}
_LONGEST_WORD = 20
_LONGEST_LINE = 44
_NARROWEST_LINE = 15
_BETWEEN = 2.5
_STRONG = 1.1
"""How much wider a letter of a heading or total is than others."""
MANY_COLUMNS = 7
"""A table with more columns is printed smaller."""
_LINE = (104, 128)
"""Letters across a page, and across a table with many columns."""


def plain_tree(tree: DocumentTree, draw: Draw) -> dict[str, Any]:
    """Give the whole document as dicts, lists and text.

    draw     makes the pictures of a chart, by name; each printer wants its own
    raises   UsageError  a table row with more or fewer cells than the table has columns
    """
    return {
        "title": tree.title,
        "subtitle": tree.subtitle,
        "date_text": tree.date_text,
        "footer": tree.footer,
        "language": LANGUAGE_TAGS[tree.language],
        "region": LANGUAGE_REGIONS[tree.language],
        "contents_heading": contents_heading(tree),
        "words": {name: say(key, tree.language) for name, key in _FIXED_WORDS.items()},
        "page_words": page_words(tree.language),
        "sections": [
            _plain_section(section, (number,), tree.language, draw)
            for number, section in enumerate(tree.sections, 1)
        ],
    }


def contents_heading(tree: DocumentTree) -> str:
    """Give the heading over the list of contents: the tree's own, or the usual word."""
    return tree.contents_heading or say("publish_contents", tree.language)


def page_words(language: Language) -> list[str]:
    """Give the words before, between and after the page number and the number of pages."""
    before, rest = say("publish_page", language, page="\0", pages="\1").split("\0")
    return [before, *rest.split("\1")]


def _plain_section(
    section: Section, place: tuple[int, ...], language: Language, draw: Draw
) -> dict[str, Any]:
    return {
        "id": "-".join(("s", *map(str, place))),
        "level": len(place),
        "heading": section.heading,
        **_in_language(section.language),
        "blocks": [_plain_block(block, language, draw) for block in section.blocks],
        "inner_level": len(place) + 1,
        "sections": [
            _plain_section(part, (*place, number), language, draw)
            for number, part in enumerate(section.sections, 1)
        ],
    }


def _plain_block(block: Block, language: Language, draw: Draw) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "parts": _plain_parts(block)}
        case PointList(points, first):
            return {"kind": "points", "points": [_plain_parts(point) for point in points], "first": first}
        case Subheading(text, other):
            return {"kind": "subheading", "text": text, **_in_language(other)}
        case KeyFigureRow(figures):
            boxes = [{"label": box.label, "value": box.value, "note": box.note} for box in figures]
            return {"kind": "figures", "figures": boxes}
        case TableBlock():
            return _plain_table(block)
        case Notice():
            return _plain_notice(block, language)
        case _:
            return _plain_chart(block, language, draw)


def _plain_parts(paragraph: Paragraph) -> list[dict[str, Any]]:
    """Text in parts, each with the address of the figure it leads to and whether a number is missing."""
    return [
        {
            "text": part.text,
            "address": next(iter(part.addresses), ""),
            "missing": part.is_missing,
            "longest": longest_word(part.text),
            **_in_language(part.language),
        }
        for part in paragraph.shown
    ]


def _in_language(language: Language | None) -> dict[str, str]:
    """A language as printers name it; "" is that of the document."""
    names = (LANGUAGE_TAGS[language], LANGUAGE_REGIONS[language]) if language else ("", "")
    return dict(zip(("language", "region"), names, strict=True))


def longest_word(text: str) -> int:
    """Signs of the longest word: where it is very long, a printer must break it."""
    return max(map(len, text.split()), default=0)


def _plain_table(table: TableBlock) -> dict[str, Any]:
    check_row_lengths(table)
    needs = column_needs(table)
    return {
        "kind": "table",
        "caption": table.caption,
        "note": table.note,
        "letters": round(sum(min(need, _NARROWEST_LINE) for need in needs)),
        "columns": [
            {
                "heading": column.heading,
                "number": column.number,
                "share": round(need / sum(needs), 4),
                "long": any(
                    len(word) > _LONGEST_WORD for row in table.rows for word in row.texts[place].split()
                ),
            }
            for place, (column, need) in enumerate(zip(table.columns, needs, strict=True))
        ],
        "row_header": row_header(table),
        "rows": [
            {"cells": list(row.texts), "longest": list(map(longest_word, row.texts)), "total": row.total}
            for row in table.rows
        ],
    }


def _plain_chart(chart: Chart, language: Language, draw: Draw) -> dict[str, Any]:
    return {
        "kind": "chart",
        "title": chart.title,
        "unit": chart.unit,
        "alternative": chart.alternative,
        "note": chart_note(chart, language),
        "pictures": draw(chart),
        "table": _plain_table(chart_table(chart, language)),
    }


def _plain_notice(notice: Notice, language: Language) -> dict[str, Any]:
    return {
        "kind": "notice",
        "severity": notice.severity,
        "severity_label": notice.severity_label,
        "title": notice.title,
        "text": notice.text,
        "source": say("publish_source", language, source=notice.source) if notice.source else "",
    }


def check_row_lengths(table: TableBlock) -> None:
    """Refuse a table where a row does not fit its columns; a cell under the wrong heading is a lie.

    raises   UsageError  the first row that does not fit
    """
    for number, row in enumerate(table.rows, 1):
        if len(row.cells) != len(table.columns):
            raise UsageError(
                "table_row_does_not_fit",
                table=table.caption,
                row=number,
                cells=len(row.cells),
                columns=len(table.columns),
            )


def row_header(table: TableBlock) -> int:
    """Say which column names its row: the first with text in every row, else the first."""
    for place, column in enumerate(table.columns):
        if not column.number and all(row.texts[place] for row in table.rows):
            return place
    return 0


def column_needs(table: TableBlock, line: tuple[float, float] = _LINE) -> tuple[float, ...]:
    """Say how wide each column is to be, in letters.

    A column needs room for its longest word, and numbers are never broken. What text wants beyond
    that, up to a comfortable line, is scaled by the column's own `width`; it is given what is left of
    the line when every column has what it needs.

    line  letters across the page, and across a table with many columns
    """
    needs = [_least(table, place) for place in range(len(table.columns))]
    wants = [max(need, _wanted(table, place)) for place, need in enumerate(needs)]
    room = line[len(table.columns) > MANY_COLUMNS]
    spare, wished = room - sum(needs), sum(wants) - sum(needs)
    part = min(1.0, max(spare, 0.0) / wished) if wished else 0.0
    return tuple(need + (want - need) * part for need, want in zip(needs, wants, strict=True))


def _least(table: TableBlock, place: int) -> float:
    """Letters that hold a column's longest word; those of a heading are stronger, and wider."""
    column, cells = table.columns[place], [row.texts[place] for row in table.rows]
    heading = _STRONG * max(map(len, column.heading.split()), default=1)
    if column.number:
        return max(heading, _STRONG * max(map(len, cells), default=1)) + _BETWEEN
    longest = max((len(word) for text in cells for word in text.split()), default=1)
    return max(min(heading, _STRONG * _LONGEST_WORD), min(longest, _LONGEST_WORD)) + _BETWEEN


def _wanted(table: TableBlock, place: int) -> float:
    column, cells = table.columns[place], [row.texts[place] for row in table.rows]
    if column.number:
        return 0.0
    least = _least(table, place) - _BETWEEN
    longest = min(max(map(len, cells), default=0), _LONGEST_LINE)
    return least + max(longest - least, 0) * column.width + _BETWEEN
