"""The form of leaving: last day, why, and who takes over the open files."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.registers.staff.inputs import LeavingInput
from fazhi.registers.staff.models import Officer
from fazhi.registers.staff.queries import officers_on
from fazhi.web.forms import PageForm


class LeavingForm(PageForm):
    """Whose secondment ends or who leaves."""

    last_day = forms.DateField(
        label=gettext_lazy("最后一日"),
        initial=clock.today,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    successor = forms.ChoiceField(
        label=gettext_lazy("未办事项由谁接替"),
        required=False,
        help_text=gettext_lazy("接替人在最后一日的次日须仍在册。"),
    )
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200)

    def __init__(self, seat: Seat, officer: Officer, *args: Any, **kwargs: Any) -> None:
        """Offer the others who are on the staff today."""
        super().__init__(*args, **kwargs)
        self._officer = officer
        others = officers_on(seat.authority, clock.today())
        self.fields["successor"].choices = [  # type: ignore[attr-defined]
            ("", _("不指定")),
            *(
                (str(each.pk), f"{each.name}（{each.unit.name}）")
                for each in others
                if each.pk != officer.pk
            ),
        ]

    def given(self) -> LeavingInput:
        """Return what was entered as the actions take it."""
        data = self.cleaned_data
        return LeavingInput(
            officer=self._officer.pk,
            last_day=data["last_day"],
            reason=data["reason"],
            successor=UUID(data["successor"]) if data["successor"] else None,
        )
