"""The verbs of parties, the only writers of their rows."""

from collections.abc import Sequence

from django.db import transaction

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.kernel.journal import Act, record
from fazhi.kernel.personal import blind_index
from fazhi.registers.parties import errors
from fazhi.registers.parties.access import WRITERS
from fazhi.registers.parties.checks import birth_in, credit_code_is_right, identity_number_is_right
from fazhi.registers.parties.choices import IdentityKind, PartyKind
from fazhi.registers.parties.inputs import PartyInput
from fazhi.registers.parties.models import Party

_OPERATORS = (Role.OPERATOR,)


def enter_party(seat: Seat, given: PartyInput) -> Party:
    """Enter one party; see `enter_parties`."""
    return enter_parties(seat, [given])[0]


@transaction.atomic
def enter_parties(seat: Seat, inputs: Sequence[PartyInput]) -> list[Party]:
    """Enter parties as they were identified; one that is known is returned, not entered twice.

    Known is a party of the same kind with the same identity number or credit code. What is said of
    it now, where it differs, replaces what was on file: the documents of earlier files keep theirs.
    """
    seat.require(*WRITERS, *_OPERATORS)
    for each in inputs:
        _check(each)
    known = _known(seat.authority, inputs)
    entered: dict[object, Party] = {}
    parties, new, changed = [], [], []
    for each in inputs:
        key = _key(seat.authority, each)
        party = (known.get(key) or entered.get(key)) if key else None
        if party is None:
            party = Party(authority=seat.authority, kind=each.kind, entered_at=clock.now())
            _fill(party, each)
            new.append(party)
            if key:
                entered[key] = party
        elif _is_somebody_else(party, each):
            raise InputError({"name": str(errors.NAME_DIFFERS)})
        elif party not in new and _fill(party, each):
            changed.append(party)
        parties.append(party)
    Party.objects.bulk_create(new)
    for party in changed:
        party.save()
    record(
        Act("party.entered", seat),
        {
            "entered": [{"party": party.id, "kind": party.kind} for party in new],
            "corrected": [party.id for party in changed],
        },
    )
    return parties


_SEALED = (
    "name",
    "identity_number",
    "phone",
    "address",
    "legal_representative",
    "operator_name",
)


def _fill(party: Party, given: PartyInput) -> bool:
    """Put what was given on the row; empty text says nothing. Tell whether anything changed."""
    values = {name: getattr(given, name).strip() for name in _SEALED}
    values["identity_number"] = values["identity_number"].upper()
    values["birth_on"] = _birth(given)
    values["identity_kind"] = str(given.identity_kind)
    values["credit_code"] = given.credit_code.strip().upper()
    changed = {
        name: value for name, value in values.items() if value and value != getattr(party, name)
    }
    for name, value in changed.items():
        setattr(party, name, value)
    party.is_demonstration = party.is_demonstration or given.is_demonstration
    return bool(changed)


def _is_somebody_else(party: Party, given: PartyInput) -> bool:
    """Tell whether one identity number came with two names: then one of them was mistyped."""
    return given.kind == PartyKind.PERSON and party.name != given.name.strip()


def _birth(given: PartyInput) -> str:
    if given.birth_on:
        return given.birth_on.isoformat()
    if given.identity_kind == IdentityKind.RESIDENT_CARD and given.kind == PartyKind.PERSON:
        born = birth_in(given.identity_number.strip())
        return born.isoformat() if born else ""
    return ""


def _key(authority: str, given: PartyInput) -> tuple[str, object] | None:
    """Return what makes a party the same as another: credit code, else identity number."""
    if given.credit_code.strip():
        return given.kind, given.credit_code.strip().upper()
    index = blind_index(authority, "identity_number", given.identity_number)
    return (given.kind, index) if index else None


def _known(authority: str, inputs: Sequence[PartyInput]) -> dict[object, Party]:
    keys = [key for each in inputs if (key := _key(authority, each))]
    codes = [value for _kind, value in keys if isinstance(value, str)]
    indexes = [value for _kind, value in keys if isinstance(value, bytes)]
    mine = Party.objects.filter(authority=authority).order_by("entered_at", "id")
    found: dict[object, Party] = {}
    if codes:
        found |= {
            (each.kind, each.credit_code): each for each in mine.filter(credit_code__in=codes)
        }
    if indexes:
        held = mine.filter(identity_index__in=indexes, credit_code="")
        found |= {(each.kind, bytes(each.identity_index or b"")): each for each in held}
    return found


def _check(given: PartyInput) -> None:
    wrong: dict[str, object] = {}
    if not given.name.strip():
        wrong["name"] = errors.NAME_MISSING
    if given.identity_kind == IdentityKind.RESIDENT_CARD and not identity_number_is_right(
        given.identity_number.strip().upper()
    ):
        wrong["identity_number"] = errors.IDENTITY_NUMBER_WRONG
    wrong |= _wrong_birth(given) | _wrong_of_kind(given)
    if wrong:
        raise InputError({name: str(text) for name, text in wrong.items()})


def _wrong_birth(given: PartyInput) -> dict[str, object]:
    if given.birth_on is None:
        return {}
    if given.birth_on > clock.today():
        return {"birth_on": errors.BIRTH_IN_FUTURE}
    if given.kind == PartyKind.PERSON and given.identity_kind == IdentityKind.RESIDENT_CARD:
        said = birth_in(given.identity_number.strip())
        if said is not None and said != given.birth_on:
            return {"birth_on": errors.BIRTH_DIFFERS}
    return {}


def _wrong_of_kind(given: PartyInput) -> dict[str, object]:
    code = given.credit_code.strip().upper()
    if given.kind == PartyKind.PERSON:
        return {"credit_code": errors.CREDIT_CODE_OF_PERSON} if code else {}
    wrong: dict[str, object] = {}
    if code and not credit_code_is_right(code):
        wrong["credit_code"] = errors.CREDIT_CODE_WRONG
    if given.kind == PartyKind.ORGANISATION and not given.legal_representative.strip():
        wrong["legal_representative"] = errors.REPRESENTATIVE_MISSING
    if given.kind == PartyKind.INDIVIDUAL_BUSINESS and not given.operator_name.strip():
        wrong["operator_name"] = errors.OPERATOR_MISSING
    return wrong
