"""Forms of parking referrals."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.choices import VehicleType
from fazhi.proceedings.cases.inputs import ReferralInput
from fazhi.proceedings.issues.inputs import Spot
from fazhi.registers.staff.queries import officer_of, officers_on
from fazhi.web.forms import PageForm
from fazhi.web.photographs import PhotographField


class ReferralForm(PageForm):
    """A vehicle on the pavement: what it is, where and when, two photographs."""

    key = forms.CharField(widget=forms.HiddenInput)
    plate = forms.CharField(label=gettext_lazy("车牌号"), max_length=16)
    vehicle_type = forms.ChoiceField(label=gettext_lazy("车辆类型"), choices=VehicleType.choices)
    appearance = forms.CharField(label=gettext_lazy("外观（颜色、品牌）"), max_length=32)
    noticed_at = forms.DateTimeField(
        label=gettext_lazy("发现时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    place = forms.CharField(label=gettext_lazy("地点"), max_length=200)
    longitude = forms.FloatField(label=gettext_lazy("经度"), min_value=70, max_value=140)
    latitude = forms.FloatField(label=gettext_lazy("纬度"), min_value=0, max_value=60)
    co_host = forms.ChoiceField(label=gettext_lazy("同行执法人员"), required=False)
    first = PhotographField(label=gettext_lazy("照片一（全车和人行道）"))
    second = PhotographField(label=gettext_lazy("照片二（车牌）"))

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the colleagues who are on the staff today."""
        super().__init__(*args, **kwargs)
        mine = officer_of(seat)
        self.host = mine.id if mine else None
        colleagues = [
            (str(each.id), each.name)
            for each in officers_on(seat.authority, clock.today())
            if each.field and each.id != self.host
        ]
        self.fields["co_host"].choices = [("", _("请选择")), *colleagues]  # type: ignore[attr-defined]

    def given(self) -> ReferralInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        officers = [self.host, UUID(data["co_host"]) if data["co_host"] else None]
        return ReferralInput(
            key=data["key"],
            plate=data["plate"],
            vehicle_type=VehicleType(data["vehicle_type"]),
            appearance=data["appearance"],
            spot=Spot(data["place"], data["longitude"], data["latitude"]),
            noticed_at=data["noticed_at"],
            officer_ids=tuple(each for each in officers if each),
            photograph_ids=tuple(data[name].pk for name in ("first", "second")),
        )


class ReviewForm(PageForm):
    """The review of one referral."""

    is_passed = forms.TypedChoiceField(
        label=gettext_lazy("审核意见"),
        choices=[("yes", gettext_lazy("通过")), ("no", gettext_lazy("不通过"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("不通过的理由"), required=False, max_length=200)


class ContestAnswerForm(PageForm):
    """The answer to one contest of the owner."""

    contest = forms.UUIDField(widget=forms.HiddenInput)
    is_upheld = forms.TypedChoiceField(
        label=gettext_lazy("核实结果"),
        choices=[("yes", gettext_lazy("异议成立")), ("no", gettext_lazy("异议不成立"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("答复"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class HandOverForm(PageForm):
    """To whom the reviewed referrals go."""

    receiver = forms.CharField(label=gettext_lazy("接收单位"), max_length=64)


class ReceiptForm(PageForm):
    """The number of the receipt that came back."""

    receipt_number = forms.CharField(label=gettext_lazy("回执编号"), max_length=64)
