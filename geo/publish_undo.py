"""Undoes loads: the maps that they replaced are published again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from geo.manifest import MapEntry, UndoStep, read_manifest, read_steps, write_manifest
from geo.publish_lock import publishing
from ioc.local_time import local_now, time_text

_PATIENCE_S = 120.0


def step_back(
    what: str, published: Sequence[MapEntry], before: Mapping[tuple[str, str, str], MapEntry]
) -> UndoStep:
    """Return what is needed to undo a publishing."""
    return {
        "at": time_text(local_now()),
        "what": what,
        "former": [
            {
                "vintage": each["vintage"],
                "level": each["level"],
                "parent": each["parent"],
                "entry": before.get((each["vintage"], each["level"], each["parent"])),
            }
            for each in published
        ],
    }


def undo_publishing(folder: Path) -> UndoStep | None:
    """Bring back the maps that the last load replaced; return that load, None when there is none.

    Raises:
        PublishingBusyError: another process publishes into the folder.
    """
    with publishing(folder):
        steps = read_steps(folder)
        if not steps:
            return None
        last = steps[-1]
        entries = {
            (entry["vintage"], entry["level"], entry["parent"]): entry
            for entry in read_manifest(folder)["entries"]
        }
        for former in last["former"]:
            key = (former["vintage"], former["level"], former["parent"])
            if former["entry"] is None:
                entries.pop(key, None)
            else:
                entries[key] = former["entry"]
        write_manifest(folder, entries.values(), steps[:-1])
        return last


def drop_vintage(folder: Path, vintage_code: str) -> int:
    """Remove the maps of a vintage from the published ones; return how many there were."""
    with publishing(folder, _PATIENCE_S):
        entries = read_manifest(folder)["entries"]
        left = [entry for entry in entries if entry["vintage"] != vintage_code]
        if len(left) < len(entries):
            steps = read_steps(folder)
            for step in steps:
                step["former"] = [
                    each for each in step["former"] if each["vintage"] != vintage_code
                ]
            write_manifest(folder, left, [step for step in steps if step["former"]])
        return len(entries) - len(left)
