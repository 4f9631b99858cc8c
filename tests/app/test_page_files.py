"""What a page loads: its own scripts and styles in one file each, and no library without use."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.types import Receive, Scope, Send

from api.pages.kept_files import KeptFiles
from data.store.engine import writing
from ioc.bundle import FILES, read_bundle
from ioc.settings import Settings
from server import ASSETS, create_app
from tests.app.site import Site
from tests.store.small_country import build


@pytest.fixture
def client(sqlite_engine: Engine, tmp_path: Path) -> Site:
    with writing(sqlite_engine) as connection:
        build(connection)
    settings = Settings(var=tmp_path)
    return Site(create_app(sqlite_engine, settings))


def test_the_bundles_are_what_the_modules_make(root: Path, tmp_path: Path) -> None:
    subprocess.run(["sh", "scripts/web.sh", "build", str(tmp_path)], cwd=root, check=True)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(FILES)
    for name in FILES:
        fresh_text = (tmp_path / name).read_text(encoding="utf-8")
        committed_text = (root / "assets" / "built" / name).read_text(encoding="utf-8")
        assert fresh_text == committed_text, "run `sh scripts/web.sh build`"


def test_a_module_is_in_one_bundle(root: Path) -> None:
    """It has one state in a page: desk.js takes from the page what ioc.js brings."""
    main, desk, _ = ((root / "assets" / "built" / name).read_text(encoding="utf-8")
                     for name in FILES)  # fmt: skip
    # Of core/live.js, and of admin/admin.js, which hears it.
    assert "new EventSource(" in main
    assert "new EventSource(" not in desk
    assert "/quan-tri/viec" in desk
    assert "/quan-tri/viec" not in main


def test_another_content_has_another_name(tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    names = set()
    for text in ("one()", "two()"):
        (tmp_path / "built" / "ioc.js").write_text(text, encoding="utf-8")
        names.add(read_bundle(tmp_path, "ioc.js").name)
    assert len(names) == 2


def test_a_page_names_its_bundles_and_browsers_may_keep_them(client: Site) -> None:
    page = client.get("/wall").text
    assert "/assets/src/" not in page
    for name in FILES:
        address = read_bundle(ASSETS, name).address
        assert page.count(f'"{address}"') == 1
        for coding in ("br", "gzip", "identity"):
            answer = client.get(address, headers={"Accept-Encoding": coding})
            assert answer.status_code == 200
            assert answer.headers.get("content-encoding", "identity") == coding
            assert "immutable" in answer.headers["cache-control"]
            assert answer.content == read_bundle(ASSETS, name).body
    assert client.get("/bundle/ioc.0000.js").status_code == 404


def test_no_page_loads_a_library_that_it_does_not_use(client: Site) -> None:
    by_page = {
        path: re.findall(r'<script src="([^"]+)"', client.get(path).text)
        for path in ("/wall", "/phan-tich")
    }
    for scripts in by_page.values():
        assert not [each for each in scripts if "dash_table" in each or "polyfill" in each]
        assert not [each for each in scripts if "plotly" in each]
        assert [each for each in scripts if "dash_renderer" in each]
    charts = {path: any("-shared" in each for each in files) for path, files in by_page.items()}
    assert charts == {"/wall": False, "/phan-tich": True}


def test_a_kept_file_is_the_one_that_was_sent_first() -> None:
    paths: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        paths.append(scope["path"])
        cache_control = b"max-age=31536000" if "keep" in scope["path"] else b"no-cache"
        headers = [(b"cache-control", cache_control), (b"x-number", b"%d" % len(paths))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"one ", "more_body": True})
        await send({"type": "http.response.body", "body": b"two"})

    client = Site(KeptFiles(app, "/files/"))  # type: ignore[arg-type]
    for path, numbers in (("/files/keep.js", "1 1"), ("/files/other.js", "2 3"),
                          ("/keep.js", "4 5"), ("/files/keep.js?x", "6 7")):  # fmt: skip
        answers = [client.get(path) for _ in range(2)]
        assert [each.text for each in answers] == ["one two", "one two"]
        assert " ".join(each.headers["x-number"] for each in answers) == numbers
    # Another coding is another answer.
    assert client.get("/files/keep.js", headers={"Accept-Encoding": ""}).headers["x-number"] == "8"
