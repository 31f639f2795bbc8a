"""Set the house up: environment, locked packages, scripts and fonts, catalogues of words.

Runs before anything is installed, so it needs the standard library only. Each step leaves a mark
with the hash of what it was made from: a second run finds the marks and is done at once. A run
that was cut off left no mark, and the next one takes up there.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from troubles import ROOT, TroubleError, explain, run, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MARKS = VENV / "installed"
OLDEST_PYTHON = (3, 11)
NEEDED_BYTES = 2 * 1024**3

SHIM = """#!{python}
import sys

from fazhi.cli.main import main

sys.exit(main())
"""


def main() -> int:
    """Bring the house to the state that the lock files describe; return 1 with a sentence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, help="port that must be free")
    parser.add_argument("--develop", action="store_true", help="with the tools of developers")
    arguments = parser.parse_args()
    try:
        check_python()
        check_port(arguments.port)
        install_packages(develop=arguments.develop)
        install_command()
        copy_assets()
        compile_messages()
    except TroubleError as trouble:
        explain(trouble)
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        explain(disk_is_full())
        return 1
    except KeyboardInterrupt:
        say("\n已中断，可以再次运行。 / Interrupted; it can be run again.")
        return 130
    return 0


def check_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < OLDEST_PYTHON:
        raise TroubleError(
            "需要 Python 3.11 或更新版本。请安装后运行：make run PYTHON=python3.11",
            "Python 3.11 or newer is needed. Install it and run: make run PYTHON=python3.11",
        )


def check_port(port: int | None) -> None:
    """Refuse a port that something else listens on."""
    if port is None:
        return
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise TroubleError(
                f"端口 {port} 已被占用（也许网站已在运行）。换一个端口：make run PORT={port + 1}",
                f"Port {port} is taken (perhaps the site already runs). "
                f"Try another: make run PORT={port + 1}",
            ) from error


def install_packages(*, develop: bool) -> None:
    """Make the environment and install the locked packages into it, checked by their hashes."""
    name = "requirements-dev.txt" if develop else "requirements.txt"
    if PYTHON.exists() and is_marked(name):
        return
    if shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        raise disk_is_full()
    unfinished = MARKS / "unfinished"
    if unfinished.exists():
        shutil.rmtree(VENV)  # the last run was cut off: what it left cannot be trusted
    MARKS.mkdir(parents=True, exist_ok=True)
    unfinished.touch()
    try:
        make_environment()
        fetch_packages(name)
    except TroubleError:
        unfinished.unlink(missing_ok=True)
        raise
    # The packages of developers include all that the site needs.
    for done in {name, "requirements.txt"}:
        mark(done)
    unfinished.unlink()


def fetch_packages(name: str) -> None:
    """Install the packages of a lock file."""
    with step("安装依赖（约一分钟）", "Installing packages (about a minute)"):
        command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "--quiet"]
        # Wheels only: nothing that a package brings is run while it is installed.
        options = ["--only-binary=:all:", "--disable-pip-version-check", "--retries=2"]
        run([*command, *options, "--timeout=20", "-r", name])


def make_environment() -> None:
    """Make the virtual environment unless it is there."""
    if PYTHON.exists():
        return
    with step("创建 Python 环境", "Making the Python environment"):
        done = subprocess.run(
            [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
        )
    if done.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if "No space left" in done.stdout + done.stderr:
        raise disk_is_full()
    raise TroubleError(
        "无法创建 Python 环境，通常是缺少 venv。Debian/Ubuntu：apt install python3-venv",
        "The Python environment cannot be made; usually venv is missing. "
        "On Debian or Ubuntu: apt install python3-venv",
    )


def install_command() -> None:
    """Put the source on the path of the environment, and the command `fazhi` beside its Python."""
    folder = next(VENV.glob("lib/python3*/site-packages"))
    write_if_other(folder / "fazhi-source.pth", f"{ROOT / 'src'}\n")
    command = VENV / "bin" / "fazhi"
    write_if_other(command, SHIM.format(python=PYTHON))
    command.chmod(0o755)


def copy_assets() -> None:
    """Copy scripts, icons and fonts unless they are there already."""
    import assets  # noqa: PLC0415 -- its sibling, needed only here

    if not assets.are_present():
        with step("下载前端文件和字体", "Fetching scripts, icons and fonts"):
            assets.copy_all(PYTHON)


def compile_messages() -> None:
    """Compile the catalogues of words that are newer than what was compiled from them."""
    catalogues = ROOT.glob("src/fazhi/**/LC_MESSAGES/*.po")
    if any(is_older(path.with_suffix(".mo"), path) for path in catalogues):
        with step("编译英文界面", "Compiling the catalogues"):
            run([PYTHON, ROOT / "scripts" / "messages.py"])


def is_marked(name: str) -> bool:
    """Tell whether this lock file was installed as it stands now."""
    path = MARKS / name
    return path.exists() and path.read_text() == digest(ROOT / name)


def mark(name: str) -> None:
    """Remember that this lock file was installed."""
    MARKS.mkdir(exist_ok=True)
    (MARKS / name).write_text(digest(ROOT / name))


def digest(path: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_older(made: Path, source: Path) -> bool:
    """Tell whether something is missing or older than what it is made from."""
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def write_if_other(path: Path, text: str) -> None:
    """Write a file unless it says so already."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def disk_is_full() -> TroubleError:
    """Return the sentence for a full disk."""
    return TroubleError(
        f"磁盘空间不足：{ROOT} 所在磁盘至少要有 2 GB 空闲。请腾出空间后再运行同一命令。",
        f"The disk is full: the disk of {ROOT} needs 2 GB free. Free some and run again.",
    )


class step:  # noqa: N801 -- reads as a word of the sentence `with step(...)`
    """Say what is being done and, at the end, how long it took."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep the sentence in both languages."""
        self.zh, self.en = zh, en

    def __enter__(self) -> None:
        """Say what begins."""
        say(f"… {self.zh} / {self.en}")
        self.began = time.monotonic()

    def __exit__(self, kind: object, *_: object) -> None:
        """Say that it is done."""
        if kind is None:
            say(f"✓ {self.zh}：{time.monotonic() - self.began:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
