"""The options of `app.py read-sheet`: the form that a sheet is read for."""

from __future__ import annotations

import argparse
from typing import Any

from ioc.words.catalogue import say


def add_read_sheet(commands: argparse._SubParsersAction[Any]) -> argparse.ArgumentParser:
    """Add the command; return its parser."""
    office: argparse.ArgumentParser = commands.add_parser(
        "read-sheet", help=say("command-help-read-sheet")
    )
    office.add_argument("file")
    office.add_argument(
        "--indicator", action="append", default=[], metavar=say("command-metavar-code"),
        help=say("command-help-sheet-indicator"),
    )  # fmt: skip
    office.add_argument(
        "--group", action="append", default=[], metavar=say("command-metavar-code"),
        help=say("command-help-sheet-group"),
    )  # fmt: skip
    office.add_argument("--vintage", help=say("command-help-vintage"))
    office.add_argument("--period", required=True, help=say("command-help-sheet-period"))
    office.add_argument(
        "--area", metavar=say("command-metavar-area"), help=say("command-help-sheet-area")
    )
    office.add_argument(
        "--level",
        choices=["province", "district", "commune", "village"],
        help=say("command-help-sheet-level"),
    )
    office.add_argument("--json", action="store_true", help=say("command-help-sheet-json"))
    return office
