"""The command that loads a reorganisation, shows its effect, or removes its vintage."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from cli.intake.confirm import NotConfirmedError, confirm
from cli.new_land import draw_new_land
from cli.prepare import prepare, store_for
from cli.who import who_commands
from data.access.trail import Act, note_step
from data.load.observations import rebuild
from data.load.reorganisation.outcome import ReorganisationPlan
from data.store.engine import open_engine, raise_revision, read_areas_revision, writing
from ioc.errors import IocError
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


def load_reorganisation(settings: Settings, options: argparse.Namespace) -> None:
    """Load a reorganisation file, or remove the vintage that one made."""
    if options.remove:
        _remove(settings, options.remove)
        return
    if not (options.file and options.before and options.after):
        raise IocError(Phrase("command-name-vintages"))
    from data.load.reorganisation.file import read_reorganisation_file
    from data.load.reorganisation.plan import plan_reorganisation
    from data.load.reorganisation.reorganisation import store_reorganisation
    from data.load.reorganisation.report import report_lines

    table = read_reorganisation_file(Path(options.file), sheet=options.sheet)
    engine = store_for(settings, options)

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
        revision_before = read_areas_revision(connection)
    print("\n".join(report_lines(plan)))
    if options.dry_run or plan.changes_nothing:
        why = "--dry-run" if options.dry_run else say("command-store-as-file")
        print(say("command-valid-change", why=why))
        return
    confirm(say("command-ask-vintage"), yes=options.yes)
    with writing(engine) as connection:
        if read_areas_revision(connection) != revision_before:
            raise NotConfirmedError(Phrase("command-areas-changed"))
        report = store_reorganisation(connection, plan)
        if report.indicator_ids:
            rebuild(connection, list(report.indicator_ids))
        revision = raise_revision(connection, "areas", report.summary())
    print(
        say(
            "command-vintage-stored",
            areas=report.areas,
            relations=report.relations,
            revision=str(revision),
        )
    )
    with engine.connect() as connection:
        maps = draw_new_land(settings, connection, plan.after.code)
    if maps:
        print(say("command-vintage-drawn", maps=maps))
        with writing(engine) as connection:
            raise_revision(connection, "boundaries", {"vintage": plan.after.code, "joined": maps})


def _remove(settings: Settings, code: str) -> None:
    from data.load.reorganisation.reorganisation import remove_vintage
    from geo.publish_undo import drop_vintage

    prepare(settings)
    with writing(open_engine(settings.url)) as connection:
        count = remove_vintage(connection, code)
        raise_revision(connection, "areas", {"removed": code, "areas": count})
        subject = say("command-step-vintage", vintage=code, count=count)
        note_step(connection, Act.REMOVAL, who_commands(), subject, "", datetime.now(UTC))
    drop_vintage(settings.published, code)
    print(say("command-vintage-removed", vintage=code, count=count))
