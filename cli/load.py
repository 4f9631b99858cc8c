"""Commands that write numbers: load, rebuild, add and remove demo data."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import select

from cli.intake.confirm import NotConfirmedError, confirm
from cli.prepare import existing_file, prepare, store_for
from cli.who import who_commands
from data.access.trail import Act, note_step
from data.load.observations import Submission, rebuild, store_observations
from data.queries.replacement import Replacement
from data.store.choices import DEMO, keep_choice
from data.store.engine import open_engine, raise_revision, read_revision, writing
from data.store.schema import submission
from ioc.errors import IocError
from ioc.local_time import local_date
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


def load_observations(settings: Settings, options: argparse.Namespace) -> None:
    """Check an indicator table, show what was read, and store it once somebody agreed."""
    from cli.intake.observations import names_for_lines, observation_lines
    from data.load.tables import read_observation_file
    from data.queries.replacement import count_replacement, find_same_hand_in

    file = existing_file(options.file)
    engine = store_for(settings, options)
    with engine.connect() as connection:
        table = read_observation_file(
            connection,
            file,
            vintage=options.vintage,
            sheet=options.sheet,
            indicator=options.indicator,
            period=options.period,
        )
        revision_before = read_revision(connection)
        comparison = count_replacement(connection, table.frame)
        again = find_same_hand_in(connection, table.frame, table.sha256)
        lines = observation_lines(table, names_for_lines(connection, table), comparison)
    _show(lines)
    if again is not None:
        raise IocError(Phrase("command-loaded-before", number=str(again)))
    cells = len(table.frame)
    if options.dry_run:
        print(say("command-valid-cells", cells=cells))
        return
    confirm(say("command-ask-cells", cells=cells), yes=options.yes)
    if comparison.looks_made_up:
        confirm(
            say("command-ask-real"),
            yes=options.not_made_up,
            option="--not-made-up",
        )
    with writing(engine) as connection:
        # Others may have written while somebody read the lines.
        if read_revision(connection) != revision_before:
            _refuse_changed(comparison, count_replacement(connection, table.frame))
        report = store_observations(
            connection,
            table.frame,
            Submission("file", table.file_name, table.sha256, options.sender),
        )
        revision = raise_revision(
            connection, "observations", report.summary(), report.submission_id
        )
    print(
        say(
            "command-loaded",
            cells=report.observations,
            indicators=", ".join(report.indicators),
            rollups=report.rollups,
            number=str(report.submission_id),
            revision=str(revision),
        )
    )


def load_villages(settings: Settings, options: argparse.Namespace) -> None:
    """Store a list of villages under the communes of a vintage, once somebody agreed."""
    from cli.intake.village_places import place_doubts
    from cli.intake.villages import village_lines
    from data.load.areas.areas import add_villages
    from data.load.areas.villages import read_villages
    from data.queries.areas import read_vintages
    from ioc.area import resolve_vintage

    file = existing_file(options.file)
    engine = store_for(settings, options)
    with engine.connect() as connection:
        vintage = resolve_vintage(options.vintage, read_vintages(connection))
    frame: pd.DataFrame = read_villages(file, vintage.code)
    # Tried and rolled back, so that faults that the store finds are known before anybody agrees.
    with engine.execution_options(sqlite_begin="IMMEDIATE").connect() as connection:
        add_villages(connection, frame)
        connection.rollback()
    with engine.connect() as connection:
        doubts = place_doubts(settings, engine, connection, frame, vintage.code)
    _show(village_lines(frame, file.name, f"{vintage.code} ({vintage.name_vi})"))
    _show(f"  {remark}" for remark in doubts.remarks)
    _show("  " + say("command-look", question=str(question)) for question in doubts.questions)
    if options.dry_run:
        print(say("command-valid-villages", count=len(frame)))
        return
    confirm(say("command-ask-villages", count=len(frame)), yes=options.yes)
    with writing(engine) as connection:
        count = add_villages(connection, frame)
        # A commune with villages is complete only when they have reported.
        rebuild(connection)
        raise_revision(connection, "areas", {"villages": count, "vintage": vintage.code})
    print(say("command-loaded-villages", count=count, vintage=vintage.code))


def rebuild_all(settings: Settings) -> None:
    """Recompute every rollup from the observations that count."""
    prepare(settings)
    engine = open_engine(settings.url)

    def progress(number: int, count: int) -> None:
        print("\r  " + say("command-indicators-done", done=number, count=count), end="", flush=True)

    with writing(engine) as connection:
        rows = rebuild(connection, progress=progress)
        raise_revision(connection, "observations", {"rebuilt": rows})
    print("\n" + say("command-rebuilt", count=rows))


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
            raise IocError(Phrase("command-demo-present"))
        keep_choice(connection, DEMO, True)
        report = load_demo(connection, local_date(), print, settings.province)
        raise_revision(connection, "areas", {"villages": report["villages"], "demo": True})
        raise_revision(connection, "observations", report)
    settle_demo_villages(engine, settings.published, announce=False)


def drop_demo(settings: Settings) -> None:
    """Remove all demo data."""
    from data.demo.load import remove_demo

    prepare(settings)
    engine = open_engine(settings.url)
    with writing(engine) as connection:
        keep_choice(connection, DEMO, False)
        cells, villages = remove_demo(connection)
        raise_revision(connection, "withdrawal", {"demo": True, "observations": cells})
        subject = say("command-step-demo")
        note_step(connection, Act.REMOVAL, who_commands(), subject, "", datetime.now(UTC))
    print(say("command-demo-removed", cells=cells, villages=villages))


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _refuse_changed(before: Replacement, now: Replacement) -> None:
    if now != before:
        raise NotConfirmedError(Phrase("command-store-changed"))
