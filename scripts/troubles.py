"""Running other programs, and saying in two languages what went wrong and what to do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: What programs say when something outside the house is wrong, and what we say then.
_SIGNS = {
    r"No space left on device|ENOSPC": (
        "磁盘已满。请腾出 2 GB 空间后再运行同一命令。",
        "The disk is full. Free 2 GB and run the same command again.",
    ),
    r"DO NOT MATCH THE HASHES|EINTEGRITY": (
        "下载的软件包与锁定的校验值不符，已拒绝安装。请检查所用的软件源。",
        "A package does not match its locked hash and was refused. Check the registry in use.",
    ),
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|E40[34]|E5\d\d|ConnectionError"
    r"|ConnectTimeout|ReadTimeout|name resolution|[Cc]onnection refused|Network is unreachable"
    r"|No matching distribution": (
        (
            "无法从软件源下载。请检查网络，或为 pip 和 npm 设置可用的软件源，"
            "再运行同一命令；已完成的部分不会重做。"
        ),
        (
            "The package registry cannot be reached. Check the network, or set a registry for pip "
            "and npm, and run the same command again; what is done is kept."
        ),
    ),
}


class TroubleError(Exception):
    """Something outside the house is wrong: a sentence in each language, with what to do."""

    def __init__(self, zh: str, en: str, details: str = "") -> None:
        """Keep both sentences and what the program printed."""
        super().__init__(en)
        self.zh, self.en, self.details = zh, en, details


def run(command: list[str | Path], cwd: Path = ROOT) -> None:
    """Run a program; raise a TroubleError that explains its failure."""
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise trouble_of(Path(command[0]).name, done.stdout + done.stderr)


def trouble_of(program: str, output: str) -> TroubleError:
    """Return the trouble that a program's output tells of."""
    lines = [line for line in output.strip().splitlines() if not line.startswith("WARNING")]
    details = "\n".join(lines[-12:])
    for pattern, (zh, en) in _SIGNS.items():
        if re.search(pattern, output):
            return TroubleError(zh, en, details)
    return TroubleError(
        f"{program} 运行失败，见下面的输出。", f"{program} failed, see below.", details
    )


def explain(trouble: TroubleError) -> None:
    """Print a trouble: the sentences first, then what the program said."""
    print(f"\n✗ {trouble.zh}\n  {trouble.en}", file=sys.stderr)
    for line in trouble.details.splitlines():
        print(f"  | {line}", file=sys.stderr)


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)
