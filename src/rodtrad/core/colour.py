"""Colours and how well they are told apart (WCAG 2.1, success criteria 1.4.3 and 1.4.11)."""

import re

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
TEXT_CONTRAST = 4.5
"""The least contrast between text and what is behind it."""


def is_colour(text: str) -> bool:
    """Whether a text is a colour as `#1d2730`."""
    return bool(_HEX.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 for the same to 21 for black and white.

    source  WCAG 2.1, definition of contrast ratio
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 for black to 1 for white (WCAG 2.1)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
