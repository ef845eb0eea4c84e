"""The book of Lillevik served, and the forms of a report's page. All numbers are invented."""

import re
import sys
from pathlib import Path
from typing import Any

import polars as pl
from form_reading import fields_of

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / "models"), str(TESTS / "checks")]
from reporting_samples import REPORT, lillevik  # noqa: E402

from rodtrad.app.books import now  # noqa: E402
from rodtrad.app.open_book import OpenBook  # noqa: E402
from rodtrad.store.book import Book  # noqa: E402

OURS = "http://127.0.0.1:8000"
FROM_US = {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}
WHO = {"by": "Saksbehandler"}
PAGE = f"/reporting/{REPORT}"
ROUND = {"unit": "HEL", "period": "2027-T2", "units": ["PLE", "BAR"], "deadline": "2027-09-20",
         "limit_share": "1,2", "limit_amount": "3 000 000"}  # fmt: skip
AS_BUDGETED = {"fill": "budget"}
"""The button that makes forecasts as budgeted where nothing is written."""
ANSWERS = {
    "economy": {"|text": "Flere vikarer enn ventet."},
    "goals": {
        "goal/1.1|status": "in_progress",
        "goal/1.1.1|status": "delayed",
        "goal/1.1.1|comment": "Venter på folk.",
        "|text": "Målet er innen rekkevidde.",
    },
    "indicators": {"home/2027/result|value": "33,4", "falls/2027/result|value": "10"},
    "resolutions": {"council_resolution/1|status": "done", "council_resolution/1|evidence": "Sak 31/27"},
    "internal_control": {f"control_point/{REPORT}/fire|state": "in_order"},
    "climate": {"|text": "Fire av ti biler er elektriske."},
    "sick_leave": {f"key_figure/{REPORT}/sick/PLE|value": "8,4"},
}
"""What the report answers, by section: the end of a field's name, and what is written in it."""


def before_the_round() -> dict[str, pl.DataFrame]:
    """Lillevik before the second tertial is opened."""
    facts = lillevik()
    facts["document"] = facts["document"].filter(pl.col("key") != REPORT)
    for name in ("working_document", "key_figure"):
        facts[name] = facts[name].filter(pl.col("document") != REPORT)
    facts["reporting_period"] = facts["reporting_period"].filter(pl.col("period") != "2027-T2")
    return facts


def made_book(place: Path, facts: dict[str, pl.DataFrame]) -> Path:
    """A book at a place that holds some facts."""
    with Book.create(place) as book:
        book.load(facts, None, by="Ansatt to", at=now(), why="invented for a test")
    return place


def form_of(client: Any, section: str, page: str = PAGE) -> dict[str, str]:
    """The fields of one section's form, as a browser sends them with nothing ticked."""
    markup = client.get(page).text
    found = re.search(
        rf'<form class="report-form" method="post" action="{page}/{section}">.*?</form>', markup, re.S
    )
    assert found, f"{page} has no form for {section}"
    return {n: t for n, t in fields_of(found[0]).items() if not n.endswith("|remove")}


def named(fields: dict[str, str], end: str) -> str:
    """The one field whose name ends so."""
    [name] = [n for n in fields if n.endswith(end)]
    return name


def send(client: Any, section: str, answers: dict[str, str], **more: str) -> Any:
    """Open a section's form, write in it, and send it."""
    fields = form_of(client, section)
    written = {named(fields, end): text for end, text in answers.items()}
    return client.post(f"{PAGE}/{section}", data={**fields, **written, **WHO, **more})


def answer_everything(client: Any) -> None:
    """Fill in all the report is asked for, with forecasts as budgeted."""
    for section, answers in ANSWERS.items():
        answer = send(client, section, answers, **(AS_BUDGETED if section == "economy" else {}))
        assert answer.status_code == 303, (section, answer.text)


def step(client: Any, to: str, **more: str) -> Any:
    """Take the report one step."""
    version = re.search(r'name="version" value="(\d+)"', client.get(PAGE).text)
    assert version
    return client.post(f"/work/{REPORT}/step", data={"version": version[1], "to": to, **WHO, **more})


def facts_of(place: Path) -> Any:
    """What the book holds now."""
    with OpenBook(place) as book:
        return book.edition().judgement.thread.facts
