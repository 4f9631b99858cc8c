"""The program as a user starts it: it answers, says where, and stops in order."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from urllib.request import urlopen

from tests.serving import ROOT, ServedApp


def test_the_server_answers_and_says_where(served_app: ServedApp) -> None:
    with urlopen(f"{served_app.url}/healthz") as answer:
        health = json.load(answer)
    assert health["revision"] > 0
    ready = served_app.wait_for_line(f"http://localhost:{served_app.port}")
    assert "2" in ready.replace(str(served_app.port), ""), "the number of worker processes"


def test_the_server_stops_and_starts_again(app_of_its_own: ServedApp) -> None:
    app_of_its_own.stop()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", app_of_its_own.port)) != 0
    app_of_its_own.start()


def test_a_busy_port_is_told_in_one_line(served_app: ServedApp) -> None:
    outcome = subprocess.run(
        [sys.executable, "app.py", "serve"],
        cwd=ROOT,
        env=served_app.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert outcome.returncode == 1
    assert len(outcome.stderr.splitlines()) == 1
    assert str(served_app.port) in outcome.stderr


def test_preparing_again_changes_nothing(app_of_its_own: ServedApp) -> None:
    def revision() -> int:
        with urlopen(f"{app_of_its_own.url}/healthz") as answer:
            return int(json.load(answer)["revision"])

    before = revision()
    app_of_its_own.run("prepare")
    assert revision() == before
