"""The form of a step of an ordinary case: asked by the law, filled from the file.

No field is asked for that an earlier step has said: a form starts with what the file knows.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.evidence.queries import devices_on
from fazhi.kernel import clock
from fazhi.law.case_acts import CaseAct, OnFile
from fazhi.law.facts import PenaltyKind
from fazhi.law.particulars import Holds, Particular, particular
from fazhi.law.procedure import Step
from fazhi.law.wording import KIND_LABELS
from fazhi.proceedings.cases.ordinary.inputs import StepInput
from fazhi.registers.staff.queries import officers_on
from fazhi.web.console.particular_fields import as_said, plain_field
from fazhi.web.design.wording import said
from fazhi.web.forms import PageForm

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case

#: What a step may say beyond what it must.
_ALSO: Mapping[str, tuple[str, ...]] = {
    "interview_record": ("is_party", "is_guardian_present", "is_interpreter_present"),
    "gather_evidence": (
        "is_lawfully_obtained", "device", "device_record_audited", "device_party_informed",
    ),
    "preservation_result": ("reason",),
    "sampling": ("place",),
    "reinspection": ("was_corrected",),
    "investigation_report": (
        "is_proved", "kinds", "fine", "leniency", "is_complex", "is_grave",
        "touches_public_interest", "is_reviewed_by_other_law",
    ),
    "prior_notice": ("fine", "tells_hearing_right"),
    "statement_and_defence": ("waives_hearing",),
    "hearing": ("agents", "is_closed", "reason"),
    "squad_review": ("marked",),
    "legality_review": ("marked", "is_first_review", "has_qualification"),
    "head_approval": ("marked",),
    "decision": ("kinds", "fine", "is_educated", "receiver", "suspicion"),
}  # fmt: skip
#: What a form does not ask: the number of a decision is drawn, handlers stand on the case.
_NOT_ASKED = frozenset({"number", "handlers"})
#: Particulars that name a member of the staff.
_PERSONS = frozenset({"chair", "recused"})
#: From which step, newest first, a form takes what was said already.
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "investigation_report": ("case_filing",),
    "prior_notice": ("investigation_report",),
    "head_approval": ("investigation_report",),
    "decision": ("head_approval", "prior_notice", "investigation_report"),
}
#: Answers that are usually yes; everything else a person says himself.
_USUALLY_YES = frozenset({"is_lawfully_obtained"})


class StepForm(PageForm):
    """A step of a case as the person who takes it fills it in."""

    key = forms.CharField(widget=forms.HiddenInput)
    happened_at = forms.DateTimeField(
        label=gettext_lazy("办理时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )

    def __init__(self, case: "Case", step: Step, file: OnFile, *args: Any, **kwargs: Any) -> None:
        """Offer the fields of the step, filled with what the file knows."""
        known = _known(step, file)
        initial = {
            "key": uuid4().hex,
            "happened_at": clock.local(clock.now()).replace(tzinfo=None, second=0, microsecond=0),
            **known,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self._case, self._step = case, step
        for key in asked_of(step):
            self.fields[key] = self._field(particular(key))
            # The law, not the form, says that it is missing: with its article and what to do.
            self.fields[key].is_owed = key in step.contains  # type: ignore[attr-defined]
        if step.by == ("officers",):
            self.fields["officers"] = self._handlers()

    def given(self) -> StepInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        says = {key: as_said(particular(key), data[key]) for key in asked_of(self._step)}
        if self._step.name == "case_filing":
            says["handlers"] = tuple(
                each.officer.name for each in self._case.officers.select_related("officer")
            )
        return StepInput(
            key=data["key"],
            case_id=self._case.pk,
            step=self._step.name,
            happened_at=data["happened_at"],
            says={key: value for key, value in says.items() if value not in (None, "", ())},
            officer_ids=tuple(UUID(each) for each in data.get("officers", ())),
        )

    def _field(self, one: Particular) -> forms.Field:
        label = said(one.label)
        if one.key in _PERSONS:
            staff = officers_on(self._case.authority, clock.today())
            named = [(str(each.id), each.name) for each in staff]
            return forms.ChoiceField(
                label=label, choices=[("", _("请选择")), *named], required=False
            )
        if one.key == "device":
            devices = devices_on(self._case.authority, clock.today())
            numbered = [(each.number, str(each)) for each in devices]
            return forms.ChoiceField(
                label=label, choices=[("", _("不是设备取得")), *numbered], required=False
            )
        if one.holds is Holds.CHOICE:
            words = [(word, said(text)) for word, text in _choices(one, self._step)]
            return forms.ChoiceField(
                label=label, choices=[("", _("请选择")), *words], required=False
            )
        if one.holds is Holds.KINDS:
            return forms.MultipleChoiceField(
                label=label,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[
                    (kind.value, said(KIND_LABELS[kind]))
                    for kind in PenaltyKind
                    if kind.value in self._case.power.penalty_kinds
                ],
            )
        return plain_field(one)

    def _handlers(self) -> forms.Field:
        handlers = self._case.officers.select_related("officer").order_by("-part", "id")
        named = [(str(each.officer_id), each.officer.name) for each in handlers]
        return forms.MultipleChoiceField(
            label=_("办理人员"),
            choices=named,
            initial=[key for key, _name in named],
            widget=forms.CheckboxSelectMultiple,
        )


def asked_of(step: Step) -> tuple[str, ...]:
    """Return the particulars that the form of a step asks for."""
    wanted = (*step.contains, *_ALSO.get(step.name, ()))
    return tuple(key for key in wanted if key not in _NOT_ASKED)


def _known(step: Step, file: OnFile) -> dict[str, object]:
    """Return what earlier steps said of the particulars of this one: the newest source first."""
    found: dict[str, object] = {key: True for key in asked_of(step) if key in _USUALLY_YES}
    sources: list[CaseAct] = [
        act for name in _SOURCES.get(step.name, ()) if (act := file.last(name)) is not None
    ]
    for key in asked_of(step):
        value = next((act.says[key] for act in sources if key in act.says), None)
        if value is not None:
            found[key] = list(value) if isinstance(value, tuple) else value
    return found


def _choices(one: Particular, step: Step) -> list[tuple[str, Any]]:
    """Return the words that fit the step: a review passes or returns, a hearing is held or not."""
    words = list(one.choices.items())
    if one.key != "outcome":
        return words
    reviews = {"passed", "returned"}
    is_hearing = step.name == "hearing"
    return [(word, text) for word, text in words if (word in reviews) != is_hearing]
