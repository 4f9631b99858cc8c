"""A trail that is a chain of digests, with the things before and after."""

from __future__ import annotations

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ROWS = 1_000


def upgrade() -> None:
    for name, kind in (
        ("content_before", sa.Text()),
        ("content_after", sa.Text()),
        ("digest", sa.String(length=64)),
    ):
        op.add_column("trail", sa.Column(name, kind, server_default=sa.text("''"), nullable=False))
    _link(op.get_bind())


def _link(connection: sa.Connection) -> None:
    """Give the rows that are there their digests, as they stand."""
    rows = sa.text(
        "SELECT id, at, act, actor, subject, address FROM trail"
        " WHERE id > :last ORDER BY id LIMIT :most"
    )
    write = sa.text("UPDATE trail SET digest = :digest WHERE id = :number")
    last, digest = 0, ""
    while steps := connection.execute(rows, {"last": last, "most": _ROWS}).all():
        links = []
        for row in steps:
            content = json.dumps([*row, "", ""], ensure_ascii=False, separators=(",", ":"))
            digest = hashlib.sha256(f"{digest}\n{content}".encode()).hexdigest()
            links.append({"digest": digest, "number": row[0]})
        connection.execute(write, links)
        last = steps[-1][0]
