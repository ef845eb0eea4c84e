"""Our own documents hold what they say: sums recomputed from the print, every form complete, one fault."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from random import Random

import pypdfium2
import pytest
from docx import Document
from made import budget, letter, report, review
from made.as_docx import as_docx
from made.as_pdf import as_pdf
from made.as_text import LAYOUTS, TextLayout, as_text, double, wrap
from made.pieces import (
    FACTORS,
    PLANTABLE,
    Card,
    Heading,
    Made,
    Paragraph,
    Row,
    Table,
    printed,
    tables_of,
    texts_of,
)
from made.plant import covered, plant

MAKERS = {"report": report.make, "letter": letter.make, "budget": budget.make, "review": review.make}
SEEDS = range(12)
OTHER_COLUMNS = {
    "report": {
        "column_order": ("accounts_before", "accounts", "regulated", "adopted", "deviation"),
        "years": 4,
    },
    "letter": {"column_order": ("2029", "2028", "2027")},
    "budget": {"column_order": ("plan", "adopted", "regulated", "accounts"), "years": 3, "rounding": True},
    "review": {"column_order": ("2027", "2028", "2029", "2030"), "measures": 6},
}
NUMBER = re.compile(r"[-+]?\d{1,3}(?: \d{3})*(?:,\d+)?|[-+]?\d+(?:,\d+)?")


def read(text: str | None) -> Decimal:
    """A printed number, read here and not by the code under test; no text is no money."""
    return Decimal((text or "0").replace(" ", "").replace(",", ".").lstrip("+"))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe\x02-]", "", text)


def rows_of(table: Table) -> dict[str, list[str | None]]:
    return {row.label: list(row.values) for row in table.rows}


def of_kind(made: Made, kind: str) -> list[Table]:
    return [table for _, table in tables_of(made) if table.kind == kind]


@pytest.fixture(params=MAKERS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def made(name: str) -> Made:
    return MAKERS[name](7)


# What holds in each kind of document, recomputed from the print.


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("order", [None, OTHER_COLUMNS["report"]["column_order"]])
def test_accounts_add_up_and_deviations_are_budget_minus_accounts(
    seed: int, order: tuple[str, ...] | None
) -> None:
    made = report.make(seed, column_order=order)
    tables = of_kind(made, "accounts")
    assert len(tables) == 5
    for table in tables:
        rows = rows_of(table)
        place = {words.split(" (")[0]: at for at, words in enumerate(table.header[1:])}
        for at in range(5):
            column = {label: read(values[at]) for label, values in rows.items()}
            if len(column) > 3:
                assert column["Sum driftsutgifter"] == sum(v for k, v in column.items() if k[0] in "012345")
                assert column["Sum driftsinntekter"] == sum(v for k, v in column.items() if k[0] in "6789")
            assert (
                column["Kapitlets nettoresultat"]
                == column["Sum driftsutgifter"] + column["Sum driftsinntekter"]
            )
        for values in rows.values():
            now, regulated, gap = (
                read(values[place[w]]) for w in ("Regnskap 2027", "Regulert bud. 2027", "Avvik 2027")
            )
            assert gap == regulated - now
    for at in range(5):
        for label in rows_of(tables[-1]):
            assert read(rows_of(tables[1])[label][at]) == sum(read(rows_of(t)[label][at]) for t in tables[2:])


def test_deviation_heading_names_the_columns_it_is_made_of() -> None:
    assert of_kind(report.make(1), "accounts")[0].header[-1] == "Avvik 2027 (III-I)"
    turned = report.make(1, column_order=OTHER_COLUMNS["report"]["column_order"])
    assert of_kind(turned, "accounts")[0].header[1:4] == (
        "Regnskap 2026",
        "Regnskap 2027",
        "Regulert bud. 2027",
    )
    assert of_kind(turned, "accounts")[0].header[-1] == "Avvik 2027 (III-II)"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("unit", ["kr", "1000 kr"])
def test_adjustments_lead_from_adopted_to_regulated(seed: int, unit: str) -> None:
    made = report.make(seed, unit=unit)
    [adjustments] = of_kind(made, "adjustments")
    *changes, total = [read(row.values[1]) for row in adjustments.rows]
    net = rows_of(of_kind(made, "accounts")[0])["Kapitlets nettoresultat"]
    assert sum(changes) == total == (read(net[2]) - read(net[1])) * FACTORS[unit] / 1000


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("years", [3, 4])
def test_account_groups_and_changes_make_the_same_net(seed: int, years: int) -> None:
    made = letter.make(seed, years=years)
    for table in of_kind(made, "budget"):
        words = table.text_columns - 1
        numbers = [[read(value) for value in row.values[words:]] for row in table.rows]
        assert len(numbers[0]) == years
        assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    changes, cuts, additions = of_kind(made, "changes")
    for table in (changes, cuts, additions):
        numbers = [
            [read(v if v != "-" else "0") for v in row.values] for row in table.rows if any(row.values)
        ]
        assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert changes.rows[-1].values == of_kind(made, "budget")[0].rows[-1].values[1:]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rounding", [False, True])
def test_areas_functions_and_units_are_one_budget(seed: int, rounding: bool) -> None:
    made = budget.make(seed, rounding=rounding)
    tables = {title: table for at, table in tables_of(made) if (title := made.title_of(at))}
    nets = {title: [read(v) for v in t.rows[-1].values] for title, t in tables.items() if t.kind == "budget"}
    areas = [net for title, net in nets.items() if title.startswith("FO")]
    units = [net for title, net in nets.items() if title.endswith("avdelingen")]
    room = 2 if rounding else 0
    assert (len(areas), len(units)) == (3, 3)
    assert nets["Bydel Lundby"] == nets["Budsjett per KOSTRA-funksjon"]
    for parts in (areas, units):
        for whole, column in zip(nets["Bydel Lundby"], zip(*parts, strict=True), strict=True):
            assert abs(whole - sum(column)) <= room
    frame = tables["Driftsbudsjett fordelt på endringskategorier"].rows
    assert [read(frame[0].values[0]), read(frame[-1].values[0])] == [
        nets["Bydel Lundby"][1],
        nets["Bydel Lundby"][3],
    ]
    for at in range(4):
        c = [read(row.values[at]) for row in frame]
        gaps = (
            c[1] + c[2] - c[3],
            c[0] + c[3] - c[4],
            c[5] - c[6],
            c[7] + c[8] - c[9],
            c[4] + c[6] + c[9] - c[10],
        )
        assert all(abs(gap) <= room for gap in gaps)


@pytest.mark.parametrize("seed", SEEDS)
def test_savings_of_the_overview_are_those_of_the_text(seed: int) -> None:
    made = budget.make(seed)
    overviews = [t for t in of_kind(made, "changes") if t.header[0] == "Beskrivelse tiltak"]
    savings = {row.label: read(row.values[2]) for t in overviews for row in t.rows if "Omstill" in row.label}
    told = {}
    for heading, text in zip(made.pieces, made.pieces[1:], strict=False):
        if isinstance(heading, Heading) and isinstance(text, Paragraph) and "Omstill" in heading.text:
            told[heading.text] = -read(NUMBER.findall(text.text)[0]) * 1000
    assert savings == told
    assert {k.get("label"): k.value for k in made.of("saving")} == savings
    [whole] = [
        t for t in of_kind(made, "changes") if "Innsparingstiltak" in rows_of(t) and t not in overviews
    ]
    assert read(rows_of(whole)["Innsparingstiltak"][0]) == sum(savings.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_ages_and_places_add_up(seed: int) -> None:
    made = budget.make(seed)
    places = of_kind(made, "premises")[2]
    for table in (of_kind(made, "demography")[0], places):
        numbers = [[read(value) for value in row.values] for row in table.rows]
        assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert all(read(row.values[-1]) == sum(read(v) for v in row.values[:-1]) for row in places.rows)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("years", [4, 5])
def test_cards_make_the_tables_by_class_and_by_agency(seed: int, years: int) -> None:
    made = review.make(seed, years=years)
    by_class: dict[str, list[Decimal]] = {}
    by_agency: dict[str, list[Decimal]] = {}
    for card in [piece for piece in made.pieces if isinstance(piece, Card)]:
        amounts = [read(value) / 1_000_000 for value in card.effects.rows[0].values]
        code = re.search(r"Tiltak ([A-ZÆØÅ]+)\d", card.title)
        for sums, key in ((by_class, card.texts[-1][1]), (by_agency, code[1] if code else "")):
            sums[key] = [a + b for a, b in zip(sums.get(key, [Decimal(0)] * years), amounts, strict=True)]
    tables = {t.caption.split(":")[0]: rows_of(t) for t in of_kind(made, "effects") if t.caption}
    zero = [Decimal(0)] * years
    for label, values in tables["Tabell 1"].items():
        told = [v for k, v in by_class.items() if label != "Total" and k == f"Tiltaket har {label.lower()}."]
        total = [sum(column) for column in zip(*by_class.values(), strict=True)]
        assert [read(v) for v in values] == (total if label == "Total" else told[0] if told else zero)
    for label in ("OMS", "BOE", "SOS"):
        assert [read(v) for v in tables["Tabell 11"][label]] == by_agency.get(label, zero)
    assert tables["Tabell 1"] == tables["Tabell 12"]
    assert tables["Tabell 1"]["Total"] == tables["Tabell 11"]["Total"]


# The equations and the known figures that come with a document.


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("other", [False, True])
def test_every_equation_holds_within_rounding(name: str, seed: int, other: bool) -> None:
    made = MAKERS[name](seed, **(OTHER_COLUMNS[name] if other else {}))
    assert len(made.equations) > 15
    for equation in made.equations:
        parts = [
            (read(_bare(made.text(spot))), made.table(spot.piece).unit, weight)
            for spot, weight in equation.terms
        ]
        gap = sum(value * FACTORS.get(unit, 1) * weight for value, unit, weight in parts)
        room = (
            sum(Decimal(FACTORS.get(unit, 1)) for _, unit, _ in parts) / 2
            if "rounding" in OTHER_COLUMNS[name]
            else 0
        )
        assert abs(gap) <= (room if other else 0), equation.name


def _bare(text: str) -> str:
    return text.removesuffix("%").strip()


def test_known_figures_say_what_is_printed(made: Made) -> None:
    for known in made.known:
        if known.spot:
            assert made.text(known.spot) == known.printed
            [number] = NUMBER.findall(known.printed)
            assert read(number) == known.value
    sentences = list(texts_of(made))
    for stated in made.of("stated"):
        assert stated.get("sentence") in sentences
        assert stated.printed in str(stated.get("sentence"))
        assert stated.value is not None
        assert printed(stated.value, len(stated.printed.partition(",")[2])) == stated.printed


def test_sentences_tell_the_cells_they_restate(made: Made) -> None:
    """A restated figure is the cell's, rounded to what the sentence shows, without its sign."""
    by_spot = {known.spot: known for known in made.known if known.spot}
    restated = [known for known in made.of("stated") if known.restates]
    assert restated
    for known in restated:
        cell = by_spot[known.restates].base()
        own = known.base()
        assert cell is not None
        assert own is not None
        decimals = len(known.printed.partition(",")[2])
        assert abs(abs(cell) - own) <= Decimal(FACTORS.get(known.unit, 1)) / 10**decimals / 2


def test_every_number_of_a_plantable_table_is_known(made: Made) -> None:
    spots = {known.spot for known in made.known}
    words = {"2000", "01", "04"}
    for piece, table in tables_of(made):
        for row, printed_row in enumerate(table.rows):
            for column, value in enumerate(printed_row.values, 1):
                if (
                    table.kind in PLANTABLE
                    and value
                    and NUMBER.fullmatch(value)
                    and column >= table.text_columns
                ):
                    is_code = table.kind == "investments" and (column == 1 or value in words)
                    assert is_code or (piece, row, column) in spots, (table.header, value)


def test_directions_say_how_two_numbers_lie() -> None:
    made = [MAKERS[name](seed) for name in ("report", "budget", "review") for seed in SEEDS]
    directions = [known for each in made for known in each.of("direction")]
    assert {d.get("movement") for d in directions} == {"up", "down"}
    for d in directions:
        assert (read(str(d.get("to"))) > read(str(d.get("from")))) == (d.get("movement") == "up")


# Forms.


def test_text_holds_every_cell_and_every_row_of_numbers(made: Made) -> None:
    plain = replace(LAYOUTS[made.kind], doubled_bold=False, page_lines=10_000)
    text = as_text(made, plain)
    whole, lines = squeezed(text), [" ".join(line.split()) for line in text.splitlines()]
    for each in texts_of(made):
        assert squeezed(each) in whole
    for _, table in tables_of(made):
        for row in table.rows:
            numbers = " ".join(value for value in row.values[table.text_columns - 1 :] if value)
            if table.caption or table.kind != "effects":
                assert any(line.endswith(numbers) for line in lines)


def test_word_file_holds_the_same_tables(made: Made) -> None:
    document = Document(io.BytesIO(as_docx(made)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    paragraphs = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert len(tables) == len(list(tables_of(made)))
    for found, (piece, table) in zip(tables, tables_of(made), strict=True):
        top = 1 + bool(table.above)
        assert found[top - 1] == list(table.header)
        for row, cells in zip(table.rows, found[top:], strict=False):
            values = [value or "" for value in row.values]
            assert cells == [row.label, *values, *[""] * (len(table.header) - 1 - len(values))]
        assert table.caption in paragraphs
        assert isinstance(made.pieces[piece], Card) or len(found) == top + len(table.rows)
    headings = [p.text for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert [text for text in headings if not text.startswith("Tiltak ")] == [
        piece.text
        for piece in made.pieces
        if isinstance(piece, Heading) and not piece.text.startswith("Tiltak ")
    ]


def test_pdf_holds_every_cell_on_several_pages(made: Made) -> None:
    document = pypdfium2.PdfDocument(as_pdf(made))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert 3 <= len(pages) <= 12
    assert all(f"Side {number} av {len(pages)}" in page for number, page in enumerate(pages, 1))
    whole = squeezed("".join(page.replace(made.title, "") for page in pages))
    for _, table in tables_of(made):
        for row in table.rows:
            for text in (row.label, *row.values):
                assert squeezed((text or "").split(" ")[0]) in whole
            numbers = "".join(value or "" for value in row.values[table.text_columns - 1 :])
            assert squeezed(numbers) in whole or made.kind == "annual_report" or "kroner" in table.header[0]


def test_same_seed_gives_the_same_and_another_seed_another(name: str) -> None:
    make = MAKERS[name]
    assert make(3) == make(3)
    assert len({as_text(make(seed)) for seed in SEEDS}) == len(SEEDS)
    assert "2031" in as_text(make(3, year=2031))


# What the text looks like.


def small(rows: tuple[Row, ...], **more: object) -> Made:
    table = Table(
        "Tabell 1: Eksempel", "Beløp i 1000", ("Post", "Regn 2027", "Øk.plan 2028"), rows, "budget", **more
    )  # type: ignore[arg-type]
    return Made("small", "letter", "Liten tittel", (Heading("1. Tall"), table), (), ())


def test_bold_rows_have_every_letter_twice_and_one_blank_between_cells() -> None:
    text = as_text(small((Row("Sum 419", ("1 580", "-18"), bold=True),), bold_header=True))
    assert double("1 580") == "11  558800"
    assert "SSuumm  441199 11  558800 --1188 " in text.splitlines()
    assert " PPoosstt RReeggnn  22002277 ØØkk..ppllaann  22002288" in text.splitlines()


def test_numbers_of_a_wrapped_label_stand_last_or_below() -> None:
    made = small((Row("Kjøp av varer og tjenester", ("12", None)), Row("Lønn", ("1 000", "2"))))
    beside = as_text(made, TextLayout(label_width=14, header_width=8)).splitlines()
    assert [line for line in beside if line] == [
        "1. Tall ", "Tabell 1: Eksempel ", "Beløp i 1000 ", "Post ", "Regn ", "2027 ", "Øk.plan ", "2028 ",
        "Kjøp av varer ", "og tjenester 12  ", "Lønn 1 000 2 ",
    ]  # fmt: skip
    below = as_text(made, TextLayout(label_width=14, numbers_below=True)).splitlines()
    assert [line for line in below if line][-4:] == [
        "Kjøp av varer ",
        "og tjenester ",
        "12  ",
        "Lønn 1 000 2 ",
    ]
    assert beside[1::2] == [""] * len(beside[1::2])


def test_pages_break_with_a_blank_or_with_a_footer() -> None:
    made = small(tuple(Row(f"Rad {number}", ("1", "2")) for number in range(30)))
    layout = TextLayout(page_lines=10, footer_every=0)
    lines = [line for line in as_text(made, layout).splitlines() if line]
    assert [line for line in lines if line.startswith(" ")] == [" Post Regn 2027 Øk.plan 2028 "] * 3
    with_footer = as_text(made, replace(layout, footer_every=2, repeat_header=False))
    assert "2 \n\n\n\nLiten tittel \n\n \n\nSide 2 av 4 \n\nRad " in with_footer


def test_wrapping_keeps_all_words() -> None:
    assert wrap("en to tre fire", 6) == ["en to", "tre", "fire"]
    assert wrap("ikke-delbart", 4) == ["ikke-delbart"]


# Faults.


@pytest.mark.parametrize("seed", SEEDS)
def test_planted_fault_changes_one_cell_clearly(name: str, seed: int) -> None:
    made = MAKERS[name](seed)
    faulty, planted = plant(made, Random(seed))
    before, after = cells_of(made), cells_of(faulty)
    changed = [spot for spot in before if before[spot] != after[spot]]
    assert before.keys() == after.keys()
    assert changed == [planted.spot]
    assert (before[planted.spot], after[planted.spot]) == (planted.old, planted.new)
    assert planted.new not in list(texts_of(made))
    assert made.table(planted.spot.piece).kind in PLANTABLE
    gap = abs(read(planted.new) - read(planted.old))
    unit = Decimal(1).scaleb(-len(planted.new.partition(",")[2]))
    assert gap >= 11 * unit
    assert gap == 11 * unit or Decimal("0.06") < gap / abs(read(planted.old)) < Decimal("0.14")
    assert planted.equations
    assert as_text(made) != as_text(faulty)


def cells_of(made: Made) -> dict[tuple[int, int, int], str | None]:
    """Every cell of every table by its place, labels in column 0."""
    return {
        (piece, row, column): value
        for piece, table in tables_of(made)
        for row, printed_row in enumerate(table.rows)
        for column, value in enumerate((printed_row.label, *printed_row.values))
    }


def test_known_figures_follow_the_print_after_a_fault(made: Made) -> None:
    faulty, planted = plant(made, Random(1))
    wrong = [now for was, now in zip(made.known, faulty.known, strict=True) if was != now]
    assert [(known.spot, known.printed) for known in wrong] == [(planted.spot, planted.new)]


def test_faults_reach_every_kind_of_table() -> None:
    documents = [make(1) for make in MAKERS.values()]
    kinds = {made.table(spot.piece).kind for made in documents for spot in covered(made)}
    assert kinds == PLANTABLE
