"""The browser says of a number what `ioc.shown` says of it: it reads the wire and only formats."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from data.numbers.pack import Pack
from data.wire.cells import map_numbers
from data.wire.columns import encode_answer
from ioc.area import Level
from ioc.indicator import Basis, Direction, Indicator, SpaceRule, TimeRule
from ioc.sentences.values import fact_at, fact_text, part_text, shown_digits, shown_text
from ioc.shown import judge_value
from ioc.status import STATUSES
from tests.modules import call
from tests.unit.test_shown import SCORE, SHARE

_CASES = 400
_READ = """(lots) => lots.map(([bytes, spec]) => {
    const slice = ioc.wire.slice(ioc.wire.decode(new Uint8Array(bytes).buffer), spec);
    return [...slice.value].map((one, row) => {
        const cell = ioc.shown.cellOf(slice, row);
        const parts = slice.partsNow;
        return [ioc.format.cellText(cell, spec), ioc.format.digits(cell, spec), cell.status,
                ioc.format.part(parts.numerator[row], spec.language),
                ioc.shown.isRanked(cell.value, cell.flags)];
    });
})"""


def lot(
    measure: Indicator,
    cells: Pack,
    target: float = float("nan"),
    language: str = "vi",
    level: Level = Level.COMMUNE,
) -> list[Any]:
    """Return what the browser is given: the bytes of a map's numbers, and its spec."""
    about, content = map_numbers(cells, measure, level, np.full(cells.count, target)).encode()
    spec = {
        "decimals": measure.decimals, "factor": measure.factor, "unit": measure.unit(language),
        "language": language, "direction": measure.direction.value,
    }  # fmt: skip
    return [list(encode_answer(about, content)), spec]


def pack_of(pairs: list[tuple[float, float | None]]) -> Pack:
    """Return cells of numerator and denominator, or of a value alone."""
    cells = Pack.empty(len(pairs))
    alone = np.array([under is None for _, under in pairs])
    over = np.array([each for each, _ in pairs], float)
    cells.value[:] = np.where(alone, over, np.nan)
    cells.numerator[:] = np.where(alone, np.nan, over)
    cells.denominator[:] = [np.nan if under is None else under for _, under in pairs]
    cells.reported[:] = cells.expected[:] = 1
    return cells


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")


def test_the_browser_shows_and_judges_as_the_server_does() -> None:
    chance = np.random.default_rng(22)
    lots, measures = [], []
    for decimals in range(5):
        for direction in Direction:
            for share in (True, False):
                for targets in ((), (0.0,), (60.0, 95.0), (100.0,), (12.5, 0.25)):
                    thresholds = tuple(sorted(targets))
                    measure = replace(SHARE if share else SCORE, decimals=decimals,
                                      direction=direction, targets=thresholds)  # fmt: skip
                    target = float(chance.choice(thresholds or (50.0,)))
                    cells = pack_of(_pairs(chance, target, share))
                    measures.append((measure, target, cells.values(measure.factor)))
                    lots.append(lot(measure, cells, target))
    answers = call(_READ, lots)
    assert sum(len(each) for each in answers) >= 30_000
    finer = 0
    for (measure, target, values), answer in zip(measures, answers, strict=True):
        for value, (text, digits, status, _, _) in zip(values.tolist(), answer, strict=True):
            case = (measure.decimals, measure.direction, measure.targets, value)
            if digits not in ("Có", "Chưa", "Không"):
                assert plain(text) == shown_text(measure, value), case
                assert plain(digits) == shown_digits(measure, value), case
            assert judge_value(measure, value, target).status == status, case
            finer += len(digits.partition(",")[2]) > measure.decimals
    assert finer > 300


def _pairs(
    chance: np.random.Generator, target: float, share: bool
) -> list[tuple[float, float | None]]:
    """Return numerators and denominators: whole ones, weighed ones, halves, near the target."""
    pairs: list[tuple[float, float | None]] = []
    if not share:
        pairs += [(each, None) for each in (3e9, 1e15)]
    for _ in range(_CASES // 4):
        under = int(chance.choice([1, 2, 8, 16, 125, 400, 2_000, int(chance.integers(1, 10**8))]))
        over = int(chance.integers(0, under + 1))
        pairs.append((over, under))
        pairs.append((chance.uniform(0, under), under))
        near = round(target * under / 100) + int(chance.integers(-1, 2))
        pairs.append(
            (near, under) if share else (int(chance.integers(-2_000, 20_000)) / 2_000, None)
        )
        pairs.append(
            (int(chance.integers(0, 10**6)) / 1_000 if share else chance.uniform(-5, 105), None)
        )
    return pairs


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("direction", list(Direction))
def test_the_browser_says_yes_and_no_as_the_server_does(
    language: str, direction: Direction
) -> None:
    stock = replace(SHARE, direction=direction)
    ((no, yes),) = call(_READ, [lot(stock, pack_of([(0, 1), (1, 1)]), language=language)])
    assert no[0] == fact_text(stock, 0, 1, language)
    assert yes[0] == fact_text(stock, 1, 1, language)


def test_a_count_of_one_village_is_a_yes_or_a_no_of_villages_alone() -> None:
    silent = replace(
        SCORE, direction=Direction.DOWN, space_rule=SpaceRule.SUM, time_rule=TimeRule.LAST_VALUE,
        weight_basis=Basis.VILLAGES, lowest_level=Level.VILLAGE, decimals=0, unit_vi="thôn",
    )  # fmt: skip
    cells = Pack.empty(3)
    cells.numerator[:] = [0, 1, 2]
    village, commune = call(_READ, [lot(silent, cells, level=each) for each in
                                    (Level.VILLAGE, Level.COMMUNE)])  # fmt: skip
    for numerator, row in enumerate(village[:2]):
        assert row[0] == fact_at(silent, Level.VILLAGE, numerator, None) in ("Có", "Không")
    assert [plain(row[0]) for row in (village[2], *commune)] == [
        "2 thôn", "0 thôn", "1 thôn", "2 thôn",
    ]  # fmt: skip


def test_the_browser_says_below_one_as_the_server_does() -> None:
    lots, expected = [], []
    for language, decimals, value in product(
        ("vi", "en"), (0, 1), (0.0, 0.02, 0.3, 0.49, 0.5, 1.2, 7.0)
    ):
        measure = replace(SCORE, decimals=decimals, unit_vi="trạm", unit_en="stations")
        cells = Pack.empty(1)
        cells.numerator[:] = value
        cells.reported[:] = cells.expected[:] = cells.converted[:] = cells.estimated[:] = 1
        cells.basis[:] = 1
        lots.append(lot(measure, cells, language=language))
        text = shown_text(measure, value, language)
        expected.append([
            text, shown_digits(measure, value, language), "no_target", part_text(value, language),
            not text.startswith(("dưới", "under")),
        ])  # fmt: skip
    texts = [
        [plain(each) if isinstance(each, str) else each for each in row]
        for (row,) in call(_READ, lots)
    ]
    assert texts == expected
    assert ["dưới 1 trạm", "<1", "no_target", "<1", False] in texts


def test_statuses_stand_in_one_order() -> None:
    assert call("() => ioc.shown.STATUSES", None) == [each.value for each in STATUSES]


_CLASSES = """([spec, slice, directory]) => {
    const found = ioc.scale.classify(spec, slice, directory);
    return [found.classes.map((one) => one.count), found.noData, found.tooFew, found.noTarget,
            [...ioc.ranking.ranks(slice.value, spec.direction, slice.flags)]];
}"""


def test_map_and_table_leave_out_what_is_too_little_to_judge() -> None:
    """Three classes, one silent, two of which too little is known, one without a target."""
    counts = call("""(run) => {
        const spec = { mode: "status", target: 80, direction: "up", decimals: 0, language: "vi" };
        const slice = {
            value: Float64Array.from([90, 50, 75, 10, NaN, 5, 99, 70]),
            flags: Uint8Array.from([1, 1, 1, 1, 0, 65, 65, 1]),
            status: Uint8Array.from([0, 0, 1, 2, 5, 4, 4, 3]),
        };
        return eval(run)([spec, slice, { codes: [..."abcdefgh"], parents: [] }]);
    }""", _CLASSES)  # fmt: skip
    assert counts == [[2, 1, 1], 1, 2, 1, [1, 4, 2, 5, 0, 0, 0, 3]]
