"""Timelines as written text (时间线文本): YAML from a stranger, read with care and clear errors.

Whatever is wrong with a text, LawDataError names the file, the line, the key and what to do. A text
is measured before it is built: too large, nested too deeply or with aliases, it is refused.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

import yaml

from fazhi.law.answer import Text
from fazhi.law.errors import LawDataError
from fazhi.law.reading import StrictLoader
from fazhi.law.timeline import Timeline, read_timeline

#: A case told plainly needs a few thousand bytes.
LARGEST = 1_000_000
_DEEPEST = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def timeline_of(raw: bytes | str, *, file: str) -> Timeline:
    """Read the timeline that a text tells; the error names its line."""
    text = _decoded(raw, file)
    content = _content(text, file)
    try:
        return read_timeline(content, file=file)
    except LawDataError as error:
        line = _line_of(error.key, _lines(text))
        where = f"line {line}, {error.key}" if error.key else f"line {line}"
        raise LawDataError(file, where, error.what) from error


def timeline_of_json(content: object, *, file: str) -> Timeline:
    """Read the timeline of a body in JSON, which writes its days as text."""
    return read_timeline(_with_days(content), file=file)


def _decoded(raw: bytes | str, file: str) -> str:
    if len(raw) > LARGEST:
        zh = f"太大了，超过 {LARGEST} 字节；一个文件只写一件案件"
        en = f"is larger than {LARGEST} bytes; tell one case a file"
        raise LawDataError(file, "", Text(zh, en))
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        zh, en = "不是 UTF-8 编码；请另存为 UTF-8", "is not UTF-8; save the file as UTF-8"
        raise LawDataError(file, f"line {line}", Text(zh, en)) from error


def _content(text: str, file: str) -> object:
    try:
        _measure(text, file)
        return yaml.load(text, Loader=StrictLoader)  # noqa: S506 -- a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        written = text.splitlines()[mark.line : mark.line + 1] if mark else []
        hint = _NO_TAB if written and "\t" in written[0] else Text("", "")
        what = Text(
            f"YAML 写法有误（{problem}）{hint.zh}", f"cannot be read as YAML ({problem}){hint.en}"
        )
        raise LawDataError(file, f"line {mark.line + 1}" if mark else "", what) from error


_NO_TAB = Text("；请用空格缩进，不要用制表符", "; indent with blanks, not with tabs")


def _measure(text: str, file: str) -> None:
    """Refuse aliases and deep nesting before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=StrictLoader):
        line = f"line {event.start_mark.line + 1}"  # type: ignore[union-attr]  # it has one
        if isinstance(event, yaml.AliasEvent):
            zh, en = "不能引用别处（*）；请写明", "refers elsewhere (*); write it out"
            raise LawDataError(file, line, Text(zh, en))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise LawDataError(file, line, Text("套得太深", "is nested too deeply"))


def _lines(text: str) -> Mapping[str, int]:
    """Return the line of every key, by the path under which an error names it."""
    node = yaml.compose(text, Loader=StrictLoader)
    return dict(_walk(node, "")) if node is not None else {}


def _line_of(key: str, lines: Mapping[str, int]) -> int:
    """Return the line of a key; of one that is missing, that of what it is missing in."""
    while key not in lines and key:
        key = key.rpartition(".")[0]
    return lines.get(key, 1)


def _walk(node: yaml.Node, at: str) -> Iterator[tuple[str, int]]:
    yield at, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            path = f"{at}.{key.value}".strip(".")
            yield from _walk(value, path)
            yield path, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _walk(value, f"{at}[{place}]")


def _with_days(content: object) -> object:
    if isinstance(content, dict):
        return {key: _with_days(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_with_days(value) for value in content]
    if isinstance(content, str) and _DAY.fullmatch(content):
        return _day(content)
    return content


def _day(text: str) -> object:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text
