"""Several processes want to publish: one after the other, and nobody's work is lost."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.boundaries import load_boundaries
from geo.manifest import MANIFEST_NAME, read_manifest
from geo.publish_lock import PublishingBusyError, publishing, refuse_while_publishing
from ioc.area import BEFORE_2025, SINCE_2025
from ioc.settings import Settings

ROOT = Path(__file__).parents[2]

HOLD = """
import sys
from pathlib import Path
from geo.publish_lock import publishing
with publishing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""

# A country of four communes in two provinces, as the table of areas has it.
PUBLISH = """
import sys
from pathlib import Path
import pandas as pd
from geo.publish import publish_schematic
rows = [("VN", "country", None, None, None, None)]
for province, lon in (("40", 105.0), ("38", 105.6)):
    rows.append((province, "province", "VN", province, lon, 19.0))
    for place in range(2):
        rows.append((f"{province}00{place}", "commune", province, province, lon, 19.0 + place / 5))
areas = pd.DataFrame(rows, columns=["code", "level", "parent_code", "province_code", "lon", "lat"])
areas["name"] = areas["code"]
areas["area_km2"] = float("nan")
publish_schematic(Path(sys.argv[1]), areas, sys.argv[2])
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that publishes into the folder until it is told to stop, or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_the_second_is_refused_with_the_number_of_the_first(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        with pytest.raises(
            PublishingBusyError, match=rf"mã {first.pid}, từ \d\d/\d\d/\d\d\d\d \d\d:"
        ) as refusal:
            refuse_while_publishing(tmp_path)
        assert "Hãy đợi" in str(refusal.value)
        refuse_while_publishing(tmp_path / "another-folder")
        first.communicate()
        with publishing(tmp_path):
            pass


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on Windows")
def test_a_killed_process_locks_nobody_out(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        with publishing(tmp_path):
            pass


def test_an_error_while_publishing_gives_the_lock_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), publishing(tmp_path):
        _ = 1 / 0
    refuse_while_publishing(tmp_path)


def test_maps_published_at_once_are_all_in_the_manifest(tmp_path: Path) -> None:
    vintages = [BEFORE_2025.code, SINCE_2025.code, "2026-04-30"]
    running = [
        subprocess.Popen([sys.executable, "-c", PUBLISH, str(tmp_path), vintage], cwd=ROOT)
        for vintage in vintages
    ]
    assert [each.wait() for each in running] == [0, 0, 0]
    entries = read_manifest(tmp_path)["entries"]
    assert {entry["vintage"] for entry in entries} == set(vintages)
    assert len(entries) == 3 * 4
    for entry in entries:
        assert (tmp_path / entry["file"]).exists()


def test_the_command_is_refused_before_it_reads_its_file(land: Path, tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, demo=False)
    settings.published.mkdir()
    # Maps of both vintages seem to be there: the store is prepared without drawing any.
    entry = {"level": "commune", "parent": "VN", "tier": "schematic", "file": "x", "derived": False}
    entries = [{**entry, "vintage": each.code} for each in (BEFORE_2025, SINCE_2025)]
    manifest = json.dumps({"entries": entries})
    (settings.published / MANIFEST_NAME).write_text(manifest, encoding="utf-8")
    options = argparse.Namespace(
        file=str(land / "provinces_2025_vietnam.geojson"), vintage=SINCE_2025.code,
        level="province", column=[], crs=None, layer=None, tier="open", source="", licence="MIT",
        dry_run=False, yes=True, by_place=False,
    )  # fmt: skip
    with holder(settings.published), pytest.raises(PublishingBusyError):
        start = time.monotonic()
        load_boundaries(settings, options)
    # Whoever draws cells is waited for, two minutes long; somebody at a terminal is not.
    assert time.monotonic() - start < 60
    assert (settings.published / MANIFEST_NAME).read_text(encoding="utf-8") == manifest
