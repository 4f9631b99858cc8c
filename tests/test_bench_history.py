"""The picture of all kept runs says what the runs say, and the one in the docs is of today."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from bench import results
from bench.clicks import percentile
from bench.figures import BenchFigure
from bench.history import PICTURE, draw, read_lines, to_svg

_SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_has_a_row_per_budget_and_a_dot_per_run(tmp_path: Path) -> None:
    about = results.environment()
    fast = BenchFigure("web", "painted", 50.0, "ms", None, 100.0)
    slow = BenchFigure("web", "painted", np.float64(200.0), "ms", None, 100.0)
    other = BenchFigure("load", "rate <fast>", 90.0, "rows/s", 200.0, 1 / 3, higher=True)
    information = BenchFigure("load", "for information", 3.0, "s")
    results.keep([fast, other, information], about, tmp_path)
    results.keep([slow], about, tmp_path)
    picture = draw(tmp_path, tmp_path / "history.svg")
    svg = ElementTree.fromstring(picture.read_text(encoding="utf-8"))  # noqa: S314 - our own
    texts = [str(each.text) for each in svg.iter(f"{_SVG}text")]
    assert "web: painted" in texts
    assert "load: rate <fast>" in texts
    assert not [each for each in texts if "for information" in each]
    assert texts.count("missed") == texts.count("kept") == 1
    dots = list(svg.iter(f"{_SVG}circle"))
    assert len(dots) == 3
    # Over its budget a dot stands higher.
    first, second = (float(dot.attrib["cy"]) for dot in dots[1:])
    assert second < first


def test_the_picture_in_the_docs_is_that_of_the_kept_runs() -> None:
    assert PICTURE.read_text(encoding="utf-8") == to_svg(read_lines(results.FOLDER))


def test_a_percentile_is_one_of_the_times() -> None:
    times = [float(each) for each in range(1, 101)]
    assert [percentile(times, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 100]
    assert percentile([7.0], 0.95) == 7.0
