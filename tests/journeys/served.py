"""The site served by a process of its own, on a database of its own, that can be killed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
_READY_SECONDS = 90


class Served:
    """A server process and all its children, on a port that stays the same over restarts."""

    def __init__(
        self,
        home: Path,
        database: str,
        install: Sequence[str] = ("fazhi", "install"),
        serve: Sequence[str] = ("fazhi", "serve", "--port"),
    ) -> None:
        """Install the site in the folder; `serve` is followed by the port."""
        self.port = _free_port()
        self._serve = (*serve, str(self.port))
        self._environment = os.environ | {
            "FAZHI_HOME": str(home),
            "FAZHI_DATABASE_URL": database,
            "FAZHI_SECRET_KEY": "only for this test, long enough to be taken for a real one",
            "FAZHI_LOG_LEVEL": "ERROR",
            "FAZHI_REPORTS_IN_TEN_MINUTES": "1000000",  # all come from one address here
            "DJANGO_SETTINGS_MODULE": "fazhi.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.run(*install)

    def run(self, *command: str) -> str:
        """Run a command of the house on this site and return what it printed."""
        done = subprocess.run(
            _program(command), env=self._environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def __enter__(self) -> Self:
        """Start the server and wait until it answers."""
        self._process = subprocess.Popen(
            _program(self._serve),
            env=self._environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        limit = time.monotonic() + _READY_SECONDS
        while not self._answers():
            assert self._process.poll() is None, "the server ended by itself"
            assert time.monotonic() < limit, "the server does not answer"
            time.sleep(0.1)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Kill whatever still runs."""
        self.kill()

    def kill(self) -> None:
        """Kill the process and its children at once, as a power failure would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def cpu_seconds(self) -> float:
        """Return the time that the process and its children have spent computing (Linux)."""
        assert self._process is not None
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                values = path.read_text().rpartition(")")[2].split()
                if int(values[3]) == self._process.pid:  # its session
                    ticks += int(values[11]) + int(values[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


@contextmanager
def postgresql_database(url: str, name: str) -> Iterator[str]:
    """Make a database of this name, anew, and drop it afterwards."""
    server = f"{url.rpartition('/')[0]}/postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{url.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _program(command: Sequence[str]) -> list[str]:
    return [str(Path(sys.executable).parent / command[0]), *command[1:]]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
