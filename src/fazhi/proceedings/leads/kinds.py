"""In what leads and cases of platforms differ; all else is the same act for both."""

from collections.abc import Mapping
from dataclasses import dataclass

from fazhi.kernel.choices import DossierKind
from fazhi.proceedings.leads.choices import IntakeKind


@dataclass(frozen=True, slots=True)
class Difference:
    """What is a kind's own: its dossier, the sign in its numbers, the task of answering it."""

    dossier: DossierKind
    sign: str
    task: str
    task_title: str


DIFFERENCES: Mapping[IntakeKind, Difference] = {
    IntakeKind.LEAD: Difference(DossierKind.LEAD, "线", "lead.answer", "答复线索"),
    IntakeKind.PLATFORM_CASE: Difference(
        DossierKind.PLATFORM_CASE, "平", "platform_case.answer", "回应平台案件"
    ),
}
