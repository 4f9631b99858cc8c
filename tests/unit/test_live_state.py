"""What a client lacks: complete in what was touched, bounded in what is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.live.state import MOST_CHANGES, MOST_SIGNALS, UNKNOWN, LiveState, StoreNews
from data.queries.signals import StoreChange, StoreSignal

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def news(revision: int, code: str) -> StoreNews:
    change = StoreChange(revision, "2026-11-22T08:00:00+00:00", "observations", {})
    return StoreNews(revision, 0, [change], {code: revision})


def signalled(number: int, about: str = "alert", seconds: float = 0) -> StoreSignal:
    return StoreSignal(number, NOW - timedelta(seconds=seconds), about, "k", {"n": number})


@pytest.fixture
def state() -> LiveState:
    live = LiveState()
    live.take(StoreNews(3, 0, (), {"": 2, "HT01": 3}, (), whole=True))
    return live


def test_a_client_that_knows_nothing_is_told_all_that_was_touched(state: LiveState) -> None:
    events = state.change_since(UNKNOWN)
    assert events == {"revision": 3, "changes": [], "touched": {"": 2, "HT01": 3}, "whole": True}


def test_only_what_was_touched_since_is_told(state: LiveState) -> None:
    state.take(news(4, "HT01"))
    state.take(news(5, "HT02"))
    assert state.change_since(4)["touched"] == {"HT02": 5}
    assert [each["revision"] for each in state.change_since(4)["changes"]] == [5]
    assert state.change_since(3)["touched"] == {"HT01": 4, "HT02": 5}
    assert state.change_since(5) == {"revision": 5, "changes": [], "touched": {}, "whole": False}


def test_who_was_away_for_long_still_learns_every_indicator(state: LiveState) -> None:
    for revision in range(4, 4 + 3 * MOST_CHANGES):
        state.take(news(revision, f"X{revision}"))
    events = state.change_since(3)
    assert len(events["changes"]) == MOST_CHANGES
    assert len(events["touched"]) == 3 * MOST_CHANGES


def test_a_store_that_was_put_back_is_told_whole(state: LiveState) -> None:
    nothing = {"revision": 3, "changes": [], "touched": {}, "whole": False}
    assert state.change_since(99) == nothing, "another process may have looked earlier"
    state.take(StoreNews(2, 0, (), {"": 1}, (), whole=True))
    assert state.change_since(3) == {
        "revision": 2, "changes": [], "touched": {"": 1}, "whole": True
    }  # fmt: skip


def test_who_was_told_more_by_another_process_is_not_told_again(state: LiveState) -> None:
    ahead = (5, 2)
    assert state.position_after(ahead) == ahead
    assert state.position_after((UNKNOWN, UNKNOWN)) == (3, 0)
    for revision in (4, 5, 6):
        state.take(news(revision, f"X{revision}"))
    position = state.position_after(ahead)
    assert position == (6, 2)
    assert state.change_since(ahead[0])["touched"] == {"X6": 6}
    state.take(StoreNews(2, 0, (), {"": 1}, (), whole=True))
    assert state.position_after(position) == (2, 0), "the store was put back"


def test_old_orders_are_not_replayed_and_alerts_are(state: LiveState) -> None:
    signals = [signalled(1, "order", 61), signalled(2, "order", 59), signalled(3, "alert", 9999)]
    state.take(StoreNews(3, 3, (), {}, signals))
    events = state.signals_since(0, NOW)
    assert [each["number"] for each in events["items"]] == [2, 3]
    assert events["items"][1] == {"number": 3, "about": "alert", "key": "k", "body": {"n": 3}}
    assert (events["number"], events["missed"]) == (3, False)
    assert state.signals_since(UNKNOWN, NOW)["items"] == []
    assert state.signals_since(7, NOW)["items"] == []


def test_who_missed_more_than_is_held_is_told_so(state: LiveState) -> None:
    last = MOST_SIGNALS + 10
    state.take(StoreNews(3, last, (), {}, [signalled(each) for each in range(1, last + 1)]))
    assert not state.signals_since(10, NOW)["missed"]
    assert state.signals_since(9, NOW)["missed"]
    assert not state.signals_since(last, NOW)["missed"]
