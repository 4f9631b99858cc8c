"""How a file is refused: its name, what is wrong, how to mend it."""

from __future__ import annotations

from pathlib import Path

from ioc.errors import LoadRefusedError, Problem

FORMATS = "GeoJSON, GeoPackage, Shapefile (.zip), FlatGeobuf hoặc KML/KMZ"


def refused(path: Path, message: str, mend: str, value: str = "") -> LoadRefusedError:
    """Return the refusal of a file, with the value that is wrong where there is one."""
    return LoadRefusedError([Problem(message, mend, file=path.name, value=value)])
