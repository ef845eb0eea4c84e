"""A document as a tagged PDF that meets PDF/UA-1 (ISO 14289-1), made by Typst.

Typst itself checks the standard while it writes and refuses a document that breaks it, so there is no
quiet fall back to a PDF that a screen reader cannot use. Only Typst's embedded fonts are used, unless a
theme names another: the same tree gives the same bytes on every machine.
"""

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from rodtrad.core.errors import UsageError
from rodtrad.publish.chart import chart_svg
from rodtrad.publish.layout import PAPER
from rodtrad.publish.plain import plain_tree
from rodtrad.publish.theme import OWN, DocumentTheme
from rodtrad.reports.tree import Chart, DocumentTree

if TYPE_CHECKING:
    from typst import PDFStandard

STANDARD: "PDFStandard" = "ua-1"


def publish_pdf(tree: DocumentTree, theme: DocumentTheme = OWN) -> bytes:
    """Print a document as PDF/UA-1.

    The tree reaches the template as JSON values, never as markup, so no text can change the layout.

    raises   UsageError  the document has no title or heading, or a letter that no embedded font has
                         (Typst's own words are in `reason`)
    """
    import typst

    def draw(chart: Chart) -> dict[str, str]:
        return {"svg": chart_svg(chart, tree.language, PAPER, theme.palette)}

    values = {**plain_tree(tree, draw), "theme": _plain_theme(theme)}
    try:
        return typst.compile(
            _template(),
            format="pdf",
            font_paths=typst.Fonts(include_system_fonts=bool(theme.font)),
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(values, ensure_ascii=False)},
            pdf_standards=STANDARD,
        )
    except typst.TypstError as error:
        raise UsageError("document_cannot_be_pdf_ua", title=tree.title, reason=error.message) from error


def _plain_theme(theme: DocumentTheme) -> dict[str, Any]:
    """The theme as plain values; a PNG as its bytes, an SVG as its text."""
    plain: dict[str, Any] = {
        name: getattr(theme, name) for name in ("name", "text", "heading", "accent", "muted", "font")
    }
    logo = theme.logo
    if logo is None:
        return plain | {"logo": None}
    content: Any = list(logo.content) if logo.kind == "png" else logo.content.decode("utf-8", "replace")
    return plain | {"logo": {"kind": logo.kind, "content": content, "text": logo.text}}


def _template() -> bytes:
    return files("rodtrad").joinpath("templates", "document.typ").read_bytes()
