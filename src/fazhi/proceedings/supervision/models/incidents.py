"""The rows behind the zeros of a year: what was registered, and who was asked about it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import OwnedModel
from fazhi.proceedings.supervision.choices import IncidentKind


class IncidentRecord(OwnedModel):
    """A registered incident (责任事故、违法执法、负面舆情): when it was, and when registered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("类别"), max_length=24, choices=IncidentKind.choices)
    registered_on = models.DateField(_("登记日"))
    happened_on = models.DateField(_("发生日"))
    source = models.CharField(_("来源"), max_length=100)
    description = models.CharField(_("情况"), max_length=500)
    outcome = models.CharField(_("处理结果"), max_length=500, blank=True)
    outcome_on = models.DateField(_("处理日"), null=True)

    class Meta:
        verbose_name = _("事故和舆情登记")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(registered_on__gte=F("happened_on")),
                name="an_incident_is_registered_after_it_happened",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True)
                | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="an_outcome_says_when",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "kind", "happened_on"], name="incidents_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; its words stay in the row."""
        return {
            "incident": str(self.id),
            "kind": self.kind,
            "happened_on": str(self.happened_on),
            "registered_on": str(self.registered_on),
        }


class SourceAsked(OwnedModel):
    """A source that was asked (询问来源): which one, on which day, about which days, its answer.

    A zero is worth what was asked: the figure names the sources and the day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("类别"), max_length=24, choices=IncidentKind.choices)
    source = models.CharField(_("来源"), max_length=100)
    asked_on = models.DateField(_("询问日"))
    since = models.DateField(_("询问期间自"))
    until = models.DateField(_("询问期间至"))
    answer = models.CharField(_("答复"), max_length=200)
    recorded_by_id = models.UUIDField(_("登记人"), null=True)

    class Meta:
        verbose_name = _("询问来源")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since"), asked_on__gte=F("until")),
                name="a_source_is_asked_about_days_that_were",
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(answer=""), name="a_source_asked_has_answered"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "kind", "asked_on"], name="sources_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.asked_on}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "source": self.source,
            "kind": self.kind,
            "asked_on": str(self.asked_on),
            "since": str(self.since),
            "until": str(self.until),
        }
