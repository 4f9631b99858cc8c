"""The store that commands find: prepared, without demo data, boundaries in the manifest alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from data.store import open_engine, raise_revision, writing
from ioc.area import SHIPPED_VINTAGES
from ioc.settings import Settings


def fill_var(shipped_file: Path) -> tuple[Settings, Engine]:
    """Fill the folder that IOC_VAR names; return the settings and an engine on its store."""
    settings = Settings()  # type: ignore[call-arg]
    settings.published.mkdir(parents=True)
    entries = [{"vintage": each.code} for each in SHIPPED_VINTAGES]
    (settings.published / "manifest.json").write_text(json.dumps({"entries": entries}))
    shutil.copyfile(shipped_file, str(make_url(settings.url).database))
    engine = open_engine(settings.url)
    with writing(engine) as connection:
        raise_revision(connection, "areas", {})
    return settings, engine
