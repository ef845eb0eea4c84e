"""Who made a change, told from others of the same name; nobody knows it of changes from before."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column, empty in every row there is."""
    op.add_column("revision", sa.Column("identity", sa.String()))
