"""Prepares a store: migrations, catalogue, areas, boundaries, demo data."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.engine import make_url

from cli.intake.confirm import may_store
from data.forms.shipped import load_forms
from data.load.areas.areas import load_shipped_areas
from data.load.areas.corrections import correct_stored
from data.load.catalogue.catalogue import load_catalogue
from data.load.catalogue.scenes import load_scenes
from data.migrate import is_current, upgrade
from data.queries.areas import read_areas
from data.store.choices import DEMO, DEMO_OWNERS, keep_choice, read_choice
from data.store.damage import refuse_damaged
from data.store.engine import open_engine, raise_revision, raise_signal, writing
from data.store.schema import area, submission
from data.verification.steps import admit_all
from ioc.area import SHIPPED_VINTAGES
from ioc.errors import IocError
from ioc.local_time import local_date
from ioc.settings import HANDED_IN, Settings
from ioc.wall import DEFAULT
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


class StoreMissingError(IocError):
    """There is no usable store, and the command may not prepare one."""


def prepare(
    settings: Settings, report: Callable[[str], None] | None = None, *, fill_demo: bool = False
) -> bool:
    """Bring the store up to what this version of the program needs; return whether it was new.

    Each step is one transaction and is skipped where it was done before, so that a preparation goes
    on where it was cut off. `fill_demo`: load made-up numbers if the store is to have them. The
    value of IOC_DEMO at the first preparation stays with the store.
    """
    report = report or _print
    settings.var.mkdir(parents=True, exist_ok=True)
    refuse_damaged(settings.url)
    engine = open_engine(settings.url)
    start = time.monotonic()
    upgrade(engine)
    new = _load_areas(engine, report)
    with writing(engine) as connection:
        wants_demo = _wants_demo(connection, settings, decide=fill_demo)
        catalogue = load_catalogue(connection)
        if load_scenes(connection, settings.language):
            raise_signal(connection, "scene", DEFAULT, {"what": "playlist", "by": ""})
        if load_forms(connection):
            raise_signal(connection, "form", "", {"what": "shipped", "by": ""})
        if new or catalogue.has_changes:
            raise_revision(connection, "catalogue", {})
        if settings.counts == HANDED_IN:
            admit_all(connection)
    with _BoundariesInTheBackground(settings) as boundaries:
        boundaries.start(engine, report)
        has_new_numbers = fill_demo and wants_demo and _load_demo(engine, report, settings.province)
        has_new_maps = boundaries.finish(report)
    if has_new_numbers or has_new_maps:
        from cli.demo_places import settle_demo_villages

        settle_demo_villages(engine, settings.published, announce=not has_new_numbers)
    engine.dispose()
    if new:
        report(say("command-prepared", seconds=f"{time.monotonic() - start:.0f}"))
    return new


def open_prepared(settings: Settings) -> Engine:
    """Return an engine for a store that is there and up to date; nothing is changed.

    Raises:
        StoreMissingError: there is none, or it is one of an earlier version.
        NewerStoreError: it is one of a later version.
    """
    address = make_url(settings.url)
    file = address.database if address.get_backend_name() == "sqlite" else None
    if file is not None and not Path(file).is_file():
        raise StoreMissingError(Phrase("command-no-store-yet", file=file))
    refuse_damaged(settings.url)
    engine = open_engine(settings.url)
    if not is_current(engine):
        raise StoreMissingError(Phrase("command-store-not-prepared"))
    return engine


def _wants_demo(connection: Connection, settings: Settings, *, decide: bool) -> bool:
    """Return whether the store is to have made-up numbers; the first choice stays with it."""
    choice = read_choice(connection, DEMO)
    if choice is None:
        # A command that only needs a store does not decide for made-up numbers.
        if decide or not settings.demo:
            keep_choice(connection, DEMO, settings.demo)
        return settings.demo
    return choice


def _print(line: str) -> None:
    print(line, flush=True)


def _load_areas(engine: Engine, report: Callable[[str], None]) -> bool:
    with writing(engine) as connection:
        if connection.scalar(select(func.count()).select_from(area)):
            if corrections := correct_stored(connection):
                raise_revision(connection, "boundaries", {"corrected": corrections})
            return False
        report(say("command-preparing-areas"))
        count = load_shipped_areas(connection)
        raise_revision(connection, "areas", {"areas": count})
    report("    " + say("command-areas", count=count))
    return True


def _load_demo(engine: Engine, report: Callable[[str], None], home: str) -> bool:
    """Load made-up numbers where there never were any; tell whether that was done."""
    from data.demo.load import load_demo

    with engine.connect() as connection:
        count = connection.scalar(
            select(func.count()).select_from(submission).where(submission.c.kind == "demo")
        )
    if count:
        _load_demo_owners(engine, home)
        return False
    report(say("command-preparing-demo"))
    with writing(engine) as connection:
        summary = load_demo(connection, local_date(), lambda text: report(f"    {text}"), home)
        raise_revision(connection, "areas", {"villages": summary["villages"], "demo": True})
        raise_revision(connection, "observations", summary)
    return True


def _load_demo_owners(engine: Engine, home: str) -> None:
    """Add made-up owners, once, to a store whose made-up numbers are older than they."""
    from data.demo.owners import load_demo_owners

    with engine.connect() as connection:
        if read_choice(connection, DEMO_OWNERS) is not None:
            return
    with writing(engine) as connection:
        raise_revision(connection, "catalogue", {"owners": load_demo_owners(connection, home)})


class _BoundariesInTheBackground:
    """Draws schematic boundaries in a second process while the demo data loads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: ProcessPoolExecutor | None = None
        self._jobs: list[Future[None]] = []

    def __enter__(self) -> _BoundariesInTheBackground:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def start(self, engine: Engine, report: Callable[[str], None]) -> None:
        """Begin with the vintages that have no published boundaries yet."""
        from geo.manifest import guessed_vintages, read_manifest
        from geo.published_files import repair_published

        broken = repair_published(self._settings.published)
        if sources := sorted({each["source"] for each in broken if each["tier"] != "schematic"}):
            report(say("command-boundaries-broken", sources=", ".join(sources)))
        entries = read_manifest(self._settings.published)["entries"]
        never = {each.code for each in SHIPPED_VINTAGES} - {each["vintage"] for each in entries}
        missing = sorted(never | guessed_vintages(entries) | {each["vintage"] for each in broken})
        if not missing:
            return
        report(say("command-preparing-land"))
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        self._jobs = [
            self._pool.submit(draw_schematic, self._settings.url, self._settings.published, code)
            for code in reversed(missing)
        ]

    def finish(self, report: Callable[[str], None]) -> bool:
        """Wait for all jobs and tell whether there were any; raise what they raised."""
        for job in self._jobs:
            job.result()
        if self._jobs:
            report("    " + say("command-land-ready"))
        return bool(self._jobs)


def draw_schematic(url: str, folder: Path, vintage_code: str) -> None:
    """Publish the schematic boundaries of a vintage (runs in a process of its own)."""
    from geo.publish import publish_schematic

    engine = open_engine(url)
    with engine.connect() as connection:
        areas = read_areas(connection, vintage_code)
    engine.dispose()
    publish_schematic(folder, areas, vintage_code)


def store_for(settings: Settings, options: argparse.Namespace) -> Engine:
    """Return the store to load into; a command that may not store leaves it as it is."""
    if not may_store(options):
        return open_prepared(settings)
    prepare(settings)
    return open_engine(settings.url)


def existing_file(name: str) -> Path:
    """Return the path of a file that is there.

    Raises:
        IocError: there is none.
    """
    path = Path(name)
    if not path.is_file():
        raise IocError(Phrase("command-no-file", file=name))
    return path
