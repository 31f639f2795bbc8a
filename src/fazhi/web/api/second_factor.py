"""The second factor of whoever calls: given once, it counts for a while in this session."""

import datetime as dt

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from fazhi.kernel.errors import InputError
from fazhi.kernel.second_factor import FactorRefusedError
from fazhi.web.api.door import Body, seat_at
from fazhi.web.step_up import note_given

router = Router(tags=["second factor"])


class CodeBody(Body):
    """A one-time code, or a recovery code."""

    code: str = Field(min_length=1, max_length=40)


class GivenFactor(Body):
    """Until when the factor counts."""

    until: dt.datetime


@router.post("", response=GivenFactor)
def give(request: HttpRequest, payload: CodeBody) -> GivenFactor:
    """Give the second factor of one's own account."""
    try:
        until = note_given(request, seat_at(request), payload.code)
    except FactorRefusedError as refusal:
        raise InputError({"code": str(refusal)}) from refusal
    return GivenFactor(until=until)
