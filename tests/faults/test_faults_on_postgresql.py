"""PostgreSQL goes away and comes back under the running server and its open wall."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.postgresql import PostgresqlServer
from tests.faults.conftest import Site, Wall, serve
from tests.postgresql_server import own_server
from tests.serving import ServedApp, free_port


@pytest.fixture(scope="module")
def database() -> Iterator[PostgresqlServer]:
    with own_server() as server:
        yield server


@pytest.fixture(scope="module")
def site(
    prepared_var: Path, database: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The program on a PostgreSQL of its own, without demo data."""
    var = tmp_path_factory.mktemp("served") / "var"
    shutil.copytree(prepared_var / "published", var / "published")
    extra = {"IOC_DATABASE_URL": database.url, "IOC_DEMO": "false"}
    yield from serve(ServedApp(var, free_port(), extra), database.url)


@pytest.mark.usefixtures("steady")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["in-order", "killed"])
def test_a_restarted_database_is_found_again(
    site: Site, wall: Wall, database: PostgresqlServer, how: signal.Signals
) -> None:
    before = wall.value
    first = 100_000.0 * int(how)
    assert site.post(first)[0] == 201
    wall.shows_other_than(before)
    value = wall.value

    database.stop(how)
    status, content = site.post(first + 1, f"away-{how}")
    assert (status, "không trả lời" in content["error"]) == (503, True), content
    assert site.read_page() == 503
    wall.says_lost()
    assert wall.value == value, "the last good numbers stay"

    database.start()
    assert site.stored_sum() == first, "acknowledged means on disk"
    site.post_until_taken(first + 300_000)
    wall.shows_other_than(value)
    lines = [line.split(": ")[1] for line in site.log() if " ioc.live: " in line]
    # Once for each of the two processes, not once for each try.
    assert lines.count("store does not answer") <= 2
    assert lines.count("store answers again") <= 2
