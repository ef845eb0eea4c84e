"""Who may write what: each role, each kind of row, in one's own units and in others'; and what is closed."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from permission_rows import PAPERS, adding, change, fill, removal, row
from store_samples import STAMP

from rodtrad.core.errors import AccessError, ConflictError, UsageError
from rodtrad.core.roles import LOCAL, RIGHTS, Drafts, Right, Role
from rodtrad.models.concepts import SHAPES
from rodtrad.models.sight import Landscape, seen_rows
from rodtrad.store.book import Book
from rodtrad.store.changes import RowChange
from rodtrad.store.revisions import checked_stamp

EVERYBODY, HELSE, ETAT = None, frozenset({"helse"}), frozenset({"etat"})
PASSAGE = {"key": "p"}
MEASURE = {"document": "printed", "sector": "helse"}


@pytest.fixture
def book(book: Book) -> Book:
    fill(book)
    return book


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book for the tests that leave it as they found it."""
    if request.param == "sqlite":
        place: Any = tmp_path_factory.mktemp("permission") / "book"
    else:
        place = new_database(request.getfixturevalue("postgres_server"))
    with Book.create(place) as made:
        fill(made)
        yield made


def new_database(server: Any) -> str:
    import psycopg

    name = f"book_{uuid.uuid4().hex}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return str(server.get_uri(name))


def save(
    book: Book, *changes: RowChange, role: Role, units: frozenset[str] | None = EVERYBODY, **more: Any
) -> int:
    """Save as who has a role; a change of how far a document has come is a step."""
    step = any("state" in (c.values or {}) and c.expected_version for c in changes)
    return book.save(changes, visible=units, rights=RIGHTS[role], **STAMP | {"step": step} | more)


def may(book: Book, *changes: RowChange, role: Role, units: frozenset[str] | None) -> bool:
    """Whether somebody may make some changes; they are made where they may."""
    before = book.state()
    try:
        save(book, *changes, role=role, units=units)
    except AccessError:
        assert book.state() == before
        return False
    return True


R, W, L, D, A = Role.READER, Role.WRITER, Role.LEADER, Role.DEPARTMENT, Role.ADMINISTRATOR
WRITERS, STEERING, NOBODY = {W, L, D, A}, {D, A}, set[Role]()

# A row of each kind, the document it stands in, and who may add it: with the agency as their unit, with its
# department as their unit, and with all units.
MATRIX: list[tuple[str, dict[str, Any], set[Role], set[Role], set[Role]]] = [
    ("passage", {"document": "report"}, WRITERS, WRITERS, WRITERS),
    ("risk", {"document": "report", "unit": "etat"}, WRITERS, WRITERS, WRITERS),
    ("risk", {"document": "report", "unit": "nabo"}, NOBODY, NOBODY, WRITERS),
    ("passage", {"document": "report-nabo"}, NOBODY, NOBODY, WRITERS),
    ("risk", {"document": "report-nabo", "unit": "etat"}, NOBODY, NOBODY, WRITERS),
    ("budget_line", {"document": "report", "unit": "etat"}, {A}, {A}, {A}),
    ("assignment", {"document": "report", "number": 2, "owner": "etat"}, {A}, {A}, {A}),
    ("rate", {"document": "report"}, {A}, {A}, {A}),
    ("code", {"document": "report"}, {A}, {A}, {A}),
    ("planned_change", {"document": "letter", "unit": "etat"}, NOBODY, {A}, {A}),
    ("budget_line", {"document": "letter", "unit": "etat"}, NOBODY, STEERING, STEERING),
    ("passage", {"document": "letter"}, NOBODY, STEERING, STEERING),
    ("goal", {"document": "letter"}, NOBODY, STEERING, STEERING),
    ("assignment", {"document": "letter", "number": 2, "owner": "etat"}, NOBODY, STEERING, STEERING),
    ("assignment", {"document": "letter", "number": 2, "owner": "nabo"}, NOBODY, NOBODY, STEERING),
    ("passage", {"document": "letter-nabo"}, NOBODY, NOBODY, STEERING),
    ("follow_up", {"document": "letter", "subject": "new.1", "unit": "etat"}, WRITERS, WRITERS, WRITERS),
    ("follow_up", {"document": "letter-sent", "subject": "new.1", "unit": "etat"}, WRITERS, WRITERS, WRITERS),
    ("follow_up", {"document": "printed", "subject": "new.1", "unit": "etat"}, WRITERS, WRITERS, WRITERS),
    ("follow_up", {"document": "letter", "subject": "new.1", "unit": "nabo"}, NOBODY, NOBODY, WRITERS),
    ("compensation", {"document": "budget"}, NOBODY, STEERING, STEERING),
    ("planned_change", {"document": "budget", "unit": "etat"}, NOBODY, STEERING, STEERING),
    ("planned_change", {"document": "budget", "unit": "nabo"}, NOBODY, NOBODY, STEERING),
    ("compensation", {"document": "budget-other"}, NOBODY, STEERING, STEERING),
    ("reporting_period", {"unit": "etat"}, STEERING, STEERING, STEERING),
    ("reporting_period", {"unit": "nabo"}, NOBODY, NOBODY, STEERING),
    ("effect_part", {"document": "printed", "measure": "M1"}, STEERING, STEERING, STEERING),
    ("effect_part", {"document": "printed", "measure": "M2"}, NOBODY, NOBODY, STEERING),
    ("assumption", {"document": "printed"}, NOBODY, STEERING, STEERING),
    ("assumption", {"document": "printed-nabo"}, NOBODY, NOBODY, STEERING),
    ("efficiency_measure", {**MEASURE, "owner": "etat"}, STEERING, STEERING, STEERING),
    ("efficiency_measure", {**MEASURE, "owner": "nabo"}, NOBODY, NOBODY, STEERING),
    ("priority_rule", {}, {A}, {A}, {A}),
    ("uncertainty_rule", {}, {A}, {A}, {A}),
    ("passage", {"document": "printed"}, NOBODY, {A}, {A}),
    ("budget_line", {"document": "accounts", "unit": "etat"}, {A}, {A}, {A}),
    ("budget_line", {"document": "accounts", "unit": "nabo"}, NOBODY, NOBODY, {A}),
    ("code", {"document": None}, {A}, {A}, {A}),
    ("unit", {"parent": "by"}, {A}, {A}, {A}),
    ("document", {"unit": "etat"}, {A}, {A}, {A}),
    ("document", {"unit": "nabo"}, NOBODY, NOBODY, {A}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "values", "own", "department", "everybody"),
    MATRIX,
    ids=[f"{fact}-{'-'.join(str(v) for v in values.values())}" for fact, values, *_ in MATRIX],
)
def test_each_role_writes_its_own_rows_and_no_others(shared, fact, values, own, department, everybody):
    for role in Role:
        for units, let_in in ((ETAT, own), (HELSE, department), (EVERYBODY, everybody)):
            added = adding(fact, **values)
            assert may(shared, added, role=role, units=units) is (role in let_in), (role, units)
            if role in let_in:
                shared.save([removal(shared, fact, added.key)], **STAMP)


CHANGED = [
    ("passage", {"document": "report", **PASSAGE}, {"text": "ny"}, WRITERS, WRITERS),
    ("passage", {"document": "report-nabo", **PASSAGE}, {"text": "ny"}, NOBODY, NOBODY),
    ("passage", {"document": "letter", **PASSAGE}, {"text": "ny"}, NOBODY, STEERING),
    ("assignment", {"document": "letter", "status": "new", "number": 1}, {"label": "ny"}, NOBODY, STEERING),
    (
        "assignment",
        {"document": "letter-nabo", "status": "new", "number": 1},
        {"label": "ny"},
        NOBODY,
        NOBODY,
    ),
    ("assignment", {"document": "printed", "status": "new", "number": 1}, {"label": "ny"}, {A}, {A}),
    ("efficiency_measure", {"document": "printed", "key": "M1"}, {"label": "ny"}, STEERING, STEERING),
    ("efficiency_measure", {"document": "printed", "key": "M2"}, {"label": "ny"}, NOBODY, NOBODY),
    ("document", {"key": "letter"}, {"label": "ny"}, NOBODY, STEERING),
    ("document", {"key": "report"}, {"label": "ny"}, WRITERS, WRITERS),
    ("document", {"key": "printed"}, {"label": "ny"}, NOBODY, {A}),
    ("working_document", {"document": "letter"}, {"number": "3"}, NOBODY, STEERING),
    ("unit", {"key": "etat"}, {"label": "ny"}, {A}, {A}),
]


@pytest.mark.parametrize(
    ("fact", "key", "values", "own", "department"),
    CHANGED,
    ids=[f"{fact}-{'-'.join(str(v) for v in key.values())}" for fact, key, *_ in CHANGED],
)
def test_a_row_is_changed_by_who_may_write_it(shared, fact, key, values, own, department):
    for role in Role:
        for units, let_in in ((ETAT, own), (HELSE, department)):
            changed = change(shared, fact, key, **values)
            assert may(shared, changed, role=role, units=units) is (role in let_in), (role, units)
            if role in let_in:
                shared.save([change(shared, fact, key, **dict.fromkeys(values, "x"))], **STAMP)


@pytest.mark.parametrize(
    ("fact", "key", "own", "department"),
    [
        (fact, key, own, department)
        for fact, key, _, own, department in CHANGED
        if fact in ("passage", "assignment")
    ],
)
def test_a_row_is_taken_out_by_who_may_write_it(shared, fact, key, own, department):
    for role in Role:
        for units, let_in in ((ETAT, own), (HELSE, department)):
            gone = removal(shared, fact, key)
            assert may(shared, gone, role=role, units=units) is (role in let_in), (role, units)
            if role in let_in:
                rest = {k: v for k, v in row(fact, owner="etat").items() if k in SHAPES[fact].names()}
                shared.save([adding(fact, **rest | key)], **STAMP)


@pytest.mark.parametrize("units", [ETAT, HELSE])
def test_a_row_can_neither_be_given_away_nor_taken(shared, units):
    """An assignment of the agency's letter, and one of its neighbour's printed document."""
    ours = {"document": "letter", "status": "new", "number": 1}
    assert not may(shared, change(shared, "assignment", ours, owner="nabo"), role=D, units=units)
    theirs = {"document": "printed", "key": "M2"}
    assert not may(shared, change(shared, "efficiency_measure", theirs, owner="etat"), role=D, units=units)
    mine = {"document": "printed", "key": "M1"}
    assert not may(shared, change(shared, "efficiency_measure", mine, owner="nabo"), role=D, units=units)


def test_a_document_cannot_be_taken_over(shared):
    """Nor be made about others, be turned into another kind, or lose what says who writes it."""
    for changed in (
        change(shared, "working_document", {"document": "letter-nabo"}, unit="helse"),
        change(shared, "working_document", {"document": "letter"}, unit="skole"),
        change(shared, "document", {"key": "letter"}, unit="nabo"),
        adding("working_document", document="printed", unit="helse", state="draft"),
        adding("working_document", document="printed-nabo", unit="helse", state="draft"),
        removal(shared, "working_document", {"document": "letter"}),
    ):
        assert not may(shared, changed, role=D, units=HELSE)
    assert not may(
        shared, change(shared, "document", {"key": "report"}, kind="allocation_letter"), role=L, units=ETAT
    )
    assert not may(
        shared, change(shared, "document", {"key": "report"}, kind="sector_review"), role=L, units=ETAT
    )


def test_a_right_beyond_the_role_is_for_what_it_says_alone(book):
    """Somebody with the right to an alternative budget makes one, and touches no other."""
    rights = frozenset({Right.ALTERNATIVE})
    begun = [
        adding("document", key="ours", kind="budget", unit="by", year=2027),
        adding("working_document", document="ours", unit="etat", state="draft"),
        adding("budget_proposal", document="ours", stage="alternative"),
        adding("planned_change", document="ours", unit="etat"),
    ]
    book.save(begun, visible=ETAT, rights=rights, **STAMP)
    for fact, key, values in (
        ("budget_proposal", {"document": "ours"}, {"stage": "proposal"}),
        ("working_document", {"document": "ours"}, {"state": "adopted"}),
        ("budget_proposal", {"document": "budget"}, {"stage": "alternative"}),
    ):
        with pytest.raises(AccessError):
            book.save([change(book, fact, key, **values)], rights=rights, step="state" in values, **STAMP)
    plain = [adding("compensation", document="budget")]
    with pytest.raises(AccessError):
        book.save(plain, visible=EVERYBODY, rights=rights, **STAMP)
    assert not may(book, adding("compensation", document="ours"), role=W, units=ETAT)


CLOSED = [key for key, paper in PAPERS.items() if paper.state not in (None, "draft")]


@pytest.mark.parametrize("units", [EVERYBODY, HELSE])
@pytest.mark.parametrize("document", CLOSED)
def test_nobody_changes_a_document_that_is_no_longer_a_draft(shared, document, units):
    """What is told of an assignment goes on; a report has only a copy of it."""
    place = {"document": document}
    for changed in (
        change(shared, "passage", place | PASSAGE, text="ny"),
        removal(shared, "passage", place | PASSAGE),
        adding("passage", **place, key="q"),
        change(shared, "document", {"key": document}, label="ny"),
        change(shared, "working_document", place, number="9"),
        removal(shared, "working_document", place),
    ):
        with pytest.raises(ConflictError, match="work_closed") as refused:
            save(shared, changed, role=A, units=units)
        assert refused.value.facts["document"] == document
    followed = adding("follow_up", **place, subject="new.1", unit="etat")
    if PAPERS[document].kind == "period_report":
        with pytest.raises(ConflictError, match="work_closed"):
            save(shared, followed, role=W, units=ETAT)
    else:
        assert may(shared, followed, role=W, units=ETAT)
        shared.save([removal(shared, "follow_up", followed.key)], **STAMP)


def test_a_load_is_not_bound_by_rights_or_states(book):
    place = {"document": "letter-sent", **PASSAGE}
    changes = {"text": "ny"}
    assert book.edit("passage", place, changes, expected_version=1, **STAMP) == 2


def test_one_row_is_edited_with_the_same_rights(book):
    place = {"document": "letter", **PASSAGE}
    given = {"expected_version": 1, "visible": HELSE, **STAMP}
    with pytest.raises(AccessError, match="right_missing"):
        book.edit("passage", place, {"text": "ny"}, rights=RIGHTS[W], **given)
    assert book.edit("passage", place, {"text": "ny"}, rights=RIGHTS[D], **given) == 2


# Steps.

STEPS = [
    ("report", "submitted", {W, L, D, A}, {W, L, D, A}),
    ("report-submitted", "approved", {L, D, A}, {L, D, A}),
    ("report-submitted", "draft", {L, D, A}, {L, D, A}),
    ("report-approved", "frozen", {D, A}, {D, A}),
    ("report-approved", "draft", {D, A}, {D, A}),
    ("letter", "sent", NOBODY, {D, A}),
    ("letter-sent", "acknowledged", {L, D, A}, {L, D, A}),
    ("budget", "adopted", NOBODY, {D, A}),
    ("report-nabo", "submitted", NOBODY, NOBODY),
    ("letter-nabo", "sent", NOBODY, NOBODY),
]


@pytest.mark.parametrize(("document", "to", "own", "department"), STEPS)
def test_a_step_is_taken_by_who_has_the_right_to_it(shared, document, to, own, department):
    """The receiver takes note of a letter, though the department writes it."""
    for role in Role:
        for units, let_in in ((ETAT, own), (HELSE, department)):
            step = change(shared, "working_document", {"document": document}, state=to)
            assert may(shared, step, role=role, units=units) is (role in let_in), (role, units)
            if role in let_in:
                back = PAPERS[document].state
                shared.save([change(shared, "working_document", {"document": document}, state=back)], **STAMP)


@pytest.mark.parametrize(
    ("document", "to"),
    [
        ("report", "frozen"),
        ("report", "approved"),
        ("letter", "acknowledged"),
        ("letter-sent", "draft"),
        ("budget-adopted", "draft"),
        ("report-frozen", "draft"),
        ("budget", "sent"),
    ],
)
def test_a_step_that_is_none_is_refused_for_everybody(shared, document, to):
    with pytest.raises(UsageError, match="work_no_such_step"):
        save(shared, change(shared, "working_document", {"document": document}, state=to), role=A)


STAMPS = {"state": "submitted", **dict.fromkeys(("submitted", "sent", "acknowledged"), date(2027, 1, 1))}


@pytest.mark.parametrize(("column", "value"), [*STAMPS.items(), ("returned", "Se side 2"), ("edition", 2)])
@pytest.mark.parametrize("document", ["report", "budget-other", "letter"])
def test_what_a_step_writes_is_written_by_nothing_else(shared, document, column, value):
    """What the step must fulfil would not be asked for."""
    place = {"document": document}
    changed = change(shared, "working_document", place, **{column: value})
    for role in (D, A):
        with pytest.raises(UsageError, match="work_state_not_edited"):
            save(shared, changed, role=role, step=False)
    given = {"expected_version": changed.expected_version, "rights": RIGHTS[A], **STAMP}
    with pytest.raises(UsageError, match="work_state_not_edited"):
        shared.edit("working_document", place, {column: value}, **given)


def test_a_document_begins_without_what_only_a_step_writes(book):
    begun = [
        adding("document", key="new", kind="period_report", unit="etat", year=2027),
        adding("working_document", document="new", unit="etat", state="draft", submitted=date(2027, 1, 1)),
    ]
    with pytest.raises(UsageError, match="work_state_not_edited"):
        save(book, *begun, role=A)


def test_an_alternative_budget_alone_is_handed_in_without_steering(book):
    rights = frozenset({Right.ALTERNATIVE})
    for document in ("budget", "budget-other"):
        handed_in = change(book, "working_document", {"document": document}, state="submitted")
        if document == "budget":
            with pytest.raises(AccessError, match="right_missing"):
                book.save([handed_in], rights=rights, step=True, **STAMP)
        else:
            book.save([handed_in], rights=rights, step=True, **STAMP)


def test_an_undo_takes_a_document_back_and_never_on(book):
    """Handed in and undone it is a draft again; sent back and undone it would be handed in unseen."""
    place = {"document": "report"}
    first = save(book, change(book, "working_document", place, state="submitted"), role=W, by="S")
    undo(book, first, who="l", role=A)
    save(book, change(book, "working_document", place, state="submitted"), role=W, by="S")
    back = save(book, change(book, "working_document", place, state="draft", returned="x"), role=L, by="L")
    with pytest.raises(UsageError, match="work_undo_goes_on"):
        undo(book, back, who="a", role=A)


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_what_a_step_brings_with_it_is_written_in_the_same_change(book, is_handed_in):
    """When a budget is adopted its lines are written; neither before nor afterwards is anything."""
    line = adding("budget_line", document="budget", unit="etat")
    if is_handed_in:
        save(book, change(book, "working_document", {"document": "budget"}, state="submitted"), role=D)
        with pytest.raises(ConflictError, match="work_closed"):
            save(book, line, role=A)
        back = change(book, "working_document", {"document": "budget"}, state="draft")
        with pytest.raises(ConflictError, match="work_closed"):
            save(book, line, back, role=A)
    adopted = change(book, "working_document", {"document": "budget"}, state="adopted")
    save(book, line, adopted, role=D, units=HELSE)
    with pytest.raises(ConflictError, match="work_closed"):
        save(book, removal(book, "budget_line", line.key), role=A)


def test_a_step_that_changes_more_than_it_should_needs_the_right_to_that_too(book):
    """Who submits a report may not move its deadline once it is submitted, nor the leader who approves it."""
    place = {"document": "report-submitted"}
    both = change(book, "working_document", place, state="approved", number="9")
    with pytest.raises(ConflictError, match="work_closed"):
        save(book, both, role=A)
    taken = change(book, "working_document", {"document": "letter-sent"}, state="acknowledged", number="9")
    assert not may(book, taken, role=L, units=ETAT)


def test_a_document_is_begun_by_who_may_write_it_and_as_a_draft(book):
    def begun(state: str = "draft", kind: str = "period_report", about: str = "etat") -> list[RowChange]:
        return [
            adding("document", key="new", kind=kind, unit=about, year=2027),
            adding("working_document", document="new", unit="etat", state=state),
            adding("passage", document="new", key="a"),
        ]

    with pytest.raises(UsageError, match="work_begins_as_draft"):
        save(book, *begun("frozen"), role=A)
    assert not may(book, *begun(kind="allocation_letter"), role=L, units=ETAT)
    assert not may(book, *begun(about="nabo"), role=L, units=ETAT)
    assert not may(book, *begun(), role=R, units=ETAT)
    assert may(book, *begun(), role=W, units=ETAT)


# Undo.


def undo(
    book: Book, number: int, *, who: str, role: Role, units: frozenset[str] | None = EVERYBODY, by: str = "S"
) -> int:
    return book.undo(number, visible=units, rights=RIGHTS[role], identity=who, **STAMP | {"by": by})


def test_a_change_is_undone_by_who_made_it_or_by_an_administrator(book):
    """Whatever they are called: a namesake with the same rights is somebody else."""
    place = {"document": "report", **PASSAGE}
    own = {"role": W, "units": ETAT}
    first = save(book, change(book, "passage", place, text="a"), **own, by="S", identity="one")
    for who, role in (("two", W), ("two", D), ("", W)):
        with pytest.raises(AccessError, match="revision_of_others"):
            undo(book, first, who=who, role=role, by="S")
    undo(book, first, who="one", **own, by="Et nytt navn")
    second = save(book, change(book, "passage", place, text="b"), **own, by="S", identity="one")
    undo(book, second, who="three", role=A)


def test_a_change_of_nobody_who_had_logged_in_is_undone_by_an_administrator_alone(book):
    """It was saved before identities were kept, or at a machine of one's own. There all may do everything."""
    place = {"document": "report", **PASSAGE}
    number = save(book, change(book, "passage", place, text="a"), role=W, units=ETAT, by="S")
    for who in ("one", ""):
        with pytest.raises(AccessError, match="revision_of_nobody"):
            undo(book, number, who=who, role=D, by="S")
    undo(book, number, who="three", role=A)
    again = save(book, change(book, "passage", place, text="b"), role=W, units=ETAT, by="S")
    book.undo(again, visible=LOCAL.units, rights=LOCAL.rights, identity=LOCAL.identity, **STAMP)


def test_an_identity_stands_in_no_text_that_tells_of_a_change(book):
    place = {"document": "report", **PASSAGE}
    save(book, change(book, "passage", place, text="a"), role=W, units=ETAT, identity="one-login")
    told = (book.revisions(), book.history("passage", place), book.authors())
    assert [revision.identity for revision in book.revisions()][-1] == "one-login"
    assert "one-login" not in repr(told)
    assert "one-login" not in repr(checked_stamp("S", STAMP["at"], "test", "one-login"))


def test_an_undo_is_bound_as_a_change_is(book):
    place = {"document": "report", **PASSAGE}
    number = save(book, change(book, "passage", place, text="a"), role=W, units=ETAT, identity="s")
    with pytest.raises(AccessError, match="right_missing"):
        undo(book, number, who="s", role=R)
    with pytest.raises(AccessError):
        undo(book, number, who="s", role=W, units=frozenset({"nabo"}))
    step = save(
        book,
        change(book, "working_document", {"document": "report"}, state="submitted"),
        role=W,
        identity="s",
    )
    with pytest.raises(ConflictError, match="work_closed"):
        undo(book, number, who="a", role=A)
    with pytest.raises(AccessError, match="right_missing"):
        undo(book, step, who="s", role=W, units=ETAT)
    undo(book, step, who="l", role=A)
    sent = save(
        book, change(book, "working_document", {"document": "letter"}, state="sent"), role=D, identity="d"
    )
    with pytest.raises(UsageError, match="work_no_such_step"):
        undo(book, sent, who="d", role=D)


def test_a_document_that_was_begun_can_be_taken_back_while_it_is_a_draft(book):
    rows = [
        adding("document", key="new", kind="period_report", unit="etat", year=2027),
        adding("working_document", document="new", unit="etat", state="draft"),
        adding("passage", document="new", key="a"),
    ]
    number = save(book, *rows, role=W, units=ETAT, identity="s")
    undo(book, number, who="s", role=W, units=ETAT)
    assert "new" not in book.rows("document")["key"]


# Findings.


@pytest.mark.parametrize("role", list(Role))
def test_findings_are_explained_by_who_has_the_right(book, role):
    said = {"reason": "Avtalt", "by": "K", "at": STAMP["at"], "rights": RIGHTS[role]}
    if role in (L, D, A):
        book.accept("S-01", **said)
        book.withdraw("S-01", **said)
    else:
        with pytest.raises(AccessError, match="right_missing"):
            book.accept("S-01", **said)
        with pytest.raises(AccessError, match="right_missing"):
            book.withdraw("S-01", **said)
    assert len(book.acceptance_history("S-01")) == (role in (L, D, A))


# What is seen.

DRAFTS = {key for key, paper in PAPERS.items() if paper.state in ("draft", "submitted")}


def documents(frame: Any, column: str = "document") -> set[str]:
    return set(frame[column].to_list())


def test_who_has_no_rights_sees_nothing_of_documents_that_are_being_written(shared):
    seen = shared.facts(drafts=Drafts.NONE)
    for fact in ("passage", "assignment", "working_document", "budget_proposal"):
        assert documents(seen[fact]) == documents(shared.facts()[fact]) - DRAFTS
    assert documents(seen["document"], "key") == set(PAPERS) - DRAFTS
    assert shared.history("passage", {"document": "letter-sent", **PASSAGE}, drafts=Drafts.NONE)
    with pytest.raises(AccessError, match="document_hidden"):
        shared.history("passage", {"document": "letter", **PASSAGE}, drafts=Drafts.NONE)


def test_a_unit_sees_its_own_documents_those_above_when_done_and_no_others(shared):
    """A budget of the whole city is seen when it is adopted; while it is written, by who writes it."""
    own = {"letter", "letter-sent", "report", "report-submitted", "report-approved", "report-frozen"}
    above = {"printed", "accounts", "budget-adopted"}
    for fact, column in (("document", "key"), ("working_document", "document"), ("passage", "document")):
        every = documents(shared.facts()[fact], column)
        assert documents(shared.facts(visible=ETAT)[fact], column) == every & (own | above)
        written = {"budget", "budget-other"}
        assert documents(shared.facts(visible=HELSE)[fact], column) == every & (own | above | written)


def test_the_right_to_an_alternative_alone_shows_alternatives_and_the_budgets_that_are_handed_in(book):
    """A party's group sees no draft of a letter, a report or the proposal, also where it has but a unit."""
    finished = set(PAPERS) - DRAFTS
    of_helse = finished - {"printed-nabo"}
    of_etat = of_helse - {"budget-other"}
    for handed_in in (set(), {"budget"}):
        for document in handed_in:
            save(book, change(book, "working_document", {"document": document}, state="submitted"), role=A)
        expected = {
            EVERYBODY: finished | {"budget-other"} | handed_in,
            HELSE: of_helse | {"budget-other"} | handed_in,
            ETAT: of_etat,
        }
        whole = book.facts()
        for units, shown in expected.items():
            seen = book.facts(visible=units, drafts=Drafts.ALTERNATIVES)
            for fact, column in (
                ("document", "key"),
                ("working_document", "document"),
                ("passage", "document"),
            ):
                assert documents(seen[fact], column) == documents(whole[fact], column) & shown, (fact, units)
            sight = Landscape.of(whole).sight(units, drafts=Drafts.ALTERNATIVES)
            assert documents(seen_rows(whole, sight)["document"], "key") == shown


def test_a_groups_draft_alternative_shows_no_row_to_another_group(book):
    """Also not rows of a unit that both have something to do with."""
    planned = adding("planned_change", document="budget-other", unit="etat")
    save(book, planned, role=A)
    for units, count in ((ETAT, 0), (HELSE, 1), (EVERYBODY, 1)):
        assert book.facts(visible=units, drafts=Drafts.ALTERNATIVES)["planned_change"].height == count


def test_the_changes_somebody_is_told_of_are_those_they_may_see(book):
    ours = save(book, change(book, "passage", {"document": "report", **PASSAGE}, text="a"), role=A)
    theirs = save(book, change(book, "passage", {"document": "report-nabo", **PASSAGE}, text="a"), role=A)
    measure = save(book, adding("effect_part", document="printed", measure="M2"), role=A)
    told = {r.id for r in book.revisions(visible=ETAT)}
    assert {1, ours} <= told
    assert not {theirs, measure} & told
    assert {r.id for r in book.revisions(drafts=Drafts.NONE)} == {1, measure}
    assert len(book.revisions()) == 4


def test_a_row_that_is_not_there_cannot_be_changed(shared):
    with pytest.raises(UsageError, match="row_missing"):
        save(shared, RowChange("passage", {"document": "report", "key": "nosuch"}, {"text": "a"}, 1), role=A)


@pytest.mark.parametrize(
    ("addresses", "by_etat"),
    [
        (("passage/report/p",), True),
        (("assignment/printed/new/1/label",), True),
        (("passage/letter-sent/p",), False),
        (("passage/report/p", "passage/printed/p"), False),
        (("efficiency_measure/printed/M2",), False),
        (("document/budget",), False),
        (("code/area/x",), False),
        ((), False),
    ],
)
def test_a_finding_is_explained_by_who_answers_for_all_it_is_about(shared, addresses, by_etat):
    """A row is its own unit's; a text in a letter is that of the department, who writes it."""
    shared.save([adding("code", dimension="area", code="x")], **STAMP)
    said = {"reason": "Avtalt", "by": "K", "at": STAMP["at"], "rights": RIGHTS[L], "addresses": addresses}
    for visible, may_explain in ((ETAT, by_etat), (EVERYBODY, True)):
        if may_explain:
            shared.accept("S-09", visible=visible, **said)
            shared.withdraw("S-09", visible=visible, **said)
        else:
            with pytest.raises(AccessError, match="finding_of_others"):
                shared.accept("S-09", visible=visible, **said)
            with pytest.raises(AccessError, match="finding_of_others"):
                shared.withdraw("S-09", visible=visible, **said)
    shared.save([removal(shared, "code", {"dimension": "area", "code": "x"})], **STAMP)
