"""The options of `python app.py forms`."""

from __future__ import annotations

import argparse
from typing import Any

from ioc.settings import Settings
from ioc.words.catalogue import say


def add_form_options(commands: Any) -> None:
    """Add the command `forms` with its acts to the commands of a parser."""
    forms = commands.add_parser("forms", help=say("command-help-forms"))
    acts = forms.add_subparsers(dest="kind", required=True, metavar=say("command-metavar-act"))
    acts.add_parser("list", help=say("command-help-forms-list")).set_defaults(action=_forms)
    export = acts.add_parser("export", help=say("command-help-forms-export"))
    export.add_argument("file")
    export.add_argument(
        "--form", action="append", default=[], metavar=say("command-metavar-code"),
        help=say("command-help-forms-form"),
    )  # fmt: skip
    export.set_defaults(action=_forms)
    take = acts.add_parser("import", help=say("command-help-forms-import"))
    take.add_argument("file")
    take.add_argument("--dry-run", action="store_true", help=say("command-help-dry-run"))
    take.set_defaults(action=_forms)


def _forms(settings: Settings, options: argparse.Namespace) -> None:
    from cli import forms

    actions = {"list": forms.list_all, "export": forms.export, "import": forms.take}
    actions[options.kind](settings, options)
