"""Commands: the whole store into one file, and back."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from data.backup import Backup, BackupError, write_backup
from data.backup_restore import restore_backup
from data.store import open_engine
from ioc.settings import Settings


def backup(settings: Settings, options: argparse.Namespace) -> None:
    """Save the store and its published boundaries; the server may go on running."""
    started = time.monotonic()
    file = Path(options.file)
    if not settings.database_url and not (settings.var / "ioc.sqlite").is_file():
        raise BackupError(f"Không có kho dữ liệu nào tại “{settings.var}”.")
    engine = open_engine(settings.url)
    try:
        manifest = write_backup(engine, settings.published, file, replace=options.force)
    finally:
        engine.dispose()
    rows = sum(each["rows"] for each in manifest["tables"].values())
    print(
        f"Đã sao lưu {_dots(rows)} dòng, {len(manifest['tables'])} bảng vào “{file}” "
        f"({file.stat().st_size / 2**20:.0f} MB) sau {time.monotonic() - started:.0f} giây."
    )


def restore(settings: Settings, options: argparse.Namespace) -> None:
    """Replace a store by a backup, compared with it before it counts."""
    started = time.monotonic()
    saved = Backup(Path(options.file), _say)
    reached = restore_backup(
        saved, options.to or settings.url, settings.published, force=options.force, say=_say
    )
    print(
        f"Đã phục hồi và so sánh xong bản sao lưu lúc {saved.manifest['made_at']} sau "
        f"{time.monotonic() - started:.0f} giây; phiên bản kho {reached}."
    )


def _say(line: str) -> None:
    print(line, flush=True)


def _dots(count: int) -> str:
    return f"{count:,}".replace(",", ".")
