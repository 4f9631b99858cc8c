"""Bring a store's tables to the shape that this version of the program knows."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, select, text, update

from data.early_store import FIRST, complete_early_store
from data.schema import RECKONING, revision
from data.store import is_sqlite, raise_revision
from ioc.errors import IocError

_MIGRATIONS = Path(__file__).parent / "migrations"
# Any constant does: it only has to be the same in every process that may migrate this store.
_LOCK = 780_040_250


class NewerStoreError(IocError):
    """The store was written by a later version of the program, which this one must not touch."""


def upgrade(engine: Engine) -> bool:
    """Create missing tables and apply every migration not yet applied, all or nothing.

    Rollups and packs that follow from earlier rules are reckoned anew from what was reported.

    Processes that start together take turns, so each migration runs once. A store that is up to
    date is only read.

    Returns:
        True if anything was changed.

    Raises:
        NewerStoreError: the store knows a migration that this program does not.
        EarlyStoreError: it is of before the first release, and cannot be brought over.
    """
    config = alembic_config()
    script = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        if _is_current(connection, script) and _is_reckoned(connection):
            return False
    with engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        if not is_sqlite(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if _is_current(connection, script):
            if _is_reckoned(connection):
                return False
        else:
            if stored_version(connection) == FIRST:
                complete_early_store(connection, script.get_revision(FIRST))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        _reckon(connection)
    return True


def is_current(engine: Engine) -> bool:
    """Tell whether a store has the tables that this program knows; nothing is changed.

    Raises:
        NewerStoreError: the store knows a migration that this program does not.
    """
    with engine.connect() as connection:
        return _is_current(connection, ScriptDirectory.from_config(alembic_config()))


def upgrade_within(connection: Connection, version: str = "head") -> None:
    """Bring a store to a version in the caller's transaction; an empty one gets its tables.

    Raises:
        NewerStoreError: this program does not know that version.
    """
    config = alembic_config()
    known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    if version not in {*known, "head"}:
        raise NewerStoreError(
            f"Dữ liệu ở bản kho {version}, mới hơn chương trình này. Hãy cập nhật chương trình."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, version)
    if version == "head":
        _reckon(connection)


def stored_version(connection: Connection) -> str | None:
    """Return the version of a store's tables; None where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def alembic_config() -> Config:
    """Return the configuration of the migrations, wherever the program is started from."""
    config = Config()
    # "%" would start an interpolation in Alembic's configuration.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _is_reckoned(connection: Connection) -> bool:
    """Tell whether rollups and packs follow from today's rules; a store without numbers does."""
    return connection.scalar(select(revision.c.reckoning)) in (RECKONING, None)


def _reckon(connection: Connection) -> None:
    """Reckon rollups and packs anew where they follow from earlier rules."""
    if _is_reckoned(connection):
        return
    # The writer of numbers stands on the store, and the store on this.
    from data.load.observations import rebuild

    rows = rebuild(connection)
    connection.execute(update(revision).values(reckoning=RECKONING))
    raise_revision(connection, "observations", {"rebuilt": rows})


def _is_current(connection: Connection, script: ScriptDirectory) -> bool:
    applied = set(MigrationContext.configure(connection).get_current_heads())
    known = {revision.revision for revision in script.walk_revisions()}
    if unknown := applied - known:
        raise NewerStoreError(
            f"Kho dữ liệu ở bản {', '.join(sorted(unknown))}, mới hơn chương trình này "
            f"(bản {script.get_current_head()}). Hãy cập nhật chương trình, hoặc đặt "
            "IOC_DATABASE_URL / IOC_VAR sang một kho khác."
        )
    return applied == set(script.get_heads())
