"""Remedies (行政复议、行政诉讼): what a decision must tell, and by when each remedy is open.

The sentences are data, dated: `jurisdictions/*/remedies/*.yaml`. Since 2024-01-01 whoever disagrees
with a decision made on the spot applies for reconsideration first, and the decision must say so.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fazhi.law.answer import Answer, Text
from fazhi.law.citation import Citation
from fazhi.law.dated import closed, in_force
from fazhi.law.errors import NotInForceError
from fazhi.law.facts import ProcedureKind, RemedyFacts
from fazhi.law.jurisdiction import FOLDER, Law
from fazhi.law.reading import Entry, read
from fazhi.law.rule import read_text, read_words, rule_text
from fazhi.law.rules.timeliness import by_deadline

_GOVERNMENTS = ("区人民政府", "县人民政府", "市人民政府")


@dataclass(frozen=True, slots=True)
class RemedySentence:
    """One sentence on remedies as it is written from one day on (救济告知).

    `must_state` and `must_not_state` are what the rule asks of a text that an office words itself.
    """

    rule: str
    since: dt.date
    until: dt.date | None
    cite: tuple[Citation, ...]
    text: Text
    must_state: tuple[str, ...]
    must_not_state: tuple[str, ...]


def remedy_text(facts: RemedyFacts, *, day: dt.date) -> Text:
    """Return what a decision of this day and procedure tells of its remedies, in both languages."""
    names = _names(facts)
    sentences = [sentence.text.filled(**names) for sentence in _sentences(facts, day)]
    return Text(
        zh="".join(sentence.zh for sentence in sentences),
        en=" ".join(sentence.en for sentence in sentences),
    )


def remedy_cites(facts: RemedyFacts, *, day: dt.date) -> tuple[Citation, ...]:
    """Return the provisions on which that text rests."""
    cites = (cite for sentence in _sentences(facts, day) for cite in sentence.cite)
    return tuple(dict.fromkeys(cites))


def remedy_is_stated(facts: RemedyFacts, *, day: dt.date, text: str) -> tuple[Answer, ...]:
    """《行政复议法》第二十三条: the text names body, time and order of remedies (REM-004).

    An office may word it in its own way; what must be in it, and what must not, is checked.
    """
    names = _names(facts)
    return tuple(
        answer
        for sentence in _sentences(facts, day)
        for answer in _judged(sentence, names, day=day, text=text)
    )


def review_body_is_right(*, day: dt.date, body: str) -> Answer:
    """《行政复议法》第二十四条: the district government reviews a sub-district (REM-005)."""
    return rule_text("REM-005").answer(holds=body.endswith(_GOVERNMENTS), day=day, body=body)


def reconsideration_in_time(law: Law, *, day: dt.date, received_on: dt.date) -> Answer:
    """《行政复议法》第二十条: sixty days from learning of the act (REM-001)."""
    deadline = law.deadline("REVIEW").from_(received_on)
    return rule_text("REM-001").answer(
        holds=deadline.days_late(day) == 0, day=day, due=deadline.due_on
    )


def remedy_was_told(law: Law, *, day: dt.date, known_on: dt.date, was_told: bool) -> Answer:
    """《行政复议法》第二十条第三款: untold, the time may run up to a year (REM-002)."""
    until = law.deadline("REVIEW_UNTOLD").from_(known_on).due_on
    return rule_text("REM-002").answer(holds=was_told, day=day, until=until)


def forwarded_in_time(
    law: Law, *, day: dt.date, received_on: dt.date, forwarded_on: dt.date | None = None
) -> Answer:
    """《行政复议法》第三十二条: five working days to forward an application (REM-006)."""
    deadline = law.deadline("REVIEW_FORWARD").from_(received_on)
    return by_deadline("REM-006", deadline, day=day, done_on=forwarded_on)


def direct_suit_is_open(
    law: Law, *, day: dt.date, procedure: ProcedureKind, received_on: dt.date
) -> Answer:
    """《行政诉讼法》第四十六条: six months, unless reconsideration comes first (REM-013).

    `day` is that of the decision: it tells which law decides on the order of remedies.
    """
    first = review_comes_first(procedure, day=day)
    due_on = law.deadline("SUIT").from_(received_on).due_on
    return rule_text("REM-013").answer(holds=not first, day=day, due=due_on)


def review_comes_first(procedure: ProcedureKind, *, day: dt.date) -> bool:
    """Tell whether a decision of this day and procedure is reviewed before a suit (REM-004)."""
    return procedure is ProcedureKind.SUMMARY and day >= _review_comes_first_since()


def suit_after_review_in_time(law: Law, *, day: dt.date, received_on: dt.date) -> Answer:
    """《行政诉讼法》第四十五条: fifteen days from receiving the review decision (REM-014)."""
    deadline = law.deadline("SUIT_AFTER_REVIEW").from_(received_on)
    return rule_text("REM-014").answer(
        holds=deadline.days_late(day) == 0, day=day, due=deadline.due_on
    )


def _judged(
    sentence: RemedySentence, names: Mapping[str, str], *, day: dt.date, text: str
) -> tuple[Answer, ...]:
    owed = [part.format(**names) for part in sentence.must_state]
    if not owed:
        return ()
    rule = rule_text(sentence.rule)
    missing = [part for part in owed if part not in text]
    forbidden = [part for part in sentence.must_not_state if part in text]
    return (
        *(rule.refused_on(day, "missing", particular=part) for part in missing),
        *(rule.refused_on(day, "forbidden", particular=part) for part in forbidden),
    ) or (rule.held_on(day),)


def read_sentences(root: Path) -> dict[str, tuple[RemedySentence, ...]]:
    """Read and check the sentences on remedies of the jurisdictions below a folder."""
    found: dict[str, tuple[RemedySentence, ...]] = {}
    for path in sorted(root.glob("*/remedies/*.yaml")):
        entry = read(path, root)
        versions = [_read_sentence(each) for each in entry.entries("versions")]
        found[path.stem] = closed(versions, entry)
        entry.finish()
    return found


@cache
def _all_sentences() -> dict[str, tuple[RemedySentence, ...]]:
    return read_sentences(FOLDER)


def _review_comes_first_since() -> dt.date:
    """Return the day from which the text for decisions on the spot forbids a direct suit."""
    return next(each.since for each in _all_sentences()["summary"] if each.must_not_state)


def _sentences(facts: RemedyFacts, day: dt.date) -> Iterator[RemedySentence]:
    yield _sentence(facts.procedure.value, day)
    if facts.procedure is ProcedureKind.SUMMARY or facts.by_electronic_monitoring:
        yield from _where_in_force("through_authority", day)
    if facts.served_online:
        yield from _where_in_force("online", day)


def _sentence(name: str, day: dt.date) -> RemedySentence:
    for sentence in _where_in_force(name, day):
        return sentence
    raise NotInForceError(
        Text(f"{day} 的救济告知没有收入", f"no text on remedies is in force on {day}")
    )


def _where_in_force(name: str, day: dt.date) -> Iterator[RemedySentence]:
    sentence = in_force(_all_sentences()[name], day)
    if sentence is not None:
        yield sentence


def _names(facts: RemedyFacts) -> dict[str, str]:
    return {
        "review_body": facts.review_body,
        "court": facts.court,
        "review_website": facts.review_website,
    }


def _read_sentence(entry: Entry) -> RemedySentence:
    sentence = RemedySentence(
        rule=entry.text("rule"),
        since=entry.day("since"),
        until=entry.day_or_none("until"),
        cite=entry.cite(),
        text=read_text(entry, "text"),
        must_state=read_words(entry, "must_state"),
        must_not_state=read_words(entry, "must_not_state"),
    )
    entry.finish()
    return sentence
