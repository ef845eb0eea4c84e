"""A made document as plain text, the way a tool gives it that takes the text out of a PDF."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from made.pieces import Bullets, Card, Heading, Made, PageBreak, Paragraph, Row, Table

_SHORT_CODE = 6


@dataclass(frozen=True, slots=True)
class TextLayout:
    """How the tool lays out the text.

    double_spaced   a blank line after every line; otherwise paragraphs are parted by a line with one blank
    width           prose is wrapped here, row labels at label_width, header cells at header_width
    numbers_below   the numbers of a row with a wrapped label stand on a line of their own, not on its last
    runs_on         the first line of a wrapped header cell follows a header cell of one line
    doubled_bold    bold table rows have every letter twice, and one blank between cells
    page_lines      lines of a page, blank ones not counted
    footer_every    every n-th page ends with the title and "Side 3 av 12"; 0 for never
    repeat_header   a table that goes on over the page says its header again
    """

    double_spaced: bool = True
    width: int = 105
    label_width: int = 30
    header_width: int = 13
    numbers_below: bool = False
    runs_on: bool = False
    doubled_bold: bool = False
    page_lines: int = 44
    footer_every: int = 0
    repeat_header: bool = True


LAYOUTS = {
    "annual_report": TextLayout(header_width=12, repeat_header=False),
    "letter": TextLayout(
        double_spaced=False,
        width=95,
        label_width=50,
        header_width=12,
        numbers_below=True,
        doubled_bold=True,
        page_lines=52,
    ),
    "district_budget": TextLayout(
        width=88,
        label_width=42,
        header_width=10,
        numbers_below=True,
        runs_on=True,
        page_lines=46,
        footer_every=3,
    ),
    "sector_review": TextLayout(
        width=98, label_width=40, header_width=16, numbers_below=True, repeat_header=False
    ),
}
"""The layout of each kind of document when no other is asked for."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stay on one page; header is said again when the block begins a new page."""

    lines: tuple[str, ...]
    header: tuple[str, ...] = ()
    new_page: bool = False


def as_text(made: Made, layout: TextLayout | None = None) -> str:
    """The text of the document; a page break shows as a line that begins with one blank."""
    chosen = layout or LAYOUTS[made.kind]
    pages = _pages(_blocks(made, chosen), chosen)
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        if number > 1 and not _has_footer(number - 1, chosen):
            page = [f" {page[0]}", *page[1:]]
        out.extend(page)
        if _has_footer(number, chosen) and number < len(pages):
            out.extend(("\f", f"{made.title} ", " ", f"Side {number} av {len(pages)} "))
    return _joined(out, double_spaced=chosen.double_spaced)


def double(text: str) -> str:
    """Every sign twice, as bold type drawn twice comes out."""
    return "".join(sign * 2 for sign in text)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most so many signs, where words allow it."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _has_footer(page: int, layout: TextLayout) -> bool:
    return bool(layout.footer_every) and page % layout.footer_every == 0


def _joined(lines: Iterable[str], *, double_spaced: bool) -> str:
    """The lines as text; "\\f" stands for the empty lines before a footer."""
    out: list[str] = []
    for line in lines:
        if line == "\f":
            out.extend(("", ""))
        else:
            out.append(line)
            if double_spaced:
                out.append("")
    return "\n".join(out) + "\n"


def _pages(blocks: Iterable[_Block], layout: TextLayout) -> list[list[str]]:
    """The blocks put on pages."""
    pages: list[list[str]] = [[]]
    for block in blocks:
        full = len(pages[-1]) + len(block.lines) > layout.page_lines
        if pages[-1] and (full or block.new_page):
            pages.append([])
            if layout.repeat_header and not block.new_page:
                pages[-1].extend(block.header)
        lines = block.lines if pages[-1] else dropwhile(_is_blank, block.lines)
        pages[-1].extend(lines)
    return [page for page in pages if page]


def _is_blank(line: str) -> bool:
    return not line.strip()


def _blocks(made: Made, layout: TextLayout) -> Iterator[_Block]:
    """The document in blocks; a heading stays with what follows it."""
    new_page, waiting = False, list[str]()
    for piece in made.pieces:
        if isinstance(piece, PageBreak):
            new_page = True
            continue
        if isinstance(piece, Heading):
            waiting.extend(_heading(piece, layout))
            continue
        for block in _of_piece(piece, layout):
            yield _Block((*waiting, *block.lines), block.header, new_page)
            new_page, waiting = False, []
        if not layout.double_spaced:
            yield _Block((" ",))


def _heading(heading: Heading, layout: TextLayout) -> list[str]:
    """A heading with room around it."""
    lines = _prose(heading.text, layout)
    return [" ", *lines] if layout.double_spaced else [*lines, " "]


def _of_piece(piece: Paragraph | Bullets | Table | Card, layout: TextLayout) -> Iterator[_Block]:
    match piece:
        case Paragraph():
            yield from (_Block((line,)) for line in _prose(piece.text, layout))
        case Bullets():
            for item in piece.items:
                yield from (_Block((line,)) for line in _prose(f"{piece.mark} {item}", layout))
        case Table():
            yield from _table(piece, layout)
        case Card():
            yield from _card(piece, layout)


def _prose(text: str, layout: TextLayout) -> list[str]:
    return [f"{line} " for line in wrap(text, layout.width)]


def _table(table: Table, layout: TextLayout) -> Iterator[_Block]:
    """Caption, unit, header and rows; rows of nothing but words may part anywhere."""
    before = [line for text in (table.caption, table.unit_line) if text for line in _prose(text, layout)]
    header = _header(table, layout)
    words_only = table.text_columns > len(table.rows[0].values)
    top = (*before, *header)
    for row in table.rows:
        lines = _row(row, table, layout)
        for part in [(line,) for line in lines] if words_only else [tuple(lines)]:
            yield _Block((*top, *part), () if top else tuple(header))
            top = ()
    if table.note:
        yield _Block(tuple(_prose(table.note, layout)))


def _header(table: Table, layout: TextLayout) -> list[str]:
    above = [" ".join(table.above)] if table.above else []
    if table.bold_header and layout.doubled_bold:
        return [*above, " " + " ".join(double(cell) for cell in table.header if cell)]
    return above + _wrapped_header(table.header, table.text_columns, layout)


def _wrapped_header(header: Sequence[str], text_columns: int, layout: TextLayout) -> list[str]:
    """Header cells one after another; a cell of one line stands on the line that is open."""
    lines: list[str] = []
    single = True
    for place, cell in enumerate(header):
        parts = wrap(cell, layout.header_width if place >= text_columns else layout.label_width)
        if not parts:
            continue
        if lines and (len(parts) == 1 or (layout.runs_on and single)):
            lines[-1] += f" {parts[0]}"
            parts, single = parts[1:], len(parts) == 1
        else:
            single = len(parts) == 1
        lines.extend(parts)
    return [f"{line} " for line in lines]


def _row(row: Row, table: Table, layout: TextLayout) -> list[str]:
    """The lines of one row: words wrapped in their columns, numbers last."""
    words = table.text_columns - 1
    tail = [value or "" for value in row.values[words:] if value or not table.tight]
    lead, wrapped = _lead([row.label, *(value or "" for value in row.values[:words])], table, layout)
    if row.bold and layout.doubled_bold:
        lead, tail = [_doubled(line) for line in lead], [double(value) for value in tail]
    *upper, last = lead
    numbers = " ".join(tail)
    if row.glued:
        return [*upper, last + numbers.lstrip()]
    if not any(tail):
        return [*(f"{line} " for line in upper), last + " " * max(1, len(tail))]
    if wrapped and layout.numbers_below:
        return _numbers_below(lead, numbers, layout)
    return [*(f"{line} " for line in upper), f"{last} {numbers} "]


def _numbers_below(lead: list[str], numbers: str, layout: TextLayout) -> list[str]:
    lines = [f"{line} " for line in lead]
    if layout.double_spaced:
        return [*lines, f"{numbers} "]
    return [*lines, "", f"{numbers} ", ""]


def _doubled(line: str) -> str:
    """The words of a line doubled; the blanks around them come from empty cells and stay single."""
    return line.replace(line.strip(), double(line.strip())) if line.strip() else line


def _lead(cells: Sequence[str], table: Table, layout: TextLayout) -> tuple[list[str], bool]:
    """The words of a row, each cell wrapped below the one before, and whether any took more than one line.

    A cell after a short code or an empty cell stands on the same line.
    """
    width = table.label_width or layout.label_width
    lines = wrap(cells[0], width) or [""]
    wrapped = len(lines) > 1
    for before, cell in pairwise(cells):
        parts = wrap(cell, width) or [""]
        wrapped = wrapped or len(parts) > 1
        if not cell:
            lines[-1] += " "
        elif len(before) > _SHORT_CODE:
            lines.extend(parts if layout.double_spaced else ["", *parts])
            wrapped = True
        elif table.code_apart and len(parts) > 1:
            lines.extend(parts)
        else:
            lines[-1] += f" {parts[0]}"
            lines.extend(parts[1:])
    return lines, wrapped


def _card(card: Card, layout: TextLayout) -> Iterator[_Block]:
    """A measure card: labels and texts follow each other as columns do in a text tool."""
    years, values = card.effects.header[1:], card.effects.rows[0].values
    effects = [line for year, value in zip(years, values, strict=True) for line in (f"{year} ", f"{value} ")]
    label = [f"{line} " for line in wrap(card.effects.header[0], 18)]
    yield _Block(tuple(f"{line} " for line in wrap(card.title, 76)))
    yield from (_Block((line,)) for line in _prose(card.intro, layout))
    yield _Block((*label, *effects))
    yield from (_Block((f"{line} ",)) for line in wrap(card.effect_text, 78))
    for name, text in card.texts:
        lines = wrap(text, 78)
        names = wrap(name, 18)
        if len(names) == 1:
            lines, names = [f"{names[0]} {lines[0]}", *lines[1:]], []
        yield _Block(tuple(f"{line} " for line in (*names, *([" "] if names else []), *lines)))
    yield _Block((" ", *(f"{box} " for box in card.boxes)))
