"""What the law answered, as rows keep it: the words of both languages stay with the act."""

from collections.abc import Sequence

from fazhi.law.answer import Answer


def as_held(answers: Sequence[Answer]) -> list[dict[str, object]]:
    """Return what the law answered, as the decision keeps it."""
    return [
        {
            "rule": answer.rule,
            "holds": answer.holds,
            "reason": answer.reason.zh,
            "reason_en": answer.reason.en,
        }
        for answer in answers
    ]
