"""Many rows saved by hand as one: all or nothing, and nobody is overwritten."""

import threading

import polars as pl
import pytest
from programme_rows import (
    AFTER,
    ALL_THREE,
    BEFORE,
    CARD_KEY,
    COST,
    DAYS,
    PLACES,
    added,
    changed,
    phase,
    removed,
    values_of,
)
from store_samples import STAMP

from rodtrad.core.errors import AccessError, ConflictError, UsageError
from rodtrad.core.measurement import LARGEST_GRAINS
from rodtrad.models.concepts import SHAPES
from rodtrad.store.book import Book, Check
from rodtrad.store.changes import RowChange

SOUTH = frozenset({"south"})


def test_many_rows_of_several_facts_are_saved_as_one_edit(programme):
    card = changed(CARD_KEY, fact="measure_card", situation="Fullt")
    assert programme.save([*ALL_THREE, card, phase(2027), phase(2028, 2)], **STAMP) == 2
    assert [(r.kind, r.fact) for r in programme.revisions()] == [("load", None), ("edit", None)]
    facts = programme.facts()
    assert values_of(programme) == AFTER
    assert facts["measure_card"]["situation"].to_list() == ["Fullt"]
    assert facts["phase_in"].select("part", "year", "half", "share").rows() == [
        (None, 2027, 1, 50_0000),
        (None, 2028, 2, 50_0000),
    ]
    assert values_of(programme, as_of=1) == BEFORE
    assert programme.rows("phase_in", as_of=1).is_empty()


def test_an_edit_of_one_fact_names_it(programme):
    programme.save(ALL_THREE, **STAMP)
    assert programme.revisions()[-1].fact == "assumption"


def test_what_does_not_differ_is_not_saved(programme):
    same = changed(PLACES, value=80_0000)
    assert programme.save([same], **STAMP) == programme.save([], **STAMP) == 1
    assert programme.save([same, changed(COST, value=1)], **STAMP) == 2
    assert programme.version_of("assumption", PLACES) == 1


def test_a_new_row_has_its_optional_columns_empty(programme):
    programme.save([added(DAYS)], **STAMP)
    row = programme.rows("assumption").row(by_predicate=pl.col("key") == "days", named=True)
    assert (row["value"], row["low"], row["basis"], row["line"]) == (365_0000, None, None, None)
    assert programme.version_of("assumption", DAYS) == 2


GOOD = [changed(PLACES, value=1), removed(COST)]


@pytest.mark.parametrize(
    ("bad", "message", "told"),
    [
        (changed(DAYS, value=1), "row_missing", {"fact": "assumption", "row": "assumption/review/days"}),
        (added(DAYS, nothing=1), "fact_has_no_column", {"column": "nothing"}),
        (added(DAYS, label=None), "value_required", {"column": "label", "row": "assumption/review/days"}),
        (RowChange("assumption", DAYS, {"value": 1}, None), "value_required", {"column": "spread"}),
        (added(DAYS, value=LARGEST_GRAINS + 1), "sum_too_large", {"label": "Verdi"}),
        (added(DAYS, spread="wide"), "value_of_wrong_kind", {"column": "spread", "value": "wide"}),
        (added(DAYS, value=1.5), "value_of_wrong_kind", {"column": "value", "value": 1.5}),
        (added(DAYS, decimals=40), "value_of_wrong_kind", {"column": "decimals", "value": 40}),
        (added(DAYS, basis="a\0b"), "value_of_wrong_kind", {"column": "basis"}),
        (added(DAYS | {"key": "a/b"}), "key_part_unusable", {"column": "key", "value": "a/b"}),
        (added(DAYS | {"key": "-"}), "key_part_unusable", {"column": "key"}),
        (added(DAYS | {"key": " a"}), "key_part_unusable", {"column": "key"}),
        (added(DAYS | {"key": "a\nb"}), "key_part_unusable", {"column": "key"}),
        (added(DAYS | {"key": "a\0b"}), "value_of_wrong_kind", {"column": "key"}),
        (added({"key": "days"}), "key_incomplete", {"column": "document"}),
        (added(DAYS | {"year": 2026}), "column_not_in_key", {"column": "year"}),
        (
            added(DAYS | {"document": "other"}),
            "value_leads_nowhere",
            {"column": "document", "value": "other"},
        ),
        (phase(2027, 3), "value_of_wrong_kind", {"fact": "phase_in", "column": "half", "value": 3}),
        (phase(1066), "value_of_wrong_kind", {"column": "year", "value": 1066}),
        (RowChange("assumption", DAYS, None, None), "row_missing", {"row": "assumption/review/days"}),
        (changed(PLACES, value=2), "row_named_twice", {"row": "assumption/review/places"}),
        (RowChange("reading", {"address": "x"}, {}, 1), "no_such_fact", {"fact": "reading"}),
    ],
)
def test_one_bad_row_and_nothing_is_saved(programme, bad, message, told):
    with pytest.raises(UsageError, match=message) as refused:
        programme.save([*GOOD, bad], **STAMP)
    assert told.items() <= refused.value.facts.items()
    assert values_of(programme) == BEFORE
    assert len(programme.revisions()) == 1


def test_a_row_may_point_to_one_that_is_saved_with_it(programme):
    document = {"kind": "sector_review", "unit": "by", "year": 2027, "label": "b", "label_en": "b"}
    new = RowChange("document", {"key": "second"}, document, None)
    programme.save([added(DAYS | {"document": "second"}), new], **STAMP)
    with pytest.raises(UsageError, match="row_still_needed") as refused:
        programme.save([RowChange("document", {"key": "second"}, None, 2)], **STAMP)
    assert (refused.value.facts["fact"], refused.value.facts["count"]) == ("assumption", 1)
    away = [
        removed({"document": "second", "key": "days"}, 2),
        RowChange("document", {"key": "second"}, None, 2),
    ]
    assert programme.save(away, **STAMP) == 3


def test_a_measure_with_a_card_cannot_go_alone(programme):
    measure = removed({"document": "review", "key": "1"}, fact="efficiency_measure")
    with pytest.raises(UsageError, match="row_still_needed") as refused:
        programme.save([measure], **STAMP)
    assert refused.value.facts["row"] == "efficiency_measure/review/1"
    assert programme.save([measure, removed(CARD_KEY, fact="measure_card")], **STAMP) == 2


def test_a_card_belongs_to_a_measure_of_its_own_document(programme):
    document = {"kind": "sector_review", "unit": "by", "year": 2027, "label": "b", "label_en": "b"}
    programme.save([RowChange("document", {"key": "second"}, document, None)], **STAMP)
    with pytest.raises(UsageError, match="value_leads_nowhere") as refused:
        programme.save([added({"document": "second", "measure": "1"}, fact="measure_card")], **STAMP)
    assert refused.value.facts["column"] == "measure"


def test_who_changed_a_row_meanwhile_is_told_and_nothing_is_saved(programme):
    programme.save([changed(PLACES, value=1)], **STAMP | {"by": "Kontroller"})
    for mine in (changed(PLACES, value=2), removed(PLACES)):
        with pytest.raises(ConflictError, match="row_changed") as refused:
            programme.save([changed(COST, value=2), mine], **STAMP)
        told = refused.value.facts
        assert (told["row"], told["by"], told["at"]) == (
            "assumption/review/places",
            "Kontroller",
            STAMP["at"],
        )
        assert (told["expected"], told["found"]) == (1, 2)
    assert values_of(programme) == BEFORE | {"places": 1}


def test_who_added_a_row_meanwhile_is_told(programme):
    programme.save([added(DAYS, value=1)], **STAMP | {"by": "Kontroller"})
    with pytest.raises(ConflictError, match="row_already_there") as refused:
        programme.save([changed(COST, value=2), added(DAYS)], **STAMP)
    told = refused.value.facts
    assert (told["row"], told["by"], told["found"]) == ("assumption/review/days", "Kontroller", 2)
    assert values_of(programme) == BEFORE | {"days": 1}


def test_who_removed_a_row_meanwhile_is_told(programme):
    programme.save([removed(COST)], **STAMP | {"by": "Kontroller"})
    for mine in (changed(COST, value=2), removed(COST)):
        with pytest.raises(ConflictError, match="row_removed") as refused:
            programme.save([mine], **STAMP)
        assert (refused.value.facts["by"], refused.value.facts["found"]) == ("Kontroller", 2)
    programme.save([added(COST, value=3)], **STAMP)
    assert values_of(programme)["cost"] == 3


def test_a_hidden_units_rows_can_be_neither_changed_added_nor_removed(programme):
    north = {"document": "review", "key": "2"}
    label = changed(north, fact="efficiency_measure", label="x")
    card = added({"document": "review", "measure": "2"}, fact="measure_card")
    for hidden in (label, card, removed(north, fact="efficiency_measure")):
        with pytest.raises(AccessError, match="unit_hidden") as refused:
            programme.save([changed(PLACES, value=1), hidden], **STAMP, visible=SOUTH)
        assert refused.value.facts["unit"] == "north"
    programme.save([card], **STAMP)
    with pytest.raises(AccessError, match="unit_hidden"):
        programme.version_of("measure_card", card.key, visible=SOUTH)
    with pytest.raises(AccessError, match="unit_hidden"):
        programme.history("measure_card", card.key, visible=SOUTH)
    with pytest.raises(AccessError, match="unit_hidden"):
        programme.undo(2, **STAMP, visible=SOUTH)
    with pytest.raises(AccessError, match="unit_hidden"):
        programme.save([card], **STAMP, visible=SOUTH)


def test_a_shown_units_rows_can_be_changed_but_not_given_away(programme):
    mine = {"document": "review", "key": "1"}
    give = changed(mine, fact="efficiency_measure", owner="north")
    with pytest.raises(AccessError, match="unit_hidden"):
        programme.save([give], **STAMP, visible=SOUTH)
    card = changed(CARD_KEY, fact="measure_card", change="Steng to avdelinger")
    assert programme.save([card], **STAMP, visible=SOUTH) == 2
    away = [removed(CARD_KEY, 2, "measure_card"), removed(mine, fact="efficiency_measure")]
    assert programme.save(away, **STAMP, visible=SOUTH) == 3
    assert programme.undo(3, **STAMP, visible=SOUTH) == 4


def test_two_who_write_at_once_lose_nothing(programme):
    """Each adds ten rows of their own, and one to a number they share, ten times."""
    trouble: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                _add_and_count(programme, f"{name}{number}")
        except BaseException as error:  # noqa: BLE001
            trouble.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert trouble == []
    found = values_of(programme)
    assert found.pop("places") == 80_0000 + 20
    assert set(found) == {"cost", *(f"{name}{number}" for name in "ab" for number in range(10))}
    assert len(programme.revisions()) == 1 + 20


def _add_and_count(book: Book, name: str) -> None:
    while True:
        version = book.version_of("assumption", PLACES)
        now = values_of(book, as_of=version)["places"]
        try:
            book.save([changed(PLACES, version, value=now + 1), added(DAYS | {"key": name})], **STAMP)
        except ConflictError:
            continue
        return


def test_a_check_sees_its_facts_before_and_after_and_can_stop_the_change(programme):
    seen = []

    def refuse(before, after):
        seen.append((set(before), before["assumption"].height, set(after["assumption"]["key"])))
        raise UsageError("reason_missing")

    check = Check(frozenset({"assumption", "unit"}), refuse)
    with pytest.raises(UsageError):
        programme.save(ALL_THREE, **STAMP, check=check)
    assert seen == [({"assumption", "unit"}, 2, {"places", "days"})]
    assert values_of(programme) == BEFORE
    programme.save(ALL_THREE, **STAMP)
    with pytest.raises(UsageError):
        programme.undo(2, **STAMP, check=check)
    assert values_of(programme) == AFTER
    assert len(programme.revisions()) == 2


def test_a_check_does_not_look_at_changes_of_other_facts(programme):
    def refuse(before, after):
        raise AssertionError("it looked")

    elsewhere = Check(frozenset({"unit", "goal"}), refuse)
    assert programme.save(ALL_THREE, **STAMP, check=elsewhere) == 2
    assert programme.undo(2, **STAMP, check=elsewhere) == 3
    assert values_of(programme) == BEFORE


def test_a_check_of_everything_looks_also_where_nothing_differs(programme):
    seen = []
    check = Check(None, lambda before, after: seen.append((len(before), len(after))))
    programme.save([], **STAMP, check=check)
    programme.save(ALL_THREE, **STAMP, check=check)
    assert seen == [(0, 0), (len(SHAPES), len(SHAPES))]


def test_a_change_is_named_by_its_row():
    assert phase(2027).address == "phase_in/review/1/-/2027/1"
    assert phase(2027, 2, "drift").address == "phase_in/review/1/drift/2027/2"
