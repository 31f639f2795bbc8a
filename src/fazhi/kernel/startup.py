"""Whether this installation may be served: what is wrong with it, and what to do.

`fazhi serve` refuses to start on what would lose or disclose records, and prints the rest as
warnings; `check --deploy` lists both. Every message is in both languages, since at start-up nobody
has chosen one.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from fazhi.kernel import clock, keys
from fazhi.kernel.errors import FazhiError
from fazhi.kernel.triggers import missing_triggers
from fazhi.law.answer import Text
from fazhi.law.calendar import WorkingCalendar

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
_SHORTEST_SECRET = 40
_DECEMBER = 12
_FONT_SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the installation: a code for search, what it is, and what to do."""

    code: str
    wrong: Text
    remedy: Text
    is_fatal: bool = True

    def __str__(self) -> str:
        return (
            f"[{self.code}] {self.wrong.zh}{self.remedy.zh}\n"
            f"[{self.code}] {self.wrong.en} {self.remedy.en}"
        )


class StartRefusedError(FazhiError):
    """The installation must not be served as it is; the text lists what is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; there is at least one."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refuse_to_start() -> list[Problem]:
    """Raise StartRefusedError when the installation must not be served; return the warnings."""
    found = problems()
    if fatal := [problem for problem in found if problem.is_fatal]:
        raise StartRefusedError(fatal)
    return found


def problems() -> list[Problem]:
    """List everything that is wrong with the installation."""
    return [*settings_problems(), *key_problems(), *database_problems(), *surroundings()]


@checks.register("fazhi", deploy=True)
def list_problems(**_: Any) -> list[checks.CheckMessage]:
    """Tell Django's `check --deploy` what is wrong."""
    return [
        (checks.Error if problem.is_fatal else checks.Warning)(
            f"{problem.wrong.zh} / {problem.wrong.en}",
            hint=f"{problem.remedy.zh} / {problem.remedy.en}",
            id=f"fazhi.{problem.code}",
        )
        for problem in problems()
    ]


def settings_problems() -> Iterator[Problem]:
    """Judge the settings: debugging towards the outside, and a missing secret."""
    outside = sorted(set(settings.ALLOWED_HOSTS) - _LOOPBACK)
    if settings.DEBUG and outside:
        yield Problem(
            "debug_outside",
            _listing(Text("调试模式不能对外：{all}。", "Debugging is on for {all}."), outside),
            Text("请去掉 FAZHI_DEBUG。", "Unset FAZHI_DEBUG."),
        )
    if settings.SECRET_KEY == "unset" or len(settings.SECRET_KEY) < _SHORTEST_SECRET:  # noqa: S105
        yield Problem(
            "secret_key_unset",
            Text("没有签名密钥，或密钥过短。", "There is no signing secret, or it is too short."),
            _INSTALL,
        )


def key_problems() -> Iterator[Problem]:
    """Judge the key files: none may be missing, none readable by others."""
    for name in keys.missing():
        yield Problem(
            "key_missing",
            Text(f"缺少密钥文件 {name}。", f"The key file {name} is missing."),
            Text(
                "新装请运行 fazhi install；已有数据请从密钥备份恢复，新密钥打不开旧数据。",
                "On a new site run fazhi install; where there are data, restore the key from its "
                "backup: a new key does not open old data.",
            ),
        )
    for one in keys.loose():
        yield Problem(
            "key_loose",
            Text(f"{one.path} 可被其他用户读取。", f"{one.path} can be read by other users."),
            Text(f"请运行：chmod go= {one.path}", f"Run: chmod go= {one.path}"),
        )


def database_problems(to: BaseDatabaseWrapper = connection) -> Iterator[Problem]:
    """Judge the database: does a commit survive a power failure, and are the guards in place."""
    try:
        values = _sqlite_values(to) if to.vendor == "sqlite" else _postgresql_values(to)
        missing = missing_triggers(to.alias)
    except DatabaseError:
        yield Problem(
            "database_unreachable",
            Text("连不上数据库。", "The database cannot be reached."),
            Text(
                "请检查 FAZHI_DATABASE_URL 和数据库服务。",
                "Check FAZHI_DATABASE_URL and the server.",
            ),
        )
        return
    yield from weak_durability(values)
    if missing:
        yield Problem(
            "triggers_missing",
            _listing(
                Text("留痕表缺少触发器：{all}。", "The journal lacks triggers: {all}."), missing
            ),
            Text("请运行 fazhi install 重新装上。", "Run fazhi install to put them back."),
        )


def weak_durability(values: Mapping[str, str]) -> Iterator[Problem]:
    """Judge the values of a database's settings: which let acknowledged records be lost."""
    for name, value in values.items():
        strong = _STRONG[name]
        if value not in strong:
            yield Problem(
                "durability_weak",
                Text(
                    f"数据库的 {name} 为 {value}，断电时会丢失已确认的记录。",
                    f"{name} of the database is {value}: a power cut loses acknowledged records.",
                ),
                Text(f"请设为 {strong[0]}。", f"Set it to {strong[0]}."),
            )


def surroundings() -> Iterator[Problem]:
    """Judge what stands around: folders, fonts, and next year's calendar."""
    for folder in (settings.VAR, settings.ATTACHMENT_ROOT, settings.HEADS_ROOT):
        if not _is_writable(Path(folder)):
            yield Problem(
                "folder_unwritable",
                Text(f"不能写入 {folder}。", f"{folder} cannot be written."),
                Text("请检查目录权限和磁盘空间。", "Check its owner and the free space."),
            )
    if not _has_fonts(Path(settings.FONTS_ROOT)):
        yield Problem(
            "fonts_missing",
            Text(f"{settings.FONTS_ROOT} 里没有文书字体。", f"No fonts in {settings.FONTS_ROOT}."),
            _INSTALL,
            is_fatal=False,
        )
    yield from calendar_problems(WorkingCalendar.load())


def calendar_problems(calendar: WorkingCalendar) -> Iterator[Problem]:
    """Judge the calendar: from December on, deadlines reach into the next year."""
    today = clock.today()
    wanted = today.year + 1 if today.month == _DECEMBER else today.year
    if not calendar.published(wanted):
        yield Problem(
            "calendar_missing",
            Text(
                f"没有 {wanted} 年的工作日历，跨入该年的期限只能暂定。",
                f"The working calendar of {wanted} is missing: deadlines in it are provisional.",
            ),
            Text(
                "请在国务院办公厅通知发布后录入。",
                "Enter it when the notice of the State Council's General Office is out.",
            ),
            is_fatal=False,
        )


_INSTALL = Text("请运行 fazhi install。", "Run fazhi install.")

#: For each setting the values that keep what was acknowledged; the first is the one to choose.
_STRONG: dict[str, tuple[str, ...]] = {
    "synchronous": ("full", "extra"),
    "journal_mode": ("wal",),
    "foreign_keys": ("on",),
    "fsync": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
    "full_page_writes": ("on",),
}
_SYNCHRONOUS = ("off", "normal", "full", "extra")


def _listing(sentence: Text, names: Sequence[str]) -> Text:
    return sentence.filled(all=", ".join(names))


def _sqlite_values(to: BaseDatabaseWrapper) -> dict[str, str]:
    with to.cursor() as cursor:
        read = {}
        for name in ("synchronous", "journal_mode", "foreign_keys"):
            cursor.execute(f"PRAGMA {name}")
            read[name] = cursor.fetchone()[0]
    return {
        "synchronous": _SYNCHRONOUS[int(read["synchronous"])],
        "journal_mode": str(read["journal_mode"]).lower(),
        "foreign_keys": "on" if read["foreign_keys"] else "off",
    }


def _postgresql_values(to: BaseDatabaseWrapper) -> dict[str, str]:
    with to.cursor() as cursor:
        values = {}
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            values[name] = str(cursor.fetchone()[0])
    return values


def _is_writable(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"fazhi")
            os.fsync(probe.fileno())
        return True
    return False


def _has_fonts(folder: Path) -> bool:
    return folder.is_dir() and any(
        path.suffix.lower() in _FONT_SUFFIXES for path in folder.rglob("*")
    )
