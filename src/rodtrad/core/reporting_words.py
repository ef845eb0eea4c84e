"""Words of reports through the year, as (Norwegian, English)."""

REPORTING_WORDS: dict[str, tuple[str, str]] = {}
