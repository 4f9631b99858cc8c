"""From nothing to a store that answers: migrations, catalogue, areas, boundaries, demo data."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.engine import make_url

from data.choices import DEMO, keep_choice, read_choice
from data.damage import refuse_damaged
from data.load.area_corrections import correct_stored
from data.load.areas import load_shipped_areas
from data.load.catalogue import load_catalogue
from data.load.scenes import load_scenes
from data.migrate import is_current, upgrade
from data.queries.areas import read_areas
from data.schema import area, submission
from data.store import open_engine, raise_revision, raise_signal, writing
from ioc.area import SHIPPED_VINTAGES
from ioc.errors import IocError
from ioc.local_time import local_date
from ioc.settings import Settings
from ioc.wall import DEFAULT


class StoreMissingError(IocError):
    """A command that may not prepare a store found none that it could use."""


def prepare(
    settings: Settings, say: Callable[[str], None] | None = None, *, fill_demo: bool = False
) -> bool:
    """Bring the store up to what this version of the program needs; return whether it was new.

    Each step is one transaction and is left out where it was done before, so a preparation that
    was cut off goes on where it stood. `fill_demo`: made-up numbers are filled in where the store
    was to have them. What IOC_DEMO says at the first preparation stays with the store.
    """
    say = say or _say
    settings.var.mkdir(parents=True, exist_ok=True)
    refuse_damaged(settings.url)
    engine = open_engine(settings.url)
    started = time.monotonic()
    upgrade(engine)
    new = _load_areas(engine, say)
    with writing(engine) as connection:
        wanted = _demo_wanted(connection, settings, decide=fill_demo)
        catalogue = load_catalogue(connection)
        if load_scenes(connection, settings.language):
            raise_signal(connection, "scene", DEFAULT, {"what": "playlist", "by": ""})
        if new or catalogue.changed:
            raise_revision(connection, "catalogue", {})
    with _BoundariesInTheBackground(settings) as boundaries:
        boundaries.start(engine, say)
        filled = fill_demo and wanted and _load_demo(engine, say, settings.province)
        drawn = boundaries.finish(say)
    if filled or drawn:
        from cli.demo_places import settle_demo_villages

        settle_demo_villages(engine, settings.published, tell=not filled)
    engine.dispose()
    if new:
        say(f"Đã chuẩn bị xong kho dữ liệu sau {time.monotonic() - started:.0f} giây.")
    return new


def open_prepared(settings: Settings) -> Engine:
    """Return an engine on a store that is there and up to date; nothing is made or changed.

    Raises:
        StoreMissingError: there is none, or it is one of an earlier version.
        NewerStoreError: it is one of a later version.
    """
    address = make_url(settings.url)
    file = address.database if address.get_backend_name() == "sqlite" else None
    if file is not None and not Path(file).is_file():
        raise StoreMissingError(
            f"Chưa có kho dữ liệu “{file}”. Hãy chuẩn bị trước: python app.py prepare. Chưa ghi gì."
        )
    refuse_damaged(settings.url)
    engine = open_engine(settings.url)
    if not is_current(engine):
        raise StoreMissingError(
            "Kho dữ liệu chưa được chuẩn bị cho bản chương trình này. "
            "Hãy chạy trước: python app.py prepare. Chưa ghi gì."
        )
    return engine


def _demo_wanted(connection: Connection, settings: Settings, *, decide: bool) -> bool:
    """Return whether the store is to have made-up numbers; the first answer stays with it."""
    chosen = read_choice(connection, DEMO)
    if chosen is None:
        # A command that only needs a store does not choose made-up numbers for it.
        if decide or not settings.demo:
            keep_choice(connection, DEMO, settings.demo)
        return settings.demo
    return chosen


def _say(line: str) -> None:
    print(line, flush=True)


def _load_areas(engine: Engine, say: Callable[[str], None]) -> bool:
    with writing(engine) as connection:
        if connection.scalar(select(func.count()).select_from(area)):
            if changed := correct_stored(connection):
                raise_revision(connection, "boundaries", {"corrected": changed})
            return False
        say("1/3 Nạp danh mục địa bàn của hai kỳ địa giới…")
        count = load_shipped_areas(connection)
        raise_revision(connection, "areas", {"areas": count})
    say(f"    {count:,} địa bàn.".replace(",", "."))
    return True


def _load_demo(engine: Engine, say: Callable[[str], None], home: str) -> bool:
    """Fill made-up numbers in where there never were any; tell whether that was done."""
    from data.demo.load import load_demo

    with engine.connect() as connection:
        seen = connection.scalar(
            select(func.count()).select_from(submission).where(submission.c.kind == "demo")
        )
    if seen:
        return False
    say("3/3 Nạp số liệu minh hoạ (có đánh dấu, xoá bằng: python app.py demo remove)…")
    with writing(engine) as connection:
        report = load_demo(connection, local_date(), lambda text: say(f"    {text}"), home)
        raise_revision(connection, "areas", {"villages": report["villages"], "demo": True})
        raise_revision(connection, "observations", report)
    return True


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

    def start(self, engine: Engine, say: Callable[[str], None]) -> None:
        """Begin with the vintages that have no published boundaries yet."""
        from geo.manifest import read_manifest
        from geo.published_files import mend_published

        lost = mend_published(self._settings.published)
        if loaded := sorted({each["source"] for each in lost if each["tier"] != "schematic"}):
            say(
                f"Tệp ranh giới đã nạp bị hỏng ({', '.join(loaded)}): tạm dùng ranh giới sơ đồ. "
                "Hãy nạp lại: python app.py boundaries load TỆP"
            )
        done = {entry["vintage"] for entry in read_manifest(self._settings.published)["entries"]}
        never = {each.code for each in SHIPPED_VINTAGES} - done
        missing = sorted(never | {each["vintage"] for each in lost})
        if not missing:
            return
        say("2/3 Dựng ranh giới sơ đồ…")
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        self._jobs = [
            self._pool.submit(draw_schematic, self._settings.url, self._settings.published, code)
            for code in reversed(missing)
        ]

    def finish(self, say: Callable[[str], None]) -> bool:
        """Wait for them and tell whether there were any; what failed there fails here."""
        for job in self._jobs:
            job.result()
        if self._jobs:
            say("    Ranh giới sơ đồ đã sẵn sàng.")
        return bool(self._jobs)


def draw_schematic(url: str, folder: Path, vintage_code: str) -> None:
    """Publish the schematic boundaries of a vintage (runs in a process of its own)."""
    from geo.publish import publish_schematic

    engine = open_engine(url)
    with engine.connect() as connection:
        areas = read_areas(connection, vintage_code)
    engine.dispose()
    publish_schematic(folder, areas, vintage_code)
