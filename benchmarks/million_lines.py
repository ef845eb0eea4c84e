"""Build and judge books of up to a million budget lines: time and memory per stage.

    python benchmarks/million_lines.py [LINES ...]

Each size runs in a process of its own, so that peak memory is that size's. A generated book is
consistent by construction: account groups add up to expenses, income and net, and functions
add up to the unit, so every relation must hold; one planted fault must be found.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from rodtrad.checks.run import judgement_of
from rodtrad.models.concepts import SHAPES
from rodtrad.models.thread.weave import thread_of
from rodtrad.readers.datapackage import describe, read_package
from rodtrad.reports.summary import summary_of
from rodtrad.store.book import Book

SIZES = (62_500, 125_000, 250_000, 500_000, 1_000_000)
EXPENSES, INCOME = ("10", "11", "13", "14", "15"), ("16", "17", "18", "19")
GROUPS = (*EXPENSES, *INCOME, "drift-utgift", "drift-inntekt", "drift")
FUNCTIONS_A_UNIT = 50
YEARS = (2024, 2025, 2026, 2027)
PARENTS = {**dict.fromkeys(EXPENSES, "drift-utgift"), **dict.fromkeys(INCOME, "drift-inntekt")}


def peak_mib() -> float:
    """Peak resident memory of this process; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def stage(name: str, spent: dict[str, dict[str, float]]) -> Iterator[None]:
    """Time one stage."""
    start = time.perf_counter()
    yield
    spent[name] = {"seconds": round(time.perf_counter() - start, 3), "peak_mib": round(peak_mib(), 1)}


def leaves_of(units: int, functions_a_unit: int = FUNCTIONS_A_UNIT) -> pl.DataFrame:
    """The smallest cells: unit, function, year, account group and an amount of its own."""
    groups = pl.DataFrame({"account_group": EXPENSES + INCOME}).with_row_index("group")
    functions = pl.DataFrame({"function": [f"F{f}" for f in range(functions_a_unit)]})
    places = (
        pl.DataFrame({"unit": [f"U{u}" for u in range(units)]})
        .join(functions, how="cross")
        .with_row_index("place")
    )
    seed = pl.col("place") * 7919 + pl.col("year") * 104_729 + pl.col("group") * 1_299_709
    size = (seed % 90_000 + 10_000).cast(pl.Int64)
    sign = pl.when(pl.col("account_group").is_in(INCOME)).then(-1).otherwise(1)
    years = pl.DataFrame({"year": YEARS})
    cells = (
        places.join(years, how="cross").join(groups, how="cross").with_columns((size * sign).alias("amount"))
    )
    return cells.select("unit", "function", "year", "account_group", "amount")


def lines_of(units: int, functions_a_unit: int = FUNCTIONS_A_UNIT) -> pl.DataFrame:
    """Leaves with their expenses, income and net, and the same for the whole unit; one amount is wrong."""
    leaves = leaves_of(units, functions_a_unit)
    by, total = ["unit", "function", "year"], pl.col("amount").sum()
    above = leaves.with_columns(pl.col("account_group").replace_strict(PARENTS))
    halves = above.group_by(*by, "account_group").agg(total).select(leaves.columns)
    net = (
        halves.group_by(by)
        .agg(total)
        .with_columns(pl.lit("drift").alias("account_group"))
        .select(leaves.columns)
    )
    cells = pl.concat([leaves, halves, net])
    whole = (
        cells.group_by("unit", "year", "account_group").agg(total).with_columns(pl.lit("").alias("function"))
    )
    planted = pl.struct("unit", "function", "year", "account_group") == pl.struct(
        unit=pl.lit("U0"), function=pl.lit("F1"), year=pl.lit(YEARS[0], pl.Int64), account_group=pl.lit("10")
    )
    wrong = pl.when(planted).then(pl.col("amount") + 1_000).otherwise("amount").alias("amount")
    return pl.concat([cells, whole.select(cells.columns)]).with_columns(wrong)


def tables_of(units: int) -> dict[str, pl.DataFrame]:
    """The facts of a book with so many units."""
    same = {"document": "budsjett", "table": "hovedtabell", "version": "adopted"}
    printed = {"printed_unit": "1000 kr", "decimals": "0", "line": "1"}
    named = {"label": "Enhet", "label_en": "Unit"}
    return {
        "budget_line": lines_of(units).with_columns(
            pl.lit(v).alias(n) for n, v in {**same, **printed}.items()
        ),
        "unit": pl.DataFrame({"key": [f"U{u}" for u in range(units)], "kind": "agency", **named}),
        "document": pl.DataFrame(
            {"key": ["budsjett"], "kind": "district_budget", "unit": "U0", "year": "2026", **named}
        ),
        "code": pl.DataFrame(
            {
                "dimension": "account_group",
                "code": [*PARENTS, "drift-utgift", "drift-inntekt", "drift"],
                "parent": [*PARENTS.values(), "drift", "drift", ""],
                **named,
            }
        ),
    }


def write_package(folder: Path, lines: int) -> None:
    """Write a data package with about so many budget lines, and the code lists they need."""
    write_tables(
        folder, tables_of(max(1, round(lines / (len(GROUPS) * len(YEARS) * (FUNCTIONS_A_UNIT + 1)))))
    )


def write_tables(folder: Path, tables: dict[str, pl.DataFrame]) -> None:
    """Write tables as a data package; columns they lack are empty."""
    for name, table in tables.items():
        columns = SHAPES[name].names()
        missing = [pl.lit("").alias(n) for n in columns if n not in table.columns]
        table.with_columns(missing).select(columns).write_csv(folder / f"{name}.csv")
    description = describe("generert", "Generert bok", tables)
    (folder / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")


def measure(lines: int) -> dict[str, object]:
    """Run every stage on one size."""
    spent: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with stage("generate", spent):
            subprocess.run([sys.executable, __file__, "--write", str(folder), str(lines)], check=True)
        with stage("read and validate", spent):
            package = read_package(folder)
        with Book.create(folder / "book") as book:
            with stage("store", spent):
                book.load(
                    package.facts, package.readings, by="benchmark", at=datetime.now(UTC), why="benchmark"
                )
            del package
            with stage("read back", spent):
                facts = book.facts()
        with stage("relate and judge", spent):
            thread = thread_of(facts)
        with stage("check", spent):
            judgement = judgement_of(thread, {})
        with stage("summary", spent):
            summary = summary_of(judgement)
        size = (folder / "book" / "book.sqlite").stat().st_size
    found = [f for f in judgement.findings if f.relations]
    assert len(found) == 1, f"one planted fault, {len(found)} findings"
    return {
        "lines": facts["budget_line"].height,
        "relations": summary.tested,
        "held": summary.held,
        "book_mib": round(size / 2**20, 1),
        "stages": spent,
    }


def show(results: list[dict[str, object]]) -> None:
    """One table: seconds per stage and size, and how the cost per line grows."""
    names = list(results[-1]["stages"])  # type: ignore[call-overload]
    print(f"{'lines':>22}" + "".join(f"{r['lines']:>12,}" for r in results))
    print(f"{'relations':>22}" + "".join(f"{r['relations']:>12,}" for r in results))
    for name in names:
        row = "".join(f"{r['stages'][name]['seconds']:>11.2f}s" for r in results)  # type: ignore[index]
        print(f"{name:>22}{row}")
    peak = [max(s["peak_mib"] for s in r["stages"].values()) for r in results]  # type: ignore[attr-defined]
    print(f"{'peak memory MiB':>22}" + "".join(f"{p:>12,.0f}" for p in peak))
    print(f"{'book MiB':>22}" + "".join(f"{r['book_mib']:>12,}" for r in results))
    work = [sum(s["seconds"] for n, s in r["stages"].items() if n != "generate") for r in results]  # type: ignore[attr-defined]
    per = [w / r["lines"] * 1e6 for w, r in zip(work, results, strict=True)]  # type: ignore[operator]
    print(f"{'µs a line':>22}" + "".join(f"{p:>12.1f}" for p in per))


def main() -> None:
    """Run all sizes, or the ones named."""
    if sys.argv[1:2] == ["--write"]:
        write_package(Path(sys.argv[2]), int(sys.argv[3]))
        return
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    sizes = [int(a) for a in sys.argv[1:]] or list(SIZES)
    results = []
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], check=True, capture_output=True, text=True
        )
        results.append(json.loads(done.stdout.splitlines()[-1]))
    show(results)


if __name__ == "__main__":
    main()
