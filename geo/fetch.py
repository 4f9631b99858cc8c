"""Downloads open boundaries when the user asks for it: pinned, checked, resumable."""

from __future__ import annotations

import hashlib
import shutil
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from pathlib import Path, PurePosixPath

from ioc.errors import IocError, NotFoundError
from ioc.words.phrase import Phrase

SOURCES_FILE = Path(__file__).with_name("sources.toml")
Progress = Callable[[int, int | None], None]
_CHUNK = 1 << 16
_TIMEOUT_S = 60
_TRIES = 3
# What a file of unknown size may have, and how long one try may take: a server can send for ever.
_MOST_BYTES = 1024 * 1024 * 1024
_LONGEST_S = 3600.0


class FetchError(IocError):
    """The file could not be fetched, or is not the pinned one."""


@dataclass(frozen=True)
class Source:
    """One file of open boundaries. `sha256` empty: nobody has pinned it yet."""

    name: str
    title: str
    vintage: str
    levels: tuple[str, ...]
    tier: str
    commit: str
    url: str
    sha256: str
    bytes: int
    licence: str
    columns: Mapping[str, str] = field(default_factory=dict)  # field → column, where unrecognised
    by_place: bool = False  # names without codes, of another year

    @property
    def file_name(self) -> str:
        """The name that the file has at its source and on a mirror."""
        return PurePosixPath(self.url).name


def read_sources(path: Path = SOURCES_FILE) -> list[Source]:
    """Return the sources that a table lists, in its order."""
    with path.open("rb") as file:
        rows = tomllib.load(file)["sources"]
    return [
        Source(
            name=row["name"],
            title=row["title"],
            vintage=row["vintage"],
            levels=tuple(row["levels"]),
            tier=row["tier"],
            commit=row["commit"],
            url=row["url"],
            sha256=row.get("sha256", ""),
            bytes=row.get("bytes", 0),
            licence=row["licence"],
            columns=row.get("columns", {}),
            by_place=row.get("by_place", False),
        )
        for row in rows
    ]


def find_source(name: str, path: Path = SOURCES_FILE) -> Source:
    """Return the source of this name.

    Raises:
        NotFoundError: no such source.
    """
    sources = read_sources(path)
    for source in sources:
        if source.name == name:
            return source
    names = ", ".join(source.name for source in sources)
    raise NotFoundError(Phrase("boundary-no-source", name=name, names=names))


def fetch(
    source: Source,
    destination: Path,
    mirror: str | Path | None = None,
    *,
    sha256: str | None = None,
    progress: Progress | None = None,
) -> Path:
    """Fetch a source's file into a folder and return its path; a file that is there already stays.

    It is stored as `<name>.part` until it is complete and its checksum is right; a later call goes
    on where an earlier one was cut off.

    Args:
        source: what to fetch.
        destination: folder; made when absent.
        mirror: address that the file name is appended to, or a local folder or file.
        sha256: checksum that the file must have, instead of the pinned one.
        progress: called with bytes so far and bytes in all (None: unknown).

    Raises:
        FetchError: no checksum to check against, no answer, or another file than the pinned one.
    """
    expected = (sha256 or source.sha256).lower()
    if not expected:
        raise FetchError(Phrase("boundary-not-pinned", name=source.name))
    destination.mkdir(parents=True, exist_ok=True)
    target = destination / source.file_name
    if target.exists() and _sha256(target) == expected:
        return target
    part = target.with_name(f"{target.name}.part")
    most = source.bytes if source.bytes and expected == source.sha256.lower() else _MOST_BYTES
    remote = mirror is None or str(mirror).lower().startswith(("http://", "https://"))
    if remote:
        address = source.url if mirror is None else f"{str(mirror).rstrip('/')}/{source.file_name}"
        _download(address, part, most, progress)
    else:
        _copy(Path(str(mirror)), source.file_name, part, most, progress)
    actual = _sha256(part)
    if actual != expected:
        part.unlink()
        raise FetchError(
            Phrase("boundary-other-hash", file=source.file_name, expected=expected, actual=actual)
        )
    part.replace(target)
    return target


def _copy(place: Path, name: str, part: Path, most: int, progress: Progress | None) -> None:
    origin = place / name if place.is_dir() else place
    if not origin.is_file():
        raise FetchError(Phrase("boundary-no-mirror-file", place=str(origin), name=name))
    if origin.stat().st_size > most:
        raise _too_long(str(origin), most)
    shutil.copyfile(origin, part)
    if progress is not None:
        progress(part.stat().st_size, part.stat().st_size)


def _too_long(place: str, most: int) -> FetchError:
    return FetchError(Phrase("boundary-file-longer", place=place, most=most))


def _download(address: str, part: Path, most: int, progress: Progress | None) -> None:
    """Fetch the rest of a file; try again from where it broke, a few times."""
    fault: Exception | None = None
    for _ in range(_TRIES):
        try:
            if _download_rest(address, part, most, progress):
                return
            fault = None
        except ValueError as error:
            raise FetchError(Phrase("boundary-address-broken", address=address)) from error
        except urllib.error.HTTPError as error:
            error.close()
            raise FetchError(
                Phrase("boundary-server-says", code=str(error.code), address=address)
            ) from error
        except (OSError, HTTPException) as error:
            fault = error
    size = part.stat().st_size if part.exists() else 0
    late = isinstance(fault, TimeoutError) or "timed out" in str(fault)
    reason = (
        ""
        if fault is None
        else Phrase("boundary-fetch-slow")
        if late
        else Phrase("boundary-fetch-lost")
    )
    raise FetchError(Phrase("boundary-fetch-cut", address=address, bytes=size, reason=reason))


def _download_rest(address: str, part: Path, most: int, progress: Progress | None) -> bool:
    """Append what is missing; tell whether the file is whole now."""
    deadline = time.monotonic() + _LONGEST_S
    start = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={start}-"} if start else {}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  http(s), see fetch()
    try:
        response: HTTPResponse = _opener().open(request, timeout=_TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        # Nothing follows: either the file is complete, or it is another one now.
        error.close()
        total = (error.headers.get("Content-Range") or "").rpartition("/")[2]
        if total == str(start):
            return True
        part.unlink()
        return False
    with response:
        # A server without ranges answers 200 and starts over.
        size = start if response.status == 206 else 0
        total_bytes = None if response.length is None else size + response.length
        if total_bytes is not None and total_bytes > most:
            raise _too_long(address, most)
        with part.open("ab" if size else "wb") as file:
            while chunk := response.read1(_CHUNK):
                file.write(chunk)
                size += len(chunk)
                if size > most:
                    file.close()
                    part.unlink()
                    raise _too_long(address, most)
                if time.monotonic() > deadline:
                    raise TimeoutError
                if progress is not None:
                    progress(size, total_bytes)
    return total_bytes is None or size == total_bytes


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener for http and https alone: no redirection leads to files or other kinds."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
