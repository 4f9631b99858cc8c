"""The effect of a withdrawal is shown before, and is what then happens."""

from __future__ import annotations

from sqlalchemy import Engine

from data.load.withdrawals import withdraw_hand_in
from data.queries.hand_ins import count_standing, read_hand_ins
from data.queries.withdrawal_effect import ChangedCell, Effect, read_effect
from data.store.engine import writing
from tests.app.api_store import report
from tests.store.small_country import build


def test_what_follows_each_cell_is_counted_and_named(engine: Engine) -> None:
    with writing(engine) as connection:
        build(connection)
        report(connection, [("40003", "COUNT", "2025-09", 1, None)], kind="demo")
        report(connection, [("40001", "COUNT", "2025-09", 3, None)])
        number = report(
            connection,
            [
                ("40001", "COUNT", "2025-09", 30, None),
                ("40003", "COUNT", "2025-09", 5, None),
                ("40004", "COUNT", "2025-09", 6, None),
                ("40004", "COUNT", "2025-10", 7, None),
            ],
        )
        later = report(connection, [("40004", "COUNT", "2025-10", 8, None)])
        effect = read_effect(connection, number)
        assert (effect.earlier, effect.demo, effect.empty, effect.counting) == (1, 1, 1, 3)
        first = {(each.area_code, each.period): each for each in effect.first}
        assert len(first) == 3
        back = first["40001", "2025-09"]
        assert (back.now[0], back.then) == (30, (3, None, None))
        assert (back.indicator, back.vintage, back.then_demo) == ("COUNT", "2025-07-01", False)
        made_up = first["40003", "2025-09"]
        assert (made_up.then, made_up.then_demo) == ((1, None, None), True)
        assert first["40004", "2025-09"].then is None
        assert count_standing(connection, [number, later]) == {number: 3, later: 1}

        withdraw_hand_in(connection, number, "An", "nhầm", expected_cells=3)
        assert read_effect(connection, number) == Effect(0, 0, 0, ())
        assert count_standing(connection, [number, later]) == {number: 0, later: 1}
        withdrawn_ones = read_hand_ins(connection, is_withdrawn=True)
        assert [each.number for each in withdrawn_ones] == [number]
        assert number not in [each.number for each in read_hand_ins(connection, is_withdrawn=False)]


def test_only_so_many_cells_are_named(engine: Engine) -> None:
    with writing(engine) as connection:
        build(connection)
        rows = [("40001", "COUNT", f"2025-{month:02d}", 3, None) for month in range(1, 8)]
        number = report(connection, rows)
        effect = read_effect(connection, number, most=2)
    assert effect.empty == 7
    assert [each.period for each in effect.first] == ["2025-01", "2025-02"]
    assert isinstance(effect.first[0], ChangedCell)
