"""What this room refuses, and what to do instead."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError, InputError, RefusalError
from fazhi.law.answer import Answer


class OnTheSpotRefusedError(RefusalError):
    """Decisions that the law forbids: the answers of each, by its place in the batch."""

    def __init__(self, refused: Mapping[int, Sequence[Answer]]) -> None:
        """Keep the blocking answers of each item, counted from 0."""
        self.refused = {index: tuple(answers) for index, answers in refused.items()}
        super().__init__([answer for answers in self.refused.values() for answer in answers])


class NoFormError(InputError):
    """The form (文书格式) of a decision in force on its day is not in the system."""

    def __init__(self, day: dt.date) -> None:
        """Say which day, why no decision is issued for it, and what to do."""
        super().__init__(
            {
                "decided_at": _(
                    "%(day)s 作出的当场处罚，系统没有载入当时的文书格式，"
                    "不能用后来的格式制发决定书。"
                    "当时已经作出的决定，请将原纸质决定书归档；尚未作出的，请核对决定时间。"
                )
                % {"day": day}
            }
        )


class ReferralRefusedError(OnTheSpotRefusedError):
    """Parking referrals that are not complete, by their place in the batch."""


class StepRefusedError(OnTheSpotRefusedError):
    """Steps of ordinary cases that the law forbids, by their place in the batch."""


class DuplicateReferralError(InputError):
    """The same vehicle was noticed a moment ago; one parking is one referral."""

    def __init__(self, index: int, minutes: int, number: str) -> None:
        """Say which item, within how many minutes, and which referral is there already."""
        self.index = index
        super().__init__(
            {
                "plate": _(
                    "该车 %(minutes)s 分钟内已有抄告 %(number)s，不重复抄告（本街道的办理规则）。"
                    "如车辆驶离后再次违停，请写明新的时间。"
                )
                % {"minutes": minutes, "number": number}
            }
        )


class CaseStateError(ConflictError):
    """The case is not where this step begins."""

    def __init__(self, number: str, status: str, needed: str) -> None:
        """Name the case, say where it stands and what must come first."""
        super().__init__(
            _("案件 %(number)s 现为“%(status)s”，%(needed)s")
            % {"number": number, "status": status, "needed": needed}
        )


class ReferralStateError(ConflictError):
    """The referral is not where this step begins."""

    def __init__(self, number: str, status: str) -> None:
        """Name the referral and say where it stands."""
        super().__init__(
            _("抄告 %(number)s 现为“%(status)s”，不能办理此步骤；请刷新后再看。")
            % {"number": number, "status": status}
        )


class RemedyStateError(ConflictError):
    """The remedy is not where this step begins."""
