"""Published decisions: what everybody may read, for programs."""

import datetime as dt
from dataclasses import asdict

from django.http import HttpRequest
from ninja import Router

from fazhi.kernel.errors import NotFoundError
from fazhi.outcomes.publication.copies import PublicDecision
from fazhi.outcomes.publication.queries import PublicView, public_view, search_public, shown_view
from fazhi.web.api.door import Body, public_seat

router = Router(tags=["published decisions"])
_PAGE = 100


class ShownDecision(Body):
    """A published decision: the public copy with its hash."""

    code: str
    standing: str
    published_on: dt.date | None
    until: dt.date | None
    copy_hash: str
    decision: dict[str, str] | None
    explanation: str


class Listed(Body):
    """Published decisions of a year, and whether there are more."""

    decisions: list[ShownDecision]
    is_cut: bool


@router.get("", response=Listed)
def list_publications(request: HttpRequest, year: int, page: int = 0) -> Listed:  # noqa: ARG001 -- fixed name
    """List the decisions of a year that everybody may read, the newest first."""
    start = max(page, 0) * _PAGE
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise NotFoundError(str(year))
    rows = list(search_public(public_seat().authority, year=year)[start : start + _PAGE + 1])
    views = [view for row in rows[:_PAGE] if (view := shown_view(row))]
    return Listed(decisions=[_said(view) for view in views], is_cut=len(rows) > _PAGE)


@router.get("/{code}", response=ShownDecision)
def read_publication(request: HttpRequest, code: str) -> ShownDecision:  # noqa: ARG001 -- fixed name
    """Read one published decision, or that and why it was withdrawn."""
    view = public_view(public_seat().authority, code)
    if view is None:
        raise NotFoundError
    return _said(view)


def _said(view: PublicView) -> ShownDecision:
    row = view.publication
    return ShownDecision(
        code=row.code,
        standing=view.standing,
        published_on=row.published_on,
        until=row.until,
        copy_hash=row.copy_hash if view.decision else "",
        decision=_filled(view.decision) if view.decision else None,
        explanation=row.explanation,
    )


def _filled(decision: PublicDecision) -> dict[str, str]:
    return {name: words for name, words in asdict(decision).items() if words}
