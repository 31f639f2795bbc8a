"""Closed lists of compulsory measures, shared by pages and law."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.law.instrument import InstrumentKind


class MeasureKind(models.TextChoices):
    """Which measure is taken; the words are those of 《行政强制法》第九条."""

    SEALING = "sealing", _("查封")
    SEIZURE = "seizure", _("扣押")


class BasisKind(models.TextChoices):
    """What the provision stands in that gives the measure; only the first two may give one."""

    STATUTE = InstrumentKind.STATUTE.value, _("法律")
    REGULATION = InstrumentKind.REGULATION.value, _("行政法规、地方性法规")
    RULE = InstrumentKind.RULE.value, _("规章")
    NORMATIVE_DOCUMENT = InstrumentKind.NORMATIVE_DOCUMENT.value, _("规范性文件")


class MeasureStatus(models.TextChoices):
    """The label on a list, derived from the steps on file."""

    PROPOSED = "proposed", _("待批准")
    DECLINED = "declined", _("未批准")
    READY = "ready", _("待实施")
    UNAPPROVED = "unapproved", _("已实施，待补办批准")
    STANDING = "standing", _("查封、扣押中")
    MUST_LIFT = "must_lift", _("应当解除")
    RETURNING = "returning", _("已解除，待退还")
    ENDED = "ended", _("已处理完毕")


#: While a measure has one of these, nothing is held: it has not begun, or it is over.
AT_REST = frozenset({MeasureStatus.DECLINED, MeasureStatus.ENDED})
NOT_BEGUN = frozenset({MeasureStatus.PROPOSED, MeasureStatus.READY})

#: Kinds of tasks that measures give.
MEASURE_TASK = "measure.step"

#: The office's own rule, not law: a proposal waits for no more than so many working days.
PROPOSAL_DAYS = 1
