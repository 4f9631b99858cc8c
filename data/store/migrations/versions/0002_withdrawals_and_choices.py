"""Withdrawals with who and why; choices that stay with the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "choice",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "withdrawal",
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("withdrawn_at", sa.String(length=32), nullable=False),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("submission_id"),
    )
    # A store that was prepared without demo data stays without; one that got some keeps it.
    op.execute(
        "INSERT INTO choice (name, value) SELECT 'demo', "
        "CASE WHEN EXISTS (SELECT 1 FROM submission WHERE kind = 'demo') THEN 'true' "
        "ELSE 'false' END WHERE EXISTS (SELECT 1 FROM area)"
    )
