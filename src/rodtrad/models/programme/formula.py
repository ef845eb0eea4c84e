"""Effects as formulas: small typed expressions over named assumptions.

A formula has names, plain numbers, + - * / and brackets, and min and max of two or more. It is
parsed by Python's own parser and walked here, so nothing in it can be run.
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from rodtrad.core.dimension import NUMBER, Dimension, times, written
from rodtrad.core.errors import UsageError

NAME = re.compile(r"[a-zæøå][a-zæøå0-9_]*")
FUNCTIONS = ("min", "max")
_LONGEST = 500
_LARGEST = 1e15
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_DECIMAL_COMMA = re.compile(r"\d,\d")


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula: its text, and the assumptions it names in order of first use."""

    text: str
    names: tuple[str, ...]
    tree: ast.expr = field(repr=False, compare=False)


def parse(text: str) -> Formula:
    """Parse a formula.

    raises  UsageError  it is empty, too long, not written as a formula, or uses something unknown
    """
    if not text.strip() or len(text) > _LONGEST:
        raise UsageError("formula_length", formula=text[:60], longest=_LONGEST)
    try:
        tree = ast.parse(text.strip().replace("−", "-"), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        at = getattr(error, "offset", None) or 1
        raise UsageError("formula_syntax", formula=text, at=at) from None
    names: dict[str, None] = {}
    _check(tree, text, names)
    return Formula(text, tuple(names), tree)


def _check(tree: ast.expr, text: str, names: dict[str, None]) -> None:
    match tree:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            if not abs(number) <= _LARGEST:
                raise UsageError("formula_syntax", formula=text, at=tree.col_offset + 1)
        case ast.Name(id=name) if NAME.fullmatch(name) and name not in FUNCTIONS:
            names[name] = None
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            _check(left, text, names)
            _check(right, text, names)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _check(operand, text, names)
        case ast.Call(func=ast.Name(id=name), args=[_, _, *_] as given, keywords=[]) if name in FUNCTIONS:
            for argument in given:
                _check(argument, text, names)
        case ast.Tuple() if _DECIMAL_COMMA.search(text):
            raise UsageError("formula_comma", formula=text)
        case _:
            part = ast.get_source_segment(text.strip().replace("−", "-"), tree) or text
            raise UsageError("formula_part_unknown", formula=text, part=part)


def dimension_of_formula(formula: Formula, known: Mapping[str, Dimension]) -> Dimension:
    """What a formula comes out in.

    raises  UsageError  a name nobody has given a value, or parts that cannot be added
    """
    return _dimension(formula.tree, formula.text, known)


def _dimension(tree: ast.expr, text: str, known: Mapping[str, Dimension]) -> Dimension:
    match tree:
        case ast.Name(id=name):
            if name not in known:
                near = get_close_matches(name, known, n=3, cutoff=0.5) or sorted(known)[:3]
                raise UsageError("formula_name_unknown", formula=text, name=name, near=", ".join(near) or "–")
            return known[name]
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return times(_dimension(left, text, known), _dimension(right, text, known))
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return times(_dimension(left, text, known), _dimension(right, text, known), -1)
        case ast.BinOp(left=left, right=right):
            return _same([left, right], text, known)
        case ast.UnaryOp(operand=operand):
            return _dimension(operand, text, known)
        case ast.Call(args=arguments):
            return _same(arguments, text, known)
    return NUMBER


def _same(parts: list[ast.expr], text: str, known: Mapping[str, Dimension]) -> Dimension:
    found = [_dimension(part, text, known) for part in parts]
    other = next((d for d in found if d != found[0]), None)
    if other is not None:
        raise UsageError("formula_units_differ", formula=text, one=written(found[0]), other=written(other))
    return found[0]


def value_of(formula: Formula, values: Mapping[str, Any]) -> Any:
    """The formula's value.

    values  a number for every name, or an array of draws: the result is then an array too
    """
    import numpy as np

    folds: dict[str, Callable[[Any, Any], Any]] = {"min": np.minimum, "max": np.maximum}

    def walk(tree: ast.expr) -> Any:
        match tree:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.Name(id=name):
                return values[name]
            case ast.UnaryOp(operand=operand):
                return -walk(operand)
            case ast.Call(func=ast.Name(id=name), args=[first, *rest]):
                made = walk(first)
                for argument in rest:
                    made = folds[name](made, walk(argument))
                return made
            case ast.BinOp(left=left, op=operator, right=right):
                one, other = walk(left), walk(right)
                match operator:
                    case ast.Add():
                        return one + other
                    case ast.Sub():
                        return one - other
                    case ast.Mult():
                        return one * other
                return np.divide(one, other)
        raise AssertionError(f"{formula.text}: checked when parsed")

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return walk(formula.tree)
