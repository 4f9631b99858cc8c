"""Starts the server: prepared store, free port, worker processes, one line with its address."""

from __future__ import annotations

import gc
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import uvicorn

from api.gate.proxies import Proxies
from cli.account import offer_first
from cli.http_protocol import BoundedProtocol
from cli.log_lines import log_config
from cli.parent import CAN_FORK, Children, end_with_parent
from cli.prepare import prepare
from cli.supervisor import Supervisor
from data.store.damage import check_whole
from ioc.emblem import read_emblem_file
from ioc.errors import IocError
from ioc.local_time import day_text
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

# Of a process, streams of live pages among them; each takes a file of the machine.
_MOST_CONNECTIONS, _FILES = 4_000, 8_192


class StartError(IocError):
    """Something on this machine keeps the program from starting."""


def check_machine(settings: Settings) -> None:
    """Raise StartError in one clear line for a taken port or a folder that cannot be written."""
    probe = settings.var / ".ghi-thu"
    try:
        settings.var.mkdir(parents=True, exist_ok=True)
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        raise StartError(
            Phrase("command-no-writing", folder=str(settings.var), reason=str(error.strerror))
        ) from error
    try:
        with socket.create_server((settings.host, settings.port)):
            pass
    except OSError as error:
        raise StartError(
            Phrase(
                "command-port-taken",
                port=str(settings.port),
                host=settings.host,
                reason=str(error.strerror),
            )
        ) from error


def serve(settings: Settings) -> None:
    """Prepare the store if need be and serve until stopped."""
    Proxies.of(settings.proxies)
    if settings.emblem:
        read_emblem_file(Path(settings.emblem))
    check_machine(settings)
    prepare(settings, fill_demo=True)
    # Every worker seals sessions with the same key (ioc.settings).
    os.environ.setdefault("IOC_SESSION_KEY", settings.session_key or secrets.token_hex())
    run_server("app:create_asgi", settings, _beside)


def run_server(
    application: str, settings: Settings, beside: Callable[[Settings], None] | None = None
) -> None:
    """Serve the application of a factory until stopped, in as many processes as are set.

    Args:
        application: "module:factory".
        settings: of the server.
        beside: something else to do meanwhile.
    """
    allow_files()
    options = server_options(settings)
    if settings.workers == 1 or not CAN_FORK:
        if beside:
            threading.Thread(target=beside, args=(settings,), daemon=True).start()
    if settings.workers == 1:
        uvicorn.run(application, **options)
        return
    children = Children()
    if CAN_FORK:
        # No thread of this process would survive a fork.
        if beside:
            alone = children.process(_alone, beside, settings)
            alone.daemon = True  # ended when this process ends in order
            children.start(alone)
        _import_once(application.partition(":")[0])
    config = uvicorn.Config(application, **options)
    Supervisor(config, [config.bind_socket()], children).run()


def _import_once(*modules: str) -> None:
    """Import what workers need, so that they share it; garbage collections would unshare it."""
    gc.disable()
    for module in modules:
        import_module(module)
    import_module("server").make_shared()
    gc.freeze()
    gc.enable()


def _alone(beside: Callable[[Settings], None], settings: Settings) -> None:
    """Run it in a process that ends with its parent, silently at Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    beside(settings)


def _beside(settings: Settings) -> None:
    """Print the server's address, then check the whole store while pages are served already."""
    _announce(settings)
    check_whole(settings.url)


def allow_files() -> None:
    """Let this process and its workers open as many connections as they may serve.

    Many systems allow 1,024 files, and a server without a free one answers nobody.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < limit:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))


def server_options(settings: Settings) -> dict[str, Any]:
    """Return the options of `uvicorn.run`."""
    return {
        "factory": True,
        "host": settings.host,
        "port": settings.port,
        "workers": settings.workers,
        "log_config": log_config(settings),
        "access_log": False,
        # Which proxies are trusted is decided in one place (api.gate.proxies).
        "proxy_headers": False,
        "server_header": False,
        "timeout_graceful_shutdown": 3,
        # Walls ask, and machines send, every so many seconds: closing a connection meanwhile would
        # mean a new one each time, or one that closes while the next request comes.
        "timeout_keep_alive": 75,
        "timeout_worker_healthcheck": 30,
        "ws": "none",
        "http": BoundedProtocol,
        # Open connections of a process, streams among them; more are answered 503.
        "limit_concurrency": _MOST_CONNECTIONS,
    }


def _announce(settings: Settings) -> None:
    """Print the program's address once it answers."""
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::1") else settings.host  # noqa: S104
    probe_host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104
    address = f"http://{probe_host}:{settings.port}/healthz"
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=2):
                break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    print(
        say(
            "command-serving",
            host=host,
            port=str(settings.port),
            workers=settings.workers,
            store=_store_name(settings),
        ),
        flush=True,
    )
    offer_first(settings, f"http://{host}:{settings.port}")
    if settings.today is not None:
        notice = say("command-day-set", day=day_text(settings.today))
        print(notice, flush=True)
        logging.getLogger("ioc").warning(notice)


def _store_name(settings: Settings) -> str:
    return "PostgreSQL" if settings.url.startswith("postgres") else os.fspath(settings.var)


def fail(error: IocError) -> None:
    """Print the error's sentence and exit."""
    print(str(error), file=sys.stderr)
    raise SystemExit(1)
