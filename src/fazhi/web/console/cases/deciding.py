"""A decision on the spot: one form, which the law answers while it is being filled."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import FazhiError, InputError, NotFoundError
from fazhi.law.answer import Answer
from fazhi.law.facts import Leniency, PenaltyKind
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.cases.choices import DefenceOutcome, Delivery
from fazhi.proceedings.cases.drafting import NEW_PARTY, Draft, decide_drafts, examine_draft
from fazhi.proceedings.cases.inputs import OnTheSpotInput, OrderToCorrect
from fazhi.proceedings.issues.access import get_issue
from fazhi.proceedings.issues.inputs import Spot
from fazhi.registers.competence.queries import powers_on
from fazhi.registers.parties.choices import PartyKind
from fazhi.registers.parties.inputs import PartyInput
from fazhi.registers.staff.queries import officer_of, officers_on
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page
from fazhi.web.photographs import PhotographField, take_photographs

if TYPE_CHECKING:
    from fazhi.proceedings.issues.models import Issue

DECIDERS = (Role.OFFICER, Role.SQUAD_LEADER)
_KINDS = [
    (PenaltyKind.WARNING.value, gettext_lazy("警告")),
    (PenaltyKind.FINE.value, gettext_lazy("罚款")),
    (PenaltyKind.PUBLIC_CRITICISM.value, gettext_lazy("通报批评")),
    (PenaltyKind.CONFISCATION_OF_GOODS.value, gettext_lazy("没收非法财物")),
]


class DecisionForm(PageForm):
    """What the officers enter; what the system knows is not asked."""

    key = forms.CharField(widget=forms.HiddenInput)
    issue = forms.CharField(widget=forms.HiddenInput, required=False)
    power = forms.ChoiceField(label=gettext_lazy("违法事项"))
    party_kind = forms.ChoiceField(
        label=gettext_lazy("当事人类别"), choices=PartyKind.choices, widget=forms.RadioSelect
    )
    party_name = forms.CharField(label=gettext_lazy("姓名或者名称（字号）"), max_length=100)
    operator_name = forms.CharField(
        label=gettext_lazy("经营者姓名（个体工商户填写）"), required=False, max_length=64
    )
    legal_representative = forms.CharField(
        label=gettext_lazy("法定代表人或者负责人（单位填写）"), required=False, max_length=64
    )
    party_address = forms.CharField(label=gettext_lazy("住址或者住所"), required=False)
    birth_on = forms.DateField(
        label=gettext_lazy("出生日期（未满十八周岁必填）"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    place = forms.CharField(label=gettext_lazy("地点"), max_length=200)
    longitude = forms.FloatField(label=gettext_lazy("经度"), min_value=70, max_value=140)
    latitude = forms.FloatField(label=gettext_lazy("纬度"), min_value=0, max_value=60)
    happened_at = forms.DateTimeField(
        label=gettext_lazy("违法时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    facts = forms.CharField(
        label=gettext_lazy("违法事实"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    ordered_on = forms.DateField(
        label=gettext_lazy("责令改正日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    due_on = forms.DateField(
        label=gettext_lazy("改正期限"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    rechecked_on = forms.DateField(
        label=gettext_lazy("复查日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    co_host = forms.ChoiceField(label=gettext_lazy("协办执法人员"), required=False)
    are_certificates_shown = forms.BooleanField(
        label=gettext_lazy("已出示执法证件"), required=False
    )
    is_notice_given = forms.BooleanField(
        label=gettext_lazy("已口头告知拟处罚的内容、事实、理由、依据和权利"), required=False
    )
    defence = forms.ChoiceField(label=gettext_lazy("陈述申辩"), choices=DefenceOutcome.choices)
    statement = forms.CharField(
        label=gettext_lazy("陈述申辩的内容"), required=False, max_length=500
    )
    is_disputed = forms.BooleanField(label=gettext_lazy("当事人对事实有异议"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("处罚种类"), choices=_KINDS, widget=forms.CheckboxSelectMultiple
    )
    fine = forms.DecimalField(
        label=gettext_lazy("罚款（元）"), required=False, decimal_places=2, min_value=Decimal(0)
    )
    delivery = forms.ChoiceField(
        label=gettext_lazy("决定书交付"),
        choices=[each for each in Delivery.choices if each[0] != Delivery.NOT_DELIVERED],
        widget=forms.RadioSelect,
    )
    witness = forms.CharField(label=gettext_lazy("见证人（拒签时填写）"), required=False)
    photograph = PhotographField(label=gettext_lazy("现场照片"), required=False)

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the items of the list of today and the colleagues who are on the staff."""
        super().__init__(*args, **kwargs)
        self._seat = seat
        today = clock.today()
        listed = powers_on(seat.authority, today)
        powers = [(str(each.id), f"{each.code} {each.name}") for each in listed]
        self.fields["power"].choices = [("", _("请选择")), *powers]  # type: ignore[attr-defined]
        mine = officer_of(seat)
        colleagues = [
            (str(each.id), each.name)
            for each in officers_on(seat.authority, today)
            if each.field and (mine is None or each.id != mine.id)
        ]
        self.fields["co_host"].choices = [("", _("请选择")), *colleagues]  # type: ignore[attr-defined]
        self.host = mine.id if mine else None

    def clean_issue(self) -> "Issue | None":
        """Return the issue (事件) from which the case comes, if it comes from one."""
        public_id = self.cleaned_data["issue"]
        if not public_id:
            return None
        try:
            return get_issue(self._seat, public_id)
        except NotFoundError as error:
            raise forms.ValidationError(_("没有这件事件，请从事件页面重新进入。")) from error

    def draft(self) -> Draft:
        """Return what was entered as the room takes it."""
        data = self.cleaned_data
        officers = [self.host, UUID(data["co_host"]) if data["co_host"] else None]
        fine = data["fine"] or Decimal(0)
        given = OnTheSpotInput(
            key=data["key"],
            power_id=UUID(data["power"]),
            party_id=NEW_PARTY,
            issue_id=data["issue"].pk if data["issue"] else None,
            officer_ids=tuple(each for each in officers if each),
            spot=Spot(data["place"], data["longitude"], data["latitude"]),
            happened_at=data["happened_at"],
            decided_at=max(clock.now(), data["happened_at"]),
            facts=data["facts"],
            kinds=tuple(PenaltyKind(each) for each in data["kinds"]),
            fine=fine,
            notified_fine=fine,
            are_certificates_shown=data["are_certificates_shown"],
            is_notice_given=data["is_notice_given"],
            defence=DefenceOutcome(data["defence"]),
            statement=data["statement"],
            is_disputed=data["is_disputed"],
            leniency=Leniency.ORDINARY,
            delivery=Delivery(data["delivery"]),
            witness=data["witness"],
            correction=OrderToCorrect(
                ordered_on=data["ordered_on"],
                due_on=data["due_on"],
                rechecked_on=data["rechecked_on"],
            ),
            photograph_ids=(data["photograph"].pk,) if data["photograph"] else (),
        )
        return Draft(given, self.party(), is_now=True)

    def party(self) -> PartyInput:
        """Return the party as it was entered."""
        data = self.cleaned_data
        return PartyInput(
            kind=PartyKind(data["party_kind"]),
            name=data["party_name"],
            operator_name=data["operator_name"],
            legal_representative=data["legal_representative"],
            address=data["party_address"],
            birth_on=data["birth_on"],
        )


@page(*DECIDERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the form; decide when it is sent."""
    form = _form(request)
    case = form.attempt(lambda _given: _decide(request, form))
    if case is not None:
        messages.success(request, _("决定已作出，文号 %(number)s。") % {"number": case.number})
        return go_to("cases:file", case.dossier.public_id)
    context = {
        "form": form,
        "answers": _answers(request, form) if form.is_bound else (),
        "caps": _caps(clock.today()),
    }
    return render_page(request, "console/cases/new.html", context, status=form.status)


@page(*DECIDERS)
def show_checks(request: StaffRequest) -> HttpResponseBase:
    """Answer with what the law says to the form as it is filled so far."""
    form = _form(request)
    return render_page(request, "console/cases/checks.html", {"answers": _answers(request, form)})


def _form(request: StaffRequest) -> DecisionForm:
    initial = {
        "key": uuid4().hex,
        "happened_at": clock.local(clock.now()).replace(tzinfo=None),
        **known_from(request),
        "party_kind": PartyKind.PERSON,
        "defence": DefenceOutcome.NOT_ASKED,
        "delivery": Delivery.SIGNED,
    }
    form = DecisionForm(request.seat, request.POST or None, request.FILES or None, initial=initial)
    take_photographs(form, request.seat)
    return form


def known_from(request: StaffRequest) -> dict[str, object]:
    """Return what the issue already says, when the form is opened from one: nothing twice."""
    public_id = request.GET.get("issue", "")
    if request.method != "GET" or not public_id:
        return {}
    issue = get_issue(request.seat, public_id)
    return {
        "issue": public_id,
        "place": issue.place,
        "longitude": issue.longitude,
        "latitude": issue.latitude,
        "happened_at": clock.local(issue.found_at).replace(tzinfo=None),
        "facts": issue.title,
    }


def _caps(day: dt.date) -> dict[str, Decimal]:
    """Return the highest fines on the spot of a day, by who is fined (Penalty Law art. 51)."""
    summary = "penalty.summary.fine_cap"
    return {
        party: load_law().parameter(f"{summary}_{party}").at(day).amount
        for party in ("person", "organisation")
    }


def _decide(request: StaffRequest, form: DecisionForm) -> Any:
    if form.host is None:
        raise InputError({"": _("您的账号没有对应的执法人员，不能作出处罚决定。")})
    return decide_drafts(request.seat, [form.draft()])[0]


def _answers(request: StaffRequest, form: DecisionForm) -> tuple[Answer, ...]:
    """Return the answers of the law to what is filled; nothing while it is too little to ask."""
    if not form.is_valid():
        return ()
    try:
        return examine_draft(request.seat, form.draft())
    except FazhiError:
        return ()
