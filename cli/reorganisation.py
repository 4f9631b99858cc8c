"""The command that loads a reorganisation, shows what it would do, or takes it back."""

from __future__ import annotations

import argparse
from pathlib import Path

from sqlalchemy import Connection

from cli.prepare import prepare
from data.load.observations import rebuild
from data.load.reorganisation_outcome import ReorganisationPlan
from data.store import open_engine, raise_revision, writing
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

    prepare(settings)
    table = read_reorganisation_file(Path(options.file), sheet=options.sheet)
    engine = open_engine(settings.url)

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
    if options.dry_run or plan.changes_nothing:
        print("\n".join(report_lines(plan)))
        why = "--dry-run" if options.dry_run else "kho đã đúng như tệp"
        print(f"Tệp hợp lệ. Chưa ghi gì ({why}).")
        return
    with writing(engine) as connection:
        # Planned inside the transaction: nothing changes between the report and the write.
        plan = plan_on(connection)
        report = store_reorganisation(connection, plan)
        if report.indicator_ids:
            rebuild(connection, list(report.indicator_ids))
        revision = raise_revision(connection, "areas", report.summary())
    print("\n".join(report_lines(plan)))
    print(f"Đã ghi {report.areas} địa bàn và {report.relations} quan hệ; phiên bản kho {revision}.")


def _remove(settings: Settings, code: str) -> None:
    from data.load.reorganisation import remove_vintage

    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        count = remove_vintage(connection, code)
        raise_revision(connection, "areas", {"removed": code, "areas": count})
    print(f"Đã xoá kỳ địa giới {code} cùng {count} địa bàn của kỳ này.")
