"""What the efficiency programme is estimated from, and how its benefits are proved."""

from pathlib import Path

from rodtrad.store.frozen import add_tables

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of the frozen description beside this file."""
    add_tables(Path(__file__).with_suffix(".json"))
