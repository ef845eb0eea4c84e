"""A text file as lines, as they stand."""

from collections.abc import Callable

from rodtrad.core.errors import InputError, Problem
from rodtrad.readers.page import Line, Printed

_NEW_PAGE = "\f"
_LINES_A_PAGE = 50


def open_text(content: bytes, name: str, seen: Callable[[int, int], None]) -> Printed:
    """Read every line of a text file, blank ones too; line numbers are the file's own.

    A form feed begins a page. A file without any is given a page for every 50 lines that are not blank.

    raises  InputError  the text is not UTF-8
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError([Problem("document_not_utf8", name, line)]) from None
    rows = text.split("\n")
    if not rows[-1].strip():
        rows.pop()
    lines = _paged(rows) if _NEW_PAGE in text else _counted(rows)
    seen(1, 1)
    return Printed(name, max((line.page for line in lines), default=1), tuple(lines))


def _paged(rows: list[str]) -> list[Line]:
    """Lines on the pages that form feeds make; one in front of a line begins that line's page."""
    lines: list[Line] = []
    page = 1
    for number, row in enumerate(rows, 1):
        before = row[: len(row) - len(row.lstrip())].count(_NEW_PAGE)
        lines.append(Line(number, page + before, _without_ends(row)))
        page += row.count(_NEW_PAGE)
    return lines


def _counted(rows: list[str]) -> list[Line]:
    lines: list[Line] = []
    printed = 0
    for number, row in enumerate(rows, 1):
        lines.append(Line(number, 1 + printed // _LINES_A_PAGE, _without_ends(row)))
        printed += bool(row.strip())
    return lines


def _without_ends(row: str) -> str:
    return row.replace("\r", "").replace(_NEW_PAGE, "")
