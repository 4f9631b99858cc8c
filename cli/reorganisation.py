"""The command that loads a reorganisation, shows what it would do, or takes it back."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from cli.intake.confirm import NotConfirmedError, confirm, may_store
from cli.new_land import draw_new_land
from cli.prepare import open_prepared, prepare
from cli.who import who_commands
from data.load.observations import rebuild
from data.load.reorganisation_outcome import ReorganisationPlan
from data.store import open_engine, raise_revision, read_areas_revision, writing
from data.trail import Act, note_step
from ioc.errors import IocError
from ioc.settings import Settings


def load_reorganisation(settings: Settings, options: argparse.Namespace) -> None:
    """Load a reorganisation file, or remove the vintage that one made."""
    if options.remove:
        _remove(settings, options.remove)
        return
    if not (options.file and options.before and options.after):
        raise IocError("Hãy nêu tệp, --from và --to (hoặc --remove để xoá một kỳ địa giới).")
    from data.load.reorganisation import store_reorganisation
    from data.load.reorganisation_file import read_reorganisation_file
    from data.load.reorganisation_plan import plan_reorganisation
    from data.load.reorganisation_report import report_lines

    table = read_reorganisation_file(Path(options.file), sheet=options.sheet)
    if may_store(options):
        prepare(settings)
        engine = open_engine(settings.url)
    else:
        engine = open_prepared(settings)

    def plan_on(connection: Connection) -> ReorganisationPlan:
        return plan_reorganisation(
            connection,
            table,
            options.before,
            options.after,
            name_vi=options.name_vi,
            name_en=options.name_en,
        )

    with engine.connect() as connection:
        plan = plan_on(connection)
        seen = read_areas_revision(connection)
    print("\n".join(report_lines(plan)))
    if options.dry_run or plan.changes_nothing:
        why = "--dry-run" if options.dry_run else "kho đã đúng như tệp"
        print(f"Tệp hợp lệ. Chưa ghi gì ({why}).")
        return
    confirm("Ghi kỳ địa giới này vào kho?", yes=options.yes)
    with writing(engine) as connection:
        if read_areas_revision(connection) != seen:
            raise NotConfirmedError(
                "Địa giới trong kho đã thay đổi trong lúc chờ xác nhận; chưa ghi gì. "
                "Hãy chạy lại lệnh."
            )
        report = store_reorganisation(connection, plan)
        if report.indicator_ids:
            rebuild(connection, list(report.indicator_ids))
        revision = raise_revision(connection, "areas", report.summary())
    print(f"Đã ghi {report.areas} địa bàn và {report.relations} quan hệ; phiên bản kho {revision}.")
    with engine.connect() as connection:
        maps = draw_new_land(settings, connection, plan.after.code)
    if maps:
        print(f"Đã vẽ {maps} bản đồ của kỳ này, gộp từ hình của các đơn vị trước sắp xếp.")
        with writing(engine) as connection:
            raise_revision(connection, "boundaries", {"vintage": plan.after.code, "joined": maps})


def _remove(settings: Settings, code: str) -> None:
    from data.load.reorganisation import remove_vintage
    from geo.publish_undo import drop_vintage

    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        count = remove_vintage(connection, code)
        raise_revision(connection, "areas", {"removed": code, "areas": count})
        said = f"kỳ địa giới {code} ({count} đơn vị)"
        note_step(connection, Act.REMOVAL, who_commands(), said, "", datetime.now(UTC))
    drop_vintage(settings.published, code)
    print(f"Đã xoá kỳ địa giới {code} cùng {count} địa bàn của kỳ này.")
