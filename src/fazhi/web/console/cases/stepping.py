"""Taking a step of an ordinary case, and proposing a case to be filed."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import FazhiError, NotFoundError
from fazhi.law.answer import Answer
from fazhi.law.errors import UnknownLawError
from fazhi.law.procedure import Step
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.proceedings.cases.access import READERS, get_case
from fazhi.proceedings.cases.actions import propose_cases, take_steps
from fazhi.proceedings.cases.choices import CaseProcedure
from fazhi.proceedings.cases.ordinary.drafting import ELSEWHERE, examine_step
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.inputs import ProposalInput
from fazhi.proceedings.cases.ordinary.standing import ROLES_OF
from fazhi.proceedings.issues.inputs import Spot
from fazhi.proceedings.leads.access import get_intake
from fazhi.registers.competence.queries import competence_index
from fazhi.registers.parties.actions import enter_party
from fazhi.web.console.cases.deciding import DecisionForm, known_from
from fazhi.web.console.cases.step_form import StepForm
from fazhi.web.design.wording import said
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case
    from fazhi.proceedings.leads.models import Intake

PROPOSERS = (Role.OFFICER, Role.SQUAD_LEADER)


#: What only a decision on the spot is asked.
_OF_DECISIONS = frozenset(
    {
        "ordered_on", "due_on", "rechecked_on", "are_certificates_shown", "is_notice_given",
        "defence", "statement", "is_disputed", "kinds", "fine", "delivery", "witness",
        "photograph", "facts",
    }
)  # fmt: skip


class ProposalForm(DecisionForm):
    """A case that is proposed to be filed: the party, the place, the item, who handles it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask what a decision on the spot asks as well, and nothing of the decision itself."""
        super().__init__(*args, **kwargs)
        for name in _OF_DECISIONS:
            del self.fields[name]
        self.fields["intake"] = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_intake(self) -> "Intake | None":
        """Return the lead or platform case (案源) out of which the case is proposed."""
        public_id = self.cleaned_data["intake"]
        if not public_id:
            return None
        try:
            return get_intake(self._seat, public_id)
        except NotFoundError as error:
            raise forms.ValidationError(_("没有这件线索，请从线索页面重新进入。")) from error

    def proposal(self, party_id: UUID) -> ProposalInput:
        """Return what was entered as the room takes it."""
        data = self.cleaned_data
        handlers = [self.host, UUID(data["co_host"]) if data["co_host"] else None]
        return ProposalInput(
            key=data["key"],
            power_id=UUID(data["power"]),
            party_id=party_id,
            handler_ids=tuple(each for each in handlers if each),
            spot=Spot(data["place"], data["longitude"], data["latitude"]),
            happened_at=data["happened_at"],
            issue_id=data["issue"].pk if data["issue"] else None,
            intake_id=data["intake"].pk if data["intake"] else None,
        )


@page(*PROPOSERS)
def propose(request: StaffRequest) -> HttpResponseBase:
    """Show the form of a proposal; propose when it is sent."""
    initial = {
        "key": uuid4().hex,
        "happened_at": clock.local(clock.now()).replace(tzinfo=None),
        "party_kind": "person",
        **known_from(request),
        **_known_from_intake(request),
    }
    form = ProposalForm(request.seat, request.POST or None, initial=initial)
    case = form.attempt(lambda _given: _propose(request, form))
    if case is not None:
        messages.success(request, _("已提请立案，等待街道负责人批准。"))
        return go_to("cases:file", case.dossier.public_id)
    context = {"form": form}
    return render_page(request, "console/cases/proposal.html", context, status=form.status)


@page(*READERS)
def take(request: StaffRequest, public_id: str, step: str) -> HttpResponseBase:
    """Show the form of a step, answered by the law; take the step when it is sent."""
    case = get_case(request.seat, public_id)
    law_step = _step_of(case, step)
    request.seat.require(*ROLES_OF[law_step.by[0]])
    file = CaseFileRows.of(case).facts(clock.today()).file
    form = StepForm(case, law_step, file, request.POST or None)
    taken = form.attempt(lambda _given: take_steps(request.seat, [form.given()]))
    if taken:
        messages.success(request, _("“%(step)s”已登记。") % {"step": said(law_step.title)})
        return go_to("cases:file", public_id)
    context = {
        "case": case,
        "step": law_step,
        "form": form,
        "answers": _answers(request, case, form),
    }
    return render_page(request, "console/cases/step.html", context, status=form.status)


def _step_of(case: "Case", name: str) -> Step:
    """Return the step of today's law under this name; what is none does not exist."""
    try:
        step = ORDINARY.in_force(clock.today()).step(name)
    except UnknownLawError as error:
        raise NotFoundError from error
    if case.procedure != CaseProcedure.ORDINARY or name in ELSEWHERE:
        raise NotFoundError
    return step


def _known_from_intake(request: StaffRequest) -> dict[str, object]:
    """Return what the lead or platform case already says, when the form is opened from one."""
    public_id = request.GET.get("intake", "")
    if request.method != "GET" or not public_id:
        return {}
    intake = get_intake(request.seat, public_id)
    listed = competence_index(intake.authority, clock.today()).powers
    power = listed.get(intake.power.code) if intake.power else None
    return {
        "intake": public_id,
        "place": intake.place,
        "longitude": intake.longitude,
        "latitude": intake.latitude,
        "happened_at": clock.local(intake.received_at).replace(tzinfo=None),
        "power": str(power.pk) if power else "",
    }


@transaction.atomic
def _propose(request: StaffRequest, form: ProposalForm) -> "Case":
    party = enter_party(request.seat, form.party())
    return propose_cases(request.seat, [form.proposal(party.id)])[0]


def _answers(request: StaffRequest, case: "Case", form: StepForm) -> tuple[Answer, ...]:
    """Return what the law says to the step as it is filled; nothing while it cannot be read."""
    if not form.is_bound or not form.is_valid():
        return ()
    try:
        return examine_step(request.seat, case, form.given())
    except FazhiError:
        return ()
