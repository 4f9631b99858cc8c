"""`assets/ioc-shown.js` shows and judges every number as `ioc.shown` does."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser

from ioc.indicator import Direction
from ioc.shown import judge_value, reads_as_none, shown_numbers
from ioc.status import Status
from layouts.text import fact_text, number, part_text, shown_digits, shown_text
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
            said = shown_text(measure, value)
            low = said.startswith("dưới ")
            assert low is (value > 1e-9 and one == 0), case
            assert low or said.startswith(text.replace("−", "-")), case


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


_READ = """(cases) => cases.map(([value, spec]) => {
    const shown = ioc.shown.number(value, spec);
    const below = ioc.shown.readsAsNone(value, shown);
    const flags = below ? ioc.shown.BELOW_ONE | ioc.shown.ESTIMATED : 0;
    return [ioc.format.shown(shown, flags, spec), ioc.format.digits(shown, flags, spec),
            ioc.format.part(value, spec.language), ioc.shown.isRanked(shown, flags)];
})"""


def test_the_browser_says_below_one_as_the_server_does(chromium: Browser) -> None:
    cases, wanted = [], []
    for language, decimals, value in product(
        ("vi", "en"), (0, 1), (0.0, 0.02, 0.3, 0.49, 0.5, 1.2, 7.0)
    ):
        measure = replace(SCORE, decimals=decimals, unit_vi="trạm", unit_en="stations")
        cases.append([value, {
            "decimals": decimals, "direction": "up", "share": False, "targets": [],
            "unit": measure.unit(language), "language": language,
        }])  # fmt: skip
        below = reads_as_none(measure, value)
        wanted.append([
            shown_text(measure, value, language), shown_digits(measure, value, language),
            part_text(value, language), not below,
        ])  # fmt: skip
    page = chromium.new_page()
    try:
        for name in ("ioc-shown.js", "ioc-format.js"):
            page.add_script_tag(path=ASSETS / name)
        found = page.evaluate(_READ, cases)
    finally:
        page.close()
    told = [
        [each.replace("\N{NO-BREAK SPACE}", " ") for each in row[:3]] + row[3:] for row in found
    ]
    assert told == wanted
    assert ["dưới 1 trạm", "<1", "<1", False] in told


_CLASSES = """([spec, slice, directory]) => {
    const found = ioc.scale.classify(spec, slice, directory);
    return [found.classes.map((one) => one.count), found.noData, found.tooFew, found.noTarget,
            [...ioc.ranking.ranks(slice.value, spec.direction, slice.flags)]];
}"""


def test_map_and_table_leave_out_what_is_too_little_to_judge(chromium: Browser) -> None:
    """Three classes, one silent, two of which too little is known, by two targets."""
    page = chromium.new_page()
    try:
        for name in ("ioc-shown.js", "ioc-format.js", "ioc-map-scale.js", "ioc-ranking.js"):
            page.add_script_tag(path=ASSETS / name)
        found = page.evaluate("""(run) => {
            const spec = {
                mode: "status", target: 80, direction: "up", decimals: 0, language: "vi",
                own_targets: { b: [["", 40]] }, period: "2026-10",
            };
            const slice = {
                value: Float64Array.from([90, 50, 75, 10, NaN, 5, 99]),
                flags: Uint8Array.from([1, 1, 1, 1, 0, 65, 65]),
            };
            return eval(run)([spec, slice, { codes: [..."abcdefg"], parents: [] }]);
        }""", _CLASSES)  # fmt: skip
    finally:
        page.close()
    assert found == [[2, 1, 1], 1, 2, 0, [1, 3, 2, 4, 0, 0, 0]]
