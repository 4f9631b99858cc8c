"""Commands that load boundaries, from a file or the pinned open set, and that undo a load."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from cli.boundary_words import plan_questions, read_lines, say_published, tier_word
from cli.intake.confirm import confirm, may_store
from cli.new_land import draw_later_land
from cli.prepare import open_prepared, prepare
from cli.who import who_commands
from data.access.trail import Act, note_step
from data.queries.areas import read_areas, read_vintages
from data.store.engine import open_engine, raise_revision, writing
from ioc.area import Level, resolve_vintage
from ioc.errors import IocError
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

_TIERS = {"official": "official", "chinh-thuc": "official", "open": "open", "mo": "open"}


@dataclass(frozen=True)
class Terms:
    """What a map says about the origin of its shapes."""

    tier: str
    source: str
    licence: str


def load_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    """Check a boundary file against a vintage, show what was read, ask, and publish it."""
    path = Path(options.file)
    if not path.exists():
        raise IocError(Phrase("command-no-file", file=options.file))
    columns: dict[str, str] = {}
    for pair in options.column:
        field, equals, column = pair.partition("=")
        if not equals:
            raise IocError(Phrase("command-column-form", pair=pair))
        columns[field.strip()] = column.strip()
    terms = None if options.dry_run else _terms(options, path.name)
    _publish(settings, path, options.vintage, Level(options.level), columns, options, terms)


def fetch_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    """Fetch a pinned open set, the first one unless another is named, and publish its levels."""
    from geo.fetch import fetch, find_source, read_sources

    source = find_source(options.source) if options.source else read_sources()[0]
    folder = settings.var / "downloads"

    def progress(size: int, total: int | None) -> None:
        share = f" / {total / 1e6:.1f}" if total else ""
        print(f"\r  {size / 1e6:.1f}{share} MB", end="", flush=True)

    path = fetch(source, folder, options.mirror, sha256=options.sha256, progress=progress)
    print("\n" + say("command-fetched", file=path.name))
    # The set is pinned by its checksum: its doubtful places are printed, and known.
    options_of_load = argparse.Namespace(
        crs=None, layer=None, dry_run=False, yes=True, by_place=source.by_place
    )
    terms = Terms(source.tier, source.title, source.licence)
    level = max(map(Level, source.levels), key=lambda each: each.depth)
    columns = dict(source.columns)
    _publish(settings, path, source.vintage, level, columns, options_of_load, terms)


def undo_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    """Bring back the maps that the last load replaced."""
    from cli.demo_places import settle_demo_villages
    from geo.manifest import read_steps
    from geo.publish_undo import undo_publishing

    prepare(settings)
    steps = read_steps(settings.published)
    if not steps:
        raise IocError(Phrase("command-nothing-to-undo"))
    last = steps[-1]
    print(say("command-last-load", what=last["what"], time=last["at"], maps=len(last["former"])))
    confirm(say("command-ask-undo"), yes=options.yes)
    step = undo_publishing(settings.published)
    engine = open_engine(settings.url)
    what = step["what"] if step else ""
    with writing(engine) as connection:
        raise_revision(connection, "boundaries", {"undone": what})
        subject = say("command-step-undone", what=what, time=last["at"])
        note_step(connection, Act.BOUNDARIES, who_commands(), subject, "", datetime.now(UTC))
    settle_demo_villages(engine, settings.published)
    print(say("command-undone", count=len(steps) - 1))


def _terms(options: argparse.Namespace, file_name: str) -> Terms:
    """Return tier, source and licence from options or answers; nothing is assumed."""
    tier, licence = options.tier or "", options.licence.strip()
    if (not tier or not licence) and not sys.stdin.isatty():
        missing = [
            words
            for value, words in (
                (tier, say("command-tier-missing")),
                (licence, say("command-licence-missing")),
            )
            if not value
        ]
        raise IocError(Phrase("command-name-terms", options="; ".join(missing)))
    if not tier:
        answer = input(say("command-ask-tier") + " ")
        tier = _TIERS.get(answer.strip().lower(), "")
        if not tier:
            raise IocError(Phrase("command-tier-unanswered"))
    if not licence:
        licence = input(say("command-ask-licence") + " ").strip()
        if not licence:
            raise IocError(Phrase("command-licence-unanswered"))
    return Terms(tier, options.source or file_name, licence)


def _publish(
    settings: Settings,
    path: Path,
    vintage_text: str,
    level: Level,
    columns: dict[str, str],
    options: argparse.Namespace,
    terms: Terms | None,
) -> None:
    from cli.demo_places import settle_demo_villages
    from geo.apart import read_apart, real_shapes
    from geo.publish import publish_plan
    from geo.publish_lock import refuse_while_publishing
    from geo.publish_plan import plan_publishing

    if may_store(options):
        # Also before preparing, which waits for another publisher as long as drawing cells takes.
        refuse_while_publishing(settings.published)
        prepare(settings)
        engine = open_engine(settings.url)
        refuse_while_publishing(settings.published)
    else:
        engine = open_prepared(settings)
    with engine.connect() as connection:
        vintages = read_vintages(connection)
        vintage = resolve_vintage(vintage_text, vintages)
        areas = read_areas(connection, vintage.code)
        others = [read_areas(connection, each.code) for each in vintages if each != vintage]
    frame, report = read_apart(
        path,
        level,
        areas,
        columns,
        crs=options.crs,
        layer=options.layer,
        other_areas=pd.concat(others, ignore_index=True) if others else None,
        former=real_shapes(settings.published, vintage.code, level),
        by_place=options.by_place,
        progress=_step,
    )
    plan = plan_publishing(settings.published, frame, level, vintage.code, areas)
    questions = [*report.questions, *plan_questions(plan)]
    print("\n".join(read_lines(report, plan)))
    for question in questions:
        print("  " + say("command-look", question=str(question)))
    if options.dry_run or terms is None:
        print(say("command-valid-file"))
        return
    confirm(say("command-ask-replace"), yes=options.yes)
    say_published(
        publish_plan(
            settings.published, plan, terms.tier, terms.source, terms.licence, progress=_step
        )
    )
    with writing(engine) as connection:
        raise_revision(
            connection,
            "boundaries",
            {"vintage": vintage.code, "level": level.value, "tier": terms.tier},
        )
        subject = say(
            "command-step-boundaries",
            level=say(f"boundary-level-{level}"),
            vintage=vintage.code,
            source=terms.source,
            file=path.name,
            tier=tier_word(terms.tier),
            licence=terms.licence,
        )
        note_step(connection, Act.BOUNDARIES, who_commands(), subject, "", datetime.now(UTC))
    with engine.connect() as connection:
        later = draw_later_land(settings, connection, vintage.code)
    settle_demo_villages(engine, settings.published)
    if later:
        print(say("command-later-maps", count=later))


def _step(step: str) -> None:
    print(f"  {step}…", flush=True)
