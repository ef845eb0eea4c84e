"""The lines of the documents, what sentences say of figures, and readings that are unsure."""

from pathlib import Path

from rodtrad.store.frozen import add_tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables of the frozen description beside this file."""
    add_tables(Path(__file__).with_suffix(".json"))
