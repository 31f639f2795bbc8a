"""The steps of service: delivered, failed, announced, withdrawn, address confirmed, proof made."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.access import SERVERS
from fazhi.capabilities.service.actions import (
    announce_service,
    confirm_address,
    confirm_announcements,
    issue_proof_of_service,
    record_failed_attempts,
    record_service,
    withdraw_announcement,
)
from fazhi.capabilities.service.choices import DELIVERIES, ServiceMode, ServiceOutcome
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.capabilities.service.queries import attempts_on
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cases.access import get_documents
from fazhi.web.console.service.forms import (
    AddressForm,
    AnnouncementForm,
    DeliveryForm,
    FailureForm,
    WithdrawalForm,
    chosen_mode,
)
from fazhi.web.console.service.views import service_page
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page
from fazhi.web.photographs import take_photographs


@page(*SERVERS)
@require_POST
def deliver(request: StaffRequest, code: str) -> HttpResponseBase:
    """Record a delivery in the mode of the form."""
    document = get_documents(request.seat, [code])[code]
    mode = chosen_mode(request.POST.get("mode", ""), ServiceMode.PERSONAL)
    mode = mode if mode in DELIVERIES else ServiceMode.PERSONAL
    form = DeliveryForm(request.seat, mode, request.POST, request.FILES)

    def act() -> object:
        photographs = _photographs(form, "photograph")
        return record_service(request.seat, [form.given(document, photographs)])

    return _done(request, document, ("delivery", form), act, mode)


@page(*SERVERS)
@require_POST
def fail(request: StaffRequest, code: str) -> HttpResponseBase:
    """Record an attempt that did not serve the document."""
    document = get_documents(request.seat, [code])[code]
    form = FailureForm(request.seat, request.POST, prefix="failure")

    def act() -> object:
        return record_failed_attempts(request.seat, [form.given(document)])

    return _done(request, document, ("failure", form), act)


@page(*SERVERS)
@require_POST
def announce(request: StaffRequest, code: str) -> HttpResponseBase:
    """Announce the document."""
    document = get_documents(request.seat, [code])[code]
    form = AnnouncementForm(request.POST)

    def act() -> object:
        return announce_service(request.seat, [form.given(document)])

    return _done(request, document, ("delivery", form), act, ServiceMode.ANNOUNCEMENT)


@page(*SERVERS)
@require_POST
def withdraw(request: StaffRequest, code: str) -> HttpResponseBase:
    """Withdraw the announcement that runs."""
    document = get_documents(request.seat, [code])[code]
    form = WithdrawalForm(request.POST, prefix="withdrawal")

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return withdraw_announcement(request.seat, _standing(document), reason=reason)

    return _done(request, document, ("withdrawal", form), act)


@page(*SERVERS)
@require_POST
def confirm(request: StaffRequest, code: str) -> HttpResponseBase:
    """Record the confirmation of address."""
    document = get_documents(request.seat, [code])[code]
    form = AddressForm(request.POST, request.FILES, prefix="address")

    def act() -> object:
        photographs = _photographs(form, "attachment")
        return confirm_address(request.seat, form.given(document, photographs))

    return _done(request, document, ("address", form), act)


@page(*SERVERS)
@require_POST
def prove(request: StaffRequest, code: str) -> HttpResponseBase:
    """Draw up the proof of the service."""
    document = get_documents(request.seat, [code])[code]
    issue_proof_of_service(request.seat, _standing(document))
    messages.success(request, _("送达回证已制作。"))
    return go_to("service:file", code)


@page(*SERVERS)
@require_POST
def settle(request: StaffRequest, code: str) -> HttpResponseBase:
    """Write the effective day of an announcement that the calendar tells by now."""
    document = get_documents(request.seat, [code])[code]
    confirm_announcements(request.seat, [_standing(document)])
    messages.success(request, _("已登记。"))
    return go_to("service:file", code)


def _standing(document: Document) -> ServiceAttempt:
    """Return the service or announcement of a document; NotFoundError while there is none."""
    standing = [row for row in attempts_on(document) if row.outcome != ServiceOutcome.FAILED]
    if not standing:
        raise NotFoundError
    return standing[0]


def _photographs(form: PageForm, name: str) -> tuple[UUID, ...]:
    kept = form.cleaned_data.get(name)
    return (kept.pk,) if kept else ()


def _done(
    request: StaffRequest,
    document: Document,
    named: tuple[str, PageForm],
    act: Callable[[], object],
    mode: ServiceMode | None = None,
) -> HttpResponseBase:
    """Do the act and return to the page; or show it again with what was typed and why not."""
    name, form = named

    def attempt(_given: object) -> object:
        with transaction.atomic():
            return act()

    take_photographs(form, request.seat)
    if form.attempt(attempt) is None:
        return service_page(request, document, {name: form}, mode=mode, status=form.status)
    messages.success(request, _("已登记。"))
    return go_to("service:file", document.check_code)
