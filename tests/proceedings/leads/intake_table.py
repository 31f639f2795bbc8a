"""One table of what may be done with leads, platform cases and requests, and what is refused."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.module_loading import import_string

from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.proceedings.cooperation.choices import CooperationDirection
from fazhi.web.intake_acts import FILES, IntakeAct, do_at
from tests.factories.cases import NOW, Town
from tests.factories.competence import make_power
from tests.factories.intakes import make_lead, make_platform_case, make_request
from tests.factories.seats import make_seat

#: Two hours after everything was received.
LATER = NOW + dt.timedelta(hours=2)
TODAY = NOW.date()
_MAKE = {"leads": make_lead, "platform-cases": make_platform_case, "cooperation": make_request}


@dataclass(frozen=True)
class Row:
    """An act on a file: with what, after what, and whether it is refused, and at which field."""

    name: str
    kind: str
    act: str
    given: Mapping[str, Any]
    file: Mapping[str, Any] = field(default_factory=dict)
    before: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    refused: str = ""
    at: str = ""

    def __str__(self) -> str:
        return f"{self.kind}-{self.act}-{self.name}"

    @property
    def role(self) -> Role:
        """Return who does it."""
        return act_of(self.kind, self.act).roles[0]


_ACCEPTED = (("acceptance", {}),)
_ELSEWHERE = {"receiver": "区自然资源和规划局", "note": "该局已先立案。"}
_HANDED_OVER = (("hand-over", _ELSEWHERE),)
_OUTSIDE = {"longitude": 100.0, "latitude": 30.0}
_NOT_OURS = {"reason": "not_in_power_list"}
_NOT_HERE = {"reason": "not_our_place"}
_REPEATS = {"reason": "duplicate", "duplicate_of": "线〔1〕1号"}
_DAYLESS = {"reason": "time_barred"}
_RECEIPT = {"receipt_number": "H-1", "receipt_on": TODAY}
_RESULT = {"result": "已处罚。"}
_SILENT = {"result": " "}
_OLD = {"reason": "time_barred", "violation_ended_on": TODAY - dt.timedelta(days=900)}
_YOUNG = {"reason": "time_barred", "violation_ended_on": TODAY - dt.timedelta(days=90)}
_TO_COME = {"reason": "time_barred", "violation_ended_on": TODAY + dt.timedelta(days=1)}
_ANSWER: dict[str, Any] = {"content": "经核实，已过期。", "replied_on": TODAY}
_ASKED = {"direction": CooperationDirection.INCOMING}
_BLANK = _ANSWER | {"content": " "}
_ANSWERED = (("reply", _ANSWER),)


def _intake_rows(kind: str) -> list[Row]:
    return [
        Row("ours", kind, "acceptance", {"note": "已派员核实。"}),
        Row("not_claimed", kind, "acceptance", {}, {"power_code": "free"}, refused="rule"),
        Row("outside", kind, "acceptance", {}, _OUTSIDE, refused="rule"),
        Row("twice", kind, "acceptance", {}, before=_ACCEPTED, refused="conflict"),
    ]


def _refusal_rows(kind: str) -> list[Row]:
    nothing = {"reason": "no_facts"}
    return [
        Row("no_facts", kind, "refusal", nothing | {"note": "到场未发现。"}),
        Row("silent", kind, "refusal", nothing, refused="input", at="note"),
        Row("free", kind, "refusal", _NOT_OURS, {"power_code": "free"}),
        Row("claimed", kind, "refusal", _NOT_OURS, refused="input", at="reason"),
        Row("elsewhere", kind, "refusal", _NOT_HERE, _OUTSIDE),
        Row("inside", kind, "refusal", _NOT_HERE, refused="input", at="reason"),
        Row("second", kind, "refusal", _REPEATS | {"duplicate_of": "first"}),
        Row("first", kind, "refusal", _REPEATS, refused="input", at="duplicate_of"),
        Row("old", kind, "refusal", _OLD),
        Row("young", kind, "refusal", _YOUNG, refused="input", at="violation_ended_on"),
        Row("tomorrow", kind, "refusal", _TO_COME, refused="input", at="violation_ended_on"),
        Row("dayless", kind, "refusal", _DAYLESS, refused="input", at="violation_ended_on"),
        Row("after", kind, "refusal", _OLD, before=_HANDED_OVER, refused="conflict"),
    ]


def _hand_over_rows(kind: str) -> list[Row]:
    to_district, early = (
        {"receiver": "区局"},
        _RECEIPT | {"receipt_on": TODAY - dt.timedelta(days=1)},
    )
    return [
        Row("reasoned", kind, "hand-over", _ELSEWHERE),
        Row("outside", kind, "hand-over", to_district, _OUTSIDE),
        Row("free", kind, "hand-over", to_district, {"power_code": "free"}),
        Row("ours", kind, "hand-over", to_district, refused="input", at="note"),
        Row("blank", kind, "hand-over", {"receiver": " "}, refused="input", at="receiver"),
        Row("came", kind, "receipt", _RECEIPT, before=_HANDED_OVER),
        Row("kept", kind, "receipt", _RECEIPT, refused="conflict"),
        Row("early", kind, "receipt", early, before=_HANDED_OVER, refused="input", at="receipt_on"),
    ]


def act_of(kind: str, name: str) -> IntakeAct:
    """Return the act of this name on files of a kind."""
    return FILES[kind].acts[name]


def rows() -> list[Row]:
    """Return the whole table."""
    return [
        *(row for kind in ("leads", "platform-cases") for row in _of_both(kind)),
        *_result_rows(),
        *_answer_rows(),
    ]


def _of_both(kind: str) -> list[Row]:
    return [*_intake_rows(kind), *_refusal_rows(kind), *_hand_over_rows(kind)]


def _result_rows() -> list[Row]:
    kind, again = "platform-cases", (*_ACCEPTED, ("result", _RESULT))
    return [
        Row("done", kind, "result", _RESULT, before=_ACCEPTED),
        Row("soon", kind, "result", _RESULT, refused="conflict"),
        Row("again", kind, "result", _RESULT, before=again, refused="conflict"),
        Row("blank", kind, "result", _SILENT, before=_ACCEPTED, refused="input", at="result"),
    ]


def _answer_rows() -> list[Row]:
    kind, early = "cooperation", _ANSWER | {"replied_on": TODAY - dt.timedelta(days=1)}
    within, beyond = (_ANSWER | {"is_within_powers": each} for each in (True, False))
    return [
        Row("said", kind, "reply", _ANSWER),
        Row("blank", kind, "reply", _BLANK, refused="input", at="content"),
        Row("early", kind, "reply", early, refused="input", at="replied_on"),
        Row("twice", kind, "reply", _ANSWER, before=_ANSWERED, refused="conflict"),
        Row("said", kind, "refusal", _ANSWER | {"content": "不属于本局职权。"}),
        Row("blank", kind, "refusal", _BLANK, refused="input", at="content"),
        Row("beyond", kind, "refusal", beyond, _ASKED),
        Row("within", kind, "refusal", within, _ASKED, refused="rule"),
        Row("unsaid", kind, "refusal", _ANSWER, _ASKED, refused="input", at="is_within_powers"),
    ]


def ready(town: Town, row: Row) -> Any:
    """Return the file of a row as it stands before the act."""
    changes = dict(row.file)
    if changes.get("power_code") == "free":
        changes["power_code"] = make_power().code
    made = _MAKE[row.kind](town, **changes)
    with clock.standing_at(NOW):
        for act, given in row.before:
            do_at(make_seat(*INSIDERS), row.kind, act, made.dossier.public_id, given)
    return made


def given_for(town: Town, row: Row) -> dict[str, Any]:
    """Return what is given, with the number of another file where one is repeated."""
    given = dict(row.given)
    if given.get("duplicate_of") == "first":
        given["duplicate_of"] = _MAKE[row.kind](town).number
    return given


def error(word: str) -> type[Exception]:
    """Return what a refusal is raised as."""
    name = {"rule": "RefusalError", "input": "InputError", "conflict": "ConflictError"}[word]
    found: type[Exception] = import_string(f"fazhi.kernel.errors.{name}")
    return found
