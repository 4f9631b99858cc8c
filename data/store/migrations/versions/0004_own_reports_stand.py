"""own reports stand until their parts are complete."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "indicator", sa.Column("complete_share", sa.Float(), server_default="1", nullable=False)
    )
    op.add_column(
        "revision", sa.Column("reckoning", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column("rollup", sa.Column("own", sa.Integer(), server_default="0", nullable=False))
    op.add_column("rollup", sa.Column("voice", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "rollup", sa.Column("beside_reported", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "rollup", sa.Column("beside_demo", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("rollup", sa.Column("beside_numerator", sa.Float(), nullable=True))
    op.add_column("rollup", sa.Column("beside_denominator", sa.Float(), nullable=True))
    op.add_column("rollup", sa.Column("beside_value", sa.Float(), nullable=True))
