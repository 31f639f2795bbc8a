"""The forms of requests for co-operation."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cooperation.choices import CooperationDirection, CooperationGround
from fazhi.proceedings.cooperation.inputs import CooperationInput
from fazhi.web.console.leads.forms import day_field, moment_field, text_field
from fazhi.web.forms import PageForm
from fazhi.web.photographs import PhotographField

if TYPE_CHECKING:
    from uuid import UUID

    from fazhi.proceedings.cooperation.models import CooperationRequest


class CooperationForm(PageForm):
    """A request, sent or received."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    direction = forms.ChoiceField(
        label=_("方向"), choices=CooperationDirection.choices, widget=forms.RadioSelect
    )
    agency = forms.CharField(label=_("对方单位"), max_length=64)
    outside_number = forms.CharField(label=_("对方文号"), required=False, max_length=64)
    subject = forms.CharField(label=_("事由"), max_length=200, help_text=_("不写个人姓名。"))
    ground = forms.ChoiceField(label=_("法律依据"), choices=CooperationGround.choices)
    content = text_field(_("请求内容"), 2000, help_text=_("加密保存；清单和留痕中不出现。"))
    case_number = forms.CharField(label=_("所涉案号"), required=False, max_length=64)
    requested_at = moment_field(_("请求时间"))
    due_on = day_field(_("答复期限"), required=False, today=False)

    def given(self, seat: Seat) -> CooperationInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        about = None
        if data["case_number"]:
            about = visible_cases(seat).filter(number=data["case_number"].strip()).first()
            if about is None:
                raise InputError({"case_number": str(_("没有这一案号，请核对。"))})
        return CooperationInput(
            direction=CooperationDirection(data["direction"]),
            ground=CooperationGround(data["ground"]),
            about_id=about.pk if about else None,
            form_key="" if data["outside_number"] else data["form_key"],
            **{name: data[name] for name in _PLAIN},
        )


class AnswerForm(PageForm):
    """The answer to a request, with a picture where there is one."""

    content = text_field(_("答复内容"), 2000, help_text=_("不予协助的，写明理由。"))
    replied_on = day_field(_("答复日"))
    attachment_id = PhotographField(
        label=_("附件（图片）"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )

    def __init__(self, row: "CooperationRequest", *args: Any, **kwargs: Any) -> None:
        """Ask what fits the request that is answered."""
        super().__init__(*args, **kwargs)
        self.row = row

    def clean_attachment_id(self) -> "UUID | None":
        """Return the id of the picture, as the action takes it."""
        kept = self.cleaned_data["attachment_id"]
        return kept.pk if kept else None


class RefusalForm(AnswerForm):
    """That a request is declined; this house says whether it lies within its powers."""

    is_within_powers = forms.TypedChoiceField(
        label=_("请求的事项是否属于本街道职权范围"),
        choices=[("no", _("不属于")), ("yes", _("属于"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("属于职权范围的应当依法予以协助（《行政处罚法》第二十六条）。"),
    )

    def __init__(self, row: "CooperationRequest", *args: Any, **kwargs: Any) -> None:
        """Ask about powers only where this house is the one that was asked."""
        super().__init__(row, *args, **kwargs)
        if row.is_outgoing:
            del self.fields["is_within_powers"]


_PLAIN = ("agency", "outside_number", "subject", "content", "requested_at", "due_on")
