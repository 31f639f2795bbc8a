"""What the law said to an act that was recorded all the same, read from the row that keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fazhi.law.answer import Text
from fazhi.web.design.wording import said


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: the rule, its provisions, what was found and what to do now."""

    rule: str
    provisions: tuple[str, ...]
    reason: Text
    next_step: Text

    @property
    def sentence(self) -> str:
        """The answer as one sentence in the language of the reader."""
        articles = "、".join(self.provisions)
        return f"{said(self.reason)} {said(self.next_step)}（{articles}）"


def warnings_of(row: Any) -> Sequence[Told]:
    """Return what a row keeps of the answers that were not in order, the newest last."""
    return [
        Told(
            rule=each["rule"],
            provisions=tuple(each["provisions"]),
            reason=Text(each["reason"], each["reason_en"]),
            next_step=Text(each["next_step"], each["next_step_en"]),
        )
        for each in getattr(row, "grounds", ())
    ]
