"""Fetching open boundaries: pinned, resumed, mirrored; always from this machine itself."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geo.fetch import FetchError, Source, fetch, find_source, read_sources
from ioc.errors import NotFoundError

CONTENT = bytes(range(256)) * 4000
SOURCE = Source(
    name="thử", title="", vintage="2025-07-01", levels=("commune",), tier="open", commit="0" * 40,
    url="http://127.0.0.1:9/never/asked/boundaries.zip",
    sha256=hashlib.sha256(CONTENT).hexdigest(), bytes=len(CONTENT), licence="MIT",
)  # fmt: skip


class Server(ThreadingHTTPServer):
    """Serves CONTENT; `cut` answers break off after that many bytes; `ranges` off ignores Range."""

    cuts = 0
    cut_after = 300_000
    ranges = True
    says_length = True
    requests: list[str | None]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        byte_range = self.headers.get("Range")
        self.server.requests.append(byte_range)
        if self.path == "/di/boundaries.zip":
            self.send_response(302)
            self.send_header("Location", "ftp://127.0.0.1:9/boundaries.zip")
            self.end_headers()
            return
        if self.path != "/kho/boundaries.zip":
            self.send_error(404)
            return
        start = 0
        if byte_range and self.server.ranges:
            start = int(re.fullmatch(r"bytes=(\d+)-", byte_range)[1])  # type: ignore[index]
        if start >= len(CONTENT):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(CONTENT)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = CONTENT[start:]
        self.send_response(206 if start else 200)
        if self.server.says_length:
            self.send_header("Content-Length", str(len(body)))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}")
        self.end_headers()
        if self.server.cuts > 0:
            self.server.cuts -= 1
            body = body[: self.server.cut_after]
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as running:
        running.requests = []
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def mirror(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}/kho/"


def test_whole_file_arrives_with_progress(server: Server, tmp_path: Path) -> None:
    steps: list[tuple[int, int | None]] = []
    path = fetch(SOURCE, tmp_path, mirror(server), progress=lambda *step: steps.append(step))
    assert path == tmp_path / "boundaries.zip"
    assert path.read_bytes() == CONTENT
    assert steps[-1] == (len(CONTENT), len(CONTENT))
    assert not list(tmp_path.glob("*.part"))


def test_second_call_asks_nobody(server: Server, tmp_path: Path) -> None:
    fetch(SOURCE, tmp_path, mirror(server))
    server.requests.clear()
    fetch(SOURCE, tmp_path, mirror(server))
    assert server.requests == []


def test_broken_connection_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.cuts = 2
    assert fetch(SOURCE, tmp_path, mirror(server)).read_bytes() == CONTENT
    assert server.requests == [None, "bytes=300000-", "bytes=600000-"]


def test_a_later_run_resumes_what_an_earlier_one_left(server: Server, tmp_path: Path) -> None:
    server.cuts = 3
    with pytest.raises(FetchError, match="Chạy lại lệnh để tải tiếp"):
        fetch(SOURCE, tmp_path, mirror(server))
    assert (tmp_path / "boundaries.zip.part").stat().st_size == 900_000
    assert not (tmp_path / "boundaries.zip").exists()
    server.requests.clear()
    assert fetch(SOURCE, tmp_path, mirror(server)).read_bytes() == CONTENT
    assert server.requests == ["bytes=900000-"]


def test_a_part_that_is_already_whole_is_taken(server: Server, tmp_path: Path) -> None:
    (tmp_path / "boundaries.zip.part").write_bytes(CONTENT)
    assert fetch(SOURCE, tmp_path, mirror(server)).read_bytes() == CONTENT


def test_server_without_ranges_starts_over(server: Server, tmp_path: Path) -> None:
    server.ranges = False
    (tmp_path / "boundaries.zip.part").write_bytes(CONTENT[:1000])
    assert fetch(SOURCE, tmp_path, mirror(server)).read_bytes() == CONTENT


def test_wrong_checksum_is_refused_and_nothing_stays(server: Server, tmp_path: Path) -> None:
    other = replace(SOURCE, sha256="0" * 64)
    with pytest.raises(FetchError, match="SHA-256"):
        fetch(other, tmp_path, mirror(server))
    assert list(tmp_path.iterdir()) == []


def test_foreign_part_is_refused_then_fetched_anew(server: Server, tmp_path: Path) -> None:
    (tmp_path / "boundaries.zip.part").write_bytes(b"x" * 5000)
    with pytest.raises(FetchError, match="SHA-256"):
        fetch(SOURCE, tmp_path, mirror(server))
    assert fetch(SOURCE, tmp_path, mirror(server)).read_bytes() == CONTENT


def test_checksum_of_the_user_wins(server: Server, tmp_path: Path) -> None:
    unpinned = replace(SOURCE, sha256="")
    with pytest.raises(FetchError, match="--sha256"):
        fetch(unpinned, tmp_path, mirror(server))
    assert server.requests == []
    assert fetch(unpinned, tmp_path, mirror(server), sha256=SOURCE.sha256.upper()).exists()


@pytest.mark.parametrize("says_length", [True, False])
def test_more_bytes_than_were_pinned_are_not_taken(
    server: Server, tmp_path: Path, says_length: bool
) -> None:
    server.says_length = says_length
    short = replace(SOURCE, bytes=100_000)
    with pytest.raises(FetchError, match=r"dài hơn 100\.000 byte"):
        fetch(short, tmp_path, mirror(server))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "kho.zip").write_bytes(CONTENT)
    with pytest.raises(FetchError, match="dài hơn"):
        fetch(short, tmp_path / "a", tmp_path / "kho.zip")


@pytest.mark.parametrize("place", ["http://[", "http://127.0.0.1:port", "http://127.0.0.1:1"])
def test_an_address_that_is_none_or_dead_is_told_in_words(tmp_path: Path, place: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(SOURCE, tmp_path, place)
    assert re.search("viết sai|mất kết nối", str(caught.value))


def test_no_redirection_leads_to_another_kind_of_address(server: Server, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="mất kết nối"):
        fetch(SOURCE, tmp_path, f"http://127.0.0.1:{server.server_port}/di")


def test_missing_file_names_the_answer(server: Server, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="404"):
        fetch(SOURCE, tmp_path, f"http://127.0.0.1:{server.server_port}/nowhere")


def test_local_folder_and_file_serve_as_mirrors(tmp_path: Path) -> None:
    store = tmp_path / "kho"
    store.mkdir()
    (store / "boundaries.zip").write_bytes(CONTENT)
    assert fetch(SOURCE, tmp_path / "a", store).read_bytes() == CONTENT
    assert fetch(SOURCE, tmp_path / "b", store / "boundaries.zip").read_bytes() == CONTENT
    with pytest.raises(FetchError, match="Không có tệp"):
        fetch(SOURCE, tmp_path / "c", tmp_path / "absent")


def test_shipped_sources_pin_commit_and_checksum() -> None:
    for source in read_sources():
        assert re.fullmatch(r"[0-9a-f]{40}", source.commit)
        assert re.fullmatch(r"[0-9a-f]{64}", source.sha256)
        assert source.commit in source.url
        assert source.url.startswith("https://")
    assert find_source("vn-2025").vintage == "2025-07-01"
    with pytest.raises(NotFoundError, match="vn-2025"):
        find_source("khác")
