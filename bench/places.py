"""The stores of the benchmarks, made once and kept between runs, and the land of both sides."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.app_server import AppServer
from bench.village_store import VILLAGE_INDICATORS, make_village_store
from scripts.browser import find_browser

ROOT = Path(__file__).resolve().parents[1]
VINTAGE, HOME = "2025-07-01", "40"
# The real communes since 2025, if they are beside this checkout.
COMMUNES = ROOT.parent / "shared" / "geo" / "communes_2025_vietnam.geojson"
# A change of these files makes the stores anew: a store must be made by today's code.
_MADE_BY = (
    "data/store/schema/numbers.py", "data/numbers/pack.py", "data/numbers/rollups.py",
    "data/load/observations.py", "bench/village_store.py",
)  # fmt: skip


@dataclass(frozen=True)
class BenchPlaces:
    """The folder of the benchmarks, with their stores."""

    folder: Path

    def demo(self) -> Path:
        """Return the `IOC_VAR` of the default store, with the real communes if there are any."""
        return self._store("demo", _prepare_demo)

    def villages(self) -> Path:
        """Return the `IOC_VAR` of a store of 40 indicators × 3,806 villages × 60 months."""
        return self._store("villages", lambda var: make_village_store(var, months=60))

    def villages_of(self, kinds: int) -> Path:
        """Return the `IOC_VAR` of the same store with only the first so many indicators."""
        if kinds >= VILLAGE_INDICATORS:
            return self.villages()
        return self._store(f"villages-{kinds}", lambda var: make_village_store(var, 60, kinds))

    def fewer_villages(self) -> Path:
        """Return the `IOC_VAR` of the same store with a tenth of the months."""
        return self._store("villages-tenth", lambda var: make_village_store(var, months=6))

    def copy_of(self, var: Path, name: str) -> Path:
        """Return a fresh copy of a store, to be written to and deleted."""
        copy = self.folder / name
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir(parents=True)
        with (
            sqlite3.connect(var / "ioc.sqlite") as source,
            sqlite3.connect(copy / "ioc.sqlite") as target,
        ):
            source.backup(target)
        source.close()
        target.close()
        if (var / "published").is_dir():
            shutil.copytree(var / "published", copy / "published")
        return copy

    def chromium(self) -> str:
        """Return the path of the browser."""
        return str(find_browser())

    def _store(self, name: str, make: Callable[[Path], None]) -> Path:
        var, stamp = self.folder / name, self.folder / f"{name}.json"
        stamp_of_code = {"made_by": _digest()}
        if stamp.is_file() and json.loads(stamp.read_text(encoding="utf-8")) == stamp_of_code:
            return var
        shutil.rmtree(var, ignore_errors=True)
        stamp.unlink(missing_ok=True)
        var.mkdir(parents=True)
        print(f"making the store “{name}”, kept for later runs …", flush=True)
        make(var)
        stamp.write_text(json.dumps(stamp_of_code), encoding="utf-8")
        return var


def _digest() -> str:
    digest = hashlib.sha256(str(VILLAGE_INDICATORS).encode())
    for name in _MADE_BY:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:20]


def _prepare_demo(var: Path) -> None:
    server = AppServer(var)
    server.run("prepare")
    if COMMUNES.is_file():
        server.run(
            "boundaries", "load", COMMUNES, "--vintage", VINTAGE, "--level", "commune",
            "--tier", "open", "--licence", "for the benchmark", "--yes",
        )  # fmt: skip
    else:
        print(f"{COMMUNES} is absent: both sides draw schematic boundaries")
