"""Who gives a command, for the trail."""

from __future__ import annotations

import getpass


def who_commands() -> str:
    """Return the name of the user of this machine who gives the command."""
    try:
        return f"lệnh trên máy chủ ({getpass.getuser()})"
    except (KeyError, OSError):  # a user without a name
        return "lệnh trên máy chủ"
