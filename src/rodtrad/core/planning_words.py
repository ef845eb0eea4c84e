"""Words of budgets and four-year plans that are made here, as (Norwegian, English)."""

PLANNING_WORDS: dict[str, tuple[str, str]] = {}
