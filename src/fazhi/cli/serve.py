"""`fazhi serve`: serve the site on this machine, after checking that it may be served."""

import argparse
import socket

from fazhi.cli.site import missing_migrations, open_site
from fazhi.cli.terminal import FINDING, GOOD, complain, help_of, say

#: Threads of one worker: SQLite has one writer, so one process with threads serves it best.
_THREADS = 4


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the address and the port."""
    parser.add_argument(
        "--port", type=int, default=8000, help=help_of("端口，默认 8000", "port, 8000 by default")
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help=help_of("监听地址", "address to listen on")
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if not _is_free(arguments.host, arguments.port):
        other = f"fazhi serve --port {arguments.port + 1}"
        complain(
            f"端口 {arguments.port} 已被占用。请换一个：{other}",
            f"Port {arguments.port} is taken. Try another: {other}",
        )
        return FINDING
    open_site()
    if not _is_ready():
        return FINDING
    say(
        f"网站地址：http://{arguments.host}:{arguments.port}（按 Ctrl+C 停止）",
        f"The site is at http://{arguments.host}:{arguments.port} (Ctrl+C stops it)",
    )
    _serve(arguments.host, arguments.port)
    return GOOD


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _is_ready() -> bool:
    from fazhi.kernel.startup import refuse_to_start  # noqa: PLC0415 -- needs the settings

    if missing := missing_migrations():
        complain(
            f"数据库还缺 {missing} 步升级。请先运行：fazhi install",
            f"The database lacks {missing} migrations. Run first: fazhi install",
        )
        return False
    for warning in refuse_to_start():
        complain(str(warning), str(warning))
    return True


def _serve(host: str, port: int) -> None:
    from django.db import connection  # noqa: PLC0415 -- needs the settings
    from granian.constants import Interfaces  # noqa: PLC0415 -- start-up time
    from granian.log import LogLevels  # noqa: PLC0415 -- start-up time
    from granian.server import Server  # noqa: PLC0415 -- start-up time

    Server(
        "fazhi.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1 if connection.vendor == "sqlite" else 2,
        blocking_threads=_THREADS,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
