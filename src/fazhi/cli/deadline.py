"""`fazhi deadline`: by which day, counted as the law counts, and explained day by day."""

import argparse
import datetime as dt
import json

from fazhi.cli.plain import deadline_in_words, rule_in_words
from fazhi.cli.terminal import FINDING, GOOD, WRONG_USE, complain, help_of, written
from fazhi.law.answer import Text
from fazhi.law.deadline import CHINA, Deadline, Pause
from fazhi.law.deadline_rule import DeadlineRule
from fazhi.law.errors import LawDataError, LawError
from fazhi.law.jurisdiction import Law, load_law

_BETWEEN = ".."
_LAST_YEAR = 2999


class _WrongUseError(Exception):
    """The words of the command line cannot be read; `text` says why."""

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(zh)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "rule", nargs="?", metavar="RULE", help=help_of("期限规则，如 PAY", "rule, such as PAY")
    )
    parser.add_argument(
        "--from",
        dest="start",
        metavar="DAY[THH:MM]",
        help=help_of(
            "起算之日；按小时计算的写明时间", "day the period runs from; with a time for hours"
        ),
    )
    parser.add_argument(
        "--extend", action="store_true", help=help_of("依法延长一次", "apply the extension once")
    )
    parser.add_argument(
        "--pause",
        action="append",
        default=[],
        metavar="A..B",
        help=help_of(
            "扣除的期间，首尾两日都算在内；可写多次",
            "days that do not count, both included; may be given more than once",
        ),
    )
    parser.add_argument(
        "--list", action="store_true", help=help_of("列出所有规则", "list all rules")
    )
    parser.add_argument("--json", action="store_true", help=help_of("输出 JSON", "print JSON"))
    parser.add_argument(
        "--place",
        default="ningbo",
        help=help_of("适用地域，默认 ningbo", "jurisdiction, ningbo by default"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Compute one deadline, or list the rules; return the exit code."""
    try:
        law = load_law(arguments.place)
        output = _listed(law, arguments) if arguments.list else _computed(law, arguments)
    except LawDataError as error:
        complain(error.text.zh, error.text.en)
        return FINDING
    except (_WrongUseError, LawError) as error:
        complain(error.text.zh, error.text.en)
        return WRONG_USE
    print(output)  # noqa: T201 -- this is what was asked for
    return GOOD


def as_json(deadline: Deadline) -> dict[str, object]:
    """Return a deadline as the published schema has it (docs/commands/deadline.schema.json)."""
    due: dict[str, object] = {"due_on": _iso(deadline.due_on)}
    if deadline.due_at is not None:
        due = {"due_at": f"{deadline.due_at:%Y-%m-%dT%H:%M}"}
    return {
        "rule": deadline.rule.name,
        **due,
        "warn_on": _iso(deadline.warn_on),
        "provisional": deadline.provisional,
        "earliest_on": _iso(deadline.earliest_on),
        "counted": [day.isoformat() for day in deadline.counted],
        "because": [*map(str, deadline.because), *(note.zh for note in deadline.notes)],
    }


def rule_as_json(rule: DeadlineRule) -> dict[str, object]:
    """Return a rule as the published schema has it (docs/commands/deadline-list.schema.json)."""
    return {
        "rule": rule.name,
        "label": rule.label.zh,
        "label_en": rule.label.en,
        "anchor": rule.anchor.name,
        "anchor_label": rule.anchor.label.zh,
        "owner": rule.owner,
        "direction": rule.direction,
        "clear": rule.clear,
        "pausable": rule.pausable,
        "minimum": rule.minimum,
        "versions": [
            {
                "since": term.since.isoformat(),
                "until": _iso(term.until),
                "number": term.number,
                "unit": term.unit,
                "extend": term.extend or None,
                "maximum": term.maximum or None,
                "because": [str(citation) for citation in term.because],
                "verified": term.verified,
            }
            for term in rule.terms
        ],
    }


def _computed(law: Law, arguments: argparse.Namespace) -> str:
    if not arguments.rule or not arguments.start:
        raise _WrongUseError(
            "请写明规则和起算之日，如 fazhi deadline PAY --from 2026-02-05；全部规则见 --list",
            "Give a rule and the day it runs from, such as fazhi deadline PAY --from 2026-02-05; "
            "--list shows all rules",
        )
    deadline = law.deadline(arguments.rule).from_(
        _start(arguments.start),
        extend=arguments.extend,
        pauses=[_pause(written_pause) for written_pause in arguments.pause],
    )
    if arguments.json:
        return json.dumps(as_json(deadline), ensure_ascii=False, indent=2)
    return written(deadline_in_words(deadline), between="\n\n")


def _listed(law: Law, arguments: argparse.Namespace) -> str:
    rules = sorted(law.jurisdiction.deadlines.values(), key=lambda rule: rule.name)
    if arguments.json:
        return json.dumps([rule_as_json(rule) for rule in rules], ensure_ascii=False, indent=2)
    return "\n".join(written(rule_in_words(rule)) for rule in rules)


def _start(text: str) -> dt.date | dt.datetime:
    try:
        if "T" in text:
            return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=CHINA)
        return _day(text)
    except ValueError as error:
        raise _unreadable(text) from error


def _pause(text: str) -> Pause:
    first, between, last = text.partition(_BETWEEN)
    if not between:
        raise _WrongUseError(
            f"“{text}”应当写成 2026-03-02..2026-03-06",
            f"“{text}” must be written as 2026-03-02..2026-03-06",
        )
    try:
        return Pause(_day(first), _day(last))
    except ValueError as error:
        raise _unreadable(text) from error


def _day(text: str) -> dt.date:
    day = dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 -- a day has no zone
    if day.year > _LAST_YEAR:
        raise ValueError(text)
    return day


def _unreadable(text: str) -> _WrongUseError:
    return _WrongUseError(
        f"“{text}”不是日期；请写成 2026-02-05 或 2026-02-05T09:30",
        f"“{text}” is not a day; write 2026-02-05 or 2026-02-05T09:30",
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
