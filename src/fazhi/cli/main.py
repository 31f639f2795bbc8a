"""The entry of the `fazhi` command.

Each subcommand is one module of this package with `configure(parser)` and `run(arguments) -> int`.
Only the module that was asked for is imported, so that questions to the law start without Django.
"""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from fazhi.cli.parsing import Parser
from fazhi.cli.terminal import FINDING, WRONG_USE, Language, complain, help_of, written
from fazhi.law.answer import Text

#: Name of the command, its module in this package, and what it does.
COMMANDS = (
    ("serve", "serve", Text("启动网站", "Serve the site")),
    ("jobs", "jobs", Text("办理后台任务（PostgreSQL）", "Run jobs beside the site (PostgreSQL)")),
    ("install", "install", Text("建库、生成密钥、备好静态文件", "Prepare database, keys, assets")),
    ("demo", "demo", Text("装入演示数据：模拟一年", "Play a simulated year as demonstration")),
    ("figures", "figures", Text("输出一年的指标", "Print the figures of a year")),
    ("annual-report", "annual_report", Text("生成年度报告", "Write the annual report")),
    ("deadline", "deadline", Text("计算法定期限", "Compute a statutory deadline")),
    ("calendar", "calendar", Text("查看一年的工作日历", "Show the working calendar of a year")),
    ("examine", "examine", Text("评查一件案件的时间线", "Examine the timeline of a case")),
    (
        "separation",
        "separation",
        Text(
            "核对职责分离，应当没有发现", "Check the separation of duties; nothing is to be found"
        ),
    ),
    ("verify", "verify", Text("核验留痕日志未被改动", "Check that the journal was not altered")),
)

_DESCRIPTION = Text(
    "法治：街道办事处的办案系统", "Fazhi: the working system of a sub-district office"
)
_CODES = Text(
    "退出码：0 正常；1 有发现或被拒绝；2 用法有误", "Exit codes: 0 good; 1 a finding; 2 wrong use"
)


class Command(Protocol):
    """What the module of a subcommand offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the subcommand named by the words of the command line; return its exit code."""
    words = sys.argv[1:] if words is None else words
    _choose_language(words)
    arguments = _parser(words).parse_args(words)
    try:
        return cast("Command", arguments.command).run(arguments)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        complain(
            "磁盘已满：请腾出空间后再运行。", "The disk is full: free some space and run again."
        )
        return FINDING
    except KeyboardInterrupt:
        complain("已中断，可以再次运行。", "Interrupted; it can be run again.")
        return 130
    except Exception as error:
        from django.db import OperationalError  # noqa: PLC0415 -- start-up time

        from fazhi.kernel.errors import FazhiError, InputError  # noqa: PLC0415 -- start-up time

        if isinstance(error, OperationalError):
            return _complain_of_database(error)
        if not isinstance(error, FazhiError):
            raise
        complain(str(error), str(error))
        return WRONG_USE if isinstance(error, InputError) else FINDING


def _complain_of_database(error: Exception) -> int:
    """Say that the database does not answer, what it says itself, and what to look at."""
    complain(
        f"数据库无法使用（{error}）。请查看 FAZHI_DATABASE_URL 和 FAZHI_HOME，"
        "再运行 fazhi install。",
        f"The database cannot be used ({error}). Look at FAZHI_DATABASE_URL and FAZHI_HOME, "
        "then run fazhi install.",
    )
    return FINDING


def _choose_language(words: Sequence[str]) -> None:
    # Help is written while the parser is built, so the choice must be known before.
    for place, word in enumerate(words):
        if word == "--language" and place + 1 < len(words):
            os.environ["FAZHI_LANGUAGE"] = words[place + 1]
        elif word.startswith("--language="):
            os.environ["FAZHI_LANGUAGE"] = word.partition("=")[2]


def _parser(words: Sequence[str]) -> Parser:
    parser = Parser(prog="fazhi", description=written(_DESCRIPTION), epilog=written(_CODES))
    _add_language(parser)
    commands = parser.add_subparsers(metavar="COMMAND", required=True, title="命令 / commands")
    for name, module_name, summary in COMMANDS:
        line = help_of(summary.zh, summary.en)
        command = commands.add_parser(name, help=line, description=written(summary))
        _add_language(command)
        if name in words:
            module = import_module(f"fazhi.cli.{module_name}")
            module.configure(command)
            command.set_defaults(command=module)
    return parser


def _add_language(parser: argparse.ArgumentParser) -> None:
    text = help_of("提示所用语言", "language of messages")
    parser.add_argument("--language", choices=list(Language), help=text)


if __name__ == "__main__":
    sys.exit(main())
