"""The check of a document by the code printed on it."""

import hashlib

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from fazhi.capabilities.documents.actions import render
from fazhi.capabilities.documents.queries import check, document_of_code, is_our_file
from fazhi.kernel.errors import NotFoundError
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, public_page, render_page

_LARGEST_FILE = 10 * 1024 * 1024


class CodeForm(PageForm):
    """The code, as it is printed on the document."""

    code = forms.CharField(label=gettext_lazy("查验码（文书上的 16 位字母数字）"), max_length=40)


class FileForm(PageForm):
    """A file that somebody holds, to be compared with ours to the last byte."""

    file = forms.FileField(label=gettext_lazy("您手里的 PDF 文件"))


@public_page
def ask(request: StaffRequest) -> HttpResponseBase:
    """Ask for the code."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        code = "".join(each for each in form.cleaned_data["code"].upper() if each.isalnum())
        return redirect("portal_documents:check", code or "0")
    return render_page(request, "documents/ask.html", {"form": form}, status=form.status)


@public_page
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Say what the code stands for; compare a file with ours when one is sent."""
    checked = check(code)
    if checked is None:
        return render_page(request, "documents/unknown.html", {"code": code}, status=404)
    form = FileForm(request.POST or None, request.FILES or None)
    verdict, digest = None, ""
    if form.is_bound and form.is_valid():
        data = form.cleaned_data["file"].read(_LARGEST_FILE)
        verdict, digest = is_our_file(code, data), hashlib.sha256(data).hexdigest()
    context = {
        "checked": checked,
        "code": code,
        "form": form,
        "verdict": verdict,
        "digest": digest,
    }
    return render_page(request, "documents/check.html", context)


@public_page
def pdf(_request: StaffRequest, code: str) -> HttpResponseBase:
    """Give the holder of the code the sealed file."""
    document = document_of_code(code)
    if document is None:
        raise NotFoundError
    headers = {"Content-Disposition": f'attachment; filename="{document.check_code}.pdf"'}
    return HttpResponse(render(document), content_type="application/pdf", headers=headers)
