"""One small tree with text that would break a careless printer."""

import pytest

from rodtrad.reports.tree import (
    Bar,
    BarKind,
    DocumentTree,
    KeyFigureBox,
    KeyFigureRow,
    Notice,
    Paragraph,
    Section,
    TableBlock,
    TableColumn,
    WaterfallChart,
    table_row,
)

LONG_WORD = "Likeverdsgrunnskoleopplæringstilskuddsordningsforskriften"
MARKUP = '<script>alert("x")</script> & #let x = 1 *bold* _kursiv_ $x^2$ @ref `kode` [a](b) \\n {{ y }}'


@pytest.fixture
def long_word() -> str:
    return LONG_WORD


@pytest.fixture
def markup() -> str:
    return MARKUP


@pytest.fixture
def chart() -> WaterfallChart:
    return WaterfallChart(
        title="Fra vedtatt til ramme",
        unit="mill. kr",
        bars=(
            Bar("Vedtatt 2025", 0, 1200, BarKind.LEVEL, "1\u202f200,0"),
            Bar("Lønn & pris <b>", 1200, 1230, BarKind.INCREASE, "+30,0"),
            Bar("Nye tiltak i skolen og barnehagene i bydelene", 1230, 1218, BarKind.DECREASE, "12,0"),
            Bar("Ramme 2026", 0, 1218, BarKind.LEVEL, "1\u202f218,0"),
        ),
        alternative='Broen går fra 1 200 til 1 218 mill. kr. Lønn trekker mest "opp".',
    )


@pytest.fixture
def tree(chart: WaterfallChart) -> DocumentTree:
    table = TableBlock(
        caption="Tiltak *2026* <i>",
        columns=(TableColumn("Nr."), TableColumn("Tiltak"), TableColumn("Beløp 2026", number=True)),
        rows=(
            table_row("T1", MARKUP, "−1\u2009204,3"),
            table_row("T2", LONG_WORD, "1\u202f000,0"),
            table_row("", "Sum", "−204,3", total=True),
        ),
        note="Tall i 1 000 kr → netto.",
    )
    return DocumentTree(
        title="Årsbudsjett <2026> #let",
        subtitle="Ærlig & øvrig",
        language="no",
        date_text="14. november 2025",
        sections=(
            Section(
                "Hovedtall #1",
                (
                    Paragraph(MARKUP),
                    KeyFigureRow((KeyFigureBox("Ramme", "1\u202f218,0 mill. kr", "netto"),)),
                ),
            ),
            Section("Broen", (chart,), (Section("Tiltakene", (table,)),)),
            Section(
                "Funn",
                (
                    Notice("error", "Feil", "Radene summerer ikke", "Avvik −0,8.", "Plan, side 23"),
                    Notice("warning", "Advarsel", "Tall mangler", "Se vedlegget."),
                    Notice("notice", "Merknad", "Avrunding", "Høyst 0,5."),
                ),
            ),
        ),
        contents_heading="Innhold",
        footer="Laget fra kommunens egne tall.",
    )
