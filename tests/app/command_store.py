"""The store that commands find: prepared, without demo data, boundaries in the manifest alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from data.store.engine import open_engine, raise_revision, writing
from geo.manifest import MapEntry, read_manifest, write_manifest, write_topology
from ioc.area import SHIPPED_VINTAGES
from ioc.settings import Settings


def publish_nothing(folder: Path, *vintages: str) -> None:
    """Publish maps without any area, so that no command draws cells: of these or all vintages."""
    text = json.dumps({
        "type": "Topology", "transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": [],
        "objects": {"areas": {"type": "GeometryCollection", "geometries": []}},
    })  # fmt: skip
    name, size = write_topology(folder, text.encode(), quality=1)
    entry: MapEntry = {
        "vintage": "", "level": "commune", "parent": "VN", "tier": "schematic", "derived": False,
        "file": name, "bytes": len(text), "bytes_br": size, "features": 0, "source": "",
        "licence": "", "tolerance_m": 700.0, "bbox": [], "view": [], "missing": [],
        "outline": "any",  # else the next command would draw cells inside the real ones
    }  # fmt: skip
    codes = vintages or tuple(each.code for each in SHIPPED_VINTAGES)
    new: list[MapEntry] = [{**entry, "vintage": code} for code in codes]
    write_manifest(folder, [*read_manifest(folder)["entries"], *new])


def fill_var(shipped_file: Path) -> tuple[Settings, Engine]:
    """Fill the folder that IOC_VAR names; return the settings and an engine on its store."""
    settings = Settings()
    settings.published.mkdir(parents=True)
    publish_nothing(settings.published)
    shutil.copyfile(shipped_file, str(make_url(settings.url).database))
    engine = open_engine(settings.url)
    with writing(engine) as connection:
        raise_revision(connection, "areas", {})
    return settings, engine
