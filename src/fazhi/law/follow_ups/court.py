"""The application to the court as a file tells it (申请法院强制执行)."""

import datetime as dt
from collections.abc import Iterator

from fazhi.law.answer import Answer
from fazhi.law.documents import DocumentKind
from fazhi.law.enforcement_facts import CourtApplicationFacts, CourtFacts, CourtProgressFacts
from fazhi.law.follow_ups.enforcement import demand_served_on, file_of
from fazhi.law.follow_ups.payment import remedy_state
from fazhi.law.jurisdiction import Law
from fazhi.law.rules.court_enforcement import demand_has_run, examine_court_application
from fazhi.law.rules.reconsideration import review_comes_first
from fazhi.law.whole_file import WholeFile, document_of

_HERE, _ELSEWHERE = "here", "elsewhere"


def judge_court_application(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政强制法》第五十三条至第五十五条: when and with what the court is asked (COE-022…025)."""
    facts = court_facts(file, place)
    if facts is not None:
        yield from examine_court_application(law, facts)
        return
    act = file.acts[place]
    file.assume(
        act.step,
        "没有写明决定的送达日期，申请期限没有评查",
        "the day of service is not told, so the period to apply was not judged",
    )
    waited = CourtApplicationFacts(act.day, act.day, demand_served_on=demand_served_on(file, place))
    yield from demand_has_run(law, waited)


def court_facts(file: WholeFile, place: int) -> CourtApplicationFacts | None:
    """Return the application; None where nobody tells when the decision was served."""
    act, deferral = file.acts[place], file.last("deferral")
    served_on = act.date("decision_served_on") or file.served_on
    if served_on is None:
        return None
    return CourtApplicationFacts(
        day=act.day,
        decision_served_on=served_on,
        review_first=is_reviewed_first(file),
        remedies_told=act.flag("remedies_told"),
        remedy=remedy_state(file),
        instalments_end_on=deferral.date("until") if deferral else None,
        is_performed=file.paid_on is not None and file.paid_on <= act.day,
        late_reason=act.word("reason"),
        demand_served_on=demand_served_on(file, place),
        court=CourtFacts(
            place=_HERE if act.flag("is_competent_court") else _ELSEWHERE, authority_place=_HERE
        ),
        content=document_of(DocumentKind.COURT_ENFORCEMENT_APPLICATION, act),
        progress=_progress(file, place),
    )


def is_reviewed_first(file: WholeFile) -> bool:
    """Tell whether reconsideration comes before a suit against the decision (REM-004)."""
    decision = file.decision
    return decision is not None and review_comes_first(file.procedure, day=decision.day)


def _progress(file: WholeFile, place: int) -> CourtProgressFacts:
    return CourtProgressFacts(
        received_on=file.acts[place].day,
        asked_on=file.latest.date(),
        accepted_on=_day(file, place, "court_acceptance"),
        ruled_on=_day(file, place, "court_ruling"),
    )


def _day(file: WholeFile, place: int, step: str) -> dt.date | None:
    act = next(file_of(file, place, step), None)
    return act.day if act else None
