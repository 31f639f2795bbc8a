"""The rows of returns: the annual report, its sections and what they said before."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import OwnedModel


class AnnualReport(OwnedModel):
    """The annual report of a year (年度报告); once locked, its figures stand as they were."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField(_("年份"))
    drafted_at = models.DateTimeField(_("起草时间"))
    locked_at = models.DateTimeField(_("定稿时间"), null=True)
    locked_by_id = models.UUIDField(null=True)
    #: The figures as they stood when the report was locked, by identifier.
    locked_figures = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("年度报告")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "year"], name="one_annual_report_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.year}"


class ReportSection(models.Model):
    """A section of an annual report (章节): text written by people around live figures."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    heading = models.CharField(_("标题"), max_length=100)
    text = models.TextField(_("正文"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("章节")
        ordering: ClassVar[list[str]] = ["report", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["report", "position"], name="one_section_a_position"),
        ]

    def __str__(self) -> str:
        return self.heading


class SectionVersion(models.Model):
    """What a section said before it was edited (章节旧稿)."""

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField(_("正文"), blank=True)
    replaced_at = models.DateTimeField()
    replaced_by_id = models.UUIDField()

    class Meta:
        verbose_name = _("章节旧稿")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["section", "version"], name="one_text_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.version}"
