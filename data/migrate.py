"""Brings the tables of a store up to date with this version of the program."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, select, text, update

from data.store.early import FIRST, complete_early_store
from data.store.engine import is_sqlite, raise_revision
from data.store.schema import RECKONING, revision
from ioc.errors import IocError
from ioc.words.phrase import Phrase

_MIGRATIONS = Path(__file__).parent / "store" / "migrations"
# Any constant will do, if every process that may migrate this store uses the same.
_LOCK = 780_040_250


class NewerStoreError(IocError):
    """The store was written by a later version of the program, which this one must not touch."""


def upgrade(engine: Engine) -> bool:
    """Create missing tables and apply all new migrations, all or nothing.

    Rollups and packs that follow from earlier rules are calculated again from the observations.

    Processes that start together take turns, so that each migration runs once. A store that is up
    to date is only read.

    Returns:
        True if anything was changed.

    Raises:
        NewerStoreError: the store knows a migration that this program does not.
        EarlyStoreError: it is older than the first release and cannot be migrated.
    """
    config = alembic_config()
    script = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        if _is_current(connection, script) and _follows_rules(connection):
            return False
    with engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        if not is_sqlite(connection):
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if _is_current(connection, script):
            if _follows_rules(connection):
                return False
        else:
            if stored_version(connection) == FIRST:
                complete_early_store(connection, script.get_revision(FIRST))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        _recalculate(connection)
    return True


def is_current(engine: Engine) -> bool:
    """Tell whether a store has the tables of this program; it is only read.

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
    versions = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    if version not in {*versions, "head"}:
        raise NewerStoreError(Phrase("store-newer-data", version=version))
    config.attributes["connection"] = connection
    command.upgrade(config, version)
    if version == "head":
        _recalculate(connection)


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


def _follows_rules(connection: Connection) -> bool:
    """Tell whether rollups and packs follow from today's rules (True without numbers)."""
    return connection.scalar(select(revision.c.reckoning)) in (RECKONING, None)


def _recalculate(connection: Connection) -> None:
    """Calculate rollups and packs again where they follow from earlier rules."""
    if _follows_rules(connection):
        return
    # Imported here: the writer of numbers imports the store, and that imports this module.
    from data.load.observations import rebuild

    rows = rebuild(connection)
    connection.execute(update(revision).values(reckoning=RECKONING))
    raise_revision(connection, "observations", {"rebuilt": rows})


def _is_current(connection: Connection, script: ScriptDirectory) -> bool:
    applied = set(MigrationContext.configure(connection).get_current_heads())
    versions = {revision.revision for revision in script.walk_revisions()}
    if unknown := applied - versions:
        raise NewerStoreError(
            Phrase(
                "store-newer",
                versions=", ".join(sorted(unknown)),
                ours=str(script.get_current_head()),
            )
        )
    return applied == set(script.get_heads())
