"""What the law engine refuses to answer, and how it says so in both languages."""

from fazhi.law.answer import Text


class LawError(ValueError):
    """A question the law engine cannot answer; `text` says why, in both languages."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence; Chinese is what `str()` shows."""
        self.text = text
        super().__init__(text.zh)


class LawDataError(LawError):
    """A file of law data is wrong: which file, which key, and what about it."""

    def __init__(self, file: str, key: str, what: Text) -> None:
        """Name the file, the key inside it and what is wrong with it."""
        self.file, self.key, self.what = file, key, what
        where = f"{file} {key}".strip()
        super().__init__(Text(zh=f"{where}：{what.zh}", en=f"{where}: {what.en}"))


class UnknownLawError(LawError):
    """No jurisdiction, instrument, parameter or deadline bears this name."""


class NotInForceError(LawError):
    """No version is in force on the day asked about; the nearest one is never taken instead."""


class CalendarNotPublishedError(LawError):
    """The day lies in a year whose holiday notice is not in the calendar."""

    def __init__(self, year: int, text: Text) -> None:
        """Keep the year whose notice is missing."""
        self.year = year
        super().__init__(text)


class DeadlineUseError(LawError):
    """A deadline rule was asked for something that the rule does not have."""


class NoExtensionError(DeadlineUseError):
    """The rule knows no extension."""


class NotPausableError(DeadlineUseError):
    """The rule knows no pause: nothing stops this clock."""


class PauseOutsidePeriodError(DeadlineUseError):
    """A pause begins before the period starts, after it has ended, or twice on the same day."""


class TimeNeededError(DeadlineUseError):
    """A period in hours runs from a moment, so a day alone is not enough."""
