"""Write the migration that takes the newest migrated store to what data/store/schema says now.

Usage: .venv/bin/python scripts/new_migration.py "what changes and why"
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from alembic import command  # noqa: E402
from alembic.script import Script, ScriptDirectory  # noqa: E402

from data.migrate import alembic_config  # noqa: E402
from data.store.engine import open_engine  # noqa: E402


def main(message: str) -> None:
    """Write data/store/migrations/versions/<next number>_<message>.py; read it, then commit it."""
    config = alembic_config()
    engine = open_engine("sqlite://")
    number = 1 + len(list(ScriptDirectory.from_config(config).walk_revisions()))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        if number > 1:
            # Numbers are reckoned by `data.migrate.upgrade`, which needs today's shape.
            command.upgrade(config, "head")
        path = command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
    engine.dispose()
    file = Path(cast(Script, path).path)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
