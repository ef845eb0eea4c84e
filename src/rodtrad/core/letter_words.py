"""Words of allocation letters and follow-up, as (Norwegian, English)."""

LETTER_WORDS: dict[str, tuple[str, str]] = {}
