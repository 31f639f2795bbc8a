"""Decisions that are full of what must not come out, and publications of them."""

import datetime as dt
from typing import Any

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.outcomes.publication.actions import confirm_publications, propose_publications
from fazhi.outcomes.publication.facts import copy_of
from fazhi.outcomes.publication.inputs import ConfirmationInput, CopyOptions, ProposalInput
from fazhi.outcomes.publication.models import Publication
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.parties import make_party
from tests.factories.seats import make_seat

#: The Friday after the decisions of these tests, well within the seven working days.
LATER = NOW + dt.timedelta(days=3)

NAME = "张演示"
IDENTITY_NUMBER = "990000199001010017"
PHONE = "13800138000"
HOME = "庄市街道隐秘路1号3幢302室"
OTHER = "李旁观"
PLATE = "浙B·D1234"
CARD = "6222020000000000018"
#: What is nowhere in what the public may read.
SECRETS = (NAME, IDENTITY_NUMBER, PHONE, HOME, "隐秘路1号", OTHER, PLATE, CARD, "高血压")
FULL_OF_SECRETS = (
    f"当事人{NAME}（身份证号{IDENTITY_NUMBER}，电话{PHONE}，住{HOME}）驾驶{PLATE}，"
    f"在人行道上设摊经营。{OTHER}在场。当事人患有高血压，货款存入{CARD}。"
)


def make_publisher(*roles: Role) -> Seat:
    """Return the seat of somebody who may decide what is published."""
    return make_seat(*(roles or (Role.CLERK,)))


def make_decided(town: Town | None = None, *, ordinary: bool = True, **changes: Any) -> Case:
    """Return a decided case; an ordinary one is one made on the spot that is called so."""
    town = town or make_town()
    case = decide_on_the_spot(town.officer, [make_decision(town, **changes)])[0]
    if ordinary:
        Case.objects.filter(pk=case.pk).update(procedure="ordinary_procedure")
        case.refresh_from_db()
    return case


def make_secret_case(**changes: Any) -> Case:
    """Return a decided case whose text tells everything about everybody."""
    town = make_town()
    town.party.delete()
    party = make_party(name=NAME, identity_number=IDENTITY_NUMBER, phone=PHONE, address=HOME)
    usual = {"facts": FULL_OF_SECRETS, "party_id": party.id}
    return make_decided(town, **(usual | changes))


def make_proposal(case: Case | None = None, by: Seat | None = None) -> Publication:
    """Return a proposed publication."""
    given = ProposalInput(case_id=(case or make_decided()).pk, reason="有群众申请。")
    return propose_publications(by or make_publisher(), [given])[0]


def confirmation(publication: Publication, **changes: Any) -> ConfirmationInput:
    """Return that somebody looked at the copy as it would be published."""
    options = changes.pop("options", CopyOptions())
    seen = copy_of(publication, options).digest
    usual: dict[str, Any] = {
        "publication_id": publication.pk,
        "seen_hash": seen,
        "options": options,
        "has_influence": True,
    }
    return ConfirmationInput(**(usual | changes))


def make_published(case: Case | None = None, **changes: Any) -> Publication:
    """Return a decision that is public; nothing had to be hidden in its text."""
    row = make_proposal(case)
    return confirm_publications(make_publisher(), [confirmation(row, **changes)])[0]
