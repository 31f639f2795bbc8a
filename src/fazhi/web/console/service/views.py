"""The list of what is to be served, and one document on one page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from django.http import HttpResponse, HttpResponseBase

from fazhi.capabilities.documents.actions import render
from fazhi.capabilities.documents.choices import PaperForm
from fazhi.capabilities.documents.formats import served_templates
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.queries import html_preview
from fazhi.capabilities.service.choices import ServiceMode
from fazhi.capabilities.service.queries import unserved
from fazhi.kernel import clock
from fazhi.proceedings.cases.access import READERS, get_documents, visible_documents
from fazhi.web.console.service.file import service_file, service_forms
from fazhi.web.console.service.forms import chosen_mode
from fazhi.web.console.service.listing import service_list, waiting
from fazhi.web.forms import PageForm
from fazhi.web.lists import build_list, list_response
from fazhi.web.pages import StaffRequest, page, render_page

_OTHERS = 50
_LIST, _FILE = "console/service/list.html", "console/service/file.html"


@page(*READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the documents that were issued and are not served."""
    definition = service_list(clock.today())
    rows = unserved(visible_documents(request.seat))
    if request.GET.get("export"):
        return list_response(request, rows, definition, _LIST)
    shown = build_list(request, rows, definition)
    dated = cast("tuple[Document, ...]", tuple(waiting(row) for row in shown.rows))
    return render_page(request, _LIST, {"list": replace(shown, rows=dated)})


@page(*READERS)
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show one document: its tries, what may be done, from when it counts."""
    document = get_documents(request.seat, [code])[code]
    return service_page(request, document)


@page(*READERS)
def pdf(request: StaffRequest, code: str) -> HttpResponseBase:
    """Give a document of the file as PDF: the one that is served, its proof, its announcement."""
    document = get_documents(request.seat, [code])[code]
    headers = {"Content-Disposition": f'inline; filename="{code}.pdf"'}
    file = render(document, PaperForm.STANDARD)
    return HttpResponse(file, content_type="application/pdf", headers=headers)


def service_page(
    request: StaffRequest,
    document: Document,
    filled: Mapping[str, PageForm] | None = None,
    *,
    mode: ServiceMode | None = None,
    status: int = 200,
) -> HttpResponseBase:
    """Show the page of a document, with forms that were filled in already."""
    chosen = mode or chosen_mode(request.GET.get("mode", ""), ServiceMode.PERSONAL)
    context = {
        "document": document,
        "case": document.dossier.case,  # type: ignore[union-attr]  # visible documents have one
        "file": service_file(request.seat, document, chosen),
        "forms": {**service_forms(request.seat, chosen), **(filled or {})},
        "opened": next(iter(filled), "") if filled else "",
        "others": _others(request, document),
        "paper": html_preview(document),
    }
    return render_page(request, _FILE, context, status=status)


def _others(request: StaffRequest, document: Document) -> tuple[Document, ...]:
    """Return what else was served, or is to be, in the same file."""
    rows = visible_documents(request.seat).filter(dossier=document.dossier)
    served = rows.filter(template__in=served_templates()).exclude(pk=document.pk)
    return tuple(served.order_by("issued_at", "pk")[:_OTHERS])
