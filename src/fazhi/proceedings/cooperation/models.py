"""The rows of co-operation between this house and the agencies."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_code, new_id
from fazhi.kernel.models import Dossier
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.proceedings.cooperation.choices import (
    CooperationDirection,
    CooperationGround,
    CooperationStatus,
)


def new_agency_code() -> str:
    """Return the code by which the agency follows a request: 80 bits, cannot be guessed."""
    return new_code(16)


class CooperationRequest(PersonalModel):
    """A request for co-operation (执法协同请求): one body asks another for help in enforcement.

    `agency` is the other side, whoever asks. The subject names nobody; what the request says is
    sealed. Both sides see whether the answer was late, the agency by `agency_code`.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True)
    number = models.CharField(_("编号"), max_length=64)
    direction = models.CharField(_("方向"), max_length=8, choices=CooperationDirection.choices)
    agency = models.CharField(_("对方单位"), max_length=64)
    outside_number = models.CharField(_("对方文号"), max_length=64, blank=True)
    subject = models.CharField(_("事由"), max_length=200)
    ground = models.CharField(_("法律依据"), max_length=20, choices=CooperationGround.choices)
    content = SealedTextField(_("请求内容"))
    about = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("所涉案卷")
    )
    requested_at = models.DateTimeField(_("请求时间"))
    due_on = models.DateField(_("答复期限"))
    status = models.CharField(
        _("状态"), max_length=8, choices=CooperationStatus.choices, default=CooperationStatus.OPEN
    )
    agency_code = models.CharField(max_length=16, unique=True, default=new_agency_code)
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("执法协同请求")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="cooperation_number_once"),
            models.UniqueConstraint(
                fields=["authority", "agency", "outside_number"],
                condition=~Q(outside_number=""),
                name="cooperation_of_an_agency_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["authority", "-requested_at", "-dossier"], name="cooperation_newest"
            ),
            models.Index(fields=["authority", "status", "due_on"], name="cooperation_due"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def is_open(self) -> bool:
        """Tell whether the answer is still owed."""
        return self.status == CooperationStatus.OPEN

    @property
    def is_outgoing(self) -> bool:
        """Tell whether this house asked."""
        return self.direction == CooperationDirection.OUTGOING

    @property
    def replied_on(self) -> dt.date | None:
        """Return the day of the answer, or None."""
        reply = getattr(self, "reply", None)
        return reply.replied_on if reply else None

    @property
    def owing_unit(self) -> str:
        """Return who owes the answer: the agency, or this sub-district."""
        return self.agency if self.is_outgoing else str(_("本街道"))

    @property
    def spaced_code(self) -> str:
        """Return the agency's code in groups of four, as people read it out."""
        return "-".join(self.agency_code[at : at + 4] for at in range(0, len(self.agency_code), 4))

    def is_late_on(self, day: dt.date) -> bool:
        """Tell whether the answer came after its day, or on a day is overdue."""
        return (self.replied_on or day) > self.due_on

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; what it says stays in it."""
        return {
            "cooperation_request": str(self.pk),
            "direction": self.direction,
            "status": self.status,
            "due_on": str(self.due_on),
        }


class CooperationReply(PersonalModel):
    """The answer to a request for co-operation (执法协同答复): what was given, or why nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.OneToOneField(
        CooperationRequest, on_delete=models.CASCADE, related_name="reply"
    )
    is_declined = models.BooleanField(_("不予协助"), default=False)
    content = SealedTextField(_("答复内容"))
    attachment = models.ForeignKey(
        "kernel.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    replied_at = models.DateTimeField(_("登记时间"))
    replied_on = models.DateField(_("答复日"))
    account_id = models.UUIDField(_("登记人"))

    class Meta:
        verbose_name = _("执法协同答复")

    def __str__(self) -> str:
        return f"{self.request}：{self.replied_on}"
