"""Draws the packages of the program and their imports, in Python and in the browser's modules.

`python scripts/rooms.py OUT.svg` writes the picture and prints a table of rooms; boxes stand above
all that they import, an arrow that leads back up (two rooms import each other) is red.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("ioc", "sandbox", "data", "geo", "layouts", "callbacks", "api", "cli")
SCRIPTS = ROOT / "assets"
_SCRIPT_IMPORT = re.compile(r"""(?:from|import)\s*["'](\.[^"']+)["']""")

WIDTH, HEIGHT, ACROSS, DOWN, MARGIN = 168, 46, 20, 62, 24


@dataclass
class Room:
    """One folder: its modules, their lines, and how many imports lead to other rooms."""

    name: str
    modules: int = 0
    lines: int = 0
    uses: Counter[str] = field(default_factory=Counter)


def read_rooms() -> dict[str, Room]:
    """Return the rooms by name: `data/load/files/sheets`, `assets/src/map`."""
    rooms: dict[str, Room] = {}
    python = {path for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    scripts = {path for path in SCRIPTS.rglob("*.js") if not {"vendor", "built"} & {*path.parts}}
    for path in sorted(python | scripts):
        text = path.read_text(encoding="utf-8")
        name = _room_of(path)
        room = rooms.setdefault(name, Room(name))
        room.modules += 1
        room.lines += text.count("\n")
        targets = _python_imports(text) if path in python else _script_imports(path, text)
        for target in targets:
            if target.is_relative_to(ROOT) and (other := _room_of(target)) != name:
                room.uses[other] += 1
    for room in rooms.values():
        room.uses = Counter({name: count for name, count in room.uses.items() if name in rooms})
    return rooms


def levels_of(rooms: dict[str, Room]) -> list[list[str]]:
    """Return the rooms in rows; those of the first row import no other room.

    Rooms in a circle are taken apart at the thinnest arrows, which are those drawn in red.
    """
    order = _order(rooms)
    place = {name: at for at, name in enumerate(order)}
    level: dict[str, int] = {}
    for name in order:
        below = [level[other] for other in rooms[name].uses if place[other] < place[name]]
        level[name] = 1 + max(below, default=-1)
    rows: list[list[str]] = [[] for _ in range(1 + max(level.values()))]
    for name in order:
        rows[level[name]].append(name)
    return rows


def draw(rooms: dict[str, Room], rows: list[list[str]]) -> str:
    """Return the picture as SVG."""
    widest = max(map(len, rows))
    width = 2 * MARGIN + widest * (WIDTH + ACROSS) - ACROSS
    height = 2 * MARGIN + len(rows) * (HEIGHT + DOWN) - DOWN
    spots: dict[str, tuple[float, float]] = {}
    for at, row in enumerate(rows):
        left = (width - len(row) * (WIDTH + ACROSS) + ACROSS) / 2
        top = height - MARGIN - HEIGHT - at * (HEIGHT + DOWN)
        for across, name in enumerate(sorted(row)):
            spots[name] = (left + across * (WIDTH + ACROSS), top)
    back = {(a, b) for a, b in _pairs(rooms) if spots[b][1] <= spots[a][1]}
    lines = [_arrow(spots[a], spots[b], rooms[a].uses[b], (a, b) in back) for a, b in _pairs(rooms)]
    boxes = [_box(room, *spots[room.name]) for room in rooms.values()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="system-ui, sans-serif" font-size="11">\n'
        '<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(lines + boxes) + "\n</svg>\n"
    )


def _room_of(path: Path) -> str:
    return str((path if path.is_dir() else path.parent).relative_to(ROOT))


def _python_imports(text: str) -> list[Path]:
    paths = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            base = node.module
            paths += [_module(f"{base}.{each.name}") or _module(base) for each in node.names]
        elif isinstance(node, ast.Import):
            paths += [_module(each.name) for each in node.names]
    return [path for path in paths if path]


def _module(name: str) -> Path | None:
    path = ROOT.joinpath(*name.split("."))
    if path.with_suffix(".py").is_file():
        return path.with_suffix(".py")
    return path if (path / "__init__.py").is_file() else None


def _script_imports(path: Path, text: str) -> list[Path]:
    return [(path.parent / each).resolve() for each in _SCRIPT_IMPORT.findall(text)]


def _order(rooms: dict[str, Room]) -> list[str]:
    """Return the rooms, each after what it imports, as far as circles allow."""
    reach = {name: _reach(rooms, name) for name in rooms}
    left = dict(rooms)
    order = []
    while left:
        # What waits for nothing but rooms of its own circle; of these the one that waits for least.
        waits = {
            name: Counter({other: count for other, count in room.uses.items() if other in left})
            for name, room in left.items()
        }
        ready = [name for name in left if all(name in reach[other] for other in waits[name])]
        name = min(ready, key=lambda each: (waits[each].total(), each))
        order.append(name)
        del left[name]
    return order


def _reach(rooms: dict[str, Room], name: str) -> set[str]:
    names: set[str] = set()
    ahead = [name]
    while ahead:
        fresh = set(rooms[ahead.pop()].uses) - names
        names |= fresh
        ahead += fresh
    return names


def _pairs(rooms: dict[str, Room]) -> list[tuple[str, str]]:
    return [(name, other) for name, room in rooms.items() for other in sorted(room.uses)]


def _arrow(start: tuple[float, float], end: tuple[float, float], count: int, back: bool) -> str:
    (x, y), (u, v) = start, end
    x, u = x + WIDTH / 2, u + WIDTH / 2
    y, v = (y, v + HEIGHT) if back else (y + HEIGHT, v)
    bend = 60 if back and y <= v else (v - y) / 2
    colour, opacity = ("#c62828", 0.9) if back else ("#3b5b7a", 0.35)
    return (
        f'<path d="M{x:.0f} {y:.0f}C{x:.0f} {y + bend:.0f} {u:.0f} {v - bend:.0f} {u:.0f} {v:.0f}" '
        f'fill="none" stroke="{colour}" stroke-opacity="{opacity}" '
        f'stroke-width="{min(1 + count / 12, 5):.1f}"/>'
    )


def _box(room: Room, x: float, y: float) -> str:
    flat = room.modules > 20
    fill = "#fff3e0" if flat else "#eef4fb"
    size = f"{room.modules} modules, {room.lines:,} lines"
    return (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{WIDTH}" height="{HEIGHT}" rx="5" fill="{fill}" '
        f'stroke="#3b5b7a"/><text x="{x + 8:.0f}" y="{y + 19:.0f}" font-weight="600">{room.name}'
        f'</text><text x="{x + 8:.0f}" y="{y + 36:.0f}" fill="#445">{size}</text>'
    )


def main(arguments: list[str]) -> None:
    """Write the picture and print its content as a table."""
    rooms = read_rooms()
    rows = levels_of(rooms)
    Path(arguments[0]).write_text(draw(rooms, rows), encoding="utf-8")
    for row in reversed(rows):
        for name in sorted(row):
            room = rooms[name]
            uses = " ".join(sorted(room.uses))
            print(f"{room.modules:4} modules {room.lines:7,} lines  {name}  → {uses}")
    above = {name: at for at, row in enumerate(rows) for name in row}
    back = [(a, b) for a, b in _pairs(rooms) if above[b] >= above[a]]
    print(f"{len(rooms)} rooms, {len(_pairs(rooms))} arrows, {len(back)} back: {back}")


if __name__ == "__main__":
    main(sys.argv[1:])
