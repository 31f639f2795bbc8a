"""The one address of the bare site, and the one that says that it answers."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI, Schema

from benchmarks.bare.models import Note

api = NinjaAPI(docs_url=None, openapi_url=None)


class NoteBody(Schema):
    """What is sent."""

    statement: str


class Receipt(Schema):
    """What is answered."""

    number: int


@api.post("/reports", response={201: Receipt})
def create(request: HttpRequest, payload: NoteBody) -> tuple[int, Receipt]:  # noqa: ARG001 -- fixed
    """Insert one row."""
    return 201, Receipt(number=Note.objects.create(text=payload.statement).pk)


def _alive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("api/v1/", api.urls), path("healthz", _alive)]
