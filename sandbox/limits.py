"""Limits of memory, time and sizes for reading one file."""

from __future__ import annotations

import sys
from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one child process: bytes of memory, of its answer and of each file; seconds."""

    memory: int = 1536 * _MIB
    seconds: float = 120.0
    answer: int = 512 * _MIB
    file: int = 1024 * _MIB


def apply_limits(limits: Limits) -> None:
    """Apply limits to this process, as far as its system can.

    Linux and macOS: memory, processor time, size of files. Windows has no such bounds: there the
    parent's clock alone ends a child.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    # Private writable memory where the system counts it apart (Linux); libraries reserve far more
    # address space than they use.
    _lower(resource.RLIMIT_DATA, limits.memory)
    _lower(resource.RLIMIT_AS, 4 * limits.memory)
    _lower(resource.RLIMIT_CPU, int(limits.seconds) + 5)
    _lower(resource.RLIMIT_FSIZE, limits.file)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(what: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(what)[1]
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(what, (limit, limit))
    except (ValueError, OSError):  # macOS refuses some of them
        return


def cut_off() -> None:
    """Cut this process off the network, and end it with its parent, where the system lets it.

    Linux only, and before any thread is started. A second lock: what is read here has no
    business with any address.
    """
    import ctypes
    import os
    import signal

    if not sys.platform.startswith("linux"):
        return
    clone_newuser, clone_newnet, parent_death_signal = 0x10000000, 0x40000000, 1
    library = ctypes.CDLL(None, use_errno=True)
    library.unshare(clone_newnet if os.geteuid() == 0 else clone_newuser | clone_newnet)
    library.prctl(parent_death_signal, signal.SIGKILL)
