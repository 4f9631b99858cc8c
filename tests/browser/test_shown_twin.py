"""`assets/ioc-shown.js` shows and judges every number as `ioc.shown` does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser

from ioc.indicator import Direction
from ioc.shown import judge_value, shown_numbers
from ioc.status import Status
from layouts.text import fact_text, number, shown_text
from tests.unit.test_shown import SCORE, SHARE

ASSETS = Path(__file__).resolve().parents[2] / "assets"
_STATUSES = (Status.GREEN, Status.AMBER, Status.RED)
_CASES = 400
_RUN = """(lots) => lots.map(({ measure, pairs, target }) => pairs.map(([over, under]) => {
    const value = under === null ? over : over / under * measure.factor;
    const shown = ioc.shown.number(value, measure);
    return [shown, ioc.shown.judge(shown, target, measure.direction),
            ioc.format.number(shown, measure.decimals, "vi")];
}))"""


def test_the_browser_shows_and_judges_as_the_server_does(chromium: Browser) -> None:
    chance = np.random.default_rng(22)
    lots = []
    measures = []
    for decimals in range(5):
        for direction in Direction:
            for share in (True, False):
                for targets in ((), (0.0,), (60.0, 95.0), (100.0,), (12.5, 0.25)):
                    kept = tuple(sorted(each for each in targets))
                    measure = replace(SHARE if share else SCORE, decimals=decimals,
                                      direction=direction, targets=kept)  # fmt: skip
                    target = float(chance.choice(kept or (50.0,)))
                    measures.append((measure, target))
                    lots.append({
                        "measure": {
                            "decimals": decimals, "direction": direction.value, "share": share,
                            "targets": list(kept), "factor": measure.factor,
                        },
                        "target": target,
                        "pairs": _pairs(chance, target, share),
                    })  # fmt: skip
    page = chromium.new_page()
    try:
        for name in ("ioc-shown.js", "ioc-format.js"):
            page.add_script_tag(path=ASSETS / name)
        answers = page.evaluate(_RUN, lots)
    finally:
        page.close()
    assert sum(len(each) for each in answers) >= 30_000
    for (measure, target), lot, answer in zip(measures, lots, answers, strict=True):
        pairs = lot["pairs"]
        values = [over if under is None else over / under * measure.factor for over, under in pairs]
        shown = shown_numbers(measure, np.array(values))
        for pair, value, one, (theirs, status, text) in zip(
            pairs, values, shown.tolist(), answer, strict=True
        ):
            case = (measure.decimals, measure.direction, measure.targets, pair)
            assert theirs == one, case
            assert judge_value(measure, value, target).status is _STATUSES[status], case
            assert text.replace("−", "-") == number(one, measure.decimals), case
            assert shown_text(measure, value).startswith(text.replace("−", "-")), case


def _pairs(
    chance: np.random.Generator, target: float, share: bool
) -> list[tuple[float, float | None]]:
    """Return numerators and denominators: whole ones, weighed ones, halves, near the target."""
    found: list[tuple[float, float | None]] = []
    if not share:
        found += [(each, None) for each in (3e9, 1e15)]
    for _ in range(_CASES // 4):
        under = int(chance.choice((1, 2, 8, 16, 125, 400, 2_000, chance.integers(1, 10**8))))
        over = int(chance.integers(0, under + 1))
        found.append((over, under))
        found.append((chance.uniform(0, under), under))
        near = round(target * under / 100) + int(chance.integers(-1, 2))
        found.append(
            (near, under) if share else (int(chance.integers(-2_000, 20_000)) / 2_000, None)
        )
        found.append(
            (int(chance.integers(0, 10**6)) / 1_000 if share else chance.uniform(-5, 105), None)
        )
    return found


def test_the_browser_says_yes_and_no_as_the_server_does(chromium: Browser) -> None:
    page = chromium.new_page()
    try:
        for name in ("ioc-shown.js", "ioc-format.js"):
            page.add_script_tag(path=ASSETS / name)
        for language in ("vi", "en"):
            for direction in Direction:
                stock = replace(SHARE, direction=direction)
                spec = {
                    "language": language, "direction": direction.value, "unit": "%", "decimals": 1,
                }  # fmt: skip
                for over in (0, 1):
                    said = page.evaluate(
                        "([value, spec]) => ioc.format.shown(value, 32, spec)", [100 * over, spec]
                    )
                    assert said == fact_text(stock, over, 1, language)
    finally:
        page.close()
