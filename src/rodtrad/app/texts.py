"""The texts of a document that is written here, and their order."""

from collections.abc import Mapping

from rodtrad.app.asking import Ask
from rodtrad.app.work import working_row
from rodtrad.core.errors import UsageError
from rodtrad.reports.passages import passages_of
from rodtrad.reports.texts import TextsView, texts_view
from rodtrad.store.changes import RowChange

_LAST_POSITION = 9_999


def texts_page(ask: Ask, document: str) -> TextsView:
    """Every text of a document, as who asks may see it.

    raises  MissingError  it is not written here
    """
    working_row(ask, document)
    return texts_view(ask.telling, ask.edition.naming, document)


def reorder_passages(
    ask: Ask, document: str, positions: Mapping[str, str], *, revision: int, by: str, why: str
) -> int:
    """Give passages other places in their parts, as one revision; returns how many have moved.

    positions  what was written for each passage, by its key
    revision   of the book when the page was shown

    raises  UsageError     a place that is no whole number from 0 to 9999
            ConflictError  somebody has changed one of them meanwhile
            MissingError   the document is not written here
    """
    working_row(ask, document)
    changes = []
    for key, now in passages_of(ask.telling, document).select("key", "position").iter_rows():
        asked = positions.get(key)
        if asked is None or asked.strip() == str(now):
            continue
        written = asked.strip()
        if not (written.isascii() and written.isdecimal() and int(written[:5]) <= _LAST_POSITION):
            raise UsageError("texts_position_wrong", position=asked[:20])
        place = {"document": document, "key": key}
        version = ask.book.version_of(ask.edition, "passage", place)
        changes.append(RowChange("passage", place, {"position": int(written)}, min(version, revision)))
    if changes:
        ask.save(changes, by=by, why=why)
    return len(changes)
