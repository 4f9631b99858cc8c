"""Commands that write numbers: load, rebuild, demo data in and out."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine, select

from cli.intake.confirm import NotConfirmedError, confirm, may_store
from cli.prepare import open_prepared, prepare
from cli.who import who_commands
from data.choices import DEMO, keep_choice
from data.load.observations import Submission, rebuild, store_observations
from data.queries.replaced import Replaced
from data.schema import submission
from data.store import open_engine, raise_revision, read_revision, writing
from data.trail import Act, note_step
from ioc.errors import IocError
from ioc.local_time import local_date
from ioc.settings import Settings


def load_observations(settings: Settings, options: argparse.Namespace) -> None:
    """Check an indicator table, show what was read, and store it once somebody agreed."""
    from cli.intake.observations import known_of, observation_lines
    from data.load.tables import read_observation_file
    from data.queries.replaced import count_replaced, find_same_hand_in

    file = _existing(options.file)
    engine = _store_for(settings, options)
    with engine.connect() as connection:
        table = read_observation_file(
            connection,
            file,
            vintage=options.vintage,
            sheet=options.sheet,
            indicator=options.indicator,
            period=options.period,
        )
        seen = read_revision(connection)
        replaced = count_replaced(connection, table.frame)
        again = find_same_hand_in(connection, table.frame, table.sha256)
        lines = observation_lines(table, known_of(connection, table), replaced)
    _show(lines)
    if again is not None:
        raise IocError(f"Tệp này đã được nạp (lần nộp số {again}); không ghi lại lần nữa.")
    cells = _dots(len(table.frame))
    if options.dry_run:
        print(f"Tệp hợp lệ: {cells} ô số liệu. Chưa ghi (--dry-run).")
        return
    confirm(f"Ghi {cells} ô số liệu vào kho?", yes=options.yes)
    if replaced.looks_made_up:
        confirm(
            "Đúng là số báo cáo thật, không phải số liệu minh hoạ chép lại?",
            yes=options.not_made_up,
            option="--not-made-up",
        )
    with writing(engine) as connection:
        # Others may have written while somebody read what was shown.
        if read_revision(connection) != seen:
            _refuse_changed(replaced, count_replaced(connection, table.frame))
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
    """Store a list of villages under the communes of a vintage, once somebody agreed."""
    from cli.intake.village_places import place_doubts
    from cli.intake.villages import village_lines
    from data.load.areas import add_villages
    from data.load.villages import read_villages
    from data.queries.areas import read_vintages
    from ioc.area import resolve_vintage

    file = _existing(options.file)
    engine = _store_for(settings, options)
    with engine.connect() as connection:
        vintage = resolve_vintage(options.vintage, read_vintages(connection))
    frame: pd.DataFrame = read_villages(file, vintage.code)
    # Tried and rolled back: what the store itself would refuse is told before anybody agrees.
    with engine.execution_options(sqlite_begin="IMMEDIATE").connect() as connection:
        add_villages(connection, frame)
        connection.rollback()
    with engine.connect() as connection:
        doubts = place_doubts(settings, engine, connection, frame, vintage.code)
    _show(village_lines(frame, file.name, f"{vintage.code} ({vintage.name_vi})"))
    _show(f"  {remark}" for remark in doubts.remarks)
    _show(f"  Cần xem: {question}" for question in doubts.questions)
    if options.dry_run:
        print(f"Tệp hợp lệ: {_dots(len(frame))} thôn. Chưa ghi (--dry-run).")
        return
    confirm(f"Ghi {_dots(len(frame))} thôn vào kho?", yes=options.yes)
    with writing(engine) as connection:
        count = add_villages(connection, frame)
        # A commune with villages is complete only when they have reported.
        rebuild(connection)
        raise_revision(connection, "areas", {"villages": count, "vintage": vintage.code})
    print(f"Đã nạp {_dots(count)} thôn vào kỳ địa giới {vintage.code}.")


def rebuild_all(settings: Settings) -> None:
    """Recompute every rollup from the observations that count."""
    prepare(settings)
    engine = open_engine(settings.url)

    def progress(done: int, count: int) -> None:
        print(f"\r  {done}/{count} chỉ số", end="", flush=True)

    with writing(engine) as connection:
        rows = rebuild(connection, progress=progress)
        raise_revision(connection, "observations", {"rebuilt": rows})
    print(f"\nĐã tính lại {_dots(rows)} số tổng hợp.")


def add_demo(settings: Settings) -> None:
    """Load the demo data where there is none."""
    from cli.demo_places import settle_demo_villages
    from data.demo.load import load_demo

    prepare(settings)
    engine = open_engine(settings.url)
    with writing(engine) as connection:
        present = connection.scalar(
            select(submission.c.id).where(
                submission.c.kind == "demo", submission.c.state != "withdrawn"
            )
        )
        if present is not None:
            raise IocError("Số liệu minh hoạ đã có trong kho.")
        keep_choice(connection, DEMO, True)
        report = load_demo(connection, local_date(), print, settings.province)
        raise_revision(connection, "areas", {"villages": report["villages"], "demo": True})
        raise_revision(connection, "observations", report)
    settle_demo_villages(engine, settings.published, tell=False)


def drop_demo(settings: Settings) -> None:
    """Remove all demo data."""
    from data.demo.load import remove_demo

    prepare(settings)
    engine = open_engine(settings.url)
    with writing(engine) as connection:
        keep_choice(connection, DEMO, False)
        cells, villages = remove_demo(connection)
        raise_revision(connection, "withdrawal", {"demo": True, "observations": cells})
        said = "mọi số liệu minh hoạ"
        note_step(connection, Act.REMOVAL, who_commands(), said, "", datetime.now(UTC))
    print(f"Đã xoá {_dots(cells)} ô số liệu minh hoạ và {_dots(villages)} thôn minh hoạ.")


def _store_for(settings: Settings, options: argparse.Namespace) -> Engine:
    """Return the store to load into; a command that may not store leaves it as it is."""
    if not may_store(options):
        return open_prepared(settings)
    prepare(settings)
    return open_engine(settings.url)


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _refuse_changed(shown: Replaced, now: Replaced) -> None:
    if now != shown:
        raise NotConfirmedError(
            "Kho đã thay đổi trong lúc chờ xác nhận: phần so với kho nêu trên không còn đúng. "
            "Chưa ghi gì; hãy chạy lại lệnh."
        )


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise IocError(f"Không thấy tệp “{name}”. Hãy kiểm tra lại đường dẫn.")
    return path


def _dots(count: int) -> str:
    return f"{count:,}".replace(",", ".")
