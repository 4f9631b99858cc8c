"""Verification of what was handed in for forms: states, steps, locked periods, permits.

What was handed in before waits for its verifier as what comes from now on does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_lock",
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("locked_at", sa.String(length=32), nullable=False),
        sa.Column("locked_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("form", "period"),
    )
    op.create_table(
        "correction_permit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("allowed_at", sa.String(length=32), nullable=False),
        sa.Column("allowed_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("submission_id"),
    )
    op.create_index(
        "ix_correction_permit_form",
        "correction_permit",
        ["form", "period", "account_id"],
        unique=False,
    )
    op.create_table(
        "form_hand_in",
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("submission_id"),
    )
    op.create_index("ix_form_hand_in_form", "form_hand_in", ["form", "period"], unique=False)
    op.create_table(
        "verification_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_verification_step_submission_id"),
        "verification_step",
        ["submission_id"],
        unique=False,
    )
    op.execute(
        "INSERT INTO form_hand_in (submission_id, form, period, account_id, state) "
        "SELECT submission_id, form, period, account_id, 'handed_in' FROM office_file "
        "WHERE submission_id IS NOT NULL"
    )
    op.execute(
        "INSERT INTO verification_step (submission_id, state, at, actor, reason) "
        "SELECT submission.id, 'handed_in', received_at, sender, '' FROM submission "
        "JOIN form_hand_in ON form_hand_in.submission_id = submission.id"
    )
