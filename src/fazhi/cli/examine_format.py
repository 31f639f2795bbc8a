"""The format of timelines, act by act, as `fazhi examine --acts` prints it for the page."""

from collections.abc import Iterator

from fazhi.law.facts import ProcedureKind
from fazhi.law.particulars import Holds, Particular, all_particulars, particular
from fazhi.law.timeline_acts import ActForm, act_forms, follow_ups

_HOLDS = {
    Holds.TEXT: "text",
    Holds.LONG_TEXT: "text",
    Holds.DAY: "day",
    Holds.AMOUNT: "amount in yuan",
    Holds.COUNT: "whole number",
    Holds.FLAG: "true or false",
    Holds.CHOICE: "one of",
    Holds.KINDS: "list of kinds of penalty",
    Holds.WORDS: "list of words",
}


def format_of_timelines() -> str:
    """Return the lists of acts and of particulars in Markdown."""
    following = follow_ups()
    parts = [
        ("`procedure: ordinary`", _own(ProcedureKind.ORDINARY)),
        ("`procedure: summary`", _own(ProcedureKind.SUMMARY)),
        ("Acts beside and after the decision", list(following.values())),
    ]
    sections = [f"### {title}\n\n" + "\n".join(_acts(forms)) for title, forms in parts]
    return "\n\n".join([*sections, "### Particulars\n\n" + "\n".join(_particulars())])


def _own(kind: ProcedureKind) -> list[ActForm]:
    following = follow_ups()
    return [form for name, form in act_forms(kind).items() if name not in following]


def _acts(forms: list[ActForm]) -> Iterator[str]:
    for form in forms:
        title = form.step.title
        yield f"* `{form.step.name}` {title.zh} ({title.en}; {form.step.cite})"
        for heading, keys in (
            ("needs", form.needs),
            ("tells", form.tells),
            ("taken to be so", form.presumes),
        ):
            if keys:
                yield f"  * {heading}: " + ", ".join(f"`{key}`" for key in keys)


def _particulars() -> Iterator[str]:
    for key in sorted(all_particulars()):
        one = particular(key)
        yield f"* `{key}` {one.label.zh} ({one.label.en}): {_held(one)}"


def _held(one: Particular) -> str:
    words = ", ".join(f"`{word}` {label.zh}" for word, label in one.choices.items())
    return f"{_HOLDS[one.holds]}{' ' + words if words else ''}"
