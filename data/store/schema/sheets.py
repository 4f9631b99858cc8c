"""Tables of what people hand in: files, the cell of each number, what is remembered, drafts."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    false,
    text,
)

from data.store.clean_text import String, Text
from data.store.schema.metadata import metadata

# A file that somebody uploaded for a form and a period, byte for byte. Once it is handed in it has
# the number of its submission and stays; before, it is a draft and goes after a week.
office_file = Table(
    "office_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("form", String(32), nullable=False),
    Column("period", String(10), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("uploaded_at", String(32), nullable=False),  # ISO, UTC
    Column("submission_id", Integer, ForeignKey("submission.id"), unique=True),
    # JSON: what the sender corrected and confirmed, and how many numbers were left out.
    Column("decisions", Text, nullable=False, server_default=text("('')")),
    Index("ix_office_file_account", "account_id", "submission_id"),
)

# From which cell each number of a submission comes.
submission_cell = Table(
    "submission_cell",
    metadata,
    Column(
        "submission_id", Integer, ForeignKey("submission.id"), primary_key=True, autoincrement=False
    ),
    Column("indicator_id", Integer, primary_key=True, autoincrement=False),
    Column("area_id", Integer, primary_key=True, autoincrement=False),
    Column("period", String(10), primary_key=True),
    Column("part", String(12), primary_key=True),  # numerator | denominator | value
    Column("sheet", Text, nullable=False),  # "" = typed into the form on a page
    Column("cell", String(10), nullable=False),  # C14; "" = typed
    Column("text", Text, nullable=False),  # as the file shows it, or as it was typed
    # Somebody expressly said that it is the number of the period before.
    Column("is_unchanged", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)

# What is remembered of the sheets of a form and a sender (data.load.office.corrections).
sheet_mapping = Table(
    "sheet_mapping",
    metadata,
    Column("form", String(32), primary_key=True),
    Column("sender", String(64), primary_key=True),  # login of the account
    Column("content", Text, nullable=False),  # JSON
    Column("updated_at", String(32), nullable=False),  # ISO, UTC
)

# What an account has typed on a page and not handed in yet (data.hand_in.entry.draft).
entry_draft = Table(
    "entry_draft",
    metadata,
    Column("account_id", Integer, ForeignKey("account.id"), primary_key=True, autoincrement=False),
    Column("form", String(32), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("version", Integer, nullable=False),  # rises with each change
    Column("content", Text, nullable=False),  # JSON: the numbers as typed, by area and part
    Column("updated_at", String(32), nullable=False),  # ISO, UTC
    # The last submission that was made of it.
    Column("submission_id", Integer, ForeignKey("submission.id")),
)
