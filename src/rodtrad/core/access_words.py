"""Words of login, rights, spreadsheets and backups, as (Norwegian, English)."""

ACCESS_WORDS: dict[str, tuple[str, str]] = {}
