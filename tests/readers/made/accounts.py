"""Accounts of a chapter: account groups in five columns, invented so that sums and deviations hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from made.draft import Figure, Keys, Line
from made.pieces import FACTORS

COLUMNS = ("accounts", "adopted", "regulated", "accounts_before", "deviation")
"""The columns of an accounts table, in the usual order; accounts_before are last year's."""

_MADE = COLUMNS[:4]
EXPENSES = (
    ("000-099 Lønn og sosiale utgifter", "10", 0.58),
    ("100-299 Kjøp av varer og tjenester som inngår i komm.tj.produksjon", "11", 0.16),
    ("300-399 Kjøp av tjenester som erstatter komm.tj.produksjon", "13", 0.15),
    ("400-499 Overføringsutgifter", "14", 0.1),
    ("500-599 Finansutgifter og finanstransaksjoner", "15", 0.01),
)
INCOME = (
    ("600-699 Salgsinntekter", "16", -0.26),
    ("700-799 Overføringsinntekter med krav til motytelse", "17", -0.09),
    ("800-899 Overføringsinntekter uten krav til motytelse", "18", -0.07),
    ("900-999 Finansinntekter og finanstransaksjoner", "19", -0.003),
)
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

Values = dict[str, int]


def roman(place: int) -> str:
    """1 to 10 in roman numerals."""
    return _ROMANS[place - 1]


@dataclass(frozen=True, slots=True)
class Accounts:
    """Rows of kroner by code of the account group; only made columns, deviations are computed."""

    expenses: dict[str, Values]
    income: dict[str, Values]

    def rows(self) -> list[tuple[str, str, Values]]:
        """Label, code and values of every row of the table, sums too."""
        expenses, income = total(self.expenses.values()), total(self.income.values())
        return [
            *(
                (label, code, _full(self.expenses[code]))
                for label, code, _ in EXPENSES
                if code in self.expenses
            ),
            ("Sum driftsutgifter", "expenses", _full(expenses)),
            *((label, code, _full(self.income[code])) for label, code, _ in INCOME if code in self.income),
            ("Sum driftsinntekter", "income", _full(income)),
            ("Kapitlets nettoresultat", "net", _full(total([expenses, income]))),
        ]

    def net(self, column: str) -> int:
        """Net result in one column, in kroner."""
        return self.rows()[-1][2][column]

    def sums(self) -> "Accounts":
        """The same accounts as one row of expenses and one of income."""
        return Accounts({"expenses": total(self.expenses.values())}, {"income": total(self.income.values())})


def total(rows: Iterable[Values]) -> Values:
    """The rows added column by column."""
    kept = list(rows)
    return {name: sum(row[name] for row in kept) for name in _MADE}


def _full(values: Values) -> Values:
    return {**values, "deviation": values["regulated"] - values["accounts"]}


def invent_groups(rng: Random, size: int, *, finest: int = 1) -> Accounts:
    """Accounts of a chapter with about so many kroner of expenses; finest is the smallest step."""
    expenses = {code: _invent(rng, size * part, finest) for _, code, part in EXPENSES}
    income = {code: _invent(rng, size * part, finest) for _, code, part in INCOME}
    made = Accounts(expenses, income)
    expenses["10"]["regulated"] -= made.net("regulated") % 1000
    return made


def _invent(rng: Random, size: float, finest: int) -> Values:
    """One row; the adopted budget is in whole thousands, and a small row is often not budgeted at all."""
    adopted = round(size * rng.uniform(0.85, 1.05) / 1000) * 1000
    small = abs(size) < 5_000_000 and rng.random() < 0.6
    return {
        "accounts": round(size * rng.uniform(0.9, 1.15) / finest) * finest,
        "adopted": 0 if small else adopted,
        "regulated": round(size * rng.uniform(0.9, 1.15) / finest) * finest,
        "accounts_before": round(size * rng.uniform(0.85, 1.05) / finest) * finest,
    }


def split_chapter(rng: Random, parts: Sequence[Accounts]) -> Accounts:
    """Accounts by group whose sums are those of the schemes: nearly all is grants, the rest is small."""
    expenses = total([part.expenses["expenses"] for part in parts])
    income = total([part.income["income"] for part in parts])
    small = {code: _share(rng, expenses) for code in ("11", "13")}
    refund = _share(rng, income)
    nothing = dict.fromkeys(_MADE, 0)
    grants = {name: expenses[name] - small["11"][name] - small["13"][name] for name in _MADE}
    return Accounts(
        {**small, "14": grants, "15": dict(nothing)},
        {
            "16": dict(nothing),
            "17": refund,
            "18": {n: income[n] - refund[n] for n in _MADE},
            "19": dict(nothing),
        },
    )


def _share(rng: Random, whole: Values) -> Values:
    """A small part of the accounts, and nothing of the budgets."""
    return {
        name: whole[name] // rng.randint(90, 400) // 1000 * 1000 if "acc" in name else 0 for name in _MADE
    }


def accounts_lines(
    accounts: Accounts, order: Sequence[str], year: int, unit: str, *, only_sums: bool, about: Keys
) -> list[Line]:
    """The rows of an accounts table, its columns in the order given."""
    lines = []
    for label, code, values in accounts.rows():
        if only_sums and label.startswith(("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")):
            continue
        cells = [
            Figure(
                values[name] // FACTORS[unit],
                "budget_line",
                {**about, "account_group": code, **_version(name, year)},
            )
            for name in order
        ]
        lines.append(Line(label, cells, bold=not code.isdigit()))
    return lines


def _version(column: str, year: int) -> Keys:
    if column == "accounts_before":
        return {"version": "accounts", "year": year - 1}
    return {"version": column, "year": year}
