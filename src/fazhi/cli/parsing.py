"""A parser of arguments that explains itself in the reader's language."""

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from fazhi.cli.terminal import WRONG_USE, Language, complain, help_of, language
from fazhi.law.answer import Text

_HEADINGS = {
    "usage: ": Text("用法：", "usage: "),
    "positional arguments": Text("参数", "arguments"),
    "options": Text("选项", "options"),
}

#: What the parser of the standard library says, and the same in Chinese.
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", "缺少：{0}"),
    (r"argument (.+): expected one argument", "{0} 后面要写一个值"),
    (r"argument (.+): expected at least one argument", "{0} 后面至少要写一个值"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", "{0} 不能是 {1}，可选：{2}"),
    (r"argument (.+): invalid .+ value: (.+)", "{0} 的值 {1} 读不懂"),
    (r"argument (.+): not allowed with argument (.+)", "{0} 不能与 {1} 同时使用"),
    (r"unrecognized arguments: (.+)", "不认识的参数：{0}"),
)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with headings in the reader's language."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin the help with the way the command is used."""
        heading = _heading("usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, heading)

    def start_section(self, heading: str | None) -> None:
        """Begin a list of arguments."""
        super().start_section(_heading(heading) if heading else heading)


class Parser(argparse.ArgumentParser):
    """A parser whose help and complaints are in the reader's language; exit 2 on wrong use."""

    def __init__(self, **options: object) -> None:
        """Take the options of the parser of the standard library."""
        options |= {"formatter_class": Formatter, "add_help": False}
        super().__init__(**options)  # type: ignore[arg-type]
        help_text = help_of("显示本说明", "show this help")
        self.add_argument("-h", "--help", action="help", help=help_text)

    def error(self, message: str) -> NoReturn:
        """Say what was wrong and how to see the help."""
        complain(f"用法有误：{in_chinese(message)}", f"Wrong use: {message}")
        complain(f"查看说明：{self.prog} --help", f"For help: {self.prog} --help")
        raise SystemExit(WRONG_USE)


def in_chinese(message: str) -> str:
    """Return a complaint of the parser in Chinese; an unknown one as it is."""
    for pattern, chinese in _COMPLAINTS:
        if found := re.fullmatch(pattern, message):
            return chinese.format(*found.groups())
    return message


def _heading(english: str) -> str:
    text = _HEADINGS.get(english)
    if text is None:
        return english
    return text.en if language() is Language.ENGLISH else text.zh
