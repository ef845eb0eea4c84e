"""A document as one HTML file that needs nothing else: no script, no font, no picture beside it."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from rodtrad.publish.chart import chart_svg
from rodtrad.publish.layout import PHONE, SCREEN
from rodtrad.publish.plain import plain_tree
from rodtrad.reports.tree import Chart, DocumentTree

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def publish_html(tree: DocumentTree) -> str:
    """Print a document as one accessible HTML page.

    Text from the tree is always escaped. The only markup let through is the style sheet and the
    charts, which are made here (their text is escaped by the chart library).
    """
    from markupsafe import Markup

    def draw(chart: Chart) -> dict[str, str]:
        layouts = {"wide": SCREEN, "narrow": PHONE}
        return {name: Markup(chart_svg(chart, tree.language, layout)) for name, layout in layouts.items()}

    document: dict[str, Any] = plain_tree(tree, draw)
    return _template().render(document=document, style=Markup(_text("document.css")))


def _text(name: str) -> str:
    return files("rodtrad").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _template() -> "Template":
    environment = _environment()
    return environment.from_string(_text("document.html.j2"))


def _environment() -> "Environment":
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
