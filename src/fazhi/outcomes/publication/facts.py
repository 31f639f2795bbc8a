"""Rows turned into facts of the law: what may be shown of a decision, whom its file speaks of."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import override

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.models import AddressForService, ServiceAttempt, ServiceProof
from fazhi.kernel import clock
from fazhi.law.facts import PartyKind
from fazhi.law.redaction import Known, PersonalKind, masked_name
from fazhi.law.rules.publishing import PublishingFacts
from fazhi.outcomes.publication.copies import (
    FROM_DOCUMENT,
    PublicCopy,
    PublicDecision,
    make_copy,
)
from fazhi.outcomes.publication.inputs import ConfirmationInput, CopyOptions
from fazhi.outcomes.publication.models import Publication
from fazhi.proceedings.cases.facts import party_facts, procedure_kind
from fazhi.proceedings.cases.models import Case
from fazhi.registers.parties.models import Party

NOTHING = CopyOptions()

_KINDS = {
    "warning": "警告",
    "public_criticism": "通报批评",
    "fine": "罚款",
    "confiscation_of_gains": "没收违法所得",
    "confiscation_of_goods": "没收非法财物",
    "licence_suspension": "暂扣许可证件",
    "licence_revocation": "吊销许可证件",
    "suspension_of_business": "责令停产停业",
}


def case_of(publication: Publication) -> Case:
    """Return the case of a publication, with what the copy needs."""
    rows = Case.objects.select_related("party", "power", "dossier")
    return rows.get(dossier=publication.dossier_id)


def copy_of(publication: Publication, options: CopyOptions = NOTHING) -> PublicCopy:
    """Return the copy that would be published with these options."""
    case, document = case_of(publication), publication.document
    allowed = replace(_allowed(case, document), **dict.fromkeys(options.left_out, ""))
    known = [*_known(case, document), *_typed(options)]
    homes = {one.value for one in known if one.kind is PersonalKind.ADDRESS}
    return make_copy(allowed, known, frozenset(options.kept) - homes)


def known_of(publication: Publication) -> tuple[Known, ...]:
    """Return everybody of whom the file of a publication speaks."""
    return tuple(_known(case_of(publication), publication.document))


def publishing_facts(publication: Publication, given: ConfirmationInput) -> PublishingFacts:
    """Return what the law asks about a decision that is to be published."""
    case = case_of(publication)
    return PublishingFacts(
        party=party_facts(case.party),
        acted_on=clock.day_of(case.happened_at),
        procedure=procedure_kind(case),
        involves_secret=given.involves_secret,
        involves_privacy=given.involves_privacy,
        endangers_safety=given.endangers_safety,
        is_unsuitable=given.is_unsuitable,
        has_influence=given.has_influence,
    )


def masks_name(publication: Publication, decision: PublicDecision) -> bool:
    """Tell whether a copy keeps the given name of a natural person."""
    name = _punished(case_of(publication).party)
    return not name or name == masked_name(name) or name not in decision.party


def _allowed(case: Case, document: Document) -> PublicDecision:
    said, party = document.said, case.party
    is_person = party.kind == PartyKind.PERSON
    with override("zh-hans"):
        kind = str(party.get_kind_display())
    return PublicDecision(
        authority=_word(said.get("document", {}).get("authority")),
        number=document.number,
        decided_on=clock.day_of(document.issued_at).isoformat(),
        party=masked_name(party.name) if is_person else party.name,
        party_kind=kind,
        credit_code="" if is_person else party.credit_code,
        cause=case.power.name,
        penalty_kinds="、".join(_kinds(said.get("penalty_kinds"))),
        **{name: _word(said.get(name)) for name in FROM_DOCUMENT},
    )


def _kinds(kinds: Any) -> Iterator[str]:
    yield from (_KINDS.get(str(kind), "其他") for kind in kinds or ())


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _punished(party: Party) -> str:
    """Return the name of the natural person who is punished, if it is one."""
    if party.kind == PartyKind.PERSON:
        return party.name
    return party.operator_name if party.kind == PartyKind.INDIVIDUAL_BUSINESS else ""


def _known(case: Case, document: Document) -> Iterator[Known]:
    """Yield what the file holds of persons, the punished first."""
    party, said = case.party, document.said
    own = _punished(party)
    yield Known(PersonalKind.NAME, own, shown=masked_name(own))
    yield from _of_party(party, said)
    names = {*_others_in(case), party.legal_representative, *_officers(case, said)}
    names.add(_word(said.get("legal_representative")))
    for name in sorted(names - {own, party.name, ""}):
        yield Known(PersonalKind.NAME, name)
    for row in AddressForService.objects.filter(dossier=case.dossier_id).order_by("pk"):
        yield Known(PersonalKind.ADDRESS, row.address)
        yield Known(PersonalKind.CONTACT, row.phone)
        yield Known(PersonalKind.CONTACT, row.electronic_address)


def _of_party(party: Party, said: Any) -> Iterator[Known]:
    for value in {party.identity_number, _word(said.get("party_identity"))} - {party.credit_code}:
        yield Known(PersonalKind.IDENTITY_NUMBER, value)
    for value in sorted({party.phone, _word(said.get("party_phone"))}):
        yield Known(PersonalKind.CONTACT, value)
    for value in sorted({party.address, _word(said.get("party_address"))}):
        yield Known(PersonalKind.ADDRESS, value)


def _officers(case: Case, said: Any) -> Iterator[str]:
    for each in said.get("officers") or ():
        yield _word(each) or _word(each.get("name") if isinstance(each, dict) else "")
    yield from case.officers.values_list("officer__name", flat=True)


def _others_in(case: Case) -> Iterator[str]:
    """Yield who signed, witnessed or received something in this file."""
    attempts = list(ServiceAttempt.objects.filter(document__dossier=case.dossier_id).order_by("pk"))
    yield from (row.recipient for row in attempts)
    for proof in ServiceProof.objects.filter(attempt__in=attempts).order_by("pk"):
        yield proof.person
    for row in AddressForService.objects.filter(dossier=case.dossier_id).order_by("pk"):
        yield row.signer


def _typed(options: CopyOptions) -> Iterator[Known]:
    yield from (Known(PersonalKind.NAME, name) for name in options.also_hidden)
