"""short names of indicators, and what their denominators count."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("short_vi", "short_en", "noun_vi", "noun_en"):
        op.add_column(
            "indicator",
            sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False),
        )
