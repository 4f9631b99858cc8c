"""Libraries and land that come with the program are sent as small as they can be."""

from __future__ import annotations

from pathlib import Path

import brotli
import pytest
from sqlalchemy import Engine

from ioc.settings import Settings
from server import create_app
from tests.app.site import Site

FILES = (
    "vendor/plotly-basic.min.js", "vendor/bootstrap.min.css", "vendor/swagger-ui.min.js",
    "vendor/swagger-ui.min.css", "land/around.json",
)  # fmt: skip


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Site:
    return Site(create_app(sqlite_engine, Settings(var=tmp_path / "var")))


@pytest.mark.parametrize("name", FILES)
def test_the_small_form_is_the_same_file(root: Path, name: str) -> None:
    file = root / "assets" / name
    packed = file.with_name(f"{file.name}.br").read_bytes()
    assert brotli.decompress(packed) == file.read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_library_comes_in_the_form_that_is_taken(site: Site, root: Path, name: str) -> None:
    whole = (root / "assets" / name).read_bytes()
    packed = (root / "assets" / f"{name}.br").stat().st_size
    best = site.get(f"/assets/{name}?v=1", {"accept-encoding": "gzip, br"})
    assert (best.headers["content-encoding"], int(best.headers["content-length"])) == ("br", packed)
    assert best.content == whole
    assert "immutable" in best.headers["cache-control"]
    for coding in ("gzip", "identity"):
        other = site.get(f"/assets/{name}", {"accept-encoding": coding})
        assert other.headers.get("content-encoding", "identity") == coding
        assert other.content == whole
        assert other.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["plotly-basic.min.js.br", "nothing.js", "..%2f..%2fserver.py"])
def test_nothing_else_leaves_the_folder(site: Site, name: str) -> None:
    assert site.get(f"/assets/vendor/{name}").status_code == 404
