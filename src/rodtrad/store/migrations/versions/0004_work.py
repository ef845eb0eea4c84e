"""The year's work: documents that are written here, plans, follow-up and reports."""

from pathlib import Path

from rodtrad.store.frozen import add_tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables of the frozen description beside this file."""
    add_tables(Path(__file__).with_suffix(".json"))
