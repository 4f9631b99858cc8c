"""A backup is of one moment, comes back whole on either database, or changes nothing at all."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, select

import data.migrate
from data.access.callers import caller_of_token
from data.access.sessions import SessionLimits, Sessions
from data.access.tokens import Scope, create_token
from data.backup.backup import Backup, BackupError, write_backup
from data.backup.restore import restore_backup
from data.backup.tables import content_of, reflect_tables
from data.migrate import NewerStoreError
from data.store.engine import open_engine, raise_revision, read_revision, writing
from data.store.schema import area, observation, revision, session, submission
from tests.app.api_store import fill

ROOT = Path(__file__).resolve().parents[2]
# Writes hand-ins of four cells, one after another, until it is killed; says how many it has done.
_WRITER = """
import sys
import pandas as pd
from data.load.observations import Submission, store_observations
from data.store.engine import open_engine, raise_revision, writing
engine = open_engine(sys.argv[1])
for i in range(100_000):
    with writing(engine) as connection:
        cells = [(area, 2, f"{2000 + i % 20}-{m:02d}") for area in (13, 14) for m in (1, 2)]
        frame = pd.DataFrame(cells, columns=["area_id", "indicator_id", "period"])
        frame = frame.assign(numerator=float(i), denominator=float("nan"), value=float("nan"))
        report = store_observations(connection, frame, Submission("file", str(i), "0" * 64))
        raise_revision(connection, "observations", report.summary(), report.submission_id)
    print(i, flush=True)
"""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / "manifest.json").write_text('{"entries": []}', encoding="utf-8")
    (folder / "0123456789abcdef0123.topojson.br").write_bytes(bytes(range(256)) * 99)
    return folder


@pytest.fixture
def full_store(filled_engine: Engine) -> Engine:
    return filled_engine


@pytest.fixture
def target(
    _postgresql_admin: Engine, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """An empty store on the database that the test's parameter names."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'target' / 'ioc.sqlite'}"
        return
    name = f"ioc_backup_{os.getpid()}"
    with _postgresql_admin.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield _postgresql_admin.url.set(database=name).render_as_string(hide_password=False)
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for what a restore says of itself."""
    engine = open_engine(url)
    with engine.connect() as connection:
        rows = {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in reflect_tables(connection)
        }
    engine.dispose()
    rows.pop("revision")
    rows["change"] = [row for row in rows["change"] if "restored" not in str(row)]
    rows["touched"] = [row for row in rows["touched"] if row[0]]
    return rows


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


@pytest.mark.parametrize("target", ["sqlite", "postgresql"], indirect=True)
def test_every_row_comes_back_on_either_database(
    full_store: Engine, target: str, published: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.ioc"
    manifest = write_backup(full_store, published, file)
    before = rows_of(url_of(full_store))
    assert sum(len(rows) for rows in before.values()) > 50
    boundaries = {path.name: path.read_bytes() for path in published.iterdir()}
    place = tmp_path / "var" / "published"
    place.parent.mkdir()
    number = restore_backup(Backup(file), target, place)
    assert rows_of(target) == before
    assert {path.name: path.read_bytes() for path in place.iterdir()} == boundaries
    assert manifest["tables"]["observation"]["rows"] == len(before["observation"])
    # The store goes on: keys of new rows, and a revision that nobody has seen.
    restored = open_engine(target)
    with writing(restored) as connection:
        assert read_revision(connection) == number > 1_000_000
        values = {"kind": "file", "state": "accepted", "file_name": "", "sha256": "", "rows": 0,
                  "received_at": ""}  # fmt: skip
        result = connection.execute(submission.insert().values(**values).returning(submission.c.id))
        assert result.scalar_one() == max(int(str(row[0])) for row in before["submission"]) + 1
    restored.dispose()


@pytest.mark.parametrize("target", ["sqlite", "postgresql"], indirect=True)
def test_nobody_is_signed_in_in_a_restored_store(
    full_store: Engine, target: str, published: Path, tmp_path: Path
) -> None:
    """Who signed out after the backup was made must not be let in by an old cookie."""
    now = datetime.now(UTC)
    with writing(full_store) as connection:
        token, _ = create_token(connection, "An", Scope.ADMIN, None, now)
    limits = SessionLimits(timedelta(hours=8), timedelta(days=7))
    sessions = Sessions(full_store, limits, "key")
    secret = sessions.open(caller_of_token(token), now)
    write_backup(full_store, published, tmp_path / "a.ioc")
    sessions.end(secret, now)
    place = tmp_path / "var" / "published"
    place.parent.mkdir()
    restore_backup(Backup(tmp_path / "a.ioc"), target, place)
    restored = open_engine(target)
    assert Sessions(restored, limits, "key").find(secret, now) is None
    with restored.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(session)) == 0
    restored.dispose()


@pytest.mark.parametrize("target", ["sqlite", "postgresql"], indirect=True)
def test_columns_go_by_their_names(
    sqlite_engine: Engine, target: str, published: Path, tmp_path: Path
) -> None:
    """The tables of a store that was made earlier may have theirs in another order."""
    with writing(sqlite_engine) as connection:
        fill(connection)
    before = rows_of(url_of(sqlite_engine))
    names = [each.name for each in observation.columns]
    earlier = ", ".join([names[1], names[0], *names[2:]])
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE kept AS SELECT {earlier} FROM observation")
        connection.exec_driver_sql("DROP TABLE observation")
        connection.exec_driver_sql(
            "CREATE TABLE observation (area_id INTEGER, indicator_id INTEGER, period VARCHAR(10),"
            " submission_id INTEGER, numerator FLOAT, denominator FLOAT, value FLOAT,"
            " PRIMARY KEY (area_id, indicator_id, period, submission_id)) WITHOUT ROWID"
        )
        connection.exec_driver_sql("INSERT INTO observation SELECT * FROM kept")
        connection.exec_driver_sql("DROP TABLE kept")
    write_backup(sqlite_engine, published, tmp_path / "a.ioc")
    restore_backup(Backup(tmp_path / "a.ioc"), target, tmp_path / "other")
    assert rows_of(target) == before


def test_a_backup_while_others_write_is_of_one_moment(
    full_store: Engine, published: Path, tmp_path: Path
) -> None:
    """Also while areas enough to take some time are read."""
    with writing(full_store) as connection:
        start = read_revision(connection)
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, url_of(full_store)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "0\n"
        for number in range(3):
            write_backup(full_store, published, tmp_path / f"{number}.ioc")
            writer.stdout.readline()
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    revisions = []
    for number in range(3):
        restored = tmp_path / f"{number}" / "ioc.sqlite"
        url = f"sqlite:///{restored}"
        restore_backup(
            Backup(tmp_path / f"{number}.ioc"), url, tmp_path / f"{number}" / "published"
        )
        engine = open_engine(url)
        with engine.connect() as connection:
            change = next(each for each in reflect_tables(connection) if each.name == "change")
            restored_at = read_revision(connection)
            last = connection.scalar(
                select(func.max(change.c.revision)).where(change.c.revision < restored_at)
            )
            hand_ins = last - start
            is_new = submission.c.file_name != "a.csv"
            assert connection.scalar(select(func.count()).where(is_new)) == hand_ins
            cells = select(func.count()).where(
                observation.c.submission_id.in_(select(submission.c.id).where(is_new))
            )
            assert connection.scalar(cells) == 4 * hand_ins
            revisions.append(hand_ins)
        engine.dispose()
    assert sorted(set(revisions)) == revisions


def test_a_cut_or_broken_file_is_refused_and_nothing_touched(
    full_store: Engine, published: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "a.ioc"
    write_backup(full_store, published, whole)
    content = whole.read_bytes()
    before = rows_of(url_of(full_store))
    with zipfile.ZipFile(whole) as archive:
        place = archive.getinfo("tables/observation.arrow").header_offset + 500
    flipped = bytearray(content)
    flipped[place] ^= 1
    for name, broken in {
        "cut": content[: len(content) // 2],
        "short": content[:-1],
        "empty": b"",
        "other": b"not a backup" * 99,
        "flipped": bytes(flipped),
    }.items():
        file = tmp_path / name
        file.write_bytes(broken)
        with pytest.raises(BackupError, match="hỏng, bị cắt"):
            restore_backup(Backup(file), url_of(full_store), published, force=True)
    with pytest.raises(BackupError, match="Không thấy"):
        Backup(tmp_path / "none")
    assert rows_of(url_of(full_store)) == before


def test_numbers_that_differ_from_what_was_saved_are_refused(
    full_store: Engine, published: Path, tmp_path: Path
) -> None:
    """A manifest of other content stands for a store that does not keep what it is given."""
    whole, forged = tmp_path / "a.ioc", tmp_path / "b.ioc"
    write_backup(full_store, published, whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(forged, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["tables"]["rollup"]["checksum"] = "0" * 16
        for name in manifest["parts"]:
            new.writestr(name, old.read(name))
        new.writestr("manifest.json", json.dumps(manifest))
    before = rows_of(url_of(full_store))
    url = url_of(full_store)
    full_store.dispose()
    with pytest.raises(BackupError, match="rollup"):
        restore_backup(Backup(forged), url, published, force=True)
    assert rows_of(url) == before


def test_a_store_with_data_is_replaced_only_when_told_and_when_nobody_has_it_open(
    full_store: Engine, published: Path, tmp_path: Path
) -> None:
    file, url = tmp_path / "a.ioc", url_of(full_store)
    write_backup(full_store, published, file)
    rows_before = rows_of(url)
    with writing(full_store) as connection:
        connection.execute(area.update().values(population=1.0))
        last = raise_revision(connection, "areas", {})
    with pytest.raises(BackupError, match="đang được một chương trình khác mở"):
        restore_backup(Backup(file), url, published, force=True)
    full_store.dispose()
    with pytest.raises(BackupError, match="--force"):
        restore_backup(Backup(file), url, published)
    assert rows_of(url) != rows_before
    assert restore_backup(Backup(file), url, published, force=True) > last
    assert rows_of(url) == rows_before


def test_a_killed_backup_leaves_no_file_and_stops_nobody(
    shipped_file: Path, published: Path, tmp_path: Path
) -> None:
    shutil.copyfile(shipped_file, tmp_path / "ioc.sqlite")
    engine = open_engine(f"sqlite:///{tmp_path / 'ioc.sqlite'}")
    with writing(engine) as connection:
        raise_revision(connection, "areas", {})
    file = tmp_path / "a.ioc"
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "import data.backup.backup as b\n"
        "from data.store.engine import open_engine\n"
        "def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        "b._published_files = die\n"  # all tables are written by then
        "b.write_backup(open_engine(sys.argv[1]), Path('.'), Path(sys.argv[2]))\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", script, url_of(engine), str(file)], cwd=ROOT, check=False
    )
    assert process.returncode == -signal.SIGKILL
    assert [path.name for path in tmp_path.glob("a.ioc*")] == ["a.ioc.dang-ghi"]
    write_backup(engine, published, file)
    Backup(file)
    assert [path.name for path in tmp_path.glob("a.ioc*")] == ["a.ioc"]
    with pytest.raises(BackupError, match="--force"):
        write_backup(engine, published, file)
    write_backup(engine, published, file, replace=True)
    engine.dispose()


def test_no_room_is_said_and_leaves_nothing(
    full_store: Engine, published: Path, tmp_path: Path
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    file = tmp_path / "a.ioc"
    with full_store.connect() as connection:
        read_revision(connection)  # a store in use: the files beside it are there
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, hard))
    try:
        with pytest.raises(BackupError, match="Không đủ chỗ"):
            write_backup(full_store, published, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.glob("a.ioc*")) == []


@pytest.fixture
def later_program(tmp_path: Path) -> Path:
    """The migrations of a later version, which knows one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(data.migrate._MIGRATIONS, folder)
    newest = ScriptDirectory.from_config(data.migrate.alembic_config()).get_current_head()
    (folder / "versions" / "9999_later.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f'revision = "9999"\ndown_revision = "{newest}"\n'
        "branch_labels = None\ndepends_on = None\n"
        'def upgrade():\n    op.add_column("area", sa.Column("later", sa.Text()))\n',
        encoding="utf-8",
    )
    return folder


def test_an_older_backup_is_brought_forward_and_a_newer_one_refused(
    full_store: Engine,
    published: Path,
    tmp_path: Path,
    later_program: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new, url = tmp_path / "old.ioc", tmp_path / "new.ioc", url_of(full_store)
    write_backup(full_store, published, old)
    full_store.dispose()
    with monkeypatch.context() as later:
        later.setattr(data.migrate, "_MIGRATIONS", later_program)
        restore_backup(Backup(old), url, published, force=True)
        engine = open_engine(url)
        with engine.connect() as connection:
            table = next(each for each in reflect_tables(connection) if each.name == "area")
            assert "later" in table.columns
            assert content_of(connection, table).rows > 10
        write_backup(engine, published, new)
        engine.dispose()
    before = rows_of(url)
    with pytest.raises(NewerStoreError, match="9999"):
        restore_backup(Backup(new), url, published, force=True)
    assert rows_of(url) == before


def test_without_a_store_there_is_nothing_to_save(tmp_path: Path) -> None:
    engine = open_engine("sqlite://")
    with pytest.raises(BackupError, match="prepare"):
        write_backup(engine, tmp_path, tmp_path / "a.ioc")
    engine.dispose()
    assert list(tmp_path.iterdir()) == []


def test_an_empty_store_comes_back_empty(engine: Engine, tmp_path: Path) -> None:
    write_backup(engine, tmp_path / "published", tmp_path / "a.ioc")
    engine.dispose()
    restore_backup(Backup(tmp_path / "a.ioc"), url_of(engine), tmp_path / "published")
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(revision)) == 1


def test_a_session_that_is_just_ending_does_not_refuse_the_restore(
    full_store: Engine, published: Path, tmp_path: Path
) -> None:
    """A session of PostgreSQL ends a moment after its client is gone."""
    if full_store.dialect.name != "postgresql":
        return
    file, url = tmp_path / "a.ioc", url_of(full_store)
    write_backup(full_store, published, file)
    rows_before = rows_of(url)
    full_store.dispose()
    lingering = open_engine(url)
    connection = lingering.connect()
    connection.exec_driver_sql("SELECT 1")

    def let_go() -> None:
        connection.close()
        lingering.dispose()

    ending = threading.Timer(0.5, let_go)
    ending.start()
    try:
        restore_backup(Backup(file), url, published, force=True)
    finally:
        ending.join()
    assert rows_of(url) == rows_before
