"""How a round of reports counts the year's budget; rounds from before do not spread it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column, empty in every row there is."""
    op.add_column("reporting_period", sa.Column("spread", sa.String()))
