"""From content to facts of the law: what a document states of what its kind must state."""

import datetime as dt
from collections.abc import Mapping

from fazhi.capabilities.documents.formats import Format, Particulars
from fazhi.law.answer import Answer
from fazhi.law.documents import DocumentKind, missing_particulars
from fazhi.law.facts import ProcedureKind, RemedyFacts
from fazhi.law.rules.reconsideration import remedy_is_stated
from fazhi.registers.staff.models import Authority


def answers(
    format_: Format, content: Mapping[str, object], authority: Authority, day: dt.date
) -> tuple[Answer, ...]:
    """Return what the law answers to a document with this content, issued on a day."""
    return (
        *_particulars(format_.particulars, content, day),
        *_remedies(format_, content, authority, day),
    )


def remedy_facts(format_: Format, authority: Authority) -> RemedyFacts:
    """Return the bodies that a document of an authority names as its remedies."""
    return RemedyFacts(
        procedure=ProcedureKind(format_.remedies),
        review_body=authority.reconsideration_body,
        court=authority.court,
    )


def _particulars(
    particulars: Particulars | None, content: Mapping[str, object], day: dt.date
) -> tuple[Answer, ...]:
    if particulars is None:
        return ()
    stated = _stated(particulars, content)
    return missing_particulars(DocumentKind(particulars.kind), stated, day=day)


def _stated(particulars: Particulars, content: Mapping[str, object]) -> dict[str, object]:
    stated: dict[str, object] = dict.fromkeys(particulars.stated, "stated")
    for key, names in particulars.fields.items():
        stated[key] = next((content[name] for name in names if content.get(name)), "")
    return stated


def _remedies(
    format_: Format, content: Mapping[str, object], authority: Authority, day: dt.date
) -> tuple[Answer, ...]:
    if not format_.remedies:
        return ()
    facts = remedy_facts(format_, authority)
    return remedy_is_stated(facts, day=day, text=str(content.get("remedy", "")))
