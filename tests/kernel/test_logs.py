"""Logs say what happened and where, and never to whom."""

import json
import logging
import sys
from datetime import UTC, datetime
from uuid import UUID

import pytest

from fazhi.kernel import clock
from fazhi.kernel.logs import SafeFormatter, current_request_id, under_request

MARKERS = ("甄演示", "13900000001", "11010519491231002X", "浙B·D0001", "zhou@example.org")
MOMENT = datetime(2023, 7, 11, 0, 30, tzinfo=UTC)


def test_a_line_is_one_object_with_time_level_and_logger() -> None:
    line = _line("case filed", extra={"case": "x", "kind": "case.filed", "milliseconds": 12})

    assert line == {
        "at": "2023-07-11T00:30:00.000+00:00",
        "level": "info",
        "logger": "fazhi.test",
        "message": "case filed",
        "kind": "case.filed",
        "milliseconds": 12,
    }


def test_lines_inside_a_request_carry_its_number() -> None:
    with under_request("0190a1b2c3"):
        inside = _line("case filed")

    assert inside["request"] == "0190a1b2c3"
    assert "request" not in _line("case filed")
    assert current_request_id() == ""


def test_a_number_sent_from_outside_cannot_forge_a_line() -> None:
    with under_request('x"}\n{"level":"info"'):
        assert _line("case filed")["request"] == "malformed"


@pytest.mark.parametrize("marker", MARKERS)
def test_a_personal_value_does_not_get_in_by_any_way(marker: str) -> None:
    ways: list[str] = [
        _text("found %s", marker),
        _text("found %(name)s", {"name": marker}),
        _text("found", extra={"name_of_party": marker, "party": marker}),
        _text("found", extra={"kind": marker, "route": f"/parties/{marker}/", "job": marker}),
        _failure(ValueError(f"Key (phone)=({marker}) already exists")),
        _failure(KeyError(marker)),
    ]

    assert [way for way in ways if marker in way or marker in json.loads(way)] == []
    assert [way for way in ways if marker.encode("ascii", "backslashreplace").decode() in way] == []


@pytest.mark.parametrize("marker", ["13900000001", "11010519491231002X"])
def test_long_numbers_are_taken_out_of_messages_too(marker: str) -> None:
    assert _line(f"found {marker} twice")["message"] == "found # twice"


def test_a_new_line_in_a_message_does_not_make_a_second_line() -> None:
    assert "\n" not in _text("first\r\nsecond", extra={"kind": "a\nb"})
    assert _line("first", extra={"kind": "a\nb"})["kind"] == "(left out)"


def test_codes_and_identifiers_pass() -> None:
    extra = {
        "dossier": UUID(int=7),
        "entry": "018bcfe5-687b-7000-8000-13900000001a",
        "authority": "330211004000",
        "status": 200,
        "route": "cases/<str:public_id>/",
        "problem": None,
    }

    line = _line("answered", extra=extra)

    assert {name: line[name] for name in extra} == extra | {"dossier": str(UUID(int=7))}


def test_a_failure_says_its_kind_and_where_but_not_its_text() -> None:
    line = json.loads(_failure(ValueError("secret")))

    assert line["exception"]["type"] == "ValueError"
    assert [frame.split(" ")[-1] for frame in line["exception"]["frames"]] == [
        "_failure",
        "_raised",
    ]
    assert [frame for frame in line["exception"]["frames"] if frame.startswith("/")] == []


def test_a_chain_of_failures_says_the_last_only() -> None:
    try:
        try:
            _raised(KeyError("甄演示"))
        except KeyError as error:
            raise ValueError("甄演示") from error
    except ValueError:
        text = _formatted(logging.ERROR, "failed", exc_info=sys.exc_info())

    assert json.loads(text)["exception"]["type"] == "ValueError"
    assert "\\u7504" not in text


def _line(
    message: str, *arguments: object, extra: dict[str, object] | None = None
) -> dict[str, object]:
    line: dict[str, object] = json.loads(_text(message, *arguments, extra=extra))
    return line


def _text(message: str, *arguments: object, extra: dict[str, object] | None = None) -> str:
    return _formatted(logging.INFO, message, *arguments, extra=extra)


def _failure(error: Exception) -> str:
    try:
        _raised(error)
    except Exception:  # noqa: BLE001 -- whatever was raised is what is looked at
        return _formatted(logging.ERROR, "failed", exc_info=sys.exc_info())
    raise AssertionError


def _raised(error: Exception) -> None:
    raise error


def _formatted(
    level: int,
    message: str,
    *arguments: object,
    extra: dict[str, object] | None = None,
    exc_info: object = None,
) -> str:
    logger = logging.getLogger("fazhi.test")
    record = logger.makeRecord(
        "fazhi.test", level, __file__, 1, message, arguments, exc_info, extra=extra
    )
    with clock.standing_at(MOMENT):
        return SafeFormatter().format(record)
