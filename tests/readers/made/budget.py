"""A district's budget: demography, criteria, frames, the budget by area, by function and by unit, savings.

Keys of the known figures: `budget_line` has unit, area, function, account_group (10 to 19, expenses,
income, net), year, version; `budget_change` has area (all for the district), category, code, year;
`population` has age_group and year; `criteria_share` has area and year; `saving` has area, label,
effect_user, effect_district; `indicator_value` has indicator, measure, year; `premise` has area, function,
key, supplier, year, version.
"""

from collections.abc import Iterable, Sequence
from random import Random

from made.budget_pages import add_criteria, add_demography, add_premises
from made.district import (
    AREAS,
    FUNCTIONS,
    GROUPS,
    VERSIONS,
    Amounts,
    Columns,
    Post,
    by,
    invent_posts,
    is_income,
)
from made.draft import Draft, Grid, Keys, Line
from made.frames import STEPS, add_area_frames, add_district_frame, invent_frames
from made.pieces import Made, Table


def make(
    seed: int,
    *,
    year: int = 2027,
    agency: str = "Bydel Lundby",
    column_order: Sequence[str] | None = None,
    years: int = 4,
    areas: Sequence[str] = ("FO1", "FO2A", "FO4C"),
    rounding: bool = False,
) -> Made:
    """A budget whose figures hang together.

    column_order  columns of the budget tables: an order of some or all of accounts, adopted, regulated, plan
    years         how many years the frame has
    areas         functional areas, of those in `district.AREAS`
    rounding      amounts have kroner below a thousand, so that printed sums may be one or two off
    """
    rng = Random(seed)
    draft = Draft(f"district-budget-{seed}", "district_budget", f"Økonomiplan for {year}-{year + years - 1}")
    columns = Columns(tuple(column_order or VERSIONS), year)
    finest = 1 if rounding else 1000
    posts = invent_posts(rng, areas, finest=finest)
    frames = invent_frames(rng, posts, year, finest=finest)
    draft.heading(f"Budsjett {year} {agency}")
    add_demography(draft, rng, agency, year - 1)
    add_criteria(draft, rng, year)
    whole_frame = add_district_frame(draft, frames, year, years)
    area_nets = _add_areas(draft, posts, columns, agency)
    functions = _add_functions(draft, posts, columns, agency)
    units = _add_units(draft, posts, columns, agency)
    _hold_together(draft, area_nets, functions, units)
    overviews = add_area_frames(draft, rng, frames, year, years, agency)
    _hold_frames(draft, columns, whole_frame, overviews, area_nets)
    add_premises(draft, rng, year)
    return draft.done()


def _add_groups(
    draft: Draft, posts: list[Post], columns: Columns, shape: tuple[str, str], about: Keys
) -> tuple[Grid, int]:
    """A table by account group; shape is the first heading and the name in the last row.

    returns  the table, and its last row
    """
    sums = by(posts, lambda post: post.group)
    lines, kinds = [], []
    for kind, label, wanted in (
        ("expenses", "Sum Driftsutgifter", False),
        ("income", "Sum Driftsinntekter", True),
    ):
        groups = [group for group in GROUPS if group in sums and is_income(group) == wanted]
        for group in groups:
            cells = columns.figures(sums[group], {**about, "account_group": group})
            lines.append(Line(f"{group} - {GROUPS[group]}", cells))
        total = _added(sums[group] for group in groups)
        lines.append(Line(label, columns.figures(total, {**about, "account_group": kind}), bold=True))
        kinds.append((len(lines) - 1, len(groups)))
        lines.append(Line("", [None] * len(columns.order)))
    net = columns.figures(_added(sums.values()), {**about, "account_group": "net"})
    lines.append(Line(f"Sum total {shape[1]}", net, bold=True))
    header = (shape[0], *columns.headings())
    grid = draft.table(Table("", "Beløp i 1000", header, (), "budget", "1000 kr"), lines)
    for row, count in kinds:
        grid.add_up("groups", row, range(row - count, row))
    grid.add_up("net", len(lines) - 1, [row for row, _ in kinds])
    return grid, len(lines) - 1


def _added(rows: Iterable[Amounts]) -> Amounts:
    """Rows added version by version."""
    kept = list(rows)
    return {version: sum(row[version] for row in kept) for version in VERSIONS}


def _add_areas(draft: Draft, posts: list[Post], columns: Columns, agency: str) -> list[tuple[Grid, int]]:
    draft.new_page()
    draft.heading("Budsjettvedtak")
    draft.heading("Budsjett per funksjonsområde", 2)
    made = []
    for area, name, _ in AREAS:
        if not any(post.area == area for post in posts):
            continue
        title = f"{area} - {name}"
        draft.heading(title, 3)
        mine = [post for post in posts if post.area == area]
        about: Keys = {"unit": agency, "area": area}
        heading = "Funksjonsområde, kontogruppe, kontotype"
        made.append(_add_groups(draft, mine, columns, (heading, title), about))
    return made


def _add_functions(
    draft: Draft, posts: list[Post], columns: Columns, agency: str
) -> tuple[Grid, int, list[int]]:
    """The table by KOSTRA function.

    returns  the table, its last row, and the rows with the sum of a function
    """
    draft.heading("Budsjett per KOSTRA-funksjon", 2)
    lines, sums = [], []
    for function in sorted({post.function for post in posts}):
        about: Keys = {"unit": agency, "function": function}
        mine = (post for post in posts if post.function == function)
        parts = by(mine, lambda post: "income" if is_income(post.group) else "expenses")
        for kind, label in (("expenses", "Driftsutgifter"), ("income", "Driftsinntekter")):
            if kind in parts:
                lines.append(Line(label, columns.figures(parts[kind], {**about, "account_group": kind})))
        net = columns.figures(_added(parts.values()), {**about, "account_group": "net"})
        lines.append(Line(f"Sum {function} - {FUNCTIONS[function]}", net, bold=True))
        sums.append((len(lines) - 1, len(parts)))
        lines.append(Line("", [None] * len(columns.order)))
    total = _added(post.amounts for post in posts)
    net = columns.figures(total, {"unit": agency, "function": "all", "account_group": "net"})
    lines.append(Line("Sum total", net, bold=True))
    header = ("KOSTRA-funksjon, kontotype", *columns.headings())
    grid = draft.table(Table("", "Beløp i 1000", header, (), "budget", "1000 kr"), lines)
    for row, count in sums:
        grid.add_up("function", row, range(row - count, row))
    grid.add_up("functions", len(lines) - 1, [row for row, _ in sums])
    return grid, len(lines) - 1, [row for row, _ in sums]


def _add_units(draft: Draft, posts: list[Post], columns: Columns, agency: str) -> list[tuple[Grid, int]]:
    """The table of the whole district, then one for each unit."""
    draft.heading("Budsjett per enhet", 2)
    made = []
    for unit in (agency, *dict.fromkeys(post.unit for post in posts)):
        draft.heading(unit, 3)
        mine = [post for post in posts if unit in (agency, post.unit)]
        shape = ("Enhet, kontogruppe, kontotype", unit)
        made.append(_add_groups(draft, mine, columns, shape, {"unit": unit}))
    return made


def _hold_together(
    draft: Draft,
    areas: list[tuple[Grid, int]],
    functions: tuple[Grid, int, list[int]],
    units: list[tuple[Grid, int]],
) -> None:
    """Areas, functions and units make the same total."""
    whole, last = units[0]
    for spot in whole.row(last):
        for name, parts in (("areas", areas), ("units", units[1:])):
            draft.hold(name, spot, [(grid.spot(row, spot.column), 1) for grid, row in parts])
        draft.hold("functions", spot, [(functions[0].spot(functions[1], spot.column), 1)])


def _hold_frames(
    draft: Draft,
    columns: Columns,
    whole: Grid,
    overviews: list[tuple[Grid, dict[str, int]]],
    areas: list[tuple[Grid, int]],
) -> None:
    """Frames begin with the adopted budget and end with the plan, and areas make the whole."""
    for (overview, rows), (area, net) in zip(overviews, areas, strict=True):
        for category, version in (("base", "adopted"), ("frame", "plan")):
            if version in columns.order:
                figure = area.spot(net, columns.order.index(version) + 1)
                draft.hold("frame and budget", overview.spot(rows[category], 3), [(figure, 1)])
    for row, (_, category, _) in enumerate(STEPS):
        parts = [(grid.spot(rows[category], 3), 1) for grid, rows in overviews if category in rows]
        draft.hold("areas make the frame", whole.spot(row, 1), parts)
