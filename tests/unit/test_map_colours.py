"""Colours of maps: the worst is the strongest ink in both themes, told apart by all eyes."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

THEMES = ("light", "dark")
# What a colour-blind eye makes of linear light (Machado, Oliveira, Fernandes 2009, severity 1).
_EYES = {
    "all": np.eye(3),
    "protan": np.array(
        [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]
    ),
    "deutan": np.array(
        [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]
    ),
    "tritan": np.array(
        [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]
    ),
}  # fmt: skip
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.95047, 1.0, 1.08883])


def colours(root: Path, theme: str) -> dict[str, NDArray[np.float64]]:
    """Return the linear light of each colour of a theme by its name."""
    text = (root / "assets/src/map/map.css").read_text(encoding="utf-8")
    block = next(
        body
        for head, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text)
        if f'[data-bs-theme="{theme}"]' in head and "--ioc-seq-1" in body
    )
    codes = re.findall(r"--ioc-([\w-]+): #([0-9a-f]{6});", block)
    return {name: _light(code) for name, code in codes}


def _light(code: str) -> NDArray[np.float64]:
    parts = np.array([int(code[at : at + 2], 16) for at in (0, 2, 4)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: NDArray[np.float64], two: NDArray[np.float64]) -> float:
    """Return the contrast ratio of WCAG."""
    low, high = sorted(float(_XYZ[1] @ each) + 0.05 for each in (one, two))
    return high / low


def distance(one: NDArray[np.float64], two: NDArray[np.float64], eye: str) -> float:
    """Return how far apart an eye sees two colours (CIE 1976)."""
    return float(np.linalg.norm(_lab(_EYES[eye] @ one) - _lab(_EYES[eye] @ two)))


def _lab(light: NDArray[np.float64]) -> NDArray[np.float64]:
    part = _XYZ @ np.clip(light, 0, 1) / _WHITE
    root = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["map-quiet", "map-sea", "nodata"])
def test_the_worst_is_the_strongest_ink(root: Path, theme: str, ground: str) -> None:
    palette = colours(root, theme)

    def ink(name: str) -> float:
        return contrast(palette[name], palette[ground])

    assert ink("bad") > 1.25 * max(ink("warn"), ink("good"))
    assert ink("bad") >= 4.5
    # Short of the target: the further, the stronger; and stronger than as far beyond it.
    assert ink("div-1") > ink("div-2") > ink("div-3")
    assert ink("div-1") > 1.25 * ink("div-6")
    assert ink("div-1") >= 4.5
    steps = [ink(f"seq-{step}") for step in range(1, 8)]
    assert all(two > one for one, two in pairwise(steps))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eye", _EYES)
def test_every_eye_tells_the_verdicts_apart(root: Path, theme: str, eye: str) -> None:
    palette = colours(root, theme)
    for one, two in (("good", "warn"), ("warn", "bad"), ("good", "bad"), ("div-1", "div-6")):
        assert distance(palette[one], palette[two], eye) > 17, (one, two)
