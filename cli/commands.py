"""The commands of `python app.py`, their options, and how faults are printed."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Sequence

from cli.account_options import add_account_options
from cli.form_options import add_form_options
from cli.plain_output import plain_output
from cli.sheet_options import add_read_sheet
from ioc.errors import IocError
from ioc.settings import Settings, read_settings
from ioc.version import VERSION
from ioc.words.catalogue import say


def run(arguments: Sequence[str]) -> None:
    """Run one command; a known fault is printed in Vietnamese and ends with status 1."""
    options = _parser().parse_args(arguments)
    if options.command is None:
        options = _parser().parse_args(["serve", *arguments])
    # A server lives long and has a log of its own.
    serves = options.command == "serve"
    with contextlib.nullcontext() if serves else plain_output():
        _act(options)


def _act(options: argparse.Namespace) -> None:
    try:
        options.action(read_settings(), options)
    except IocError as error:
        print(str(error), file=sys.stderr)
        raise SystemExit(getattr(error, "exit_status", 1)) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python app.py", description=say("command-program"))
    parser.add_argument("--version", action="version", version=f"IOC {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar=say("command-metavar-command"))

    serve = commands.add_parser("serve", help=say("command-help-serve"))
    serve.set_defaults(action=_serve)
    prepare = commands.add_parser("prepare", help=say("command-help-prepare"))
    prepare.set_defaults(action=_prepare)

    load = commands.add_parser("load", help=say("command-help-load"))
    kinds = load.add_subparsers(dest="kind", required=True, metavar=say("command-metavar-kind"))
    table = kinds.add_parser("observations", help=say("command-help-observations"))
    table.add_argument("file")
    table.add_argument("--vintage", help=say("command-help-vintage"))
    table.add_argument("--sheet", help=say("command-help-sheet"))
    table.add_argument("--indicator", help=say("command-help-indicator"))
    table.add_argument("--period", help=say("command-help-period"))
    table.add_argument("--sender", default="", help=say("command-help-sender"))
    table.add_argument(
        "--not-made-up",
        action="store_true",
        help=say("command-help-not-made-up"),
    )
    _ask_first(table)
    table.set_defaults(action=_load_observations)
    villages = kinds.add_parser("villages", help=say("command-help-villages"))
    villages.add_argument("file")
    villages.add_argument("--vintage", required=True, help=say("command-help-village-vintage"))
    _ask_first(villages)
    villages.set_defaults(action=_load_villages)
    owners = kinds.add_parser("owners", help=say("command-help-owners"))
    owners.add_argument("file")
    _ask_first(owners)
    owners.set_defaults(action=_load_owners)
    change = kinds.add_parser("reorganisation", help=say("command-help-reorganisation"))
    change.add_argument("file", nargs="?")
    change.add_argument("--from", dest="before", help=say("command-help-from"))
    change.add_argument("--to", dest="after", help=say("command-help-to"))
    change.add_argument("--name-vi", default="", help=say("command-help-name-vi"))
    change.add_argument("--name-en", default="", help=say("command-help-name-en"))
    change.add_argument("--sheet", help=say("command-help-sheet"))
    _ask_first(change)
    change.add_argument(
        "--remove", metavar=say("command-metavar-vintage"), help=say("command-help-remove")
    )
    change.set_defaults(action=_load_reorganisation)

    add_read_sheet(commands).set_defaults(action=_read_sheet)

    export = commands.add_parser("export-owners", help=say("command-help-export-owners"))
    export.add_argument("file")
    export.set_defaults(action=_export_owners)

    add_form_options(commands)

    boundaries = commands.add_parser("boundaries", help=say("command-help-boundaries"))
    actions = boundaries.add_subparsers(
        dest="kind", required=True, metavar=say("command-metavar-act")
    )
    fetch = actions.add_parser("fetch", help=say("command-help-fetch"))
    fetch.add_argument("source", nargs="?", default="", help=say("command-help-fetch-source"))
    fetch.add_argument("--mirror", help=say("command-help-mirror"))
    fetch.add_argument("--sha256", help=say("command-help-sha256"))
    fetch.set_defaults(action=_fetch_boundaries)
    add = actions.add_parser("load", help=say("command-help-load-boundaries"))
    add.add_argument("file")
    add.add_argument("--vintage", required=True)
    add.add_argument("--level", required=True, choices=["province", "district", "commune"])
    add.add_argument("--layer", help=say("command-help-layer"))
    add.add_argument(
        "--tier",
        choices=["open", "official"],
        help=say("command-help-tier"),
    )
    add.add_argument("--source", default="", help=say("command-help-source"))
    add.add_argument("--licence", default="", help=say("command-help-licence"))
    add.add_argument("--crs", help=say("command-help-crs"))
    add.add_argument(
        "--column",
        action="append",
        default=[],
        metavar=say("command-metavar-column"),
        help=say("command-help-column"),
    )
    _ask_first(add)
    add.set_defaults(action=_load_boundaries, by_place=False)
    back = actions.add_parser("undo", help=say("command-help-undo"))
    back.add_argument("--yes", action="store_true", help=say("command-help-agreed"))
    back.set_defaults(action=_undo_boundaries)

    backup = commands.add_parser("backup", help=say("command-help-backup"))
    backup.add_argument("file")
    backup.add_argument("--force", action="store_true", help=say("command-help-replace-file"))
    backup.set_defaults(action=_backup)
    restore = commands.add_parser("restore", help=say("command-help-restore"))
    restore.add_argument("file")
    restore.add_argument("--to", metavar="URL", help=say("command-help-restore-to"))
    restore.add_argument("--force", action="store_true", help=say("command-help-replace-store"))
    restore.set_defaults(action=_backup)

    token = commands.add_parser("token", help=say("command-help-token"))
    acts = token.add_subparsers(dest="kind", required=True, metavar=say("command-metavar-act"))
    create = acts.add_parser("create", help=say("command-help-token-create"))
    create.add_argument("--name", required=True, help=say("command-help-token-name"))
    create.add_argument(
        "--scope",
        choices=["write", "remote", "admin", "wall"],
        default="write",
        help=say("command-help-scope"),
    )
    create.add_argument(
        "--area", action="append", default=[], metavar=say("command-metavar-area"),
        help=say("command-help-token-area"),
    )  # fmt: skip
    create.add_argument(
        "--indicator", action="append", default=[], metavar=say("command-metavar-code"),
        help=say("command-help-token-indicator"),
    )  # fmt: skip
    create.add_argument(
        "--for", dest="sending", action="append", default=[], choices=["observations", "alerts"],
        help=say("command-help-token-for"),
    )  # fmt: skip
    create.add_argument("--days", type=int, help=say("command-help-days"))
    create.set_defaults(action=_token)
    acts.add_parser("list", help=say("command-help-token-list")).set_defaults(action=_token)
    revoke = acts.add_parser("revoke", help=say("command-help-token-revoke"))
    revoke.add_argument(
        "number",
        type=int,
        metavar=say("command-metavar-number"),
        help=say("command-help-token-number"),
    )
    revoke.set_defaults(action=_token)

    add_account_options(commands)

    wall = commands.add_parser("wall", help=say("command-help-wall"))
    deeds = wall.add_subparsers(dest="kind", required=True, metavar=say("command-metavar-act"))
    deeds.add_parser("list", help=say("command-help-wall-list")).set_defaults(action=_wall)
    give = deeds.add_parser("token", help=say("command-help-wall-token"))
    give.add_argument(
        "code", metavar=say("command-metavar-code"), help=say("command-help-wall-code-listed")
    )
    give.add_argument("--days", type=int, help=say("command-help-days"))
    give.set_defaults(action=_wall)
    take = deeds.add_parser("revoke", help=say("command-help-wall-revoke"))
    take.add_argument(
        "code", metavar=say("command-metavar-code"), help=say("command-help-wall-code")
    )
    take.set_defaults(action=_wall)

    submissions = commands.add_parser(
        "submissions",
        help=say("command-help-submissions"),
    )
    submissions.add_argument(
        "--limit",
        type=_count,
        default=20,
        metavar=say("command-metavar-number"),
        help=say("command-help-limit"),
    )
    submissions.add_argument(
        "--before",
        type=_count,
        metavar=say("command-metavar-number"),
        help=say("command-help-before"),
    )
    submissions.set_defaults(action=_submissions)
    withdraw = commands.add_parser("withdraw", help=say("command-help-withdraw"))
    withdraw.add_argument(
        "number",
        type=int,
        metavar=say("command-metavar-number"),
        help=say("command-help-submission"),
    )
    withdraw.add_argument(
        "--by", default="", metavar=say("command-metavar-person"), help=say("command-help-by")
    )
    withdraw.add_argument(
        "--reason",
        default="",
        metavar=say("command-metavar-reason"),
        help=say("command-help-reason"),
    )
    withdraw.add_argument("--dry-run", action="store_true", help=say("command-help-withdraw-dry"))
    withdraw.set_defaults(action=_withdraw)

    trail = commands.add_parser("trail", help=say("command-help-trail"))
    trail.add_argument(
        "--since", default="", metavar=say("command-metavar-day"), help=say("command-help-since")
    )
    trail.add_argument(
        "--act", action="append", default=[], metavar=say("command-metavar-act"),
        choices=["sign-in", "sign-out", "refusal", "token-created", "token-revoked", "setting",
                 "account-created", "account-changed", "removal", "order", "message",
                 "acknowledgement", "boundaries"],
        help=say("command-help-act"),
    )  # fmt: skip
    trail.add_argument(
        "--most",
        type=_count,
        default=200,
        metavar=say("command-metavar-number"),
        help=say("command-help-most"),
    )
    trail.add_argument("--csv", action="store_true", help=say("command-help-csv"))
    trail.add_argument("--verify", action="store_true", help=say("command-help-verify"))
    trail.add_argument(
        "--digest",
        default="",
        metavar=say("command-metavar-digest"),
        help=say("command-help-noted"),
    )
    trail.set_defaults(action=_trail)

    rebuild = commands.add_parser("rebuild", help=say("command-help-rebuild"))
    rebuild.set_defaults(action=_rebuild)
    demo = commands.add_parser("demo", help=say("command-help-demo"))
    demo.add_argument("what", choices=["add", "remove"])
    demo.set_defaults(action=_demo)
    return parser


def _ask_first(command: argparse.ArgumentParser) -> None:
    """Add the options for a dry run and for agreement to a command that stores what it read."""
    command.add_argument("--dry-run", action="store_true", help=say("command-help-dry-run"))
    command.add_argument("--yes", action="store_true", help=say("command-help-yes"))


def _serve(settings: Settings, _: argparse.Namespace) -> None:
    from cli.serve import serve

    serve(settings)


def _prepare(settings: Settings, _: argparse.Namespace) -> None:
    from cli.prepare import prepare

    prepare(settings, fill_demo=True)


def _load_observations(settings: Settings, options: argparse.Namespace) -> None:
    from cli.load import load_observations

    load_observations(settings, options)


def _read_sheet(settings: Settings, options: argparse.Namespace) -> None:
    from cli.read_sheet import read_sheet

    read_sheet(settings, options)


def _load_villages(settings: Settings, options: argparse.Namespace) -> None:
    from cli.load import load_villages

    load_villages(settings, options)


def _load_owners(settings: Settings, options: argparse.Namespace) -> None:
    from cli.owners import load_owners

    load_owners(settings, options)


def _export_owners(settings: Settings, options: argparse.Namespace) -> None:
    from cli.owners import export_owners

    export_owners(settings, options)


def _load_reorganisation(settings: Settings, options: argparse.Namespace) -> None:
    from cli.reorganisation import load_reorganisation

    load_reorganisation(settings, options)


def _fetch_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    from cli.boundaries import fetch_boundaries

    fetch_boundaries(settings, options)


def _load_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    from cli.boundaries import load_boundaries

    load_boundaries(settings, options)


def _undo_boundaries(settings: Settings, options: argparse.Namespace) -> None:
    from cli.boundaries import undo_boundaries

    undo_boundaries(settings, options)


def _backup(settings: Settings, options: argparse.Namespace) -> None:
    from cli import backup

    (backup.backup if options.command == "backup" else backup.restore)(settings, options)


def _token(settings: Settings, options: argparse.Namespace) -> None:
    from cli import token

    actions = {"create": token.create, "list": token.list_all, "revoke": token.revoke}
    actions[options.kind](settings, options)


def _wall(settings: Settings, options: argparse.Namespace) -> None:
    from cli import wall

    actions = {"list": wall.list_all, "token": wall.give, "revoke": wall.take}
    actions[options.kind](settings, options)


def _submissions(settings: Settings, options: argparse.Namespace) -> None:
    from cli import submissions

    submissions.list_all(settings, options)


def _withdraw(settings: Settings, options: argparse.Namespace) -> None:
    from cli import submissions

    submissions.withdraw(settings, options)


def _trail(settings: Settings, options: argparse.Namespace) -> None:
    from cli.trail import show

    show(settings, options)


def _count(text: str) -> int:
    """Return a whole number from 1 on that every database takes."""
    number = int(text)
    if not 1 <= number < 2**31:
        raise ValueError(text)
    return number


def _rebuild(settings: Settings, _: argparse.Namespace) -> None:
    from cli.load import rebuild_all

    rebuild_all(settings)


def _demo(settings: Settings, options: argparse.Namespace) -> None:
    from cli.load import add_demo, drop_demo

    (add_demo if options.what == "add" else drop_demo)(settings)
