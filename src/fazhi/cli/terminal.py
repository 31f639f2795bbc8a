"""What the command says, and in which language: Chinese first, English beside it or instead."""

import os
import sys
from enum import StrEnum

from fazhi.law.answer import Text

#: Exit codes of every command.
GOOD, FINDING, WRONG_USE = 0, 1, 2


class Language(StrEnum):
    """In which language the command speaks."""

    CHINESE = "zh"
    ENGLISH = "en"
    BOTH = "both"


def language() -> Language:
    """Return the language asked for, by `--language` or by the locale; both when neither says."""
    asked = os.environ.get("FAZHI_LANGUAGE", "")
    if asked in set(Language):
        return Language(asked)
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if locale.startswith("zh"):
        return Language.CHINESE
    return Language.ENGLISH if locale.startswith("en") else Language.BOTH


def written(text: Text, *, between: str = "\n") -> str:
    """Return a sentence in the language of the terminal, or in both."""
    match language():
        case Language.CHINESE:
            return text.zh
        case Language.ENGLISH:
            return text.en
        case Language.BOTH:
            return text.zh if text.zh == text.en else between.join((text.zh, text.en))


def help_of(zh: str, en: str) -> str:
    """Return the help of one argument, on one line."""
    return written(Text(zh, en), between=" / ").replace("%", "%%")


def say(zh: str, en: str) -> None:
    """Print a sentence for the reader."""
    print(written(Text(zh, en)), flush=True)  # noqa: T201 -- this is the door to the terminal


def complain(zh: str, en: str) -> None:
    """Print, on the error channel, what is wrong and what to do."""
    print(written(Text(zh, en)), file=sys.stderr, flush=True)  # noqa: T201 -- as above
