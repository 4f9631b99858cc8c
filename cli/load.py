"""Commands that write numbers: load, rebuild, demo data in and out."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from sqlalchemy import select

from cli.prepare import prepare
from data.load.observations import Submission, rebuild, store_observations
from data.schema import submission
from data.store import open_engine, raise_revision, writing
from ioc.errors import IocError
from ioc.local_time import local_date
from ioc.settings import Settings


def load_observations(settings: Settings, options: argparse.Namespace) -> None:
    """Check an indicator table and store it, or say everything that is wrong with it."""
    from data.load.tables import read_observation_file

    _ensure_prepared(settings)
    engine = open_engine(settings.url)
    with engine.connect() as connection:
        table = read_observation_file(
            connection,
            _existing(options.file),
            vintage=options.vintage,
            sheet=options.sheet,
            indicator=options.indicator,
            period=options.period,
        )
        again = connection.scalar(
            select(submission.c.id).where(
                submission.c.sha256 == table.sha256, submission.c.state != "withdrawn"
            )
        )
    for warning in table.warnings:
        print(f"Lưu ý: {warning}")
    if not table.vintage_named:
        print(f"Nhận ra kỳ địa giới: {table.vintage} (chỉ rõ bằng --vintage).")
    if again is not None:
        raise IocError(f"Tệp này đã được nạp (lần nộp số {again}); không ghi lại lần nữa.")
    if options.dry_run:
        print(f"Tệp hợp lệ: {_dots(len(table.frame))} ô số liệu. Chưa ghi (--dry-run).")
        return
    with writing(engine) as connection:
        report = store_observations(
            connection,
            table.frame,
            Submission("file", table.file_name, table.sha256, options.sender),
        )
        revision = raise_revision(
            connection, "observations", report.summary(), report.submission_id
        )
    print(
        f"Đã nạp {_dots(report.observations)} ô số liệu ({', '.join(report.indicators)}), "
        f"cập nhật {_dots(report.rollups)} số tổng hợp; lần nộp số {report.submission_id}, "
        f"phiên bản kho {revision}."
    )


def load_villages(settings: Settings, options: argparse.Namespace) -> None:
    """Store a list of villages under the communes of a vintage."""
    from data.load.areas import add_villages
    from data.load.villages import read_villages
    from data.queries.areas import read_vintages
    from ioc.area import resolve_vintage

    _ensure_prepared(settings)
    engine = open_engine(settings.url)
    with writing(engine) as connection:
        vintage = resolve_vintage(options.vintage, read_vintages(connection))
        frame: pd.DataFrame = read_villages(_existing(options.file), vintage.code)
        count = add_villages(connection, frame)
        # A commune with villages is complete only when they have reported.
        rebuild(connection)
        raise_revision(connection, "areas", {"villages": count, "vintage": vintage.code})
    print(f"Đã nạp {_dots(count)} thôn vào kỳ địa giới {vintage.code}.")


def rebuild_all(settings: Settings) -> None:
    """Recompute every rollup from the observations that count."""
    _ensure_prepared(settings)
    engine = open_engine(settings.url)

    def progress(done: int, count: int) -> None:
        print(f"\r  {done}/{count} chỉ số", end="", flush=True)

    with writing(engine) as connection:
        rows = rebuild(connection, progress=progress)
        raise_revision(connection, "observations", {"rebuilt": rows})
    print(f"\nĐã tính lại {_dots(rows)} số tổng hợp.")


def add_demo(settings: Settings) -> None:
    """Load the demo data where there is none."""
    from data.demo.load import load_demo

    _ensure_prepared(settings)
    engine = open_engine(settings.url)
    with writing(engine) as connection:
        present = connection.scalar(
            select(submission.c.id).where(
                submission.c.kind == "demo", submission.c.state != "withdrawn"
            )
        )
        if present is not None:
            raise IocError("Số liệu minh hoạ đã có trong kho.")
        report = load_demo(connection, local_date(), print, settings.province)
        raise_revision(connection, "areas", {"villages": report["villages"], "demo": True})
        raise_revision(connection, "observations", report)


def drop_demo(settings: Settings) -> None:
    """Remove all demo data."""
    from data.demo.load import remove_demo

    _ensure_prepared(settings)
    engine = open_engine(settings.url)
    with writing(engine) as connection:
        cells, villages = remove_demo(connection)
        raise_revision(connection, "withdrawal", {"demo": True, "observations": cells})
    print(f"Đã xoá {_dots(cells)} ô số liệu minh hoạ và {_dots(villages)} thôn minh hoạ.")


def _ensure_prepared(settings: Settings) -> None:
    prepare(settings)


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise IocError(f"Không thấy tệp “{name}”. Hãy kiểm tra lại đường dẫn.")
    return path


def _dots(count: int) -> str:
    return f"{count:,}".replace(",", ".")
