"""Keys that know their hierarchy. Compare with `is_under`, never with `startswith`."""

from typing import Self


class Key(str):
    """A code whose levels are parted by full stops: `FO2.1` lies under `FO2`."""

    __slots__ = ()

    def parent(self) -> Self | None:
        """The key one level up, or None at the top."""
        head, dot, _ = self.rpartition(".")
        return type(self)(head) if dot else None

    def is_under(self, other: "Key") -> bool:
        """True when the other key is one of this key's ancestors."""
        return self != other and self[: len(other) + 1] == f"{other}."

    def level(self) -> int:
        """1 at the top."""
        return self.count(".") + 1


class DocumentKey(Key):
    """A published document (dokument)."""

    __slots__ = ()


class UnitKey(Key):
    """An organisational unit (enhet): municipality, department, agency, district, institution."""

    __slots__ = ()


class CodeKey(Key):
    """A code of one dimension: account group, area, function, chapter or project."""

    __slots__ = ()


class FunctionKey(CodeKey):
    """A functional area or KOSTRA function (funksjonsområde, funksjon)."""

    __slots__ = ()


class GoalKey(Key):
    """A goal or an action under one (mål, tiltak under mål)."""

    __slots__ = ()
