"""Documents in a municipality's theme; Lillevik is invented."""

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from test_publish_pdf import text_of

from rodtrad.core.colour import contrast
from rodtrad.core.errors import UsageError
from rodtrad.core.words import say
from rodtrad.publish.docx import publish_docx
from rodtrad.publish.html import publish_html
from rodtrad.publish.pdf import publish_pdf
from rodtrad.publish.theme import OWN, DocumentTheme, read_theme
from rodtrad.reports.tree import DocumentTree

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#00524c"/></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082"
)
"""One transparent pixel."""
TOML = """
name = "Lillevik kommune"
logo = "logo.svg"
logo_text = "Lillevik kommunes byvåpen"
font = "New Computer Modern"
[colours]
accent = "#00524C"
heading = "#004488"
text = "#101010"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "logo.svg").write_bytes(SVG)
    (tmp_path / "theme.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


@pytest.fixture
def theme(folder: Path) -> DocumentTheme:
    return read_theme(folder / "theme.toml")


def refused(folder: Path, text: str) -> tuple[str, str]:
    """The error a theme file gives, and how it is told."""
    (folder / "theme.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_theme(folder / "theme.toml")
    told = say(error.value.message, "no", **error.value.facts)
    assert say(error.value.message, "en", **error.value.facts) != told
    return error.value.message, told


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#ff0000", "#ffffff", 1.05 / (0.2126 + 0.05)),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_as_wcag_defines_it(one: str, other: str, ratio: float) -> None:
    """Black on white is 21; red has luminance 0,2126; #767676 is the lightest readable grey on white."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_a_whole_theme_is_read(theme: DocumentTheme) -> None:
    assert (theme.name, theme.font) == ("Lillevik kommune", "New Computer Modern")
    assert (theme.accent, theme.heading, theme.text) == ("#00524c", "#004488", "#101010")
    assert theme.logo is not None
    assert (theme.logo.kind, theme.logo.text) == ("svg", "Lillevik kommunes byvåpen")


def test_an_empty_theme_is_our_own(folder: Path) -> None:
    (folder / "theme.toml").write_text("", encoding="utf-8")
    assert read_theme(folder / "theme.toml") == OWN


def test_our_own_colours_can_be_read() -> None:
    assert all(
        contrast(colour, "#ffffff") >= 4.5 for colour in (OWN.text, OWN.heading, OWN.accent, OWN.muted)
    )


def test_a_colour_that_cannot_be_read_is_refused_with_its_contrast(folder: Path) -> None:
    """#ff8800 on white: luminance 0,2126 + 0,7152 * 0,2462 = 0,3887; 1,05 / 0,4387 is 2,4."""
    key, told = refused(folder, '[colours]\naccent = "#ff8800"')
    assert key == "theme_contrast_low"
    assert "#ff8800 for accent" in told
    assert "2,4 av minst 4,5" in told


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("navn = 'x'", "theme_word_unknown"),
        ("[colours]\nlink = '#000000'", "theme_word_unknown"),
        ("name = 3", "theme_not_text"),
        ("colours = 'red'", "theme_not_text"),
        ("[colours]\ntext = 'red'", "theme_colour_wrong"),
        ("[colours]\ntext = 7", "theme_colour_wrong"),
        ("[colours]\ntext = '#12345g'", "theme_colour_wrong"),
        ("name = ", "theme_not_toml"),
        ("font = 'Comic Sans Finnes Ikke'", "theme_font_unknown"),
        ("logo = 'finnes-ikke.svg'\nname = 'x'", "theme_logo_missing"),
        ("logo = 'logo.svg'", "theme_logo_without_text"),
        ("logo = 'theme.toml'\nname = 'x'", "theme_logo_wrong"),
    ],
)
def test_what_cannot_be_used_is_refused(folder: Path, text: str, key: str) -> None:
    assert refused(folder, text)[0] == key


@pytest.mark.parametrize(
    "inside",
    [b"<script>x</script>", b'<g onload="x"/>', b"<foreignObject/>", b'<a href="javascript:x"/>'],
)
def test_a_logo_that_does_something_is_refused(folder: Path, inside: bytes) -> None:
    (folder / "logo.svg").write_bytes(SVG.replace(b"<path", inside + b"<path"))
    assert refused(folder, TOML)[0] == "theme_logo_wrong"


def test_a_theme_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="theme_file_missing"):
        read_theme(tmp_path / "theme.toml")


def test_html_has_the_name_logo_colours_and_font(tree: DocumentTree, theme: DocumentTheme) -> None:
    page = publish_html(tree, theme=theme)
    assert '<img src="data:image/svg+xml;base64,' in page
    assert 'alt="Lillevik kommunes byvåpen"' in page
    assert "<span>Lillevik kommune</span>" in page
    assert "--thread: #00524c; --link: #00524c;" in page
    assert '--serif: "New Computer Modern"' in page
    assert "prefers-color-scheme: dark" not in page
    assert '<meta name="color-scheme" content="light">' in page
    assert "#b3202a" not in page.partition("</style>")[2], "charts have the theme's colour"


def test_without_a_theme_html_is_as_before(tree: DocumentTree) -> None:
    page = publish_html(tree)
    assert "prefers-color-scheme: dark" in page
    assert 'class="sender"' not in page


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_pdf_has_the_name_and_a_logo_with_its_words(tree: DocumentTree, folder: Path, kind: str) -> None:
    (folder / "logo.png").write_bytes(PNG)
    (folder / "theme.toml").write_text(TOML.replace("logo.svg", f"logo.{kind}"), encoding="utf-8")
    theme = read_theme(folder / "theme.toml")
    printed = publish_pdf(tree, theme)
    assert "Lillevikkommune" in text_of(printed)
    assert printed.count(b"/Alt<") + printed.count(b"/Alt(") == 2, "the chart's and the logo's"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed
    fonts = set(re.findall(rb"/BaseFont/(?:[A-Z]{6}\+)?([A-Za-z]+)", printed))
    assert any(font.startswith(b"NewCM") for font in fonts)


def test_word_has_the_name_logo_colours_and_font(tree: DocumentTree, theme: DocumentTheme) -> None:
    made: Any = docx.Document(io.BytesIO(publish_docx(tree, theme)))
    assert [p.text for p in made.paragraphs if p.style.name == "Sender"] == ["", "Lillevik kommune"]
    logo = made.inline_shapes[0]._inline.docPr
    assert logo.get("descr") == "Lillevik kommunes byvåpen"
    heading, normal = made.styles["Heading 1"], made.styles["Normal"]
    assert (str(heading.font.color.rgb), heading.font.name) == ("004488", "New Computer Modern")
    assert (str(normal.font.color.rgb), normal.font.name) == ("101010", "New Computer Modern")
    [line] = made.styles["Title"].element.iter(qn("w:bottom"))
    assert line.get(qn("w:color")) == "00524C"


@pytest.mark.parametrize(
    ("name", "content"), [("logo.svg", SVG[: len(SVG) // 2]), ("logo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 99)]
)
def test_a_logo_that_is_cut_off_is_refused_when_it_is_read(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    (folder / "theme.toml").write_text(f"name = 'x'\nlogo = '{name}'", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_theme(folder / "theme.toml")
    assert refused.value.message == "theme_logo_broken"
