"""The forms of service: each mode asks for what its law asks, and for nothing else."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.choices import (
    DELIVERIES,
    FAILURE_CHOICES,
    AnnouncementPlace,
    ElectronicChannel,
    FailureReason,
    ProofKind,
    ReceiverKind,
    ServiceMode,
    TransferUnitKind,
)
from fazhi.capabilities.service.inputs import (
    AddressInput,
    AnnouncementInput,
    FailedAttemptInput,
    ProofInput,
    ServiceInput,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.facts import PartyKind
from fazhi.registers.staff.queries import officer_of, officers_on
from fazhi.web.forms import PageForm
from fazhi.web.photographs import PhotographField

_MOMENT = "%Y-%m-%dT%H:%M"

#: What each mode asks for, beside the moment, the place and who delivered.
_FIELDS: dict[ServiceMode, tuple[str, ...]] = {
    ServiceMode.PERSONAL: (
        "recipient",
        "receiver",
        "recipient_absent",
        "agent_is_authorised",
        "signature",
    ),
    ServiceMode.LEAVING: ("recipient", "refusal", "witness", "photograph"),
    ServiceMode.ENTRUSTED: ("recipient", "note", "sent_on", "signature"),
    ServiceMode.POST: ("recipient", "note", "sent_on", "return_slip", "photograph"),
    ServiceMode.ELECTRONIC: ("arrival_record", "online_review_offered", "photograph"),
    ServiceMode.THROUGH_UNIT: ("recipient", "unit", "sent_on", "signature"),
}
_ALWAYS = ("mode", "delivered_at", "place", "servers")
_NAMED_PROOFS = {"signature": ProofKind.SIGNATURE, "witness": ProofKind.WITNESS}
_NUMBERED_PROOFS = {
    "return_slip": ProofKind.RETURN_SLIP,
    "arrival_record": ProofKind.ARRIVAL_RECORD,
}
#: What a picture shows, by mode: of the leaving, of the slip, of the screen.
_PICTURED = {
    ServiceMode.POST: ProofKind.RETURN_SLIP,
    ServiceMode.ELECTRONIC: ProofKind.ARRIVAL_RECORD,
}


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        input_formats=[_MOMENT],
    )


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget)


def _words(label: Any, *, required: bool = False, longest: int = 200) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=longest)


def _text(label: Any, *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=500, widget=widget)


def _picture(label: Any) -> PhotographField:
    return PhotographField(
        label=label, required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )


class _ServersForm(PageForm):
    """A form that asks who delivered; the person who fills it in is chosen at first."""

    servers = forms.MultipleChoiceField(
        label=gettext_lazy("送达人"),
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text=gettext_lazy("辅助人员可以送达，但须有执法人员指挥，请一并选择。"),
        required=False,
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the staff of today."""
        super().__init__(*args, **kwargs)
        staff = officers_on(seat.authority, clock.today())
        named = [(str(each.id), f"{each.name}（{each.get_post_display()}）") for each in staff]
        self.fields["servers"].choices = named  # type: ignore[attr-defined]
        mine = officer_of(seat)
        if mine is not None:
            self.fields["servers"].initial = [str(mine.id)]

    def officer_ids(self) -> tuple[UUID, ...]:
        """Return who delivered."""
        return tuple(UUID(each) for each in self.cleaned_data["servers"])


class DeliveryForm(_ServersForm):
    """A document delivered in one mode; the fields of other modes are not shown."""

    mode = forms.CharField(widget=forms.HiddenInput)
    delivered_at = _moment(gettext_lazy("送达时间"))
    recipient = _words(gettext_lazy("受送达人"), longest=64)
    receiver = forms.ChoiceField(label=gettext_lazy("谁签收"), choices=ReceiverKind.choices)
    recipient_absent = forms.BooleanField(
        label=gettext_lazy("本人不在（家属签收时勾选）"), required=False
    )
    agent_is_authorised = forms.BooleanField(
        label=gettext_lazy("授权或者指定材料在卷（代理人签收时勾选）"), required=False
    )
    signature = _words(gettext_lazy("送达回证上签名的人"), longest=64)
    refusal = _words(gettext_lazy("拒收事由"))
    witness = _words(gettext_lazy("见证人（没有照片、录像时必填）"), longest=64)
    note = _text(gettext_lazy("直接送达有何困难"))
    sent_on = _day(gettext_lazy("寄出日期"), required=False)
    return_slip = _words(gettext_lazy("回执号码"))
    arrival_record = _words(gettext_lazy("到达记录（系统、编号、时间）"))
    online_review_offered = forms.BooleanField(
        label=gettext_lazy("已同时提供互联网申请行政复议的渠道"), required=False
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("转交单位"),
        required=False,
        choices=[("", gettext_lazy("请选择")), *TransferUnitKind.choices],
    )
    place = _words(gettext_lazy("送达地点"))
    photograph = _picture(gettext_lazy("照片"))

    def __init__(self, seat: Seat, mode: ServiceMode, *args: Any, **kwargs: Any) -> None:
        """Keep the fields of the mode."""
        initial = {"mode": mode.value, "delivered_at": clock.local(clock.now())}
        super().__init__(seat, *args, initial=initial, **kwargs)
        self._mode = mode
        wanted = {*_ALWAYS, *_FIELDS[mode]}
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]

    def given(self, document: Document, photographs: tuple[UUID, ...]) -> ServiceInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return ServiceInput(
            document=document,
            mode=self._mode,
            delivered_at=data["delivered_at"],
            party=party_kind(document),
            recipient=data.get("recipient", ""),
            receiver=ReceiverKind(data["receiver"]) if data.get("receiver") else None,
            recipient_absent=data.get("recipient_absent", False),
            agent_is_authorised=data.get("agent_is_authorised", False),
            refusal=data.get("refusal", ""),
            note=data.get("note", ""),
            unit=TransferUnitKind(data["unit"]) if data.get("unit") else None,
            online_review_offered=data.get("online_review_offered", False),
            sent_on=data.get("sent_on"),
            proofs=self._proofs(photographs),
            officer_ids=self.officer_ids(),
            place=data.get("place", ""),
        )

    def _proofs(self, photographs: tuple[UUID, ...]) -> tuple[ProofInput, ...]:
        data = self.cleaned_data
        named = [
            ProofInput(kind=kind, person=data[name])
            for name, kind in _NAMED_PROOFS.items()
            if data.get(name)
        ]
        numbered = [
            ProofInput(kind=kind, reference=data[name])
            for name, kind in _NUMBERED_PROOFS.items()
            if data.get(name)
        ]
        shown = _PICTURED.get(self._mode, ProofKind.PHOTO)
        pictured = [ProofInput(kind=shown, attachment_id=each) for each in photographs]
        return (*named, *numbered, *pictured)


class FailureForm(_ServersForm):
    """An attempt that did not serve the document."""

    mode = forms.ChoiceField(
        label=gettext_lazy("送达方式"), choices=[(each.value, each.label) for each in DELIVERIES]
    )
    attempted_at = _moment(gettext_lazy("时间"))
    failure = forms.ChoiceField(label=gettext_lazy("未送达原因"), choices=FAILURE_CHOICES)
    note = _text(gettext_lazy("经过"))
    place = _words(gettext_lazy("地点"))

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Start with now."""
        initial = {"attempted_at": clock.local(clock.now())}
        super().__init__(seat, *args, initial=initial, **kwargs)

    def given(self, document: Document) -> FailedAttemptInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return FailedAttemptInput(
            document=document,
            mode=ServiceMode(data["mode"]),
            attempted_at=data["attempted_at"],
            failure=FailureReason(data["failure"]),
            note=data["note"],
            officer_ids=self.officer_ids(),
            place=data["place"],
        )


class AnnouncementForm(PageForm):
    """An announcement, when nothing else works."""

    recipient = _words(gettext_lazy("受送达人"), required=True, longest=64)
    whereabouts_unknown = forms.BooleanField(label=gettext_lazy("受送达人下落不明"), required=False)
    reason = _text(gettext_lazy("公告送达的原因和经过"))
    published_on = _day(gettext_lazy("公告日期"))
    place = forms.ChoiceField(label=gettext_lazy("发布载体"), choices=AnnouncementPlace.choices)
    where = _words(gettext_lazy("发布处（版面、网址、位置）"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start with today."""
        super().__init__(*args, initial={"published_on": clock.today()}, **kwargs)

    def given(self, document: Document) -> AnnouncementInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        place = AnnouncementPlace(data["place"])
        return AnnouncementInput(document=document, **{**data, "place": place})


class WithdrawalForm(PageForm):
    """Why an announcement is withdrawn."""

    reason = _words(gettext_lazy("撤回理由"), required=True)


class AddressForm(PageForm):
    """What the party signed on the confirmation of address."""

    signer = _words(gettext_lazy("确认人"), required=True, longest=64)
    address = _words(gettext_lazy("送达地址"), required=True)
    phone = _words(gettext_lazy("联系电话"), longest=32)
    since = _day(gettext_lazy("确认日期"))
    consents = forms.BooleanField(label=gettext_lazy("同意电子送达"), required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("电子送达方式"),
        required=False,
        choices=[("", gettext_lazy("不采用")), *ElectronicChannel.choices],
    )
    electronic_address = _words(gettext_lazy("接收地址（号码、邮箱、账号）"))
    attachment = _picture(gettext_lazy("签名确认书的照片"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start with today."""
        super().__init__(*args, initial={"since": clock.today()}, **kwargs)

    def given(self, document: Document, photographs: tuple[UUID, ...]) -> AddressInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        assert document.dossier is not None  # noqa: S101 -- only documents of a case come here
        return AddressInput(
            dossier=document.dossier,
            signer=data["signer"],
            address=data["address"],
            since=data["since"],
            phone=data["phone"],
            consents=data["consents"],
            channel=ElectronicChannel(data["channel"]) if data["channel"] else None,
            electronic_address=data["electronic_address"],
            attachment_id=photographs[0] if photographs else None,
        )


def party_kind(document: Document) -> PartyKind:
    """Return what the party is, in the words of the law."""
    return PartyKind(document.dossier.case.party.kind)  # type: ignore[union-attr]  # as above


def chosen_mode(asked: str, default: ServiceMode) -> ServiceMode:
    """Return the mode that the address or the form names."""
    known = {mode.value: mode for mode in ServiceMode}
    return known.get(asked, default)
