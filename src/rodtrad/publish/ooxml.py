"""The parts of a Word file that python-docx has no words for."""

import io
import zipfile
from typing import IO, TYPE_CHECKING, Any

from rodtrad.publish.theme import DocumentTheme

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

HAIRLINE = "D3CEC3"
SEVERITY = {"error": "A3161F", "warning": "8A5200"}
MILD = "2F5573"

_SERIF = "Georgia"
_SANS = "Arial"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)

# name, based on, size in points, bold, colour of the theme, points before and after, font, kept with the next
_STYLES: tuple[tuple[str, str, float, bool, str, float, float, str, bool], ...] = (
    ("Sender", "", 11, True, "text", 0, 14, _SANS, False),
    ("Title", "", 26, True, "heading", 0, 4, _SERIF, False),
    ("Subtitle", "", 13, False, "muted", 0, 6, _SERIF, False),
    ("Heading 1", "", 17, True, "heading", 26, 8, _SERIF, True),
    ("Heading 2", "", 13, True, "heading", 18, 6, _SERIF, True),
    ("Heading 3", "", 11.5, True, "heading", 14, 4, _SERIF, True),
    ("Heading 4", "", 10.5, True, "heading", 12, 4, _SERIF, True),
    ("Heading 5", "", 10.5, True, "heading", 12, 4, _SERIF, True),
    ("Caption", "", 10.5, True, "text", 14, 4, _SERIF, True),
    ("Note", "Normal", 8.5, False, "muted", 3, 10, _SANS, False),
    ("List Bullet", "Normal", 10.5, False, "text", 0, 4, _SANS, False),
    ("List Number", "Normal", 10.5, False, "text", 0, 4, _SANS, False),
    ("Picture", "Normal", 10.5, False, "text", 0, 0, _SANS, False),
    ("Cell", "Normal", 9, False, "text", 2, 2, _SANS, False),
    ("Number cell", "Cell", 9, False, "text", 2, 2, _SANS, False),
    ("Small cell", "Cell", 7.5, False, "text", 2, 2, _SANS, False),
    ("Small number cell", "Number cell", 7.5, False, "text", 2, 2, _SANS, False),
    ("Key figure", "Normal", 10, False, "text", 3, 5, _SANS, False),
    ("Contents heading", "Normal", 13, True, "text", 22, 4, _SERIF, True),
    ("Contents 1", "Normal", 10.5, False, "text", 0, 2, _SANS, False),
    ("Contents 2", "Contents 1", 9.5, False, "muted", 0, 2, _SANS, False),
    ("Notice title", "Normal", 10.5, True, "text", 10, 1, _SANS, True),
    ("Notice text", "Normal", 10.5, False, "text", 0, 2, _SANS, False),
    ("Notice source", "Normal", 8.5, False, "muted", 0, 4, _SANS, False),
)


def _element(tag: str, /, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def set_up(document: "Document", *, title: str, subject: str, language: str, theme: DocumentTheme) -> None:
    """Set page, styles, language and properties; nothing in the file says when or by whom it was made."""
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(25), Mm(22)
    page.top_margin, page.bottom_margin = Mm(24), Mm(22)
    _set_styles(document, theme)
    _set_language(document, language)
    properties = document.core_properties
    properties.title, properties.subject, properties.language = title, subject, language
    properties.author = properties.comments = properties.last_modified_by = ""
    core = properties._element
    for child in [child for child in core if child.tag.endswith(("}created", "}modified"))]:
        core.remove(child)
    package: Any = document.part.package
    for name in [name for name, part in package.rels.items() if part.reltype.endswith("/thumbnail")]:
        del package.rels[name]


def _set_styles(document: "Document", theme: DocumentTheme) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt, RGBColor

    normal = document.styles["Normal"]
    colours = {name: word_colour(getattr(theme, name)) for name in ("text", "heading", "muted", "accent")}
    _set_font(normal, theme.font or _SANS, 10.5, colours["text"])
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.15
    for name, base, size, bold, colour, before, after, font, keep in _STYLES:
        known = name in document.styles
        style: Any = (
            document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        if base:
            style.base_style = document.styles[base]
        _set_font(style, theme.font or font, size, colours[colour])
        style.font.bold, style.font.italic = bold, False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = keep
    styles: Any = document.styles
    styles["Number cell"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles["Picture"].paragraph_format.line_spacing = 1.0
    styles["Contents 2"].paragraph_format.left_indent = Mm(6)
    styles["Key figure"].paragraph_format.left_indent = Mm(52)
    styles["Key figure"].paragraph_format.first_line_indent = Mm(-52)
    styles["Key figure"].paragraph_format.tab_stops.add_tab_stop(Mm(52))
    for name in ("Notice text", "Notice source"):
        styles[name].paragraph_format.left_indent = Mm(5)
    value: Any = document.styles.add_style("Key figure value", WD_STYLE_TYPE.CHARACTER)
    value.font.size, value.font.color.rgb = Pt(17), RGBColor.from_string(colours["text"])
    _put_border(styles["Title"].element.get_or_add_pPr(), "bottom", colours["accent"], 8, 6)


def word_colour(colour: str) -> str:
    """A colour as Word writes it."""
    return colour.removeprefix("#").upper()


def _set_font(style: Any, font: str, size: float, colour: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "heme" in name:
            del fonts.attrib[name]
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def _put_border(paragraph_properties: Any, side: str, colour: str, eighths: int, space: int) -> None:
    from docx.oxml.ns import qn

    for old in paragraph_properties.findall(qn("w:pBdr")):
        paragraph_properties.remove(old)
    borders = _element("w:pBdr")
    borders.append(_element(f"w:{side}", val="single", sz=str(eighths), space=str(space), color=colour))
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
    paragraph_properties.insert_element_before(borders, *later)


def _set_language(document: "Document", language: str) -> None:
    from docx.oxml.ns import qn

    places = [
        *document.styles.element.iter(qn("w:lang")),
        *document.settings.element.iter(qn("w:themeFontLang")),
    ]
    for place in places:
        for name in ("val", "eastAsia"):
            place.set(qn(f"w:{name}"), language)


def add_page_footer(document: "Document", title: str, words: list[str]) -> None:
    """Put title and page number at the foot of each page; Word fills in the numbers."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Note"
    paragraph.add_run(f"{title}  ·  {words[0]}")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(words[1])
    _add_field(paragraph, "NUMPAGES")
    paragraph.add_run(words[2])


def _add_field(paragraph: "Paragraph", instruction: str) -> None:
    field = _element("w:fldSimple", instr=instruction)
    run = paragraph.add_run("1")._r
    field.append(run)
    paragraph._p.append(field)


def numbered_from(document: "Document", first: int) -> int:
    """A numbered list of its own that begins at a number; returns its id."""
    style: Any = document.styles["List Number"].element
    numbering: Any = document.part.numbering_part.element
    likeness = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    made = numbering.add_num(likeness)
    made.add_lvlOverride(ilvl=0).add_startOverride(first)
    return int(made.numId)


def add_bookmark(paragraph: "Paragraph", name: str, number: int) -> None:
    """Name a place in the document that a link can point to; `number` is unique in the document."""
    paragraph._p.insert(1, _element("w:bookmarkStart", id=str(number), name=name))
    paragraph._p.append(_element("w:bookmarkEnd", id=str(number)))


def add_link(paragraph: "Paragraph", text: str, bookmark: str) -> None:
    """Add text that leads to a bookmark in the same document."""
    link = _element("w:hyperlink", anchor=bookmark, history="1")
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def set_language(paragraph: "Paragraph", language: str) -> None:
    """Say the language of all the words of a paragraph; "" is that of the document."""
    for run in paragraph._p.xpath(".//w:r") if language else ():
        run.get_or_add_rPr().append(_element("w:lang", val=language))


def add_picture(
    paragraph: "Paragraph",
    picture: IO[bytes],
    *,
    title: str,
    alternative: str,
    width_mm: float | None = None,
    height_mm: float | None = None,
) -> None:
    """Place a picture with its alternative text; of width and height one is given."""
    from docx.shared import Mm

    size = {n: Mm(v) for n, v in (("width", width_mm), ("height", height_mm)) if v is not None}
    shape = paragraph.add_run().add_picture(picture, **size)
    described = shape._inline.docPr
    described.set("title", title)
    described.set("descr", alternative)


def colour_run(run: "Run", severity: str) -> None:
    """Colour a word by severity; the word and its shape carry the meaning."""
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(SEVERITY.get(severity, MILD))


def without_clock(file: bytes) -> bytes:
    """Give the same Word file with one fixed time on every part, so equal documents are equal bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as parts, zipfile.ZipFile(written, "w") as fixed:
        for part in parts.infolist():
            stamped = zipfile.ZipInfo(part.filename, _FIXED_TIME)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(stamped, parts.read(part.filename))
    return written.getvalue()
