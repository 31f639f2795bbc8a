"""The forms of the steps on an issue; each asks for what the step must say."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.tasks.inputs import Assignee
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.registers.places.queries import grids_on
from fazhi.registers.staff.queries import officers_on, units_on
from fazhi.web.forms import PageForm
from fazhi.web.photographs import PhotographField

_LONGEST_NOTE = 500


def _words(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=_LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HandlingForm(PageForm):
    """What was done, with a photograph where there is one."""

    note = _words(gettext_lazy("做了什么、结果如何"))
    photograph = PhotographField(
        label=gettext_lazy("处置后照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )


class ReturnForm(PageForm):
    """Why it is not ours."""

    reason = _words(gettext_lazy("退回理由"))


class VerificationForm(PageForm):
    """What the check found."""

    result = forms.ChoiceField(
        label=gettext_lazy("核查结果"),
        choices=[
            ("resolved", gettext_lazy("已办好")),
            ("unresolved", gettext_lazy("没有办好，退回主办")),
        ],
        widget=forms.RadioSelect,
    )
    note = _words(gettext_lazy("说明（没有办好的必填）"), required=False)


class ClosingForm(PageForm):
    """The answer for the finder and for those who reported it."""

    answer = _words(gettext_lazy("给发现人、反映人的答复"))


class AssignmentForm(PageForm):
    """Who is to deal with it, and why he."""

    assignee = forms.ChoiceField(label=gettext_lazy("派给"))
    reason = _words(gettext_lazy("派单说明"))

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the officers, units and grids of today."""
        super().__init__(*args, **kwargs)
        today = clock.today()
        people = [
            (f"officer:{each.id}", each.name)
            for each in officers_on(seat.authority, today)
            if each.field
        ]
        units = [(f"unit:{each.id}", each.name) for each in units_on(seat.authority, today)]
        grids = [(f"grid:{each.code}", each.name) for each in grids_on(seat.authority, today)]
        self.fields["assignee"].choices = [  # type: ignore[attr-defined]
            ("", _("请选择")),
            (f"role:{Role.DISPATCHER.value}", str(Role.DISPATCHER.label)),
            (_("执法人员"), people),
            (_("科室（队）"), units),
            (_("网格"), grids),
        ]

    def chosen(self) -> Assignee:
        """Return who was chosen."""
        kind, _sign, key = self.cleaned_data["assignee"].partition(":")
        match kind:
            case "officer":
                return Assignee.officer(UUID(key))
            case "unit":
                return Assignee.unit(UUID(key))
            case "grid":
                return Assignee.grid(key)
            case _:
                return Assignee.role(Role(key))
