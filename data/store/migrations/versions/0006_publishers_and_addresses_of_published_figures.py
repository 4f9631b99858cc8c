"""publishers and addresses of published figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("publisher", "source_address"):
        op.add_column(
            "published_figure",
            sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False),
        )
