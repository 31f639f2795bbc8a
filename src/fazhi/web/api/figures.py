"""Figures, powers and documents: what others may read and compare."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest
from ninja import Router

from fazhi.capabilities.documents.queries import check
from fazhi.kernel import clock
from fazhi.kernel.errors import NotFoundError
from fazhi.outcomes.indicators.access import READERS
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import figures
from fazhi.registers.competence.queries import claimed
from fazhi.web.api.door import Body, seat_at

router = Router(tags=["figures, powers, documents"])
_YEARS = range(2000, 2101)


class ShownFigure(Body):
    """A figure with what it was counted from."""

    id: str
    name: str
    value: Decimal | None
    unit: str
    numerator: Decimal
    base: Decimal | None
    note: str


class ShownPower(Body):
    """A claimed power."""

    id: str
    code: str
    name: str
    field: str
    basis: str


class Checked(Body):
    """What a document's code stands for."""

    authority: str
    title: str
    number: str
    issued_on: dt.date
    content_hash: str
    stands: bool


@router.get("/figures", response=list[ShownFigure])
def list_figures(request: HttpRequest, year: int) -> list[ShownFigure]:
    """List the figures of a year."""
    seat = seat_at(request)
    seat.require(*READERS)
    if year not in _YEARS:
        raise NotFoundError(str(year))
    return [
        ShownFigure(
            id=each.definition.id,
            name=each.definition.name.zh,
            value=each.value,
            unit=each.definition.unit.zh,
            numerator=each.numerator,
            base=each.base,
            note=each.note.zh if each.note else "",
        )
        for each in figures(seat, Period.of_year(year))
    ]


@router.get("/powers", response=list[ShownPower])
def list_powers(request: HttpRequest) -> list[ShownPower]:
    """List the powers claimed today."""
    powers = [claim.power for claim in claimed(seat_at(request).authority, clock.today())]
    return [
        ShownPower(
            id=str(each.id), code=each.code, name=each.name, field=each.field, basis=each.basis
        )
        for each in powers
    ]


@router.get("/documents/{code}", response=Checked, auth=None)
def check_document(request: HttpRequest, code: str) -> Checked:  # noqa: ARG001 -- fixed name
    """Check a document by its code."""
    found = check(code)
    if found is None:
        raise NotFoundError
    return Checked(
        authority=found.authority_name,
        title=found.title,
        number=found.number,
        issued_on=found.issued_on,
        content_hash=found.content_hash,
        stands=found.stands,
    )
