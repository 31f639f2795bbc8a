"""What the law answered, as rows of custody keep it: the words of both languages stay there."""

from collections.abc import Sequence

from fazhi.law.answer import Answer


def told(answers: Sequence[Answer]) -> list[dict[str, object]]:
    """Return what was not in order and recorded all the same, as the row keeps it."""
    return [
        {
            "rule": answer.rule,
            "provisions": [str(cite) for cite in answer.because],
            "reason": answer.reason.zh,
            "reason_en": answer.reason.en,
            "next_step": answer.next_step.zh,
            "next_step_en": answer.next_step.en,
        }
        for answer in answers
        if not answer.holds
    ]
