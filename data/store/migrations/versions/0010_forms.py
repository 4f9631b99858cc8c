"""forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name_vi", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("frequency", sa.String(length=8), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("former_level", sa.String(length=8), nullable=False),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("reporter_level", sa.String(length=8), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("opens_days", sa.Integer(), nullable=False),
        sa.Column("closes_days", sa.Integer(), nullable=False),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.Column("reminder_days", sa.Text(), nullable=False),
        sa.Column("vintage_day", sa.String(length=5), nullable=False),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.Column("first_period", sa.String(length=10), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_shipped", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "form_area",
        sa.Column("form_code", sa.String(length=32), nullable=False),
        sa.Column("vintage", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_code"],
            ["form.code"],
        ),
        sa.PrimaryKeyConstraint("form_code", "vintage", "code"),
    )
    op.create_table(
        "form_indicator",
        sa.Column("form_code", sa.String(length=32), nullable=False),
        sa.Column("indicator_code", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parts", sa.String(length=40), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_code"],
            ["form.code"],
        ),
        sa.PrimaryKeyConstraint("form_code", "indicator_code"),
    )
