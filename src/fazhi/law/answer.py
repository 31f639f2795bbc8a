"""What a rule answers: whether it holds, on which grounds, and what may lawfully be done next."""

from dataclasses import dataclass
from typing import Self

from fazhi.law.citation import Citation

#: Codes of the rule table whose text was read; only these block (see docs/adr).
BLOCKING_VERIFICATIONS = frozenset({"A", "B"})


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in both languages of the product; Chinese is the source."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def filled(self, **values: object) -> Self:
        """Return the sentence with its `{placeholders}` replaced, in both languages."""
        return type(self)(zh=self.zh.format(**values), en=self.en.format(**values))


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of one rule to one question.

    `rule` is the identifier in the rule table (`SIM-001`). `verified` is the code of that table:
    only answers verified A or B block, all others warn. `because` are the provisions, `reason` says
    what was found, `next_step` what may lawfully be done instead.
    """

    holds: bool
    rule: str
    because: tuple[Citation, ...]
    reason: Text
    next_step: Text
    verified: str = "A"

    @property
    def blocks(self) -> bool:
        """Tell whether this answer forbids the step."""
        return not self.holds and self.verified in BLOCKING_VERIFICATIONS

    @property
    def warns(self) -> bool:
        """Tell whether this answer lets the step pass with a warning."""
        return not self.holds and not self.blocks
