"""Writes ioc/colours.py: the colours of light pages, from the style sheets, for paper.

`python scripts/colours.py` after a change of a colour in assets/src/core/variables.css or
assets/src/map/map.css. Only colours with six digits are taken: paper is not transparent.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "ioc" / "colours.py"
SHEETS = ("assets/src/core/variables.css", "assets/src/map/map.css")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLOUR = re.compile(r"--ioc-([\w-]+): (#[0-9a-f]{6});")
_RELIEF = re.compile(r"--ioc-map-relief: ([0-9.]+);")
_LIGHT = '[data-bs-theme="light"]'
_HEAD = '''\
"""The colours of light pages by name, for paper and workbooks.

Written by scripts/colours.py from the style sheets: change the colours there.
"""

from __future__ import annotations

LIGHT = {
'''


def file_text() -> str:
    """Return what ioc/colours.py has to be."""
    colours = light_colours()
    lines = "".join(f'    "{name}": "{colours[name]}",\n' for name in sorted(colours))
    strength = f"# The opacity of slopes on maps.\nRELIEF_STRENGTH = {_relief_strength()}\n"
    return f"{_HEAD}{lines}}}\n{strength}"


def _relief_strength() -> float:
    """Return the opacity that the relief has in the light theme, which comes first."""
    match = _RELIEF.search((ROOT / SHEETS[1]).read_text(encoding="utf-8"))
    if match is None:
        raise SystemExit(f"{SHEETS[1]}: no --ioc-map-relief")
    return float(match[1])


def light_colours() -> dict[str, str]:
    """Return the colours of the light theme by the names of their variables, without `--ioc-`.

    Raises:
        SystemExit: two sheets give one name two colours.
    """
    colours: dict[str, str] = {}
    for sheet in SHEETS:
        for selector, declarations in _RULE.findall((ROOT / sheet).read_text(encoding="utf-8")):
            if _LIGHT not in selector:
                continue
            for name, colour in _COLOUR.findall(declarations):
                if colours.setdefault(name, colour) != colour:
                    raise SystemExit(f"{sheet}: --ioc-{name} has two colours")
    return colours


if __name__ == "__main__":
    FILE.write_text(file_text(), encoding="utf-8")
