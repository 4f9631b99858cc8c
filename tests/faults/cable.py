"""A machine of its own for the server, at the end of a cable that can be pulled (Linux, root)."""

from __future__ import annotations

import os
import subprocess
from types import TracebackType


class Cable:
    """`with Cable() as cable:` makes a network namespace and two interfaces between it and us.

    `there` is the address of that machine, `inside` the command that runs another one on it.
    """

    here, there = "10.213.77.1", "10.213.77.2"

    def __init__(self) -> None:
        self._name = f"ioc{os.getpid()}"
        self._ours, self._theirs = f"{self._name}a", f"{self._name}b"

    @property
    def inside(self) -> tuple[str, ...]:
        """What stands before a command that is to run over there."""
        return ("ip", "netns", "exec", self._name)

    def __enter__(self) -> Cable:
        _do("netns", "add", self._name)
        try:
            ends = (self._ours, "type", "veth", "peer", "name", self._theirs)
            _do("link", "add", *ends, "netns", self._name)
            _do("address", "add", f"{self.here}/30", "dev", self._ours)
            _do("link", "set", self._ours, "up")
            self._over_there("address", "add", f"{self.there}/30", "dev", self._theirs)
            self._over_there("link", "set", "lo", "up")
            self.plug()
        except BaseException:
            self._take_down()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._take_down()

    def pull(self) -> None:
        """Nothing passes any more, and nobody is told."""
        self._over_there("link", "set", self._theirs, "down")

    def plug(self) -> None:
        """Everything passes again."""
        self._over_there("link", "set", self._theirs, "up")

    def _over_there(self, *words: str) -> None:
        _do("-n", self._name, *words)

    def _take_down(self) -> None:
        # The pair goes with the namespace.
        _do("netns", "delete", self._name)


def _do(*words: str) -> None:
    outcome = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if outcome.returncode:
        raise RuntimeError(
            f"ip {' '.join(words)}: {outcome.stderr.strip()} (it takes root on Linux)"
        )
