"""Tables of verification: how far each submission of a form is, by which steps, what is locked."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from data.store.clean_text import String, Text
from data.store.schema.metadata import metadata

# A submission that was handed in for a form and a period, and its state today.
form_hand_in = Table(
    "form_hand_in",
    metadata,
    Column(
        "submission_id", Integer, ForeignKey("submission.id"), primary_key=True, autoincrement=False
    ),
    Column("form", String(32), nullable=False),
    Column("period", String(10), nullable=False),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("state", String(12), nullable=False),  # ioc.verification.VerificationState
    Index("ix_form_hand_in_form", "form", "period"),
)

# How it came to its state. Rows are added and never changed.
verification_step = Table(
    "verification_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", Integer, ForeignKey("submission.id"), nullable=False, index=True),
    Column("state", String(12), nullable=False),  # after the step
    Column("at", String(32), nullable=False),  # ISO, UTC
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),  # of a return, or of a correction after locking
)

# A period of a form that takes no numbers any more.
form_lock = Table(
    "form_lock",
    metadata,
    Column("form", String(32), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("locked_at", String(32), nullable=False),  # ISO, UTC
    Column("locked_by", Text, nullable=False),
)

# Who may hand in once for a period that is locked, and who allowed it; the submission uses it up.
correction_permit = Table(
    "correction_permit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form", String(32), nullable=False),
    Column("period", String(10), nullable=False),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("allowed_at", String(32), nullable=False),  # ISO, UTC
    Column("allowed_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("submission_id", Integer, ForeignKey("submission.id"), unique=True),
    Index("ix_correction_permit_form", "form", "period", "account_id"),
)
