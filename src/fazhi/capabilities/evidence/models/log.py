"""The log of custody: every receipt, hand-over, viewing-out, return and export, one row each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.evidence.choices import CustodyEntryKind
from fazhi.capabilities.evidence.models.exhibits import Exhibit
from fazhi.capabilities.evidence.models.holdings import Holding, StoreRoom
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.personal import PersonalModel, SealedTextField

_OFFICER = "registers_staff.Officer"


class CustodyEntry(PersonalModel):
    """What happened to an exhibit or a thing held (保管流转记录): by whom, when and why.

    A hand-over is an offer and the answer of the receiver: two rows, by two people. Who outside the
    office received a thing is a person, so the name is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, null=True, related_name="log")
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, null=True, related_name="log")
    kind = models.CharField(_("流转"), max_length=12, choices=CustodyEntryKind.choices)
    at = models.DateTimeField(_("时间"))
    recorded_at = models.DateTimeField(_("登记时间"))
    account_id = models.UUIDField(_("经办人"))
    officer = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("交出人")
    )
    to_officer = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("接收人")
    )
    receiver = SealedTextField(_("本机关以外的接收人"))
    reason = models.CharField(_("事由"), max_length=200)
    #: An answer names the offer that it answers; nobody answers twice.
    offer = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="answer")
    store_room = models.ForeignKey(StoreRoom, on_delete=models.PROTECT, null=True, related_name="+")
    amount = models.DecimalField(_("数量"), max_digits=12, decimal_places=3, null=True)
    condition = models.CharField(_("状况"), max_length=200, blank=True)
    document = models.ForeignKey(
        "capabilities_documents.Document", on_delete=models.PROTECT, null=True, related_name="+"
    )
    grounds = models.JSONField(default=list)
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("保管流转记录")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(exhibit__isnull=True) ^ Q(holding__isnull=True),
                name="an_entry_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(offer__isnull=False, kind__in=["accepted", "declined"])
                | (Q(offer__isnull=True) & ~Q(kind__in=["accepted", "declined"])),
                name="an_answer_names_its_offer",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_entry_says_why"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["exhibit", "at"], name="log_of_exhibit"),
            models.Index(fields=["holding", "at"], name="log_of_holding"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this entry; names and reasons stay in the row."""
        return {
            "custody_entry": str(self.id),
            "exhibit": str(self.exhibit_id) if self.exhibit_id else None,
            "holding": str(self.holding_id) if self.holding_id else None,
            "kind": self.kind,
        }
