"""Commands that save the whole store to one file and restore it."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from data.backup.backup import Backup, BackupError, write_backup
from data.backup.restore import restore_backup
from data.store.engine import open_engine
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


def backup(settings: Settings, options: argparse.Namespace) -> None:
    """Save the store and its published boundaries; the server may go on running."""
    start = time.monotonic()
    file = Path(options.file)
    if not settings.database_url and not (settings.var / "ioc.sqlite").is_file():
        raise BackupError(Phrase("command-no-store", place=str(settings.var)))
    engine = open_engine(settings.url)
    try:
        manifest = write_backup(engine, settings.published, file, replace=options.force)
    finally:
        engine.dispose()
    rows = sum(each["rows"] for each in manifest["tables"].values())
    print(
        say(
            "command-saved",
            rows=rows,
            tables=len(manifest["tables"]),
            file=str(file),
            size=f"{file.stat().st_size / 2**20:.0f}",
            seconds=f"{time.monotonic() - start:.0f}",
        )
    )


def restore(settings: Settings, options: argparse.Namespace) -> None:
    """Replace a store by a backup, after comparing the result with it."""
    start = time.monotonic()
    source = Backup(Path(options.file), _print)
    number = restore_backup(
        source, options.to or settings.url, settings.published, force=options.force, report=_print
    )
    print(
        say(
            "command-restored",
            time=source.manifest["made_at"],
            seconds=f"{time.monotonic() - start:.0f}",
            revision=str(number),
        )
    )


def _print(line: str) -> None:
    print(line, flush=True)
