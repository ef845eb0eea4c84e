"""How documents look (tema): the municipality's name, logo, colours and font, read from a small TOML file.

    name = "Lillevik kommune"
    logo = "logo.svg"              # SVG or PNG, beside this file
    logo_text = "Lillevik kommunes byvåpen"
    font = "Liberation Sans"       # one that is installed here
    [colours]
    accent = "#00524c"             # the line down the page, and links
    heading = "#00524c"
    text = "#1d2730"

Everything can be left out. The paper is always white, and each colour must be readable on it.
"""

import json
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rodtrad.core.colour import TEXT_CONTRAST, contrast, is_colour
from rodtrad.core.errors import UsageError
from rodtrad.core.numbers import number
from rodtrad.publish.palette import PRINTED, Palette

PAPER = "#ffffff"
_COLOURS = ("accent", "heading", "text")
_TEXTS = ("name", "logo", "logo_text", "font")
_LARGEST_LOGO = 1_000_000
_DRAWN = b"#image(bytes(json(bytes(sys.inputs.content))), format: sys.inputs.kind)"
_PNG = b"\x89PNG\r\n\x1a\n"
_ACTIVE = re.compile(
    rb"<\s*(?:script|foreignObject|iframe)\b|\bon\w+\s*=|javascript:|<!ENTITY", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for the front of a document. `kind` is svg or png; `text` is read instead of it."""

    content: bytes
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentTheme:
    """How documents look; without a file, as Rødtråd's own.

    name  of who publishes, shown above the title
    font  family of all text; empty is each format's own
    """

    name: str = ""
    text: str = "#1d2730"
    heading: str = "#1d2730"
    accent: str = "#b3202a"
    muted: str = "#55606a"
    font: str = ""
    logo: Logo | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is Rødtråd's own look."""
        return self == OWN

    @property
    def palette(self) -> Palette:
        """The colours of charts: those of print, with the accent as the thread."""
        series = tuple(self.accent if colour == PRINTED.thread else colour for colour in PRINTED.series)
        return replace(PRINTED, thread=self.accent, series=series, font=self.font)


OWN = DocumentTheme()
"""Rødtråd's own look."""


def read_theme(path: Path) -> DocumentTheme:
    """The theme in a file.

    raises  UsageError  it cannot be read, has something unknown in it, a colour that cannot be read on
            white paper, a logo that cannot be used, or a font that is not installed
    """
    given = _read(path)
    unknown = sorted(set(given) - {*_TEXTS, "colours"}) + sorted(set(_colours(path, given)) - set(_COLOURS))
    if unknown:
        known = ", ".join((*_TEXTS, *(f"colours.{c}" for c in _COLOURS)))
        raise UsageError("theme_word_unknown", path=str(path), word=unknown[0], known=known)
    for word in _TEXTS:
        if not isinstance(given.get(word, ""), str):
            raise UsageError("theme_not_text", path=str(path), word=word)
    font = given.get("font", "")
    _check_font(path, font)
    colours = {word: _readable(path, word, colour) for word, colour in _colours(path, given).items()}
    return DocumentTheme(name=given.get("name", ""), font=font, logo=_logo(path, given), **colours)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("theme_file_missing", path=str(path), reason=error) from None
    except ValueError as error:
        raise UsageError("theme_not_toml", path=str(path), reason=str(error)) from None


def _colours(path: Path, given: dict[str, Any]) -> dict[str, Any]:
    colours = given.get("colours", {})
    if not isinstance(colours, dict):
        raise UsageError("theme_not_text", path=str(path), word="colours")
    return colours


def _readable(path: Path, word: str, colour: object) -> str:
    """A colour that can be read on the paper."""
    if not isinstance(colour, str) or not is_colour(colour):
        raise UsageError("theme_colour_wrong", path=str(path), word=word, colour=str(colour)[:40])
    ratio = contrast(colour, PAPER)
    if ratio < TEXT_CONTRAST:
        told = {"ratio": number(ratio, 1, "no"), "least": number(TEXT_CONTRAST, 1, "no")}
        raise UsageError("theme_contrast_low", path=str(path), word=word, colour=colour, **told)
    return colour.lower()


def _check_font(path: Path, font: str) -> None:
    """Whether a font is installed here, or is one of those that come along."""
    if not font:
        return
    import typst

    families = typst.Fonts().families()
    if font not in families:
        near = [family for family in families if family[:1].lower() == font[:1].lower()] or families
        raise UsageError("theme_font_unknown", path=str(path), font=font, known=", ".join(near[:8]))


def _logo(path: Path, given: dict[str, Any]) -> Logo | None:
    """The logo, where there is one; without text of its own it is the name that is read."""
    if not given.get("logo"):
        return None
    file = path.parent / given["logo"]
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError("theme_logo_missing", path=str(file), reason=error) from None
    kind = _kind_of(content)
    if not kind or len(content) > _LARGEST_LOGO:
        raise UsageError("theme_logo_wrong", path=str(file), largest=_LARGEST_LOGO // 1000)
    text = given.get("logo_text") or given.get("name") or ""
    if not text:
        raise UsageError("theme_logo_without_text", path=str(path))
    logo = Logo(content, kind, text)
    _check_drawn(file, logo)
    return logo


def _check_drawn(file: Path, logo: Logo) -> None:
    """Whether a logo can be drawn: a file that is cut off begins like any other."""
    import typst

    given = {"content": json.dumps(list(logo.content)), "kind": logo.kind}
    try:
        typst.compile(
            _DRAWN, format="pdf", font_paths=typst.Fonts(), ignore_system_fonts=True, sys_inputs=given
        )
    except typst.TypstError as error:
        raise UsageError("theme_logo_broken", path=str(file), reason=error.message) from None


def _kind_of(content: bytes) -> str:
    """The kind of picture a file is; empty for what cannot be used, such as an SVG that does something."""
    if content.startswith(_PNG):
        return "png"
    return "svg" if b"<svg" in content[:4_000] and not _ACTIVE.search(content) else ""
