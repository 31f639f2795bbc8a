"""The forms of custody: each asks what one action is given, and nothing the row knows."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.evidence.choices import (
    ENDS_OF,
    CustodyEntryKind,
    EndedAs,
    HeldAs,
)
from fazhi.capabilities.evidence.inputs import (
    DeliveryInput,
    HandOverAnswer,
    HandOverInput,
    NoteInput,
    OutcomeInput,
    ReceiptInput,
)
from fazhi.capabilities.evidence.models import Exhibit, Holding
from fazhi.capabilities.evidence.queries import store_rooms_on
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.web.console.meetings.choosing import MOMENT, staff_choices
from fazhi.web.forms import PageForm

NOBODY = ("", gettext_lazy("请选择"))
_WHY = gettext_lazy("事由")
NO_NAMES = gettext_lazy("不写个人信息。")


def now_local() -> dt.datetime:
    """Return the present as a form starts with it."""
    return clock.local(clock.now()).replace(tzinfo=None, second=0, microsecond=0)


def moment_field(label: Any) -> forms.DateTimeField:
    """Return a field for a moment, by default now."""
    return forms.DateTimeField(
        label=label,
        initial=now_local,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT],
    )


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """Return a field for a day, by default today where it must be filled."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    initial = clock.today if required else None
    return forms.DateField(label=label, required=required, initial=initial, widget=widget)


def reason_field(label: Any = _WHY) -> forms.CharField:
    """Return a field for a reason, which names nobody."""
    return forms.CharField(label=label, max_length=200, help_text=NO_NAMES)


def store_room_choices(seat: Seat) -> list[tuple[str, Any]]:
    """Return the places of keeping in use today."""
    rooms = store_rooms_on(seat, clock.today())
    return [NOBODY, *((str(each.pk), each.name) for each in rooms)]


class HoldingsForm(PageForm):
    """Things held for a file that no step of a case takes by itself."""

    dossier = forms.CharField(
        label=gettext_lazy("案卷编号"),
        max_length=12,
        help_text=gettext_lazy(
            "案卷页面地址中的编号；先行登记保存、抽样在案件步骤中办理，自动登记。"
        ),
    )
    kind = forms.ChoiceField(label=gettext_lazy("控制方式"), choices=HeldAs.choices)
    since = day_field(gettext_lazy("起始日"))
    items = forms.CharField(
        label=gettext_lazy("物品清单"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("每行一件：名称 数量单位，状况。例如：摊车 1辆，轮胎破损"),
    )
    place = forms.CharField(
        label=gettext_lazy("就地保存的地点"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("运回的不填，入库时登记。"),
    )
    officers = forms.MultipleChoiceField(
        label=gettext_lazy("经手执法人员"), widget=forms.SelectMultiple(attrs={"size": 6})
    )
    before = forms.ChoiceField(label=gettext_lazy("接续的保管财物"), required=False)

    def __init__(self, seat: Seat, continued: Sequence[Holding], *args: Any, **kwargs: Any) -> None:
        """Offer the staff of today, and the things that stay under another ground."""
        super().__init__(*args, **kwargs)
        left = [(str(each.pk), str(each)) for each in continued]
        self.fields["officers"].choices = staff_choices(seat, clock.today())  # type: ignore[attr-defined]
        self.fields["before"].choices = [NOBODY, *left]  # type: ignore[attr-defined]


class ReceiptForm(PageForm):
    """A thing counted into the store-room."""

    store_room = forms.ChoiceField(label=gettext_lazy("保管场所"))
    shelf = forms.CharField(label=gettext_lazy("货位"), max_length=32, required=False)
    amount = forms.DecimalField(
        label=gettext_lazy("数量"), max_digits=12, decimal_places=3, min_value=0
    )
    unit = forms.CharField(label=gettext_lazy("单位"), max_length=8)
    condition = forms.CharField(label=gettext_lazy("状况"), max_length=200)
    giver = forms.ChoiceField(label=gettext_lazy("交出人"), required=False)
    at = moment_field(gettext_lazy("入库时间"))

    def __init__(self, seat: Seat, holding: Holding, *args: Any, **kwargs: Any) -> None:
        """Start with what the list of the step says of the thing."""
        known = {
            "amount": holding.amount,
            "unit": holding.unit,
            "condition": holding.condition,
            "shelf": holding.shelf,
        }
        super().__init__(*args, initial=known, **kwargs)
        takers = [
            (str(each.officer_id), each.officer.name)
            for each in holding.officers.select_related("officer").order_by("id")
        ]
        self.fields["store_room"].choices = store_room_choices(seat)  # type: ignore[attr-defined]
        self.fields["giver"].choices = [NOBODY, *takers]  # type: ignore[attr-defined]
        self._holding = holding

    def given(self) -> ReceiptInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return ReceiptInput(
            holding_id=self._holding.pk,
            store_room_id=UUID(data["store_room"]),
            amount=data["amount"],
            unit=data["unit"],
            condition=data["condition"],
            at=data["at"],
            shelf=data["shelf"],
            giver_id=UUID(data["giver"]) if data["giver"] else None,
        )


class HandOverForm(PageForm):
    """An exhibit or a thing offered to another officer."""

    to_officer = forms.ChoiceField(label=gettext_lazy("移交给"))
    store_room = forms.ChoiceField(label=gettext_lazy("移至保管场所"), required=False)
    reason = reason_field()

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the staff and the places of today."""
        super().__init__(*args, **kwargs)
        self.fields["to_officer"].choices = [NOBODY, *staff_choices(seat, clock.today())]  # type: ignore[attr-defined]
        self.fields["store_room"].choices = store_room_choices(seat)  # type: ignore[attr-defined]

    def given(self, thing: "Exhibit | Holding") -> HandOverInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return HandOverInput(
            to_officer_id=UUID(data["to_officer"]),
            reason=data["reason"],
            exhibit_id=thing.pk if isinstance(thing, Exhibit) else None,
            holding_id=thing.pk if isinstance(thing, Holding) else None,
            store_room_id=UUID(data["store_room"]) if data["store_room"] else None,
        )


class AnswerForm(PageForm):
    """What the receiver says to a hand-over."""

    is_accepted = forms.ChoiceField(
        label=gettext_lazy("答复"),
        choices=[("yes", gettext_lazy("接收")), ("no", gettext_lazy("拒绝接收"))],
        widget=forms.RadioSelect,
    )
    condition = forms.CharField(label=gettext_lazy("清点状况"), max_length=200, required=False)
    reason = reason_field(gettext_lazy("说明"))

    def given(self, offer_id: UUID) -> HandOverAnswer:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return HandOverAnswer(
            offer_id=offer_id,
            is_accepted=data["is_accepted"] == "yes",
            reason=data["reason"],
            condition=data["condition"],
        )


class NoteForm(PageForm):
    """Something that happened to an exhibit or a thing held."""

    kind = forms.ChoiceField(label=gettext_lazy("流转"))
    at = moment_field(gettext_lazy("时间"))
    receiver = forms.CharField(
        label=gettext_lazy("本机关以外的接收人"), max_length=64, required=False
    )
    store_room = forms.ChoiceField(label=gettext_lazy("保管场所"), required=False)
    reason = reason_field()

    def __init__(
        self, seat: Seat, kinds: Sequence[CustodyEntryKind], *args: Any, **kwargs: Any
    ) -> None:
        """Offer what can be noted of the thing."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [NOBODY, *((each.value, each.label) for each in kinds)]  # type: ignore[attr-defined]
        if CustodyEntryKind.RECEIVED in kinds:
            self.fields["store_room"].choices = store_room_choices(seat)  # type: ignore[attr-defined]
        else:
            del self.fields["store_room"]

    def given(self, thing: "Exhibit | Holding") -> NoteInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        room = data.get("store_room")
        return NoteInput(
            kind=CustodyEntryKind(data["kind"]),
            at=data["at"],
            reason=data["reason"],
            exhibit_id=thing.pk if isinstance(thing, Exhibit) else None,
            holding_id=thing.pk if isinstance(thing, Holding) else None,
            receiver=data["receiver"],
            store_room_id=UUID(room) if room else None,
        )


class OutcomeForm(PageForm):
    """What becomes of a thing held."""

    end = forms.ChoiceField(label=gettext_lazy("处理方式"))
    decided_on = day_field(gettext_lazy("处理日"))
    reason = reason_field(gettext_lazy("依据和理由"))

    def __init__(self, holding: Holding, *args: Any, **kwargs: Any) -> None:
        """Offer the ways out of the ground on which the thing is held."""
        super().__init__(*args, **kwargs)
        ends = ENDS_OF[HeldAs(holding.kind)]
        self.fields["end"].choices = [NOBODY, *((each.value, each.label) for each in ends)]  # type: ignore[attr-defined]
        self._holding = holding

    def given(self) -> OutcomeInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return OutcomeInput(
            holding_id=self._holding.pk,
            end=EndedAs(data["end"]),
            decided_on=data["decided_on"],
            reason=data["reason"],
        )


class DeliveryForm(PageForm):
    """A thing that leaves the store-room."""

    receiver = forms.CharField(label=gettext_lazy("领取人、接收单位"), max_length=64)
    at = moment_field(gettext_lazy("出库时间"))
    reason = reason_field(gettext_lazy("依据"))

    def given(self, holding: Holding) -> DeliveryInput:
        """Return what was entered as the action takes it."""
        return DeliveryInput(holding_id=holding.pk, **self.cleaned_data)


def words_of_acts() -> dict[str, str]:
    """Return what the acts on a thing are called on its page."""
    return {
        "receipt": _("入库"),
        "hand_over": _("移交"),
        "notes": _("登记流转"),
        "outcome": _("作出处理决定"),
        "delivery": _("出库交付"),
    }
