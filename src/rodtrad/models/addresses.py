"""What an address may point to: a row of a fact, or a figure in one."""

from rodtrad.models.concepts import SHAPES

NOWHERE = "\x00"
"""A sign that no database keeps in a text, so that nothing can be named with it."""
_MOST_DIGITS = 18


def meanings_of(address: str) -> list[tuple[str, dict[str, object], str | None]]:
    """What an address may point to: a figure's column in a row, or a whole row; at most two readings."""
    fact, *parts = address.split("/")
    if fact not in SHAPES or NOWHERE in address:
        return []
    shape = SHAPES[fact]
    found = []
    for column in (parts[-1] if parts else None, None):
        given = parts[:-1] if column else parts
        if len(given) == len(shape.key) and (column is None or column in shape.names()):
            key = {n: _key_value(p, shape[n].kind) for n, p in zip(shape.key, given, strict=True) if p != "-"}
            if None not in key.values():
                found.append((fact, key, column))
    return found


def _key_value(text: str, kind: str) -> object:
    """A part of an address as its column holds it; None when it cannot be."""
    if kind != "integer":
        return text
    return int(text) if text.lstrip("-").isdecimal() and len(text) < _MOST_DIGITS else None
