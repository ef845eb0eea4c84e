"""Made-up budgets: every number here is invented, in thousand kroner, and small enough to work by hand."""

from typing import Any

import polars as pl
from small_books import book

from rodtrad.models.budgeting.adoption import AdoptedRows
from rodtrad.models.concepts import SHAPES, Facts, complete

CODES = """
    dimension;     code;           parent
    account_group; drift;
    account_group; drift-utgift;   drift
    account_group; drift-inntekt;  drift
    account_group; 10;             drift-utgift
    account_group; 11;             drift-utgift
    account_group; 16;             drift-inntekt
    account_group; investering;
    account_group; 03;             investering
    chapter;       1;
    chapter;       2;
    area;          FO1;
    area;          FO2;
    function;      120;
    function;      253;
"""
UNITS = """
    key; kind;         parent
    BY;  municipality;
    AVD; department;   BY
    A;   agency;       AVD
    B;   agency;       AVD
"""
BASE = """
    document; unit; chapter; area; function; account_group; year; version; amount
    b26;      A;    1;       FO1;  253;      10;            2026; adopted;   1000
    b26;      A;    1;       FO1;  253;      11;            2026; adopted;    400
    b26;      A;    1;       FO1;  253;      16;            2026; adopted;   -200
    b26;      B;    2;       FO2;  120;      10;            2026; adopted;    500
"""
RATES = """
    document; account_group; year; rate
    b27;      10;            2027;  3.1
    b27;      11;            2027;  2.5
    b27;      10;            2028;  3.1
"""
CHANGES = """
    document; code;   first_year; last_year; unit; chapter; area; function; account_group; category; amount
    b27;      flytt;  2027;       ;          A;    1;       FO1;  253;      10;            technical; -20
    b27;      flytt;  2027;       ;          B;    2;       FO2;  120;      10;            technical; 20
    b27;      engang; 2027;       2028;      A;    1;       FO1;  253;      11;            new_priority; 100
    b27;      spar;   2028;       ;          B;    2;       FO2;  120;      10;            measure;      -50
"""
DOCUMENTS = """
    key; kind;   unit; year
    b26; budget; BY;   2026
    b27; budget; BY;   2027
    r27; budget; BY;   2027
    alt; budget; BY;   2027
    j1;  budget; BY;   2027
    j2;  budget; BY;   2027
    b28; budget; BY;   2028
"""
WORK = """
    document; unit; state;   edition; sent
    b27;      BY;   draft;   1;
"""
PROPOSALS = """
    document; stage;      first_year; amends; base_document; base_version; base_year
    b27;      proposal;   2027;       ;       b26;           adopted;      2026
"""


def facts_of(**texts: str) -> Facts:
    """The usual book, with some facts written otherwise, or left out where nothing is written."""
    usual = {
        "code": CODES,
        "unit": UNITS,
        "budget_line": BASE,
        "compensation": RATES,
        "planned_change": CHANGES,
        "document": DOCUMENTS,
        "working_document": WORK,
        "budget_proposal": PROPOSALS,
    }
    return complete(book(**{name: text for name, text in {**usual, **texts}.items() if text}))


def thousands(frame: pl.DataFrame, *by: str) -> dict[Any, float]:
    """Amounts in thousand kroner by some columns; a key of one column stands alone."""
    rows = frame.select(*by, "amount").iter_rows()
    return {(key[0] if len(key) == 1 else tuple(key)): amount / 100_000 for *key, amount in rows}


def with_rows(facts: Facts, rows: AdoptedRows) -> Facts:
    """The book after what an adoption writes."""
    more = {name: pl.concat([facts[name], frame]) for name, frame in rows.facts.items()}
    codes = rows.codes.with_columns(pl.col("code").alias("label"), pl.col("code").alias("label_en"))
    shape = SHAPES["code"].polars_schema()
    filled = codes.with_columns(pl.lit(None).alias(n) for n in shape if n not in codes.columns)
    listed = filled.select(pl.col(n).cast(t) for n, t in shape.items())
    return {**facts, **more, "code": pl.concat([facts["code"], listed])}


def in_state(facts: Facts, **states: str) -> Facts:
    """The book with documents in other states."""
    work = facts["working_document"]
    given = pl.col("document").replace_strict(states, default=None, return_dtype=pl.String)
    return {**facts, "working_document": work.with_columns(pl.coalesce(given, "state").alias("state"))}


VERSIONS = """
    document; stage;       first_year; amends; base_document; base_version; base_year
    b27;      proposal;    2027;       ;       b26;           adopted;      2026
    r27;      resolution;  2027;       b27;    ;              ;
    alt;      alternative; 2027;       b27;    ;              ;
    j1;       adjustment;  2027;       r27;    ;              ;
    j2;       adjustment;  2027;       r27;    ;              ;
"""
STATES = """
    document; unit; state;   edition; sent
    b27;      BY;   frozen;  1;
    r27;      BY;   adopted; 1;       2026-12-10
    alt;      BY;   draft;   1;
    j1;       BY;   adopted; 1;       2027-03-01
    j2;       BY;   draft;   1;
"""
MORE = """
    r27; frokost; 2027; ;     B; 2; FO2; 120; 11; council; 30
    alt; eldre;   2027; ;     A; 1; FO1; 253; 10; council; 80
    alt; salg;    2027; ;     A; 1; FO1; 253; 16; council; -80
    j1;  vikar;   2027; 2027; A; 1; FO1; 253; 10; council; 5
    j2;  strom;   2027; 2027; A; 1; FO1; 253; 11; council; -2
"""


def book_of(changes: str = MORE, **more: str) -> Facts:
    """The usual book with a resolution, an alternative and two adjustments of it."""
    every = "\n".join(line for line in (CHANGES + changes).splitlines() if line.strip())
    texts = {"budget_proposal": VERSIONS, "working_document": STATES, "planned_change": every}
    return facts_of(**{**texts, **more})
