"""The forms of review rounds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.registers.competence.choices import JudgementOutcome
from fazhi.registers.competence.inputs import JudgementInput
from fazhi.web.forms import PageForm


class RoundForm(PageForm):
    """A new round."""

    title = forms.CharField(label=_("评估名称"), max_length=100)


class JudgementForm(PageForm):
    """One opinion with its reason on the items that were ticked."""

    outcome = forms.ChoiceField(
        label=_("意见"), choices=JudgementOutcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("理由"), max_length=300)

    def given(self, codes: list[str]) -> list[JudgementInput]:
        """Return what is said of each item, as the action takes it."""
        data = self.cleaned_data
        outcome = JudgementOutcome(data["outcome"])
        return [JudgementInput(code, outcome, data["reason"]) for code in codes]


class SignatureForm(PageForm):
    """The head signs; there is nothing to fill in."""


class AdoptionForm(PageForm):
    """What the body above approved."""

    approval_number = forms.CharField(label=_("批准文号"), max_length=100)
    last_day = forms.DateField(
        label=_("退回事项的最后一日"),
        initial=clock.today,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
