"""Commands for owners: a file is loaded, and the store's list written out again."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from cli.intake.confirm import confirm
from cli.prepare import existing_file, open_prepared, store_for
from cli.who import who_commands
from data.access.trail import Act, note_step
from data.load.owners.owner_file import owners_text, read_owner_file, summary_lines
from data.load.owners.owners import store_owners
from data.store.engine import raise_revision, writing
from ioc.settings import Settings
from ioc.words.catalogue import say


def load_owners(settings: Settings, options: argparse.Namespace) -> None:
    """Store a list of responsible units, once somebody agreed; others that are set stay."""
    file = existing_file(options.file)
    engine = store_for(settings, options)
    with engine.connect() as connection:
        owners = read_owner_file(connection, file)
    print(say("command-owners-read", count=len(owners)))
    for line in summary_lines(owners):
        print(line)
    if options.dry_run:
        print(say("command-owners-valid", count=len(owners)))
        return
    confirm(say("command-owners-ask", count=len(owners)), yes=options.yes)
    with writing(engine) as connection:
        new, different = store_owners(connection, owners, who_commands())
        if new or different:
            raise_revision(connection, "catalogue", {"owners": new + different})
            subject = say("command-owners-step", file=file.name)
            note_step(connection, Act.SETTING, who_commands(), subject, "", datetime.now(UTC))
    print(say("command-owners-loaded", new=new, others=different))


def export_owners(settings: Settings, options: argparse.Namespace) -> None:
    """Write all responsible units to a file; persons and phones are in it."""
    engine = open_prepared(settings)
    with engine.connect() as connection:
        text = owners_text(connection, settings.language)
    # With a mark, so that spreadsheets read it as UTF-8.
    Path(options.file).write_text(text, encoding="utf-8-sig", newline="")
    print(say("command-owners-exported", file=options.file))
