"""Start the server: prepared store, free port, worker processes, one line that says where."""

from __future__ import annotations

import gc
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
from typing import Any

import uvicorn

from api.doors.proxies import Proxies
from cli.http_protocol import BoundedProtocol
from cli.log_lines import log_config
from cli.parent import CAN_FORK, Children, end_with_parent
from cli.prepare import prepare
from cli.supervisor import Supervisor
from data.damage import check_whole
from ioc.errors import IocError
from ioc.settings import Settings

# Of a process, streams of live pages among them; each takes a file of the machine.
_MOST_CONNECTIONS, _FILES = 4_000, 8_192
# Imported once, before the workers are made; what a first answer needs among them.
_OF_A_WORKER = ("server",)


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
            f"Không ghi được vào thư mục “{settings.var}” ({error.strerror}). "
            "Hãy cấp quyền ghi hoặc đặt IOC_VAR sang thư mục khác."
        ) from error
    try:
        with socket.create_server((settings.host, settings.port)):
            pass
    except OSError as error:
        raise StartError(
            f"Không mở được cổng {settings.port} tại {settings.host} ({error.strerror}). "
            "Hãy dừng chương trình đang dùng cổng này hoặc đặt IOC_PORT khác."
        ) from error


def serve(settings: Settings) -> None:
    """Prepare the store if need be and serve until stopped."""
    Proxies.of(settings.proxies)
    check_machine(settings)
    prepare(settings, fill_demo=True)
    # Every worker seals sessions with the same key (ioc.settings).
    os.environ.setdefault("IOC_SESSION_KEY", settings.session_key or secrets.token_hex())
    run_server("app:create_asgi", settings, _beside)


def run_server(
    application: str, settings: Settings, beside: Callable[[Settings], None] | None = None
) -> None:
    """Serve until stopped what a factory makes, in as many processes as are set.

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
        # A thread of this process would be torn in two by each fork.
        if beside:
            alone = children.process(_alone, beside, settings)
            alone.daemon = True  # ended when this process ends in order
            children.start(alone)
        _import_once(application.partition(":")[0])
    config = uvicorn.Config(application, **options)
    Supervisor(config, [config.bind_socket()], children).run()


def _import_once(*modules: str) -> None:
    """Import what workers need, so that they share it; collections would only write into it."""
    gc.disable()
    for module in (*_OF_A_WORKER, *modules):
        import_module(module)
    gc.freeze()
    gc.enable()


def _alone(beside: Callable[[Settings], None], settings: Settings) -> None:
    """Do it in a process that ends with its parent, and without a word at Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    beside(settings)


def _beside(settings: Settings) -> None:
    """Say that the server is there; what lies deep is found while pages are served already."""
    _announce(settings)
    check_whole(settings.url)


def allow_files() -> None:
    """Let this process and its workers hold as many connections as they may serve.

    Many systems begin with 1,024 files, and a server that has none left answers nobody.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def server_options(settings: Settings) -> dict[str, Any]:
    """Return how the server is run, whatever it serves (`uvicorn.run`)."""
    return {
        "factory": True,
        "host": settings.host,
        "port": settings.port,
        "workers": settings.workers,
        "log_config": log_config(settings),
        "access_log": False,
        # Who is believed is decided in one place (api.doors.proxies).
        "proxy_headers": False,
        "server_header": False,
        "timeout_graceful_shutdown": 3,
        # Walls ask, and machines send, every so many seconds: a connection that was closed
        # meanwhile is opened anew each time, or meets the next question halfway.
        "timeout_keep_alive": 75,
        "timeout_worker_healthcheck": 30,
        "ws": "none",
        "http": BoundedProtocol,
        # Open connections of a process, streams among them; more are answered 503.
        "limit_concurrency": _MOST_CONNECTIONS,
    }


def _announce(settings: Settings) -> None:
    """Say where the program is, once it answers."""
    shown = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::1") else settings.host  # noqa: S104
    probe_host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104
    address = f"http://{probe_host}:{settings.port}/healthz"
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=2):
                break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    print(
        f"IOC sẵn sàng tại http://{shown}:{settings.port} "
        f"({settings.workers} tiến trình phục vụ, kho: {_store_name(settings)}). Dừng: Ctrl+C.",
        flush=True,
    )


def _store_name(settings: Settings) -> str:
    return "PostgreSQL" if settings.url.startswith("postgres") else os.fspath(settings.var)


def fail(error: IocError) -> None:
    """Print the error's sentence and leave."""
    print(str(error), file=sys.stderr)
    raise SystemExit(1)
