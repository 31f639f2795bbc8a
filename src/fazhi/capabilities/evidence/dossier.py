"""Everything in custody for one dossier, and what of it is not in order on a day."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.choices import CustodyEntryKind
from fazhi.capabilities.evidence.models import CustodyEntry, Exhibit, FootageBinding, Holding
from fazhi.capabilities.evidence.queries import (
    admissibility_of,
    footage_of,
    holdings_of,
    logs_of_exhibits,
    logs_of_holdings,
    standing_answers,
    unrecorded_among,
    where_kept,
)
from fazhi.capabilities.evidence.standing import has
from fazhi.kernel.models import Dossier
from fazhi.law.answer import Answer


@dataclass(frozen=True, slots=True)
class KeptExhibit:
    """An exhibit with where its original is and what is not in order with it."""

    exhibit: Exhibit
    kept: str
    is_unexplained: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """Something in custody that is not in order: what it is about, and what the law says.

    What no rule speaks of, a difference of hashes, has words of its own and no answer.
    """

    about: str
    answer: Answer | None = None
    words: str = ""
    next_step: str = ""
    exhibit_id: UUID | None = None
    holding_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DossierCustody:
    """The exhibits, things and recordings of a dossier."""

    exhibits: tuple[KeptExhibit, ...]
    holdings: tuple[Holding, ...]
    footage: tuple[FootageBinding, ...]
    concerns: tuple[Concern, ...]


def custody_of(dossier: Dossier, day: dt.date) -> DossierCustody:
    """Gather what is in custody for a dossier that the caller may see, in a few statements."""
    rows = Exhibit.objects.filter(dossier=dossier).order_by("captured_at", "id")
    exhibits = list(
        rows.select_related("attachment", "officer", "device").prefetch_related(
            "device__qualifications"
        )
    )
    logs = logs_of_exhibits(exhibits) if exhibits else {}
    holdings, footage = holdings_of(dossier), footage_of(dossier)
    kept = [_kept(each, logs.get(each.pk, [])) for each in exhibits]
    logs_of_things = logs_of_holdings(holdings) if holdings else {}
    return DossierCustody(
        exhibits=tuple(kept),
        holdings=tuple(holdings),
        footage=tuple(footage),
        concerns=(
            *_unrecorded(holdings, footage),
            *_standing(holdings, logs_of_things, day),
            *_of_exhibits(kept),
        ),
    )


def _kept(exhibit: Exhibit, log: Sequence[CustodyEntry]) -> KeptExhibit:
    answers = admissibility_of(exhibit, log)
    return KeptExhibit(
        exhibit=exhibit,
        kept=where_kept(log),
        is_unexplained=exhibit.is_altered and not has(log, CustodyEntryKind.EXPLAINED),
        answers=tuple(answer for answer in answers if not answer.holds),
    )


def _unrecorded(
    holdings: Sequence[Holding], footage: Sequence[FootageBinding]
) -> Iterator[Concern]:
    for holding, answer in unrecorded_among(holdings, footage):
        words = f"{holding.get_kind_display()} {holding.since}"
        yield Concern(words, answer, holding_id=holding.pk)


def _standing(
    holdings: Sequence[Holding], logs: Mapping[UUID, list[CustodyEntry]], day: dt.date
) -> Iterator[Concern]:
    for holding in holdings:
        for answer in standing_answers(holding, logs.get(holding.pk, []), day):
            yield Concern(str(holding), answer, holding_id=holding.pk)


def _of_exhibits(kept: Sequence[KeptExhibit]) -> Iterator[Concern]:
    for each in kept:
        if each.is_unexplained:
            yield Concern(
                about=each.exhibit.label,
                words=_("文件与取证时的指纹不一致。"),
                next_step=_("重新上传原始文件，或者在这件证据上说明原因。"),
                exhibit_id=each.exhibit.pk,
            )
        for answer in each.answers:
            yield Concern(each.exhibit.label, answer, exhibit_id=each.exhibit.pk)
