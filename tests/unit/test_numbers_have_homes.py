"""Few modules hold numbers against targets or round them for readers: each with its reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sources import tree_of

ROOT = Path(__file__).parents[2]
ROOMS = ("ioc", "data", "layouts", "callbacks", "api", "cli")

# A name that ends in "/" stands for all below it.
COMPARE = {
    "ioc/classes.py": "where the target lies among the bounds of a map's classes",
    "layouts/components/sparkline.py": "whether the target's line is in reach of the picture",
    "layouts/figures/series.py": "whether the target's line is low, where other words would be",
    "layouts/wall/pictures.py": "whether the target's line is in reach of the picture",
}
ROUND = {
    "ioc/classes.py": "bounds of a map's classes, which are round by themselves",
    "ioc/shown.py": "the home: how a number is shown",
    "ioc/words/numbers.py": "the home: how a number is written",
    "callbacks/map/classes.py": "which periods of a series are sampled",
    "api/doors/access_log.py": "milliseconds in a log",
    "api/pages/export_table.py": "degrees of a place in a file",
    "api/pages/slices.py": "degrees of a place on a map",
    "cli/": "seconds and megabytes in a terminal",
    "data/demo/": "makes numbers up",
    "data/load/files/sheets/cells.py": "what binary fractions add to a cell that is read",
    "data/store/engine.py": "milliseconds of a timeout",
    "data/wire/columns.py": "whether a column is whole",
    "layouts/analysis/multiples.py": "pixels",
    "layouts/components/runs.py": "pixels",
    "layouts/components/sparkline.py": "pixels",
    "layouts/report/picture.py": "pixels",
    "layouts/wall/pictures.py": "pixels",
}
SCRIPTS = {
    "time/ends.js": "pixels",
    "analysis/multiples-picture.js": "pixels",
    "core/element.js": "pixels",
    "core/format.js": "the home: how a number is written",
    "core/land.js": "which detail of the land is drawn",
    "map/change-scale.js": "bounds of classes of changes",
    "map/around-picture.js": "pixels",
    "map/export.js": "pixels",
    "map/frame.js": "pixels",
    "map/points.js": "pixels and colours",
    "map/scale.js": "steps of the ramp",
    "map/svg.js": "pixels",
    "map/tip.js": "pixels",
    "wall/care.js": "pixels",
    "core/composition.js": "pixels and lines of letters",
}

_TARGET = re.compile(r"""(?:^|[.\s(\["'])targets?(?:\.c)?(?:\.value)?["'\]]*(?:\[[^\]]*\])?$""")
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_ROUNDING = {"round", "rint", "around", "quantize"}
_FIXED = re.compile(r"\.\d+f$")
_PERCENT = re.compile(r"%[,\d]*\.\d*f")
_COMMENTS = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
_SCRIPT_ROUNDS = re.compile(
    r"\bMath\.round\(|\.to(?:Fixed|Precision|LocaleString)\(|\b(?:max|min)imumFractionDigits\b"
)
_SCRIPT_TARGET = r"(?:\w+\.)*\btargets?(?:\.value|\[\w+\])?"
_SCRIPT_COMPARES = re.compile(
    rf"(?<![=<>-])[<>]=?\s*{_SCRIPT_TARGET}(?![\w.(])|\b{_SCRIPT_TARGET}\s*[<>]=?(?!=)"
)


def _compares(node: ast.AST) -> bool:
    """Tell whether a piece of Python holds something against a target."""
    if not isinstance(node, ast.Compare) or not any(isinstance(op, _ORDER) for op in node.ops):
        return False
    # `order[target]` is no target but what is kept of one: only quoted names count in brackets.
    return any(
        _TARGET.search(ast.unparse(each)) and not ast.unparse(each).endswith("[target]")
        for each in (node.left, *node.comparators)
    )


def _rounds(node: ast.AST) -> bool:
    """Tell whether a piece of Python rounds a number, or writes it with fixed decimals."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        return name in _ROUNDING
    if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
        spec = "".join(
            str(each.value) if isinstance(each, ast.Constant) else "0"
            for each in node.format_spec.values
        )
        return bool(_FIXED.search(spec))
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(_PERCENT.search(node.value))
    )


def _modules() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path


@pytest.fixture(scope="module")
def trees() -> dict[str, list[ast.AST]]:
    return {name: list(ast.walk(tree_of(path))) for name, path in _modules()}


def _homes(names: set[str], homes: dict[str, str]) -> set[str]:
    """Return the names, those below a folder of `homes` as that folder."""
    folders = [each for each in homes if each.endswith("/")]
    return {next((each for each in folders if name.startswith(each)), name) for name in names}


def _breaches(trees: dict[str, list[ast.AST]], rule: Callable[[ast.AST], bool]) -> set[str]:
    return {name for name, nodes in trees.items() if any(map(rule, nodes))}


def _scripts(pattern: re.Pattern[str]) -> set[str]:
    source = ROOT / "assets" / "src"
    return {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.js")
        if pattern.search(_COMMENTS.sub("", path.read_text(encoding="utf-8")))
    }


def test_only_few_modules_hold_numbers_against_targets(trees: dict[str, list[ast.AST]]) -> None:
    assert _homes(_breaches(trees, _compares), COMPARE) == set(COMPARE)


def test_only_few_modules_round_numbers(trees: dict[str, list[ast.AST]]) -> None:
    assert _homes(_breaches(trees, _rounds), ROUND) == set(ROUND)


def test_no_script_holds_a_number_against_a_target() -> None:
    assert _scripts(_SCRIPT_COMPARES) == set()


def test_only_few_scripts_round_numbers() -> None:
    assert _scripts(_SCRIPT_ROUNDS) == set(SCRIPTS)


@pytest.mark.parametrize(
    ("text", "compares", "rounds"),
    [
        ("value >= target", True, False),
        ("met = card.value < card.target.value", True, False),
        ("frame['value'] >= frame['target']", True, False),
        ("values <= targets[row]", True, False),
        ("cell.c.value >= target.c.value", True, False),
        ("order[source] < order[target]", False, False),
        ("target is None or target == 3", False, False),
        ("step.target.depth <= 3", False, False),
        ("round(value, 1)", False, True),
        ("np.round(values)", False, True),
        ("frame['value'].round(1)", False, True),
        ("f'{value:.1f} %'", False, True),
        ("f'{value:.{decimals}f}'", False, True),
        ("'%.1f' % value", False, True),
        ("f'{share:.0%} {value} {name:>5}'", False, False),
        ("round_half_up(value, 1)", False, False),
    ],
)
def test_the_rules_see_what_they_are_for(text: str, compares: bool, rounds: bool) -> None:
    nodes = list(ast.walk(ast.parse(text)))
    assert (any(map(_compares, nodes)), any(map(_rounds, nodes))) == (compares, rounds)


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        ("if (value >= spec.target) return", True),
        ("target.value < value", True),
        ("value <= targets[row]", True),
        ("(target) => target.value", False),
        ("step.target.left > 3", False),
        ("values.map((one) => target)", False),
    ],
)
def test_the_rule_for_scripts_sees_what_it_is_for(text: str, compares: bool) -> None:
    assert bool(_SCRIPT_COMPARES.search(text)) is compares


def test_days_and_moments_are_written_in_one_place() -> None:
    homes = {
        "ioc/local_time.py",
        "layouts/figures/config.py",  # plotly writes the days of its own axis
    }
    pattern = re.compile(r"%d[/.-]%m")
    files = {
        path.relative_to(ROOT).as_posix()
        for room in (*ROOMS, "geo")
        for path in (ROOT / room).rglob("*.py")
        if pattern.search(path.read_text(encoding="utf-8"))
    }
    assert files == homes
