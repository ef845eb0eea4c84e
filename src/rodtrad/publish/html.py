"""A document as one HTML file that needs nothing else: no script, no font, no picture beside it."""

import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rodtrad.publish.chart import chart_svg
from rodtrad.publish.layout import PHONE, SCREEN
from rodtrad.publish.plain import plain_tree
from rodtrad.publish.theme import OWN, PAPER, DocumentTheme
from rodtrad.reports.tree import Chart, DocumentTree

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{.*?\n\}\n", re.DOTALL)


def publish_html(tree: DocumentTree, site: str = "", theme: DocumentTheme = OWN) -> str:
    """Print a document as one accessible HTML page.

    Text from the tree is always escaped. The only markup let through is the style sheet and the
    charts, which are made here (their text is escaped by the chart library).

    site   where the figures have their pages; numbers in text lead there, and nowhere when it is empty
    theme  of a municipality; a document in its colours is light also where the screen is dark
    """
    from markupsafe import Markup

    def draw(chart: Chart) -> dict[str, str]:
        layouts = {"wide": SCREEN, "narrow": PHONE}
        return {
            name: Markup(chart_svg(chart, tree.language, layout, theme.palette))  # noqa: S704 - drawn here
            for name, layout in layouts.items()
        }

    def figure_href(address: str) -> str:
        return f"{site}/{quote(address)}" if tree.language == "no" else f"{site}/en/{quote(address)}"

    document: dict[str, Any] = plain_tree(tree, draw)
    style = Markup(_style(theme))  # noqa: S704 - our own style sheet, with checked colours
    given = {"style": style, "figure_href": figure_href if site else None}
    scheme = "light dark" if theme.is_own else "light"
    return _template().render(document=document, theme=theme, logo=_logo(theme), scheme=scheme, **given)


def _style(theme: DocumentTheme) -> str:
    """The style sheet, in the colours and font of a theme."""
    style = _text("document.css")
    if theme.is_own:
        return style
    light = _DARK.sub("", style).replace("color-scheme: light dark;", "color-scheme: light;")
    told = {"paper": PAPER, "ink": theme.text, "heading": theme.heading}
    told |= {"thread": theme.accent, "link": theme.accent}
    colours = " ".join(f"--{name}: {colour};" for name, colour in told.items())
    family = theme.font.replace('"', "").replace("<", "")
    fonts = f'--serif: "{family}", Georgia, serif; --sans: "{family}", Arial, sans-serif;' if family else ""
    return f"{light}\n:root {{ {colours} {fonts} }}\n"


def _logo(theme: DocumentTheme) -> str:
    """The logo as an address that holds it."""
    if theme.logo is None:
        return ""
    kind = "svg+xml" if theme.logo.kind == "svg" else "png"
    return f"data:image/{kind};base64,{b64encode(theme.logo.content).decode()}"


def _text(name: str) -> str:
    return files("rodtrad").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _template() -> "Template":
    environment = _environment()
    return environment.from_string(_text("document.html.j2"))


def _environment() -> "Environment":
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
