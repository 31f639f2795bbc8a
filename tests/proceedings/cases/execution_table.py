"""The table of what becomes of a decision, turned into a case, what went before, and one act."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from fazhi.capabilities.payments.choices import Channel, PaymentPart
from fazhi.capabilities.payments.models import Deferral
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Account
from fazhi.proceedings.cases.actions import close_cases, file_cases, record_fine_payments
from fazhi.proceedings.cases.choices import (
    Attendance,
    ComplaintKind,
    GoodsDisposal,
    RemedyKind,
    RemedyOutcome,
)
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.cases.models import (
    Case,
    ConfiscatedGoods,
    Decision,
    PenaltyComplaint,
    Remedy,
    Stay,
)
from fazhi.web.case_acts import ACTS, CaseAct
from tests.factories.cases import Town
from tests.factories.seats import AUTHORITY, FOR_GOOD
from tests.proceedings.cases.payment_table import LATER, make_case

FILE = Path(__file__).parent / "execution_cases.yaml"
_DAY = dt.date

#: What is usually given for each act; the table tells what is different.
USUAL: dict[str, dict[str, Any]] = {
    "payments": {
        "amount": Decimal(50), "paid_on": _DAY(2026, 4, 25), "channel": Channel.BANK,
        "part": PaymentPart.FINE, "ground": None, "request": "", "receipt_number": "票据丙",
    },
    "closure": {},
    "remedies": {
        "kind": RemedyKind.RECONSIDERATION, "body": "测试区人民政府", "number": "测复〔2026〕1号",
        "applied_on": _DAY(2026, 3, 20), "received_on": _DAY(2026, 3, 24),
        "is_simple": False, "is_filed_here": False,
    },
    "forwarding": {"forwarded_on": _DAY(2026, 3, 30)},
    "copy": {"received_on": _DAY(2026, 4, 9), "number": "测复〔2026〕2号"},
    "answer": {"answered_on": _DAY(2026, 3, 30)},
    "outcome": {
        "outcome": RemedyOutcome.UPHELD, "ended_on": _DAY(2026, 4, 20),
        "attended_by": Attendance.NOT_HELD, "absence_reason": "", "fine": None,
    },
    "stays": {
        "ordered_by": "测试区人民政府", "since": _DAY(2026, 4, 1), "reason": "执行后难以恢复。",
    },
    "stay_end": {"until": _DAY(2026, 4, 15)},
    "deferrals": {
        "applied_on": _DAY(2026, 3, 20), "hardship": "本人失业，附证明。",
        "until": _DAY(2026, 9, 30), "instalments": [],
    },
    "deferral_decision": {"is_approved": True, "reason": "情况属实。"},
    "complaints": {
        "kind": ComplaintKind.BY_PARTY, "statement": "罚得太重。", "received_on": _DAY(2026, 4, 1),
    },
    "complaint_answer": {
        "is_error_found": False, "finding": "查阅案卷，事实清楚。", "answer": "决定没有错误。",
    },
    "rescission": {"reason": "认定的当事人有误。"},
    "goods": {"description": "摊车", "quantity": "一辆", "destruction_basis": ""},
    "disposal": {
        "disposal": GoodsDisposal.PUBLIC_AUCTION, "disposed_on": _DAY(2026, 5, 1),
        "record_number": "拍〔2026〕1号",
    },
}  # fmt: skip
_PARTS: dict[str, tuple[str, Any]] = {
    "remedy": ("remedies", Remedy),
    "stay": ("stays", Stay),
    "deferral": ("deferrals", Deferral),
    "complaint": ("complaints", PenaltyComplaint),
    "goods": ("goods", ConfiscatedGoods),
}
#: The last word of an address, where it is not the name of the act.
_ENDINGS = {"stay_end": "end", "deferral_decision": "decision", "complaint_answer": "answer"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    rule: str
    name: str
    do: str
    before: list[str] = field(default_factory=list)
    change: dict[str, Any] = field(default_factory=dict)
    refused: str = ""
    warned: bool = False

    def __str__(self) -> str:
        return f"{self.rule} {self.name}"

    @property
    def role(self) -> Role:
        """Return who does it."""
        return ACTS[self.do].roles[0] if self.do in ACTS else Role.CLERK


@dataclass(frozen=True, slots=True)
class Ready:
    """A case on which everything before has been done, and what is given for the act."""

    row: Row
    case: Case
    on: UUID
    given: dict[str, Any]

    @property
    def path(self) -> str:
        """Return the address of the act below that of the case, without the slash at its end."""
        part = ACTS[self.row.do].part if self.row.do in ACTS else ""
        before = f"{_PARTS[part][0]}/{self.on}/" if part else ""
        return (
            f"/cases/{self.case.dossier.public_id}/{before}{_ENDINGS.get(self.row.do, self.row.do)}"
        )


def rows(*, refused: bool | None = None) -> list[Row]:
    """Return the lines of acts on a case, or only those that are refused, or that pass."""
    found = [row for row in all_rows() if row.do != "definition"]
    return [row for row in found if refused in {None, bool(row.refused)}]


def all_rows() -> list[Row]:
    """Return every line of the table."""
    return [Row(**line) for line in yaml.safe_load(FILE.read_text(encoding="utf-8"))]


def ready(town: Town, row: Row, me: Account) -> Ready:
    """Return a case of its own for this line; `me` is who does the act."""
    case = make_case(town)
    with clock.standing_at(LATER):
        for step in row.before:
            _STEPS[step](case, me)
    case.refresh_from_db()
    part = ACTS[row.do].part if row.do in ACTS else ""
    on = _newest(part, case) if part else case.pk
    return Ready(row, case, on, USUAL[row.do] | _typed(row))


def do(seat: Seat, many: list[Ready]) -> Any:
    """Do the acts of lines of one kind as one batch."""
    name = many[0].row.do
    if name == "payments":
        given = [FinePaymentInput(case_id=each.on, **each.given) for each in many]
        return record_fine_payments(seat, given)
    if name == "closure":
        return close_cases(seat, [each.on for each in many])
    return ACTS[name].do(seat, [(each.on, each.given) for each in many])


def seat_of(account: Account, role: Role) -> Seat:
    """Return the seat of an account in a role."""
    return Seat(
        authority=AUTHORITY,
        account_id=account.pk,
        roles=frozenset({role}),
        factor_until=FOR_GOOD,
    )


def as_form(given: dict[str, Any]) -> dict[str, str]:
    """Return what is typed into the form of the page."""
    form = {name: _written(value) for name, value in given.items() if value is not None}
    return {name: value for name, value in form.items() if value != "false" or name in _RADIOS}


def as_json(given: dict[str, Any]) -> dict[str, Any]:
    """Return what is sent to the API."""
    return {name: _sent(value) for name, value in given.items()}


_RADIOS = {"is_approved", "is_error_found"}


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(f"{each['due_on']} {each['amount']}" for each in value)
    return str(value)


def _sent(value: Any) -> Any:
    if isinstance(value, list):
        return [{name: str(part) for name, part in each.items()} for each in value]
    return value if value is None or isinstance(value, bool) else str(value)


def _typed(row: Row) -> dict[str, Any]:
    """Return the changes of a line in the types of the inputs."""
    usual, change = USUAL[row.do], dict(row.change)
    for name, value in change.items():
        if name in {"amount", "fine"}:
            change[name] = Decimal(value)
        elif name == "ground":
            change[name] = value
        elif name == "instalments":
            change[name] = [{"due_on": day, "amount": Decimal(part)} for day, part in value]
        elif isinstance(value, str):
            change[name] = type(usual[name])(value)
    return change


def _newest(part: str, case: Case) -> UUID:
    paths = {"stay": "remedy__case", "deferral": "receivable__dossier__case"}
    found = _PARTS[part][1].objects.filter(**{paths.get(part, "case"): case})
    key: UUID = found.order_by("-id").values_list("pk", flat=True)[0]
    return key


def _step(name: str, **changes: Any) -> Callable[[Case, Account], None]:
    """Return a step that does an act, with these changes, from a seat of its own."""

    def step(case: Case, me: Account) -> None:
        del me
        act: CaseAct = ACTS[name]
        on = _newest(act.part, case) if act.part else case.pk
        act.do(_other(act.roles[0]), [(on, USUAL[name] | changes)])

    return step


def _other(role: Role) -> Seat:
    return Seat(
        authority=AUTHORITY,
        account_id=UUID(int=7),
        roles=frozenset({role}),
        factor_until=FOR_GOOD,
    )


def _paid(day: dt.date) -> Callable[[Case, Account], None]:
    def step(case: Case, me: Account) -> None:
        del me
        given = USUAL["payments"] | {"paid_on": day, "receipt_number": f"票据{case.number}"}
        record_fine_payments(_other(Role.CLERK), [FinePaymentInput(case_id=case.pk, **given)])

    return step


def _mine(case: Case, me: Account) -> None:
    one = case.officers.all()[0]
    one.officer.account = me
    one.officer.save()


_STEPS: dict[str, Callable[[Case, Account], Any]] = {
    "filed": lambda case, _me: file_cases(_other(Role.CLERK), [case.pk]),
    "paid": _paid(_DAY(2026, 3, 20)),
    "paid_late": _paid(_DAY(2026, 4, 25)),
    "review": _step("remedies"),
    "simple_review": _step("remedies", is_simple=True),
    "review_filed_here": _step("remedies", is_filed_here=True),
    "suit": _step("remedies", kind=RemedyKind.LITIGATION, body="测试区人民法院"),
    "forwarded": _step("forwarding"),
    "copy": _step("copy"),
    "answered": _step("answer"),
    "upheld": _step("outcome"),
    "dismissed": _step("outcome", outcome=RemedyOutcome.DISMISSED),
    "stay": _step("stays"),
    "lifted": _step("stay_end"),
    "deferral": _step("deferrals"),
    "instalments": _step(
        "deferrals", until=None, instalments=[
            {"due_on": _DAY(2026, 8, 20), "amount": Decimal(25)},
            {"due_on": _DAY(2026, 9, 20), "amount": Decimal(25)},
        ],
    ),
    "deferral_without_application": _step("deferrals", applied_on=None),
    "deferral_without_hardship": _step("deferrals", hardship=""),
    "recorded_by_me": lambda _case, me: Deferral.objects.update(recorded_by_id=me.pk),
    "complaint": _step("complaints"),
    "handled_by_me": _mine,
    "rescinded": _step("rescission"),
    # A decision under the ordinary procedure confiscates goods; one on the spot cannot.
    "confiscated": lambda case, _me: Decision.objects.filter(case=case).update(
        kinds=["fine", "confiscation_of_goods"]
    ),
    "goods": _step("goods"),
    "goods_to_destroy": _step("goods", destruction_basis="《食品安全法》第一百二十四条"),
}  # fmt: skip
