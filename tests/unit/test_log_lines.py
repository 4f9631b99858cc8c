"""The log: one bounded line for each thing, none forged; files rotated by many processes."""

from __future__ import annotations

import logging
import logging.config
import subprocess
import sys
from pathlib import Path

import pytest

from cli.log_lines import MOST_LETTERS, MOST_TRACE, LineFormatter, RotatedFile, log_config
from ioc.settings import Settings

FORGED = "2026-11-29 10:00:00,000 WARNING ioc.session: An đã đăng nhập"
NASTY = [
    "\n",
    "\r\n",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\x1b[2K\r",
    "\0",
    "\u202e",
    "\ud800",
]
_WRITE = """
import logging, sys
from cli.log_lines import LineFormatter, RotatedFile
handler = RotatedFile(sys.argv[1], 4_000, 3)
handler.setFormatter(LineFormatter("%(message)s"))
log = logging.getLogger("t")
log.propagate = False
log.addHandler(handler)
for number in range(150):
    log.warning("%s %03d %s", sys.argv[2], number, "x" * 80)
"""


def lines(message: str, *values: object, fault: Exception | None = None) -> list[str]:
    record = logging.LogRecord("ioc", logging.WARNING, "", 0, message, values, None)
    if fault is not None:
        try:
            raise fault
        except type(fault):
            record.exc_info = sys.exc_info()
    text = LineFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s").format(record)
    text.encode()
    return text.splitlines()


@pytest.mark.parametrize("mark", NASTY, ids=ascii)
def test_nothing_that_is_sent_begins_a_line_or_hides_in_one(mark: str) -> None:
    (line,) = lines("tried from %s", f"a{mark}{FORGED}")
    assert line.endswith(FORGED)
    assert line.isprintable()
    first, *rest = lines("error", fault=ValueError(f"a{mark}{FORGED}"))
    assert first.endswith("error")
    assert rest
    assert all(each.startswith("    | ") and each.isprintable() for each in rest)


def test_lines_and_traces_have_an_end() -> None:
    (line,) = lines("search %s", "từ " * 20_000)
    assert len(line) < MOST_LETTERS + 120
    assert line.endswith("ký tự nữa)")
    trace = lines("error", fault=ValueError("x " * 1_000_000))
    assert sum(map(len, trace)) < MOST_TRACE + 2_000
    assert "Traceback" in trace[1]


def test_a_full_file_is_put_aside_and_the_oldest_goes(tmp_path: Path) -> None:
    file = tmp_path / "log" / "ioc.log"
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITE, str(file), name]) for name in ("one", "two")
    ]
    assert [each.wait(60) for each in writers] == [0, 0]
    files = sorted(tmp_path.glob("log/ioc.log*"))
    assert [each.name for each in files] == [
        "ioc.log", "ioc.log.1", "ioc.log.2", "ioc.log.3", "ioc.log.khoa",
    ]  # fmt: skip
    for each in files[:4]:
        assert each.stat().st_size < 4_000 + 2 * 100, each
        for line in each.read_text(encoding="utf-8").splitlines():
            assert line[:3] in ("one", "two")
            assert line.endswith("x" * 80), "a line was cut"


def test_the_settings_say_where_the_log_goes(tmp_path: Path) -> None:
    plain = log_config(Settings())
    assert set(plain["handlers"]) == {"out"}
    assert plain["handlers"]["out"]["stream"] == "ext://sys.stderr"
    files = log_config(
        Settings(access_log=True, log_folder=str(tmp_path), log_megabytes=2, log_files=7)
    )
    access = files["handlers"]["access"]
    assert (access["()"], access["most_bytes"], access["files"]) == (RotatedFile, 2 * 2**20, 7)
    assert access["filename"] == str(tmp_path / "truy-cap.log")
    assert files["handlers"]["out"]["filename"] == str(tmp_path / "ioc.log")
