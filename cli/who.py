"""Who runs a command, for the trail."""

from __future__ import annotations

import getpass

from ioc.words.catalogue import say


def who_commands() -> str:
    """Return the user of this machine who runs the command, in words."""
    try:
        return say("command-by-user", user=getpass.getuser())
    except (KeyError, OSError):  # a user without a name
        return say("command-by-server")
