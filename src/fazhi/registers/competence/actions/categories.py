"""Categories of issues with their owners, and the duty list."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.journal import Act, record
from fazhi.registers.competence import errors
from fazhi.registers.competence.access import REGISTRARS
from fazhi.registers.competence.choices import OwnerKind
from fazhi.registers.competence.inputs import DutyItemInput, IssueCategoryInput
from fazhi.registers.competence.models import DutyItem, IssueCategory
from fazhi.registers.lists import give_way, refuse_twice
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.models import Unit

_CONFIGURABLE = (OwnerKind.GRID, OwnerKind.GROUP, OwnerKind.UNIT, OwnerKind.AGENCY)


@transaction.atomic
def register_issue_categories(
    seat: Seat, inputs: Sequence[IssueCategoryInput]
) -> list[IssueCategory]:
    """Enter categories of issues; a known code is entered anew from a later day on.

    A category that can be chosen has an owner: one without is refused here, so that no issue is
    ever left without somebody who must deal with it.
    """
    seat.require(*REGISTRARS)
    refuse_twice(each.code for each in inputs)
    units = _units(seat.authority)
    former = {
        row.code: row
        for row in IssueCategory.objects.filter(authority=seat.authority).order_by("since")
    }
    made: dict[str, IssueCategory] = {}
    for each in sorted(inputs, key=lambda each: each.code):
        _check_owner(each, units)
        give_way(former.get(each.code), each.code, each.since)
        made[each.code] = _category(seat.authority, each, units)
    _put_below(inputs, made, former)
    IssueCategory.objects.bulk_update([former[c] for c in made if c in former], ["until"])
    IssueCategory.objects.bulk_create(_parents_first(made))
    touch(seat.authority)
    items = [{"category": row.id, "code": row.code} for row in made.values()]
    record(Act("issue_category.registered", seat), {"items": items})
    return [made[each.code] for each in inputs]


@transaction.atomic
def register_duty_list(seat: Seat, inputs: Sequence[DutyItemInput]) -> list[DutyItem]:
    """Enter items of the duty list; a known code is entered anew from a later day on."""
    seat.require(*REGISTRARS)
    refuse_twice(each.code for each in inputs)
    units = _units(seat.authority)
    codes = [each.code for each in inputs]
    former = {
        row.code: row
        for row in DutyItem.objects.filter(authority=seat.authority, code__in=codes).order_by(
            "since"
        )
    }
    items = []
    for each in inputs:
        if each.owner_unit_code and each.owner_unit_code not in units:
            text = errors.UNKNOWN_UNIT.format(code=each.owner_unit_code)
            raise InputError({each.code: text})
        give_way(former.get(each.code), each.code, each.since)
        items.append(
            DutyItem(
                authority=seat.authority,
                code=each.code,
                title=each.title,
                kind=each.kind,
                owner_unit=units.get(each.owner_unit_code),
                agency=each.agency,
                basis=each.basis,
                source=each.source,
                since=each.since,
                until=each.until,
            )
        )
    DutyItem.objects.bulk_update(former.values(), ["until"])
    DutyItem.objects.bulk_create(items)
    touch(seat.authority)
    record(
        Act("duty_item.registered", seat),
        {"items": [{"duty_item": item.id, "code": item.code} for item in items]},
    )
    return items


def _category(
    authority: str, given: IssueCategoryInput, units: Mapping[str, Unit]
) -> IssueCategory:
    return IssueCategory(
        authority=authority,
        code=given.code,
        name=given.name,
        is_leaf=given.is_leaf,
        owner_kind=given.owner_kind or "",
        owner_unit=units.get(given.owner_unit_code),
        owner_agency=given.owner_agency,
        supporting=given.supporting,
        source=given.source,
        since=given.since,
    )


def _put_below(
    inputs: Sequence[IssueCategoryInput],
    made: Mapping[str, IssueCategory],
    former: Mapping[str, IssueCategory],
) -> None:
    """Put each row below the one that it names, made now or on file."""
    for each in inputs:
        if each.parent_code:
            parent = made.get(each.parent_code) or former.get(each.parent_code)
            if parent is None:
                text = errors.UNKNOWN_PARENT.format(code=each.parent_code)
                raise InputError({each.code: text})
            made[each.code].parent = parent


def _units(authority: str) -> dict[str, Unit]:
    return {unit.code: unit for unit in Unit.objects.filter(authority=authority)}


def _check_owner(given: IssueCategoryInput, units: Mapping[str, Unit]) -> None:
    if given.owner_unit_code and given.owner_unit_code not in units:
        text = errors.UNKNOWN_UNIT.format(code=given.owner_unit_code)
        raise InputError({given.code: text})
    if not given.is_leaf:
        return
    lacking = given.owner_kind not in _CONFIGURABLE
    if given.owner_kind == OwnerKind.UNIT:
        lacking = not given.owner_unit_code
    elif given.owner_kind == OwnerKind.AGENCY:
        lacking = not given.owner_agency
    if lacking:
        raise InputError({given.code: str(errors.OWNER_MISSING)})


def _parents_first(made: Mapping[str, IssueCategory]) -> list[IssueCategory]:
    """Return the rows so that each stands after the one above it."""
    ordered: dict[str, IssueCategory] = {}
    for row in made.values():
        line = [row]
        while (parent := line[-1].parent) and parent.code in made:
            line.append(parent)
        ordered |= {each.code: each for each in reversed(line)}
    return list(ordered.values())
