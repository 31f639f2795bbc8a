"""A decision on the spot as a file tells it (当场处罚), and what the law answers to it."""

from collections.abc import Iterator

from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct
from fazhi.law.documents import DocumentKind
from fazhi.law.facts import (
    CorrectionFacts,
    Defence,
    FormFacts,
    HearingOfParty,
    Leniency,
    OnTheSpotFacts,
    PenaltyFacts,
    ViolationFacts,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.penalty import examine_on_the_spot
from fazhi.law.rules.reconsideration import remedy_text
from fazhi.law.whole_file import WholeFile, document_of, moment


def judge_decision(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """Ask everything that the law asks of a decision on the spot (SIM-001 and what follows)."""
    yield from examine_on_the_spot(law, on_the_spot_facts(file, file.acts[place]))


def on_the_spot_facts(file: WholeFile, act: CaseAct) -> OnTheSpotFacts:
    """Return the facts of a decision on the spot."""
    told, reported = file.facts.violation, file.last("report_for_record")
    return OnTheSpotFacts(
        day=act.day,
        at=moment(act.at),
        party=file.facts.party,
        violation=ViolationFacts(
            ended_on=told.ended_on,
            discovered_on=told.discovered_on,
            is_proved=act.flag("is_proved"),
            is_disputed=act.flag("is_disputed"),
            is_inside_area=told.is_inside_area,
            is_gravely_harmful=told.is_gravely_harmful,
        ),
        power=file.facts.power,
        penalty=_penalty(act),
        officers=act.officers,
        remedy=file.remedy,
        hearing=HearingOfParty(
            notice_given=act.flag("tells_rights"),
            defence=Defence(act.word("defence")),
            defence_noted=act.flag("defence_noted"),
        ),
        form=_form(file, act),
        correction=CorrectionFacts(
            ordered_on=act.date("ordered_on"),
            due_on=act.date("due_on"),
            rechecked_on=act.date("rechecked_on"),
            was_corrected=act.flag("was_corrected"),
        ),
        reported_on=reported.day if reported else None,
    )


def _penalty(act: CaseAct) -> PenaltyFacts:
    told = act.says.get("notified_fine")
    return PenaltyFacts(
        kinds=act.kinds,
        fine=act.amount("fine"),
        notified_fine=act.amount("notified_fine") if told is not None else None,
        leniency=Leniency(act.word("leniency") or Leniency.ORDINARY),
    )


def _form(file: WholeFile, act: CaseAct) -> FormFacts:
    stated: dict[str, object] = {"kinds": tuple(sorted(act.kinds))}
    if rule_text("SIM-005").in_force(act.day):
        stated["remedy"] = remedy_text(file.remedy, day=act.day).zh
    return FormFacts(
        number=act.word("number") or "—",
        is_preprinted=act.flag("is_preprinted"),
        certificates_shown=act.flag("is_certificate_shown"),
        delivered=act.flag("is_delivered"),
        content=document_of(DocumentKind.ON_THE_SPOT_DECISION, act, **stated),
    )
