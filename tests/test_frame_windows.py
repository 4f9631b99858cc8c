"""Windows has none of the modules of Unix: every module of the program loads without them."""

from __future__ import annotations

import subprocess
import sys

from tests.serving import ROOT

ROOMS = ("api", "callbacks", "cli", "data", "geo", "ioc", "layouts", "sandbox", "app", "server")
# Refused to our own modules alone: the libraries of this machine are those of this system.
LOAD_ALL = f"""
import builtins, importlib, pkgutil

ROOMS = {ROOMS!r}
real = builtins.__import__

def without_unix(name, globals=None, *others, **more):
    asks = (globals or {{}}).get("__name__", "").split(".")[0]
    if asks in ROOMS and name in ("fcntl", "resource", "pwd", "grp", "termios", "pty"):
        raise ImportError(f"no {{name}} here")
    return real(name, globals, *others, **more)

builtins.__import__ = without_unix
for room in ROOMS:
    module = importlib.import_module(room)
    for each in pkgutil.walk_packages(getattr(module, "__path__", []), f"{{room}}."):
        if not each.name.startswith("data.store.migrations"):
            importlib.import_module(each.name)
try:
    real("fcntl", {{"__name__": "data.anything"}})
    without_unix("fcntl", {{"__name__": "data.anything"}})
except ImportError:
    print("all loaded")
"""


def test_every_module_loads_without_the_modules_of_unix() -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", LOAD_ALL],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.strip() == "all loaded"
