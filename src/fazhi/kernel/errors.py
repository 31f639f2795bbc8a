"""What the system refuses, and how it says so: what happened, on which ground, what to do next."""

from collections.abc import Mapping, Sequence

from fazhi.law.answer import Answer


class FazhiError(Exception):
    """Anything the system refuses with a sentence for the person who asked."""


class RefusalError(FazhiError):
    """The law does not allow this step; each answer names rule, article, reason and next step."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        """Keep the answers that block; there is at least one."""
        self.answers = tuple(answers)
        super().__init__("；".join(f"{answer.rule} {answer.reason.zh}" for answer in self.answers))


class InputError(FazhiError):
    """What was entered cannot be read: a sentence for each field, in the reader's language."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Keep the sentence for each field; the key "" is for the whole entry."""
        self.fields = dict(fields)
        super().__init__("；".join(f"{name}：{text}" for name, text in self.fields.items()))


class NotFoundError(FazhiError):
    """There is no such file, or this person may not see it; both are answered alike."""


class ForbiddenError(FazhiError):
    """This person's roles do not include the act."""


class FactorNeededError(FazhiError):
    """The act asks for the second factor, which was not given in this session, or not lately."""


class ConflictError(FazhiError):
    """The same key came with other content, or somebody changed the file in the meantime."""


def refuse_if_blocked(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Raise RefusalError when any answer blocks; return the answers that warn."""
    blocking = [answer for answer in answers if answer.blocks]
    if blocking:
        raise RefusalError(blocking)
    return tuple(answer for answer in answers if answer.warns)
