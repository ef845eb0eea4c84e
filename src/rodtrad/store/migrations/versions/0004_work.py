"""The year's work: documents that are written here, plans, follow-up and reports. Many write at once."""

from pathlib import Path

from rodtrad.store.frozen import add_tables, index_versions

revision = "0004"
down_revision = "0003"


_DESCRIPTIONS = ("0001_first", "0002_pages", "0003_programme", "0004_work")


def upgrade() -> None:
    """Create the tables of the frozen description beside this file, and index the versions of all rows."""
    folder = Path(__file__).parent
    add_tables(folder / "0004_work.json")
    index_versions(folder / f"{name}.json" for name in _DESCRIPTIONS)
