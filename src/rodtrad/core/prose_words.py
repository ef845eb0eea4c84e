"""Words of texts that hold references to figures, as (Norwegian, English)."""

PROSE_WORDS: dict[str, tuple[str, str]] = {}
