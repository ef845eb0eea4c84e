"""What an annual report says of the deviation and the change of each group of accounts (postgruppe)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from rodtrad.core.measurement import UNITS, Family
from rodtrad.core.relation import RelationKind
from rodtrad.facts.budget import Version
from rodtrad.models.concepts import SHAPES
from rodtrad.readers.equations import add_equation
from rodtrad.readers.gather import Gathered
from rodtrad.readers.prose import Placed

_GROUP = re.compile(r"postgruppe\s+(\d)\d\d\s*[-–]\s*\d{3}", re.IGNORECASE)
_RESULT = re.compile(
    r"^\s*(?P<what>postgruppen|resultatet)\s+viser\s+(?:et\s+)?(?:netto\s+)?"
    r"(?P<way>mindreforbruk|merforbruk|merinntekter?|mindreinntekter?)\b[^\d]*\bpå\s*$",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"\W*(?:i|for|ved|innen|innenfor|knyttet\s+til|på)\b(?!\s+(?:20\d\d|forhold|året|postgruppe))",
    re.IGNORECASE,
)
_BY_CAUSE = re.compile(r"\W*(?:som\s+følge|på\s+grunn|grunnet|på\s+bakgrunn|knyttet)\b", re.IGNORECASE)
_WORSE = ("merforbruk", "mindreinntekt")
_SINCE_LAST_YEAR = re.compile(
    r"regnskapet\s+for\s+20\d\d\s+viser\s+en\s+(?P<way>økning|nedgang|reduksjon)\s+i\s+(?:kostnader|inntekter|utgifter)\s+på\s*$"
    r"|(?:kostnad\w*|lønnskostnad\w*|inntekt\w*)(?:\s+i\s+denne\s+postgruppen)?\s+(?P<verb>økte|falt|sank)\s+med\s*$",
    re.IGNORECASE,
)
_DOWN = ("nedgang", "reduksjon", "falt", "sank")
_INCOME_GROUPS = "6789"
_YEARS = re.compile(r"20\d\d")
_MOVED = re.compile(r"(?:øk\w*|steg|gikk\s+opp|gikk\s+ned|falt|sank|redusert)\s+med\s*$", re.IGNORECASE)
_THAN_LAST_YEAR = re.compile(
    r"^\W*(?:samm?en\w+|fra|sett\s+opp\s+mot|mot|i\s+forhold\s+til)\b[^.]*20\d\d", re.IGNORECASE
)
_DOWN_BY = re.compile(r"(?:gikk\s+ned|falt|sank|redusert)\s+med\s*$", re.IGNORECASE)
_SPENDING = re.compile(
    r"^\W*(?:(?:de )?(?:samlede|totale) )?(?:utbetaling|utgift|kostnad|forbruk)\w*\s+"
    r"(?:har\s+)?(?:øk|steg|gikk|falt|sank|ble)",
    re.IGNORECASE,
)
_SPENT = "utgift"
_SAVED = re.compile(
    r"\b(?:redusere?s?|spares?|kuttes?|innsparing(?:en)?)\b[^.\d]{0,60}\b(?:med|på|er)\s+(?:totalt|til\s+sammen|om\s+lag|ca\.?)?\s*$",
    re.IGNORECASE,
)
_LAST_LINE = 10**9
_NEAR_LINES = 40


def explains_a_group(gathered: Gathered, one: Placed) -> bool:
    """A result under budget is the deviation of the group's row; a rise, its change from last year.

    returns  whether the number is one of these, so that it is no repetition of another figure
    """
    group = _GROUP.search(one.told.heading)
    if _states_deviation(gathered, one, group) or (group and _states_change(gathered, one, group[1])):
        return True
    return _states_change_nearby(gathered, one)


def _states_deviation(gathered: Gathered, one: Placed, group: "re.Match[str] | None") -> bool:
    result = _RESULT.match(_YEARS.sub("", one.told.before))
    if (
        not result
        or _OF_A_PART.match(one.told.after)
        or (group is None and result["what"].lower() == "postgruppen")
    ):
        return False
    rows = _lines_of(gathered, one.told.line, group[1] if group else None)
    deviation = rows.get((Version.DEVIATION.value, gathered.about.year))
    if deviation is None:
        return False
    sign = -1 if result["way"].lower().startswith(_WORSE) else 1
    add_equation(
        gathered,
        "Teksten forklarer avviket",
        RelationKind.EQUALITY,
        one.address,
        [deviation],
        [sign],
        strict=True,
    )
    return True


def _states_change(gathered: Gathered, one: Placed, group: str) -> bool:
    change = None if _BY_CAUSE.match(one.told.after) else _SINCE_LAST_YEAR.search(one.told.before)
    rows = _lines_of(gathered, one.told.line, group) if change else {}
    year = gathered.about.year
    now, before = (rows.get((Version.ACCOUNTS.value, y)) for y in (year, year - 1))
    if change is None or now is None or before is None:
        return False
    down = (change["way"] or change["verb"]).lower() in _DOWN
    sign = -1 if (group in _INCOME_GROUPS) != down else 1
    label = "Teksten forklarer endringen fra året før"
    add_equation(gathered, label, RelationKind.DIFFERENCE, one.address, [now, before], [sign, -sign])
    return True


def _states_change_nearby(gathered: Gathered, one: Placed) -> bool:
    """A rise or fall since last year, where no group is named: of a row of the last accounts that fits.

    Where none fits and the sentence is about what was spent, it is the spending of those accounts.
    """
    if UNITS[one.unit].family is not Family.MONEY or not _MOVED.search(one.told.before):
        return False
    if not _THAN_LAST_YEAR.search(one.told.after):
        return False
    near = [r for r in _accounts_above(gathered, one.told.line) if one.told.line - r["line"] <= _NEAR_LINES]
    at = {(r["account_group"], r["year"]): r for r in near if r["version"] == Version.ACCOUNTS.value}
    year = gathered.about.year
    pairs = [
        (now, at[group, year - 1]) for (group, y), now in at.items() if y == year and (group, year - 1) in at
    ]
    step = int(Decimal(UNITS[one.unit].grains).scaleb(-one.told.decimals))
    fits = [
        (now, old)
        for now, old in pairs
        if abs(abs(now["amount"] - old["amount"]) - abs(one.grains)) <= step // 2
    ]
    spent = [p for p in pairs if p[0]["account_group"].endswith(_SPENT) and _SPENDING.match(one.told.before)]
    for now, before in [*fits, *spent][:1]:
        down = _DOWN_BY.search(one.told.before) is not None
        sign = -1 if down == (now["amount"] >= 0) else 1
        terms = [SHAPES["budget_line"].address_of(row, "amount") for row in (now, before)]
        label = "Teksten forklarer endringen fra året før"
        add_equation(gathered, label, RelationKind.DIFFERENCE, one.address, terms, [sign, -sign])
        return True
    return False


def _accounts_above(gathered: Gathered, line: int) -> list[dict[str, Any]]:
    """The rows of the last table of accounts before a line."""
    above = gathered.rows.get("budget_line", {}).values()
    rows = [r for r in above if r["line"] and r["line"] < line]
    table = max(rows, key=lambda r: r["line"])["table"] if rows else None
    return [r for r in rows if r["table"] == table]


def _lines_of(gathered: Gathered, line: int, group: str | None) -> dict[tuple[str, int], str]:
    """Addresses of one group's amounts, by version and year, in the last accounts before a line."""
    shape = SHAPES["budget_line"]
    above = gathered.rows.get("budget_line", {}).values()
    rows = [r for r in above if r["line"] and r["line"] < line and not r["project"]]
    if not rows:
        return {}
    table = max(rows, key=lambda r: r["line"])["table"]
    invests = "investering" in table
    net = "investering" if invests else "drift"
    code = net if group is None else f"{'0' if invests else '1'}{group}"
    mine = [r for r in rows if r["table"] == table and r["account_group"] == code]
    return {(r["version"], r["year"]): shape.address_of(r, "amount") for r in mine}


def savings_told(gathered: Gathered, placed: Sequence[Placed]) -> None:
    """What the text of a saving says it saves is the amount of the saving's row."""
    shape = SHAPES["budget_change"]
    savings = gathered.rows.get("budget_measure", {}).values()
    years = {r["change"]: r["year"] for r in savings}
    changes = {
        r["code"]: r
        for r in gathered.rows.get("budget_change", {}).values()
        if r["amount"] and r["year"] == years.get(r["code"])
    }
    begins = sorted(
        (r["text_line"], r["change"]) for r in savings if r["text_line"] and r["change"] in changes
    )
    for (line, code), (end, _) in pairwise([*begins, (_LAST_LINE, "")]):
        told = (o for o in placed if line < o.told.line < min(end, line + _NEAR_LINES) and _saves(o))
        first = next(told, None)
        if first is not None:
            amount = shape.address_of(changes[code], "amount")
            label = "Teksten sier hva tiltaket sparer"
            add_equation(gathered, label, RelationKind.EQUALITY, amount, [first.address], [-1])


def _saves(one: Placed) -> bool:
    return UNITS[one.unit].family is Family.MONEY and bool(_SAVED.search(one.told.before))
