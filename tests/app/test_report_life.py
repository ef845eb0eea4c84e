"""Reports beside letters, follow-up and years, in the invented municipality Eksempelvik."""

from datetime import date

import pytest

from rodtrad.app.asking import Ask
from rodtrad.app.letters import NewLetter, begin_letter
from rodtrad.app.moving import move_document
from rodtrad.app.open_book import OpenBook
from rodtrad.app.reporting import Opening, open_round, report_page
from rodtrad.app.reporting_saving import save_section
from rodtrad.app.saving import UsageFormError
from rodtrad.core.roles import Drafts, Person, Role
from rodtrad.reports.reporting_form import field_name
from rodtrad.store.changes import RowChange

OLD, NEW, REPORT = "letter-oms-2026", "letter-oms-2027", "report-oms-2026"
EVERYBODY = Person("Kommunedirektøren", Role.ADMINISTRATOR, None)
LIMITS = {"deadline": "2027-02-20", "limit_share": "1,2", "limit_amount": "1000000"}


def ask(book: OpenBook) -> Ask:
    return Ask(book, book.edition(EVERYBODY.units, drafts=Drafts.ALL), "no", EVERYBODY)


def sent_letter(book: OpenBook) -> None:
    """The letter of 2027, made from that of 2026 and sent."""
    begin_letter(ask(book), NewLetter("OMS", 2027), why="test")
    asked = ask(book)
    version = asked.book.version_of(asked.edition, "working_document", {"document": NEW})
    move_document(asked, NEW, "sent", version=version, why="test")


def tell(book: OpenBook, section: str, answers: dict[str, str]) -> None:
    """Save a section of the report with some fields written in, by the end of their names."""
    page = report_page(ask(book), REPORT)
    [shown] = [s for s in page.view.sections if s.name == section]
    texts = {"revision": str(page.revision)}
    for row in shown.rows():
        texts[field_name(row, "seen")] = row.seen
        texts |= {field_name(row, field.column): field.text for field in row.fields}
    for end, text in answers.items():
        [name] = [name for name in texts if name.endswith(end)]
        texts[name] = text
    save_section(ask(book), REPORT, section, texts)


def status(book: OpenBook, document: str, subject: str) -> tuple[str, str | None]:
    rows = ask(book).telling.facts["follow_up"].filter(document=document, subject=subject)
    return rows["status"][0], rows["evidence"][0]


def carrier(book: OpenBook, subject: str) -> str:
    """What the letter of 2027 calls an assignment of 2026."""
    address = f"follow_up/{OLD}/assignment/{subject}"
    return str(ask(book).telling.facts["follow_up"].filter(document=NEW, carries=address)["subject"][0])


@pytest.fixture
def reporting(book):
    sent_letter(book)
    open_round(ask(book), Opening("HELSE", "2026", ["OMS"], LIMITS), why="test")
    return book


def test_a_report_does_not_say_that_work_was_told_on_the_day_its_letter_was_sent(book):
    sent_letter(book)
    limits = LIMITS | {"deadline": "2027-10-01"}
    open_round(ask(book), Opening("HELSE", "2027-T2", ["OMS"], limits), why="test")

    def notes() -> list[str]:
        page = report_page(ask(book), "report-oms-2027-T2")
        return [g.note for s in page.view.sections if s.name == "assignments" for g in s.groups]

    assert notes() == ["", "", ""]
    asked = ask(book)
    key = {"document": NEW, "fact": "assignment", "subject": "carried.1"}
    version = asked.book.version_of(asked.edition, "follow_up", key)
    told = {"status": "in_progress", "reported": date(2027, 4, 1)}
    asked.save([RowChange("follow_up", key, told, version)], by="", why="test")
    assert notes() == ["Status er fra 1. april 2027.", "", ""]


def test_a_status_in_last_years_report_reaches_the_work_that_carries_it(reporting):
    tell(reporting, "assignments", {"new.1|status": "done", "new.1|evidence": "Sak 4/26"})
    assert status(reporting, OLD, "new.1") == ("done", "Sak 4/26")
    assert status(reporting, NEW, carrier(reporting, "new.1")) == ("done", "Sak 4/26")


def test_a_part_is_saved_under_the_name_of_the_report(reporting):
    tell(reporting, "assignments", {"new.1|status": "delayed", "new.1|comment": "Venter"})
    assert reporting.revisions()[-1].why == "Lagret oppdrag i Årsberetning 2026, Omsorgsetaten"


def test_an_annual_report_asks_for_the_result_of_the_year_and_others_for_it_so_far(reporting):
    limits = LIMITS | {"deadline": "2027-10-01"}
    open_round(ask(reporting), Opening("HELSE", "2027-T2", ["OMS"], limits), why="test")

    def asked_for(document: str) -> set[str]:
        [shown] = [s for s in report_page(ask(reporting), document).view.sections if s.name == "indicators"]
        return {f.label for row in shown.rows() for f in row.fields if f.column == "value"}

    assert asked_for(REPORT) == {"Resultat i 2026"}
    assert asked_for("report-oms-2027-T2") == {"Resultat hittil i 2027"}


def test_a_status_that_has_been_told_there_since_is_kept(reporting):
    tell(reporting, "assignments", {"new.1|status": "delayed", "new.1|comment": "Venter"})
    asked = ask(reporting)
    key = {"document": NEW, "fact": "assignment", "subject": carrier(reporting, "new.1")}
    version = asked.book.version_of(asked.edition, "follow_up", key)
    told = {"status": "done", "evidence": "Sak 2/27"}
    asked.save([RowChange("follow_up", key, told, version)], by="", why="test")
    tell(reporting, "assignments", {"new.1|status": "in_progress"})
    assert status(reporting, OLD, "new.1")[0] == "in_progress"
    assert status(reporting, NEW, carrier(reporting, "new.1")) == ("done", "Sak 2/27")


def test_done_without_evidence_is_refused_in_the_report_as_in_follow_up(reporting):
    with pytest.raises(UsageFormError, match="form_refused") as refused:
        tell(reporting, "assignments", {"new.1|status": "done"})
    assert "Skriv hva som viser at det er utført" in " ".join(refused.value.problems.values())
