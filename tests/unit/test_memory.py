"""The one memory: what it keeps, for how long, and that each value is made once."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier, Event

import numpy as np
import pandas as pd
import pytest

from data.store.memory import Memory, bytes_of

_ROOM = 1_000_000


def test_keys_count_like_what_they_lead_to() -> None:
    memory = Memory[bytes](most_bytes=10_000, most_entries=50)
    for number in range(100):
        memory.put((str(number) * 100, b"x"), b"")
    assert memory.size <= 10_000 and len(memory) < 20
    memory.put("large", b"x" * 20_000)
    assert memory.get("large") is None


def test_what_was_used_longest_ago_gives_way() -> None:
    memory = Memory[int](_ROOM, most_entries=2)
    memory.put("a", 1)
    memory.put("b", 2)
    assert memory.get("a") == 1
    memory.put("c", 3)
    assert [memory.get(key) for key in "abc"] == [1, None, 3]


def test_a_value_of_another_ground_is_made_anew_and_takes_its_place() -> None:
    memory = Memory[str](_ROOM)
    assert [memory.get_or_make("key", partial("of {}".format, at), at) for at in (1, 1, 2)] == [
        "of 1", "of 1", "of 2",
    ]  # fmt: skip
    assert memory.get("key", 1) is None
    size = memory.size
    memory.put("key", "of 3", 3)
    assert (len(memory), memory.size) == (1, size)
    memory.clear()
    assert (len(memory), memory.size, memory.get("key", 3)) == (0, 0, None)


def test_none_is_a_value() -> None:
    memory = Memory[int | None](_ROOM)
    tries: list[int] = []
    for _ in range(2):
        assert memory.get_or_make("key", lambda: tries.append(1)) is None
    assert tries == [1]


def test_a_value_is_good_for_its_seconds() -> None:
    clock = [100.0]
    memory = Memory[float](_ROOM, seconds_of=lambda value: value, clock=lambda: clock[0])
    memory.put("brief", 2.0)
    memory.put("never", 0.0)
    clock[0] += 2.0
    assert (memory.get("brief"), memory.get("never")) == (2.0, None)
    clock[0] += 0.1
    assert memory.get("brief") is None
    memory.put("brief", 0.0)
    assert (len(memory), memory.size) == (0, 0)


def test_threads_that_ask_for_the_same_wait_for_one_of_them() -> None:
    memory = Memory[int](_ROOM)
    has_begun, has_waiter, values = Event(), Event(), []

    def make() -> int:
        values.append(1)
        has_begun.set()
        assert has_waiter.wait(30)
        return 7

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(memory.get_or_make, "key", make, 1)
        assert has_begun.wait(30)
        others = [pool.submit(memory.get_or_make, "key", make, 1) for _ in range(3)]
        # Another key, and another ground of the same key, do not wait.
        assert memory.get_or_make("other", lambda: 8, 1) == 8
        assert memory.get_or_make("key", lambda: 9, 2) == 9
        has_waiter.set()
        assert [each.result(30) for each in (first, *others)] == [7] * 4
    assert values == [1]


def test_makers_may_ask_for_other_keys() -> None:
    memory = Memory[int](_ROOM)
    assert memory.get_or_make("sum", lambda: 1 + memory.get_or_make("part", lambda: 2)) == 3


def test_who_waited_for_a_maker_that_failed_makes_its_own() -> None:
    memory = Memory[int](_ROOM)
    has_begun, failing = Event(), Event()

    def fail() -> int:
        has_begun.set()
        assert failing.wait(30)
        raise ValueError("no")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.get_or_make, "key", fail)
        assert has_begun.wait(30)
        second = pool.submit(memory.get_or_make, "key", lambda: 5)
        failing.set()
        with pytest.raises(ValueError, match="no"):
            first.result(30)
        assert second.result(30) == 5
    assert memory.get_or_make("key", lambda: 6) in (5, 6)


def test_many_threads_never_see_a_value_of_another_key_or_ground() -> None:
    memory = Memory[tuple[int, int]](most_bytes=20_000, most_entries=20)
    together = Barrier(4)

    def ask(seed: int) -> bool:
        together.wait(30)
        pairs = [((seed * 7 + at * 13) % 40, at % 3) for at in range(2_000)]
        return all(
            memory.get_or_make(key, partial(tuple[int, int], (key, ground)), ground)
            == (key, ground)
            for key, ground in pairs
        )

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(4)))
    assert memory.size <= 20_000 and len(memory) <= 20


class _Turn:
    """Runs makers one after the other, in threads."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self, make: Callable[[], int]) -> int:
        self.times += 1
        return await asyncio.to_thread(make)


def test_coroutines_share_a_value_and_a_failure() -> None:
    async def ask() -> None:
        memory, run = Memory[int](_ROOM), _Turn()
        answers = (memory.await_or_make("key", lambda: 4, run) for _ in range(5))
        assert await asyncio.gather(*answers) == [4] * 5
        assert run.times == 1

        def fail() -> int:
            raise ValueError("no")

        failures = (memory.await_or_make("none", fail, run) for _ in range(3))
        came = await asyncio.gather(*failures, return_exceptions=True)
        assert [type(each) for each in came] == [ValueError] * 3
        assert run.times == 2
        assert await memory.await_or_make("none", lambda: 5, run) == 5

    asyncio.run(ask())


def test_who_goes_away_does_not_take_the_value_from_the_others() -> None:
    async def ask() -> None:
        memory, going = Memory[int](_ROOM), Event()

        def make() -> int:
            assert going.wait(30)
            return 4

        first = asyncio.create_task(memory.await_or_make("key", make))
        second = asyncio.create_task(memory.await_or_make("key", make))
        await asyncio.sleep(0)
        first.cancel()
        going.set()
        assert await second == 4
        with pytest.raises(asyncio.CancelledError):
            await first

    asyncio.run(ask())
    gc.collect()


def test_what_was_never_begun_leaves_nobody_waiting() -> None:
    async def never(make: Callable[[], int]) -> int:
        raise RuntimeError("no thread")

    async def ask() -> None:
        memory = Memory[int](_ROOM)
        with pytest.raises(RuntimeError, match="no thread"):
            await memory.await_or_make("key", lambda: 4, never)
        assert memory.get_or_make("key", lambda: 5) == 5

    asyncio.run(ask())


@dataclass(frozen=True)
class _Row:
    name: str
    value: float | None


def test_bytes_are_those_of_arrays_texts_and_tables() -> None:
    assert bytes_of(np.broadcast_to(np.float64(1), 1_000)) == 8
    frame = pd.DataFrame({"value": np.zeros(1_000)})
    assert 8_000 <= bytes_of({"frame": frame}) < 9_000
    assert bytes_of(_Row("a" * 100, None)) > 150
    assert bytes_of([_Row("a", 1.0)] * 10) > 10 * bytes_of(_Row("a", 1.0))
