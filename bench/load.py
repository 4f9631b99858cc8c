"""Loading: a million observations from a file, and small corrections against a full rebuild."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from bench.figures import BenchFigure
from bench.places import VINTAGE, BenchPlaces
from bench.village_store import empty_store, month_names, village_cells, village_ids
from data.load.load_report import LoadReport
from data.load.observations import Submission, rebuild, store_observations
from data.load.tables import read_observation_file
from data.store.engine import open_engine, raise_revision, writing
from data.store.fetch import fetch_tuples
from data.store.schema import area, indicator

RATE_BUDGET, CHANGE_BUDGET = 1 / 3, 30.0
# Monthly indicators that villages report, with a denominator.
_CODES = ("HT01", "HT03", "HT05", "CQ12")
_CORRECTIONS = 10_000
_ROWS = 1_000_000


def measure(
    places: BenchPlaces, rows: int = _ROWS, corrections: int = _CORRECTIONS
) -> list[BenchFigure]:
    """Return the figures of loading, each on a new database."""
    folder = places.folder / "load"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        return [*_from_file(folder, rows), *_changes(places, corrections)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _from_file(folder: Path, rows: int) -> list[BenchFigure]:
    engine = empty_store(folder)
    path = folder / "thon.csv"
    cells = write_file(engine, path, rows)
    floors, ours, parts = [], [], []
    for _ in range(2):
        floors.append(bare_insert(folder, cells))
        _forget(engine)
        began = perf_counter()
        with engine.connect() as connection:
            table = read_observation_file(connection, path, vintage=VINTAGE)
        read = perf_counter() - began
        report = store_frame(engine, table.frame, table.sha256)
        ours.append(perf_counter() - began)
        parts.append((read, ours[-1] - read))
        if report.observations != rows:
            raise AssertionError(f"{report.observations} of {rows} rows were stored")
    engine.dispose()
    best = int(np.argmin(ours))
    rate, floor = rows / ours[best], rows / min(floors)
    return [
        BenchFigure(
            "load",
            f"{rows:,} observations of a CSV file, checks and rollups included",
            rate,
            "rows/s",
            floor,
            RATE_BUDGET,
            higher=True,
            note="against bare sorted executemany",
        ),
        BenchFigure("load", "of it reading and checking", parts[best][0], "s"),
        BenchFigure("load", "of it writing, rollups, packs, commit", parts[best][1], "s"),
    ]


def _changes(places: BenchPlaces, corrections: int) -> list[BenchFigure]:
    var = places.copy_of(places.villages(), "changed")
    engine = open_engine(f"sqlite:///{var / 'ioc.sqlite'}")
    try:
        villages = village_ids(engine)
        with engine.connect() as connection:
            idents = [row[0] for row in connection.execute(select(indicator.c.id))]
        months = month_names(60)
        results: dict[str, tuple[float, int]] = {}
        for name, (kinds, periods) in {
            "one month, three indicators": (3, months[-1:]),
            "one month, 40 indicators": (40, months[-1:]),
            "scattered over all 2,400 maps": (40, months),
        }.items():
            frame = village_cells(villages, idents[:kinds], periods, seed=2)
            frame = frame.sample(min(corrections, len(frame)), random_state=3)
            began = perf_counter()
            report = store_frame(engine, frame, f"{len(results):064d}")
            results[name] = (perf_counter() - began, report.rollups)
        began = perf_counter()
        with writing(engine) as connection:
            rebuild(connection)
            raise_revision(connection, "rebuild", {})
        full = perf_counter() - began
    finally:
        engine.dispose()
        shutil.rmtree(var, ignore_errors=True)
    return [
        BenchFigure(
            "load",
            f"full recompute ÷ {corrections:,} changed village values, {name}",
            full,
            "s",
            seconds,
            None if "scattered" in name else CHANGE_BUDGET,
            higher=True,
            note=f"{rollups:,} rollup rows",
        )
        for name, (seconds, rollups) in results.items()
    ]


def write_file(engine: Engine, path: Path, rows: int) -> pd.DataFrame:
    """Write monthly cells of villages as a long CSV file; return them as the table's rows.

    The rows of the file are ordered as a ministry's export: period by period, area by area.
    """
    villages = village_ids(engine)
    with engine.connect() as connection:
        idents = dict(fetch_tuples(connection, select(indicator.c.code, indicator.c.id)))
        codes = dict(fetch_tuples(connection, select(area.c.id, area.c.code)))
    months = -(-rows // (len(villages) * len(_CODES)))
    frame = village_cells(villages, [idents[code] for code in _CODES], month_names(months))
    frame["period"] = frame["period"].astype("str")
    # By definition HT03 counts among the villages that HT01 covers.
    weak = (frame["indicator_id"] == idents["HT03"]).to_numpy()
    covered = frame.loc[frame["indicator_id"] == idents["HT01"], "numerator"].to_numpy()
    frame.loc[weak, "denominator"] = covered
    frame.loc[weak, "numerator"] = np.floor(covered / 3)
    frame = frame.sort_values(["period", "area_id", "indicator_id"]).head(rows)
    names = {ident: code for code, ident in idents.items()}
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(["Mã chỉ tiêu", "Mã thôn", "Kỳ", "Tử số", "Mẫu số"])
        writer.writerows(
            zip(
                frame["indicator_id"].map(names),
                frame["area_id"].map(codes),
                frame["period"],
                frame["numerator"].astype(int),
                frame["denominator"].astype(int),
                strict=True,
            )
        )
    return frame


def bare_insert(folder: Path, cells: pd.DataFrame) -> float:
    """Return the seconds of one sorted `executemany` into the same empty table.

    The rows are sorted tuples before the clock starts; one transaction, with the settings of the
    store.
    """
    path = folder / "bare.sqlite"
    path.unlink(missing_ok=True)
    with sqlite3.connect(folder / "ioc.sqlite") as store:
        (create,) = store.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'observation'"
        ).fetchone()
    store.close()
    ordered = cells.sort_values(["indicator_id", "area_id", "period"])
    columns: list[Iterable[object]] = [
        ordered["indicator_id"].tolist(),
        ordered["area_id"].tolist(),
        ordered["period"].tolist(),
        [1] * len(ordered),
        ordered["numerator"].tolist(),
        ordered["denominator"].tolist(),
        [None] * len(ordered),
    ]
    rows = list(zip(*columns, strict=True))
    with sqlite3.connect(path, isolation_level=None) as bare:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-32000"):
            bare.execute(f"PRAGMA {pragma}")
        bare.execute(create)
        began = perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.executemany("INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        bare.execute("COMMIT")
        seconds = perf_counter() - began
    bare.close()
    path.unlink()
    return seconds


def store_frame(engine: Engine, frame: pd.DataFrame, sha256: str) -> LoadReport:
    """Store a frame of cells as one file, in one transaction."""
    with writing(engine) as connection:
        report = store_observations(connection, frame, Submission("file", "thon.csv", sha256))
        raise_revision(connection, "observations", report.summary(), report.submission_id)
    return report


def _forget(engine: Engine) -> None:
    """Empty the tables of numbers, so that each turn starts from the same store."""
    with writing(engine) as connection:
        for name in ("observation", "rollup", "pack", "submission"):
            connection.exec_driver_sql(f"DELETE FROM {name}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
