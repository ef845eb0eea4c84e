"""Budgets of the invented municipality Eksempelvik, begun, changed and taken from step to step in tests."""

from rodtrad.app.asking import Ask
from rodtrad.app.moving import move_document
from rodtrad.app.planning import Amendment, NewBudget, amend_budget, begin_budget, version_asked
from rodtrad.app.planning_changes import ChangeTexts, change_rows
from rodtrad.core.roles import Person, Role

BY = {"by": "Prøve"}
LAST = "budget-2026|adopted|2026"
PLACE = {"unit": "OMS", "chapter": "300", "area": "FO3", "function": "253", "account_group": "10"}
USUAL = {**PLACE, "category": "council", "printed_unit": "1000 kr", "label": "Endring"}


def ask(book, role=Role.ADMINISTRATOR, units=None, more=frozenset()):
    person = Person("Prøve", role, units, more)
    return Ask(book, book.edition(units, drafts=person.drafts), "no", person)


def begun(book, **more):
    return begin_budget(ask(book), NewBudget(LAST, "EKS", **more), **BY)


def amended(book, document, stage):
    return amend_budget(ask(book), document, Amendment(stage), **BY)


def texts(was="", versions="", **values):
    return ChangeTexts(was, versions, {**USUAL, **values}, {})


def save(book, document, **values):
    asked = ask(book)
    rows = change_rows(asked, version_asked(asked, document), texts(**values))
    asked.save(rows, **BY, why="test")
    return rows


def step(book, document, to, asked=None, returned=""):
    asked = asked or ask(book)
    row = {"document": document}
    number = book.version_of(asked.edition, "working_document", row)
    move_document(asked, document, to, version=number, **BY, why="test", returned=returned)


def rows_of(book, document, fact="planned_change"):
    return book.edition().judgement.thread.facts[fact].filter(document=document)


def years(amount, *which):
    return {f"amount_{year}": str(amount) for year in which}


EVERY = (2027, 2028, 2029, 2030)
