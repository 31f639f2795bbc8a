"""Logs (日志输出): one JSON object a line, with a request's number and without personal values.

Only the fields named here are written, and only values of the shape of a code: no Chinese text, no
spaces, nothing long. Messages are written as they stand in the code, their arguments never; of an
exception its type and where it came from, never its text, in which databases quote whole rows.

In the settings: `"formatter": {"()": "fazhi.kernel.logs.SafeFormatter"}`.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from uuid import UUID

from fazhi.kernel import clock

#: What may be given as `extra={…}`; anything else is left out.
FIELDS = frozenset(
    {
        "account",
        "attachment",
        "attempt",
        "authority",
        "count",
        "dossier",
        "effect",
        "entry",
        "job",
        "kind",
        "method",
        "milliseconds",
        "problem",
        "route",
        "statements",
        "status",
        "status_code",
    }
)
_CODE = re.compile(r"[A-Za-z0-9_.:/<>+\-]{1,120}")
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Telephone and identity numbers are made of characters of codes, so their length tells them.
_LONG_NUMBER = re.compile(r"(?<!\d)(?:\d{11}|\d{15}|\d{17}[\dXx])(?!\d)")
_LONGEST_MESSAGE = 300
_FRAMES = 12

_request_id: ContextVar[str] = ContextVar("request id", default="")


@contextmanager
def under_request(request_id: str) -> Iterator[None]:
    """Let every line that is logged inside carry the number of a request."""
    token = _request_id.set(request_id if _CODE.fullmatch(request_id) else "malformed")
    try:
        yield
    finally:
        _request_id.reset(token)


def current_request_id() -> str:
    """Return the number of the request that is being answered, or an empty text."""
    return _request_id.get()


class SafeFormatter(logging.Formatter):
    """Writes a record as one line of JSON, from the allowed fields only."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if request_id := current_request_id():
            line["request"] = request_id
        for name in sorted(FIELDS & record.__dict__.keys()):
            line[name] = _code(record.__dict__[name])
        if record.exc_info:
            line["exception"] = _where(*record.exc_info)
        return json.dumps(line, ensure_ascii=True)


def _message(record: logging.LogRecord) -> str:
    """Return the message as it stands in the code: arguments could be anything."""
    text = str(record.msg)[:_LONGEST_MESSAGE]
    return _LONG_NUMBER.sub("#", text).replace("\r", " ").replace("\n", " ")


def _code(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value) if isinstance(value, str | UUID) else ""
    if _IDENTIFIER.fullmatch(text):
        return text
    is_code = _CODE.fullmatch(text) is not None and not _LONG_NUMBER.search(text)
    return text if is_code else "(left out)"


def _where(
    kind: type[BaseException] | None, _error: BaseException | None, trace: TracebackType | None
) -> dict[str, object]:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return {"type": kind.__name__ if kind else "", "frames": places}


def _short(path: str) -> str:
    """Return the path from the package on, without the folders of the machine."""
    return "/".join(path.split("/")[-3:])
