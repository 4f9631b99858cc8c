"""Files of others are read in a process that ends alone, whatever they do to it."""

from __future__ import annotations

import gc
import logging
import os
import socket
import time
from pathlib import Path

import pytest

from ioc.errors import LoadRefusedError
from sandbox.limits import Limits
from sandbox.run import Session, run_bounded
from tests import sandbox_jobs as jobs

_SMALL = Limits(memory=300 << 20, seconds=60)


def _refusal(caught: pytest.ExceptionInfo[LoadRefusedError]) -> str:
    (problem,) = caught.value.problems
    assert problem.file == "bang.xlsx"
    return str(problem)


def test_the_answer_comes_back_and_progress_on_the_way() -> None:
    steps: list[tuple[int, int]] = []
    assert run_bounded(jobs.add, 2, two=3, file_name="bang.xlsx") == 5
    result = run_bounded(
        jobs.count_up, 3, file_name="bang.xlsx", progress=lambda *each: steps.append(each)
    )
    assert result == 3
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_every_fault_that_a_reader_names_is_named_here() -> None:
    with pytest.raises(LoadRefusedError) as caught:
        run_bounded(jobs.refuse, "bang.xlsx", file_name="bang.xlsx")
    assert [each.row for each in caught.value.problems] == [3, 7]
    assert str(caught.value).count("Cách sửa: kiểm tra lại") == 2


@pytest.mark.parametrize("job", [jobs.fail, jobs.abort])
def test_a_broken_reader_is_words_for_the_user_and_a_trace_in_the_log(
    job: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(LoadRefusedError) as caught:
        run_bounded(job, file_name="bang.xlsx")  # type: ignore[arg-type]
    words = _refusal(caught)
    assert "không đọc được" in words
    assert "Traceback" not in words
    assert "English" not in words
    assert "bang.xlsx" in caplog.text


@pytest.mark.parametrize("job", [jobs.take_memory, jobs.take_memory_natively])
def test_memory_is_bounded(job: object) -> None:
    with pytest.raises(LoadRefusedError):
        run_bounded(job, 2, file_name="bang.xlsx", limits=_SMALL)  # type: ignore[arg-type]


def test_too_much_memory_is_named() -> None:
    with pytest.raises(LoadRefusedError) as caught:
        run_bounded(jobs.take_memory, 2, file_name="bang.xlsx", limits=_SMALL)
    assert "300 MB bộ nhớ" in _refusal(caught)


def test_the_libraries_of_readers_fit_into_the_smallest_limit() -> None:
    assert run_bounded(jobs.read_tables, file_name="bang.xlsx", limits=_SMALL) == "1000000 True"


def test_time_is_bounded() -> None:
    with pytest.raises(LoadRefusedError) as caught:
        run_bounded(jobs.take_time, file_name="bang.xlsx", limits=Limits(seconds=1))
    assert "lâu hơn 1 giây" in _refusal(caught)


def test_an_answer_and_a_file_have_an_end(tmp_path: Path) -> None:
    with pytest.raises(LoadRefusedError):
        run_bounded(jobs.answer_with, 3, file_name="bang.xlsx", limits=Limits(answer=2 << 20))
    large = tmp_path / "large"
    with pytest.raises(LoadRefusedError):
        run_bounded(jobs.write_into, large, 3, file_name="bang.xlsx", limits=Limits(file=2 << 20))
    assert large.stat().st_size <= 2 << 20


def test_nothing_is_asked_of_any_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with pytest.raises(LoadRefusedError):
            run_bounded(jobs.ask, server.getsockname()[1], file_name="bang.xlsx")
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_session_remembers_between_jobs_and_ends_with_a_failed_one() -> None:
    with Session("bang.xlsx") as session:
        assert session.call(jobs.keep, 3) == [3]
        assert session.call(jobs.keep, 4) == [3, 4]
        with pytest.raises(LoadRefusedError):
            session.call(jobs.fail)
        with pytest.raises(RuntimeError, match="is over"):
            session.call(jobs.keep, 5)


def test_a_session_ends_with_its_object_and_is_one_bound_for_all_jobs() -> None:
    session = Session("bang.xlsx")
    child = session.call(os.getpid)
    del session
    gc.collect()
    assert not Path(f"/proc/{child}").exists()
    with (
        Session("bang.xlsx", Limits(seconds=1.5)) as short,
        pytest.raises(LoadRefusedError) as late,
    ):
        for _ in range(100):
            short.call(time.sleep, 0.1)
    assert "lâu hơn" in _refusal(late)
