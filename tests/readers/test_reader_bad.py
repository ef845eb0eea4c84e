"""Packages that are refused: file, line, column and what to do; nothing is read in."""

import json

import pytest
from package_samples import (
    DOCUMENTS,
    LINE_HEAD,
    POPULATION_HEAD,
    UNIT_HEAD,
    UNITS,
    budget_line,
    places,
    population,
    refused,
    with_base,
    write_package,
)

from rodtrad.cli.errors import sentence_of
from rodtrad.core.errors import InputError
from rodtrad.readers.datapackage import read_package

EXCEL = b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"


def unit_row(**cells):
    row = {"key": "by", "kind": "municipality", "label": "Byen", "label_en": "The city"} | cells
    names = UNIT_HEAD.strip().split(",")
    return UNIT_HEAD + ",".join(row.get(name, "") for name in names) + "\n"


CELLS = [
    ("unknown unit", with_base(population=population("1").replace("BBJ,total", "XYZ,total")),
     "reference_broken", "population.csv", 2, "unit", "XYZ", "BBJ"),
    ("unknown unit of print", with_base(population=population("1", unit="stk")),
     "unit_unknown", "population.csv", 2, "printed_unit", "stk", "personer"),
    ("no number", with_base(population=population("ca. 12")),
     "not_a_number", "population.csv", 2, "persons", "ca. 12", "1234.5"),
    ("two commas", with_base(population=population("1,234,5")),
     "not_a_number", "population.csv", 2, "persons", "1,234,5", "1234.5"),
    ("too many decimals", with_base(population=population("1,23456")),
     "not_a_number", "population.csv", 2, "persons", "1,23456", "1234.5"),
    ("finer than an øre", with_base(budget_line=budget_line("12.345", "kr")),
     "number_too_fine", "budget_line.csv", 2, "amount", "12.345", ""),
    ("above the limit", with_base(budget_line=budget_line("90000.0001", "mrd. kr")),
     "number_too_large", "budget_line.csv", 2, "amount", "90000.0001", ""),
    ("thousands or decimals", with_base(budget_line=budget_line("13,000", "kr")),
     "not_a_number", "budget_line.csv", 2, "amount", "13,000", "1234.5"),
    ("decimals beyond print", with_base(budget_line=budget_line("13", "kr", "99")),
     "number_out_of_range", "budget_line.csv", 2, "decimals", "99", "-12 – 4"),
    ("no whole number", with_base(population=population("1", line="sju")),
     "not_an_integer", "population.csv", 2, "line", "sju", "2026"),
    ("bad date", {"unit": unit_row(valid_from="15.05.2026")},
     "not_a_date", "unit.csv", 2, "valid_from", "15.05.2026", "2026-05-15"),
    ("no such day", {"unit": unit_row(valid_from="2026-02-30")},
     "not_a_date", "unit.csv", 2, "valid_from", "2026-02-30", "2026-05-15"),
    ("no such choice", {"unit": unit_row(kind="bydel")},
     "not_a_choice", "unit.csv", 2, "kind", "bydel", "district"),
    ("missing value", {"unit": unit_row(label="")},
     "value_missing", "unit.csv", 2, "label", None, ""),
    ("slash in a key", {"unit": unit_row(key="by/1")},
     "key_with_slash", "unit.csv", 2, "key", "by/1", "-"),
    ("reference to nothing", {"unit": unit_row(parent="land")},
     "reference_broken", "unit.csv", 2, "parent", "land", "by"),
    ("duplicate key", {"unit": UNITS + "by,municipality,,,,,,,Byen igjen,Again\n"},
     "key_duplicate", "unit.csv", 4, "key", "by", ""),
    ("missing column", {"unit": UNITS.replace(",successor", "").replace(",,,,Byen", ",,,Byen")
                        .replace(",,,Bydel", ",,Bydel")},
     "column_missing", "unit.csv", 1, "successor", None, "key"),
    ("unknown column", {"unit": UNITS.replace("number", "nummer")},
     "column_unknown", "unit.csv", 1, "nummer", None, "number"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "message", "file", "line", "column", "value", "hint"),
    [case[1:] for case in CELLS],
    ids=[case[0] for case in CELLS],
)
def test_a_bad_cell_is_named_with_its_place_and_a_way_on(
    tmp_path, files, message, file, line, column, value, hint
):
    problems = refused(write_package(tmp_path, files))
    [problem] = [p for p in problems if p.message == message]
    assert (problem.file, problem.line, problem.column, problem.value) == (file, line, column, value)
    assert hint in problem.hint
    for language, word in (("no", "linje"), ("en", "line")):
        told = sentence_of(problem, language)
        assert told.startswith(f"{file}, {word} {line}, ")
        assert column in told
        assert hint in told
        assert value is None or value in told


FILES = [
    ("too many fields", UNIT_HEAD + "by,municipality,,,,,,,Byen,The city,x\n", ("row_length", 2)),
    ("unclosed quote", UNIT_HEAD + 'by,municipality,,,,,,,Byen,"The city\n', ("row_unreadable", 2)),
    ("not UTF-8", (UNIT_HEAD + "by,municipality,,,,,,,Bærum,B\n").encode("latin-1"), ("not_utf8", 2)),
    ("Excel", EXCEL, ("not_a_csv", None)),
    ("PDF", b"%PDF-1.7 and so on", ("not_a_csv", None)),
    ("binary", b"\x00\x01\x02\x03", ("not_a_csv", None)),
    ("empty", b"", ("file_empty", None)),
    ("only empty lines", b"\n\n", ("file_empty", None)),
]


@pytest.mark.parametrize(
    ("content", "expected"), [case[1:] for case in FILES], ids=[case[0] for case in FILES]
)
def test_a_file_that_is_no_table_is_named(tmp_path, content, expected):
    [problem] = refused(write_package(tmp_path, {"unit": content}))
    assert (problem.message, problem.line) == expected
    assert problem.file == "unit.csv"
    for language in ("no", "en"):
        assert "unit.csv" in sentence_of(problem, language)


def test_an_excel_file_is_said_to_look_like_excel(tmp_path):
    [problem] = refused(write_package(tmp_path, {"unit": EXCEL}))
    assert "Excel" in sentence_of(problem, "no")
    assert "CSV" in sentence_of(problem, "no")


RESOURCES = [
    ("unknown fact", {"name": "budsjettlinje", "path": "unit.csv"}, "fact_unknown", "datapackage.json"),
    ("no name", {"path": "unit.csv"}, "resource_unreadable", "datapackage.json"),
    ("missing file", {"name": "unit", "path": "enheter.csv"}, "file_missing", "enheter.csv"),
    ("no path", {"name": "unit"}, "resource_unreadable", "datapackage.json"),
    ("a folder", {"name": "unit", "path": "."}, "file_missing", "."),
    ("up and out", {"name": "unit", "path": "../unit.csv"}, "path_outside", "datapackage.json"),
    ("absolute", {"name": "unit", "path": "/unit.csv"}, "path_outside", "datapackage.json"),
]


@pytest.mark.parametrize(
    ("resource", "message", "file"), [case[1:] for case in RESOURCES], ids=[case[0] for case in RESOURCES]
)
def test_a_bad_resource_is_named(tmp_path, resource, message, file):
    (tmp_path / "unit.csv").write_text(UNITS, encoding="utf-8")
    [problem] = refused(write_package(tmp_path / "pakke", {"unit": UNITS}, {"resources": [resource]}))
    assert (problem.message, problem.file) == (message, file)
    assert sentence_of(problem, "no").startswith(file)


def test_a_link_out_of_the_package_is_outside(tmp_path):
    (tmp_path / "unit.csv").write_text(UNITS, encoding="utf-8")
    folder = write_package(tmp_path / "pakke", {}, {"resources": [{"name": "unit", "path": "unit.csv"}]})
    (folder / "unit.csv").symlink_to(tmp_path / "unit.csv")
    assert [p.message for p in refused(folder)] == ["path_outside"]


def test_a_resource_listed_twice(tmp_path):
    twice = {"resources": [{"name": "unit", "path": "unit.csv"}] * 2}
    [problem] = refused(write_package(tmp_path, {"unit": UNITS}, twice))
    assert (problem.message, problem.value) == ("resource_twice", "unit")


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"resources": {}}', '{"title": "x"}', "null"])
def test_a_description_that_is_none(tmp_path, text):
    [problem] = refused(write_package(tmp_path, {"unit": UNITS}, text))
    assert problem.message == "description_unreadable"
    assert problem.file.endswith("datapackage.json")


def test_the_line_of_a_fault_in_the_description(tmp_path):
    [problem] = refused(write_package(tmp_path, {}, '{\n"resources": [\n}'))
    assert problem.line == 3


def test_a_description_that_is_not_utf8(tmp_path):
    (tmp_path / "datapackage.json").write_bytes('{"title": "Bærum", "resources": []}'.encode("latin-1"))
    assert [p.message for p in refused(tmp_path)] == ["description_unreadable"]


@pytest.mark.parametrize("where", ["", "finnes-ikke", "unit.csv"])
def test_a_place_without_a_description(tmp_path, where):
    (tmp_path / "unit.csv").write_text(UNITS, encoding="utf-8")
    [problem] = refused(tmp_path / where)
    assert problem.message == "description_missing"
    assert "datapackage.json" in sentence_of(problem, "no")


def test_faults_in_many_files_are_told_at_once(tmp_path):
    files = {
        "unit": unit_row(kind="bydel", label=""),
        "document": DOCUMENTS.replace("2026,,", "i år,i går,"),
        "population": population("mange", unit="stk"),
        "budget_line": EXCEL,
        "goal": "",
    }
    found = places(refused(write_package(tmp_path, files)))
    assert sorted(found, key=str) == sorted(
        [
            ("not_a_choice", "unit.csv", 2, "kind"),
            ("value_missing", "unit.csv", 2, "label"),
            ("number_out_of_range", "document.csv", 2, "year"),
            ("not_a_date", "document.csv", 2, "published"),
            ("not_a_number", "population.csv", 2, "persons"),
            ("unit_unknown", "population.csv", 2, "printed_unit"),
            ("not_a_csv", "budget_line.csv", None, None),
            ("file_empty", "goal.csv", None, None),
        ],
        key=str,
    )


def test_a_key_that_stands_three_times_is_named_twice(tmp_path):
    rows = "budsjett,BBJ,total,2026,1,personer,0,7\n" * 3
    problems = refused(write_package(tmp_path, with_base(population=POPULATION_HEAD + rows)))
    assert [(p.message, p.line) for p in problems] == [("key_duplicate", 3), ("key_duplicate", 4)]
    assert problems[0].value == "budsjett / BBJ / total / 2026"


def test_a_key_with_empty_parts_can_be_doubled_too(tmp_path):
    row = "budsjett,1,BBJ,,,,,drift,2026,adopted,1,kr,0,7\n"
    [problem] = refused(write_package(tmp_path, with_base(budget_line=LINE_HEAD + row * 2)))
    assert problem.value == "budsjett / 1 / BBJ / - / - / - / - / drift / 2026 / adopted"


# What is not refused as it should be.


def test_a_row_with_too_few_fields_is_refused(tmp_path):
    text = "dimension,code,parent,arts,label,label_en,note,document,line\narea,FO1,,,Barn,Children\n"
    assert [(p.message, p.line) for p in refused(write_package(tmp_path, {"code": text}))] == [
        ("row_length", 2)
    ]


@pytest.mark.parametrize("number", ["٣", "99999999999999999999"])
def test_a_number_that_a_whole_number_cannot_hold_is_refused(tmp_path, number):
    assert refused(write_package(tmp_path, with_base(population=population(number))))


@pytest.mark.parametrize("number", ["1000000000000000", "9223372036854775807"])
def test_a_number_too_large_for_grains_is_refused(tmp_path, number):
    assert refused(write_package(tmp_path, with_base(population=population(number))))


def test_the_largest_amount_is_read(tmp_path):
    """90 000 milliarder kroner in øre."""
    package = read_package(write_package(tmp_path, with_base(budget_line=budget_line("-90000", "mrd. kr"))))
    assert package.facts["budget_line"]["amount"].to_list() == [-90_000 * 10**9 * 100]


def test_a_date_before_the_calendar_is_refused(tmp_path):
    assert places(refused(write_package(tmp_path, {"unit": unit_row(valid_from="-0001-01-01")})))


@pytest.mark.parametrize("text", ["+2026-05-15", "2026- 5-15"])
def test_a_date_that_is_not_year_month_day_is_refused(tmp_path, text):
    assert refused(write_package(tmp_path, {"unit": unit_row(valid_from=text)}))


def test_the_line_of_text_that_is_not_utf8_far_down_in_a_file(tmp_path):
    rows = "".join(f"u{n},district,,,,,,,Bydel,District\n" for n in range(500))
    text = (UNIT_HEAD + rows + "by,municipality,,,,,,,Bærum,B\n").encode("latin-1")
    [problem] = refused(write_package(tmp_path, {"unit": text}))
    assert problem.line == 502


def test_the_line_below_a_cell_with_a_line_break(tmp_path):
    text = UNIT_HEAD + 'by,municipality,,,,,,,"By\nen",City\nBBJ,bydel,,,,,,,Bjørk,Birch\n'
    [problem] = refused(write_package(tmp_path, {"unit": text}))
    assert problem.line == 4


def test_a_quote_in_the_middle_of_a_cell_has_a_line(tmp_path):
    text = UNIT_HEAD + 'by,municipality,,,,,,,By"en,City\n'
    [problem] = refused(write_package(tmp_path, {"unit": text}))
    assert problem.line == 2


def test_every_fault_in_a_column_is_counted(tmp_path):
    rows = "".join(f"u{n},bydel,,,,,,,Bydel,District\n" for n in range(7))
    assert len(refused(write_package(tmp_path, {"unit": UNIT_HEAD + rows}))) == 7


@pytest.mark.parametrize(
    "resource",
    ["unit.csv", None, {"name": ["unit"], "path": "unit.csv"}, {"name": "unit", "path": ["unit.csv"]},
     {"name": "unit", "path": 3}, {"name": "unit", "path": "a\0b"}],
)  # fmt: skip
def test_a_resource_of_another_kind_is_refused(tmp_path, resource):
    folder = write_package(tmp_path, {"unit": UNITS}, json.dumps({"resources": [resource]}))
    assert refused(folder)


def test_a_description_that_is_a_folder_is_refused(tmp_path):
    (tmp_path / "datapackage.json").mkdir()
    assert refused(tmp_path)


def test_a_broken_reference_with_nothing_to_choose_among(tmp_path):
    problems = refused(write_package(tmp_path, {"population": population("1")}))
    assert not any(sentence_of(p, "no").endswith("for eksempel .") for p in problems)


def test_columns_parted_by_semicolons_are_told_once(tmp_path):
    text = UNIT_HEAD.replace(",", ";") + "by;municipality;;;;;;;Byen;City\n"
    [problem] = refused(write_package(tmp_path, {"unit": text}))
    assert (problem.message, problem.line) == ("semicolons", 1)


def test_characters_that_cannot_be_shown_are_refused(tmp_path):
    [problem] = refused(
        write_package(tmp_path, {"unit": UNIT_HEAD + "by,municipality,,,,,,,By\x1b[2J,City\n"})
    )
    assert (problem.message, problem.column, problem.line) == ("control_character", "label", 2)


def test_a_package_that_drops_what_the_book_still_needs_is_refused(tmp_path):
    known = read_package(write_package(tmp_path / "a", with_base(population=population("12")))).facts
    other = UNIT_HEAD + "by,municipality,,,,,,,Byen,The city\n"
    with pytest.raises(InputError) as caught:
        read_package(write_package(tmp_path / "b", {"unit": other}), known)
    assert {(p.message, p.file, p.value) for p in caught.value.problems} == {
        ("left_without_reference", "unit.csv", "BBJ")
    }
