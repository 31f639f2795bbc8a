"""The rows of publication."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_code, new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.outcomes.publication.choices import PublicationState, RepairState


def new_public_code() -> str:
    """Return the random code that stands in the address of a published decision."""
    return new_code(12)


class Publication(OwnedModel):
    """The publication (公开) of one decision: whether, by whom confirmed, from when, until when.

    `copy` is what the public reads, as JSON: a derived object with its own hash, while the document
    keeps the original. What was hidden is not kept here; it can be found again in the original.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True, default=new_public_code)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="publications")
    document = models.OneToOneField(
        "capabilities_documents.Document", on_delete=models.PROTECT, related_name="publication"
    )
    number = models.CharField(_("决定书文号"), max_length=64)
    title = models.CharField(_("案由"), max_length=500)
    party = models.CharField(_("被处罚人（公开稿）"), max_length=200, blank=True)
    field = models.CharField(_("领域"), max_length=24)
    decided_on = models.DateField(_("决定日期"))
    due_on = models.DateField(_("公开期限"))
    state = models.CharField(
        _("状态"),
        max_length=16,
        choices=PublicationState.choices,
        default=PublicationState.PROPOSED,
    )
    #: Why it is proposed, published or not; for the house.
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    has_influence = models.BooleanField(_("具有一定社会影响"), null=True)
    until = models.DateField(_("公示截止日"), null=True)
    copy = models.TextField(_("公开稿"), blank=True)
    copy_hash = models.CharField(_("公开稿指纹"), max_length=64, blank=True)
    #: How many stretches of each kind were hidden in the text; no value of them.
    hidden = models.JSONField(_("隐去的处数"), default=dict)
    #: The rules that were asked and what was not in order.
    grounds = models.JSONField(default=list)
    confirmed_by_id = models.UUIDField(_("核对人"), null=True)
    reviewed_by_id = models.UUIDField(_("复核人"), null=True)
    published_on = models.DateField(_("公开日"), null=True)
    #: The day on which the decision fell or was changed; from then on nothing of it is shown.
    fallen_on = models.DateField(_("决定变更、撤销日"), null=True)
    withdraw_due_on = models.DateField(_("撤回期限"), null=True)
    withdrawn_on = models.DateField(_("撤回日"), null=True)
    #: For the public: why it was withdrawn.
    explanation = models.CharField(_("撤回说明"), max_length=500, blank=True)
    ended_on = models.DateField(_("停止公示日"), null=True)
    task = models.ForeignKey(
        "capabilities_tasks.Task", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("处罚决定公开")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state=PublicationState.PUBLISHED)
                | (
                    Q(confirmed_by_id__isnull=False, published_on__isnull=False)
                    & ~Q(copy="")
                    & ~Q(copy_hash="")
                ),
                name="nothing_is_published_unconfirmed",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by_id__isnull=True)
                | ~Q(reviewed_by_id=models.F("confirmed_by_id")),
                name="a_second_look_is_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.WITHDRAWN)
                | (Q(withdrawn_on__isnull=False) & ~Q(explanation="")),
                name="a_withdrawal_is_explained",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.NOT_PUBLISHED) | ~Q(reason=""),
                name="a_decline_has_its_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-decided_on", "-id"], name="publications_newest"),
            models.Index(fields=["authority", "state", "due_on"], name="publications_due"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_state_display()}"

    @property
    def is_to_withdraw(self) -> bool:
        """Tell whether it is hidden and still owes its explanation."""
        return self.state == PublicationState.PUBLISHED and self.fallen_on is not None

    @property
    def owed_by(self) -> dt.date | None:
        """Return the day by which the house owes something, if it does."""
        if self.is_to_withdraw:
            return self.withdraw_due_on
        is_open = self.state in {PublicationState.PROPOSED, PublicationState.CONFIRMED}
        return self.due_on if is_open else None

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; nothing of the text."""
        return {
            "publication": str(self.id),
            "dossier": str(self.dossier_id),
            "document": str(self.document_id),
            "state": self.state,
            "copy_hash": self.copy_hash,
        }


class CreditRepair(PersonalModel):
    """An application for credit repair (信用修复): that the decision is no longer shown."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="repairs")
    statement = SealedTextField(_("申请内容"))
    requested_at = models.DateTimeField(_("申请时间"))
    state = models.CharField(
        _("状态"), max_length=8, choices=RepairState.choices, default=RepairState.WAITING
    )
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("答复时间"), null=True)
    decided_by_id = models.UUIDField(_("经办人"), null=True)

    class Meta:
        verbose_name = _("信用修复申请")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(state=RepairState.WAITING),
                name="one_repair_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=RepairState.WAITING) | ~Q(answer=""),
                name="a_repair_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.requested_at:%Y-%m-%d}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; what was said stays in it."""
        return {
            "credit_repair": str(self.id),
            "publication": str(self.publication_id),
            "state": self.state,
        }
