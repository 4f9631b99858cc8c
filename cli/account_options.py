"""The options of `python app.py account`."""

from __future__ import annotations

import argparse
from typing import Any

from ioc.settings import Settings
from ioc.words.catalogue import say


def add_account_options(commands: Any) -> None:
    """Add the command `account` with its acts to the commands of a parser."""
    account = commands.add_parser("account", help=say("command-help-account"))
    acts = account.add_subparsers(dest="kind", required=True, metavar=say("command-metavar-act"))
    create = acts.add_parser("create", help=say("command-help-account-create"))
    create.add_argument("--login", required=True, help=say("command-help-account-login"))
    create.add_argument("--name", required=True, help=say("command-help-account-name"))
    create.add_argument("--unit", default="", help=say("command-help-account-unit"))
    create.add_argument(
        "--role",
        choices=["viewer", "reporter", "verifier", "analyst", "administrator"],
        default="viewer",
        help=say("command-help-account-role"),
    )
    create.add_argument(
        "--area",
        default="",
        metavar=say("command-metavar-area"),
        help=say("command-help-account-area"),
    )
    create.set_defaults(action=_account)
    acts.add_parser("list", help=say("command-help-account-list")).set_defaults(action=_account)
    for kind, text in (
        ("reset", say("command-help-account-reset")),
        ("disable", say("command-help-account-disable")),
    ):
        act = acts.add_parser(kind, help=text)
        act.add_argument("login", help=say("command-help-account-login"))
        if kind == "disable":
            act.add_argument("--undo", action="store_true", help=say("command-help-account-undo"))
        act.set_defaults(action=_account)


def _account(settings: Settings, options: argparse.Namespace) -> None:
    from cli import account

    actions = {
        "create": account.create,
        "list": account.list_all,
        "reset": account.reset,
        "disable": account.disable,
    }
    actions[options.kind](settings, options)
