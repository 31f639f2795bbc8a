"""Leads, platform cases and requests for co-operation: single, and as lists, all or none."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import create_model

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.proceedings.cooperation.access import COOPERATION_READERS
from fazhi.proceedings.cooperation.actions import register_cooperation_requests
from fazhi.proceedings.cooperation.inputs import CooperationInput
from fazhi.proceedings.cooperation.queries import listed_requests
from fazhi.proceedings.leads.access import INTAKE_READERS
from fazhi.proceedings.leads.actions import change_response_terms, receive_intakes
from fazhi.proceedings.leads.choices import IntakeKind
from fazhi.proceedings.leads.inputs import IntakeInput, ResponseTermInput
from fazhi.proceedings.leads.queries import listed_intakes
from fazhi.proceedings.leads.terms import terms_on
from fazhi.web.api import intake_bodies as bodies
from fazhi.web.api.door import Body, seat_at
from fazhi.web.api.intake_bodies import Counted, ShownIntake, shown_intake, shown_request
from fazhi.web.intake_acts import FILES, do_at, do_many

leads = Router(tags=["leads"])
platform_cases = Router(tags=["leads"])
cooperation = Router(tags=["cooperation"])
terms = Router(tags=["leads"])
_PAGE, _BATCH = 50, 200

#: The body of each act, by the name of its address.
_INTAKE: Mapping[str, type[Body]] = {
    "acceptance": bodies.AcceptanceBody,
    "refusal": bodies.DeclineBody,
    "hand-over": bodies.HandOverBody,
    "receipt": bodies.IntakeReceiptBody,
    "result": bodies.ResultBody,
}
_ANSWERS: Mapping[str, type[Body]] = {
    "reply": bodies.CooperationAnswerBody,
    "refusal": bodies.CooperationRefusalBody,
}
_BODIES = {"leads": _INTAKE, "platform-cases": _INTAKE, "cooperation": _ANSWERS}


@cooperation.get("", response=list[ShownIntake])
def list_requests(request: HttpRequest, status: str = "") -> list[ShownIntake]:
    """List the newest requests for co-operation, or those of a status."""
    seat = seat_at(request)
    seat.require(*COOPERATION_READERS)
    rows = listed_requests(seat).order_by("-requested_at", "-pk")
    return [shown_request(row) for row in _of(rows, status)]


@cooperation.post("", response={201: list[ShownIntake]})
def ask(request: HttpRequest, payload: list[bodies.CooperationBody]) -> Status[list[ShownIntake]]:
    """Register requests, sent or received; the same outside number is the same request."""
    _refuse_no_batch(payload)
    inputs = [
        CooperationInput(
            about_id=each.about, form_key=each.key, **each.model_dump(exclude={"about", "key"})
        )
        for each in payload
    ]
    rows = register_cooperation_requests(seat_at(request), inputs)
    return Status(201, [shown_request(row) for row in rows])


@terms.get("", response=list[bodies.ShownTerm])
def list_terms(request: HttpRequest) -> list[bodies.ShownTerm]:
    """List the office's own terms as they hold today; they are no law."""
    seat = seat_at(request)
    seat.require(*Role)
    return [
        bodies.ShownTerm(
            subject=each.subject,
            working_days=each.working_days,
            since=each.since,
            cite=each.cite,
            reason=each.reason,
        )
        for each in terms_on(seat.authority, clock.today())
    ]


@terms.post("", response={201: Counted})
def change_terms(request: HttpRequest, payload: list[bodies.TermBody]) -> Status[Counted]:
    """Set terms of the office from a day on, all or none."""
    _refuse_no_batch(payload)
    inputs = [ResponseTermInput(**each.model_dump()) for each in payload]
    return Status(201, Counted(count=len(change_response_terms(seat_at(request), inputs))))


def _add_intakes(router: Router, kind: IntakeKind, body: type[bodies.PlatformCaseBody]) -> None:
    """Add the list of leads, or of platform cases, and the receiving of many."""
    plural = f"{kind}s"

    def listed(request: HttpRequest, status: str = "") -> list[ShownIntake]:
        seat = seat_at(request)
        seat.require(*INTAKE_READERS)
        rows = listed_intakes(seat, kind).order_by("-received_at", "-pk")
        return [shown_intake(row) for row in _of(rows, status)]

    def receive(request: HttpRequest, payload: list[body]) -> Status[list[ShownIntake]]:  # type: ignore[valid-type]  # given above
        _refuse_no_batch(payload)
        inputs = [_received(each) for each in payload]
        rows = receive_intakes(seat_at(request), kind, inputs)
        return Status(201, [shown_intake(row) for row in rows])

    router.get(
        "",
        response=list[ShownIntake],
        operation_id=f"list_{plural}",
        summary="List the newest, or those of a status",
    )(listed)
    router.post(
        "",
        response={201: list[ShownIntake]},
        operation_id=f"receive_{plural}",
        summary="Receive many, all or none; the same outside number is the same record",
    )(receive)


def _add_acts(router: Router, kind: str, shown: Callable[[Any], ShownIntake]) -> None:
    """Add the addresses of files and of their acts: lists of acts first, they name no file."""
    for name in FILES[kind].acts:
        _add_batch(router, kind, name)
    _add_file(router, kind, shown)
    for name in FILES[kind].acts:
        _add_single(router, kind, name, shown)


def _add_batch(router: Router, kind: str, name: str) -> None:
    body = _BODIES[kind][name]
    item = create_model(f"{body.__name__}Item", __base__=body, id=(str, ...))

    def do(request: HttpRequest, payload: list[item]) -> Status[Counted]:  # type: ignore[valid-type]  # made above
        _refuse_no_batch(payload)
        given: list[Any] = payload
        many = [(each.id, each.model_dump(exclude={"id"})) for each in given]
        return Status(201, Counted(count=len(do_many(seat_at(request), kind, name, many))))

    summary = f"Many at once: {name}"
    plural = "replies" if name == "reply" else f"{name}s"
    named = f"{kind}_{plural}".replace("-", "_")
    router.post(f"/{plural}", response={201: Counted}, operation_id=named, summary=summary)(do)


def _add_file(router: Router, kind: str, shown: Callable[[Any], ShownIntake]) -> None:
    def show(request: HttpRequest, public_id: str) -> ShownIntake:
        return shown(FILES[kind].get(seat_at(request), public_id=public_id))

    named = f"{kind}_file".replace("-", "_")
    router.get("/{public_id}", response=ShownIntake, operation_id=named, summary="Show one")(show)


def _add_single(router: Router, kind: str, name: str, shown: Callable[[Any], ShownIntake]) -> None:
    body = _BODIES[kind][name]

    def do(request: HttpRequest, public_id: str, payload: body) -> Status[ShownIntake]:  # type: ignore[valid-type]  # chosen above
        given: Any = payload
        row = do_at(seat_at(request), kind, name, public_id, given.model_dump())
        return Status(201, shown(row))

    named = f"{kind}_{name}".replace("-", "_")
    router.post(
        f"/{{public_id}}/{name}", response={201: ShownIntake}, operation_id=named, summary=name
    )(do)


def _received(each: Any) -> IntakeInput:
    data = each.model_dump(exclude={"issue", "key", "power"})
    more = {"issue_id": each.issue, "form_key": each.key} if "source" in data else {}
    return IntakeInput(power_code=each.power, **more, **data)


def _of(rows: Any, status: str) -> Any:
    return (rows.filter(status=status) if status else rows)[:_PAGE]


def _refuse_no_batch(payload: Sequence[Any]) -> None:
    """Refuse an empty list, and one so long that a part of it would be left out."""
    if not 0 < len(payload) <= _BATCH:
        raise InputError({"": f"一次提交 1 到 {_BATCH} 件记录。"})


_add_intakes(leads, IntakeKind.LEAD, bodies.LeadBody)
_add_intakes(platform_cases, IntakeKind.PLATFORM_CASE, bodies.PlatformCaseBody)
_add_acts(leads, "leads", shown_intake)
_add_acts(platform_cases, "platform-cases", shown_intake)
_add_acts(cooperation, "cooperation", shown_request)
