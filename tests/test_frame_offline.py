"""No file of the product names an address that a page or the server would fetch by itself.

The browser tests see the requests that are made; this sees those that nobody happened to trigger.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Hosts that give out scripts, styles, fonts, tiles, or count visitors.
FETCHED_HOSTS = re.compile(
    r"unpkg\.com|jsdelivr\.net|cdnjs\.|\bcdn\.|bootstrapcdn|fonts\.(googleapis|gstatic)"
    r"|ajax\.googleapis|googletagmanager|google-analytics|esm\.sh|skypack\.dev|typekit\.net"
    r"|tile\.openstreetmap|tiles?\.[a-z0-9-]+\.(com|org|net)|cartocdn|api\.mapbox|maptiler\.com"
    r"|arcgisonline|stamen\.com|openfreemap|protomaps\.com|raw\.githubusercontent",
    re.IGNORECASE,
)
# Remote style sheets behind a Python name.
REMOTE_THEMES = re.compile(
    r"\bdbc\.themes\.|\bdbc\.icons\.|from dash_bootstrap_components import themes"
)
# Names of languages, not places: nothing fetches them.
NAMESPACES = re.compile(r"https?://www\.w3\.org/")
ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
# Read by a command that the user gives, never by a page: see the head of the file itself.
ON_COMMAND = {"geo/sources.toml"}
# Bundles by others, taken as they are, and why an address in them is never fetched.
VENDORED = {
    "assets/vendor/plotly-basic.min.js": "defaults of map traces, which this bundle does not hold, "
    "and of the upload button, which the pages switch off",
    "assets/vendor/swagger-ui.min.js": "the checker of documents, which the page switches off, and "
    "names of schemas",
    "assets/vendor/swagger-ui.min.css": "names of namespaces",
}
TEXT = {".py", ".js", ".mjs", ".css", ".html", ".json", ".toml", ".svg", ".csv", ".yaml", ".yml"}
PRODUCT = ("layouts", "callbacks", "api", "cli", "app.py", "server.py")


def _tracked(*suffixes: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    files = [ROOT / name for name in listing.split("\0") if name]
    return [file for file in files if file.suffix in suffixes and file.exists()]


def _remote_hosts(text: str) -> list[str]:
    return [match.group() for match in FETCHED_HOSTS.finditer(text)]


def test_no_tracked_file_names_a_host_that_pages_fetch_from() -> None:
    breaches = {
        str(file.relative_to(ROOT)): hosts
        for file in _tracked(*TEXT)
        if "tests" not in file.relative_to(ROOT).parts
        and file.relative_to(ROOT).as_posix() not in ON_COMMAND | VENDORED.keys()
        and (hosts := _remote_hosts(file.read_text(encoding="utf-8")))
    }
    assert breaches == {}


def test_no_module_uses_a_remote_theme() -> None:
    files = [file for file in _tracked(".py") if file.relative_to(ROOT).parts[0] in PRODUCT]
    assert [file for file in files if REMOTE_THEMES.search(file.read_text("utf-8"))] == []


def test_assets_name_no_address_but_namespaces() -> None:
    breaches = {
        str(file.relative_to(ROOT)): addresses
        for file in _tracked(".js", ".mjs", ".css", ".html", ".svg", ".json")
        if file.relative_to(ROOT).parts[0] == "assets"
        and file.relative_to(ROOT).as_posix() not in VENDORED
        and (addresses := _addresses(file.read_text(encoding="utf-8")))
    }
    assert breaches == {}


def _addresses(text: str) -> list[str]:
    """Return addresses in strings, url(…) and attributes; comments may name any licence."""
    code = re.sub(r"/\*.*?\*/|<!--.*?-->", "", text, flags=re.DOTALL)
    code = re.sub(r"^\s*//.*$", "", code, flags=re.MULTILINE)
    quoted = re.findall(rf"[\"'`(=]\s*({ADDRESS.pattern}[^\"'`)\s]*)", code, flags=re.IGNORECASE)
    return [address for address in quoted if not NAMESPACES.match(address)]


def _constants(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docstrings:
                yield node.value


def test_screens_and_server_hold_no_remote_address() -> None:
    files = [file for file in _tracked(".py") if file.relative_to(ROOT).parts[0] in PRODUCT]
    breaches = {
        str(file.relative_to(ROOT)): text
        for file in files
        for text in _constants(file.read_text(encoding="utf-8"))
        if re.search(r"https?://(?!127\.0\.0\.1|localhost|www\.w3\.org)[a-z0-9]", text)
    }
    assert breaches == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("@import url('https://fonts.example.com/x.css');", 1),
        ("fetch(`//host.example.com/x`)", 1),
        ("<img src=https://host.example.com/x.png>", 1),
        ("/*! licence: https://example.com */ // see https://example.com", 0),
        ("svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')", 0),
        ("fetch('/published/x.topojson') // not remote", 0),
    ],
)
def test_the_scan_itself_tells_addresses_from_comments(text: str, count: int) -> None:
    assert len(_addresses(text)) == count
