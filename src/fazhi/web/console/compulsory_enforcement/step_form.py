"""The forms of an enforcement: asked by the law, filled from the file and the office."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.law.enforcement_file import WAYS, EnforcedDuty, EnforcementWay
from fazhi.law.particulars import Holds, Particular, particular
from fazhi.law.procedure import Step
from fazhi.proceedings.compulsory_enforcement.choices import Duty, Way
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows, outstanding_on
from fazhi.proceedings.compulsory_enforcement.inputs import (
    EnforcementInput,
    EnforcementStepInput,
    WayInput,
)
from fazhi.registers.staff.queries import authority_of
from fazhi.web.console.particular_fields import as_said, plain_field
from fazhi.web.design.wording import said
from fazhi.web.forms import PageForm

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case
    from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement

_SCENE = ("hours", "present", "record", "is_urgent", "urgency_recorded", "reason")
_MEANS = ("cut_supply", "is_for_residents")
#: What each step is asked; whatever the file or the office knows is filled in or not asked at all.
ASKED: Mapping[str, tuple[str, ...]] = {
    "demand": ("due_on", "manner"),
    "renewed_demand": ("due_on",),
    "statement_and_defence": (
        "statement_made", "record", "was_rechecked", "is_founded", "was_adopted",
    ),
    "enforcement_decision": ("reasons", "manner", "time", "assets_are_hidden", "evidence"),
    "enforcement": (*_SCENE, *_MEANS),
    "substitute_performance_decision": (
        "harm", "reasons", "object", "manner", "time", "performer", "has_interest",
        "cost_estimate",
    ),
    "substitute_performance": (
        "is_at_once", "cleared_place", "must_go_at_once", "party_is_unable", "party_present",
        "has_supervisor", "supervisor", "performer", "hours", "present", "record", "cost",
        "is_by_force",
    ),
    "signature": ("is_signed",),
    "announcement": ("due_on", "object", "area", "ordered_by"),
    "mandate": ("number", "is_of_county_government"),
    "notice_to_attend": ("time", "removal_due_on"),
    "inventory": ("items",),
    "demolition": (
        "party_present", "has_witness", "has_photographs", "has_video", *_SCENE, *_MEANS,
    ),
    "court_enforcement_application": ("court", "is_competent_court", "object", "reason"),
    "court_refusal": ("court_answer",),
    "court_review": ("reason",),
    "enforcement_agreement": (
        "stages", "harms_others", "remedial_measures", "waived_late_fine",
    ),
    "agreement_performance": ("is_performed",),
    "agreement_breach": ("reason",),
    "suspension": ("suspension_ground", "harms_society", "reason"),
    "resumption": ("reason",),
    "termination": ("termination_ground", "reason"),
    "performance": ("performed_on",),
}  # fmt: skip
_OF_MONEY = ("amount", "receipt_number", "late_fine", "late_receipt_number")


class EnforcementStepForm(PageForm):
    """A step of an enforcement as the person who takes it fills it in."""

    key = forms.CharField(widget=forms.HiddenInput)
    happened_at = forms.DateTimeField(
        label=gettext_lazy("办理时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )

    def __init__(self, rows: EnforcementRows, step: Step, *args: Any, **kwargs: Any) -> None:
        """Offer the fields of the step, filled with what file and office know."""
        self._rows, self._step = rows, step
        self._asked = asked_of(rows, step)
        initial = {
            "key": uuid4().hex,
            "happened_at": clock.local(clock.now()).replace(tzinfo=None, second=0, microsecond=0),
            **_known(rows, step),
        }
        super().__init__(*args, initial=initial, **kwargs)
        for key in self._asked:
            self.fields[key] = _field(particular(key))
            # The law, not the form, says that it is missing: with its article and what to do.
            self.fields[key].is_owed = key in step.contains  # type: ignore[attr-defined]
        if step.by[0] == "officer":
            self.fields["officers"] = self._handlers()

    def given(self) -> EnforcementStepInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        says = {key: _as_said(particular(key), data[key]) for key in self._asked}
        return EnforcementStepInput(
            key=data["key"],
            enforcement_id=self._rows.enforcement.pk,
            step=self._step.name,
            happened_at=data["happened_at"],
            says={key: value for key, value in says.items() if value not in (None, "", ())},
            officer_ids=tuple(UUID(each) for each in data.get("officers", ())),
        )

    def _handlers(self) -> forms.Field:
        handlers = self._rows.case.officers.select_related("officer").order_by("-part", "id")
        named = [(str(each.officer_id), each.officer.name) for each in handlers]
        return forms.MultipleChoiceField(
            label=_("办理人员"),
            choices=named,
            initial=[key for key, _name in named],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class OpeningForm(PageForm):
    """A file of enforcement that is opened on a case; of a fine everything is known."""

    key = forms.CharField(widget=forms.HiddenInput)
    duty = forms.ChoiceField(label=gettext_lazy("义务种类"), choices=Duty.choices)
    way = forms.ChoiceField(label=gettext_lazy("执行途径"), choices=Way.choices)
    obligation = forms.CharField(
        label=gettext_lazy("应当履行的义务"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("罚款不用填写，由案件带入。"),
    )
    performance_due_on = forms.DateField(
        label=gettext_lazy("决定确定的履行期限"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("罚款不用填写，由案件带入。"),
    )
    own_power_basis = forms.CharField(
        label=gettext_lazy("本机关有强制执行权的法律依据"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("没有法律授权的留空，执行时应当申请人民法院。"),
    )

    def __init__(self, case: "Case", *args: Any, **kwargs: Any) -> None:
        """Start with the fine of the case, led to the court, or with what else was ordered."""
        is_fined = case.fine > 0
        initial = {
            "key": uuid4().hex,
            "duty": EnforcedDuty.MONEY if is_fined else EnforcedDuty.CLEARING,
            "way": EnforcementWay.COURT_APPLICATION,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self._case = case

    def given(self) -> EnforcementInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return EnforcementInput(
            key=data["key"],
            case_id=self._case.pk,
            duty=EnforcedDuty(data["duty"]),
            way=EnforcementWay(data["way"]),
            obligation=data["obligation"],
            performance_due_on=data["performance_due_on"],
            own_power_basis=data["own_power_basis"],
        )


class WayForm(PageForm):
    """Another way for a file, and why."""

    way = forms.ChoiceField(label=gettext_lazy("执行途径"))
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, row: "CompulsoryEnforcement", *args: Any, **kwargs: Any) -> None:
        """Offer the other ways of this duty."""
        super().__init__(*args, **kwargs)
        self._row = row
        words = dict(Way.choices)
        self.fields["way"].choices = [  # type: ignore[attr-defined]
            (way.value, words[way.value])
            for way in WAYS[EnforcedDuty(row.duty)]
            if way.value != row.way
        ]

    def given(self) -> WayInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        way = EnforcementWay(data["way"])
        return WayInput(enforcement_id=self._row.pk, way=way, reason=data["reason"])


def asked_of(rows: EnforcementRows, step: Step) -> tuple[str, ...]:
    """Return the particulars that the form of a step asks for on this file."""
    row = rows.enforcement
    is_money = row.duty == EnforcedDuty.MONEY
    if step.name == "enforcement" and row.way == EnforcementWay.COURT_APPLICATION:
        return _OF_MONEY if is_money else ("record",)
    asked = ASKED.get(step.name, ())
    if step.name == "enforcement" and is_money:
        return (*asked, *_OF_MONEY)
    if step.name == "agreement_performance" and is_money:
        return ()
    return asked


def _known(rows: EnforcementRows, step: Step) -> dict[str, object]:
    """Return what the file and the office know already."""
    if step.name == "court_enforcement_application":
        court = authority_of(rows.enforcement.authority).court
        return {"court": court, "is_competent_court": True}
    if step.name == "enforcement":
        fine, late = outstanding_on(rows, clock.today())
        return {"amount": fine or None, "late_fine": late or None}
    if step.name == "substitute_performance":
        decided = next((act for act in reversed(rows.acts) if "cost_estimate" in act.says), None)
        return {"performer": decided.word("performer")} if decided else {}
    return {}


def _field(one: Particular) -> forms.Field:
    if one.holds is Holds.CHOICE:
        words = [(word, said(text)) for word, text in one.choices.items()]
        return forms.ChoiceField(
            label=said(one.label), choices=[("", _("请选择")), *words], required=False
        )
    if one.holds is Holds.WORDS:
        return forms.CharField(
            label=said(one.label), required=False, widget=forms.Textarea(attrs={"rows": 4})
        )
    return plain_field(one)


def _as_said(one: Particular, value: Any) -> object:
    if one.holds is Holds.WORDS:
        return tuple(line.strip() for line in str(value or "").splitlines() if line.strip())
    return as_said(one, value)
