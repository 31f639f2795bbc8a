"""What the room of meetings refuses on its own; what the law forbids comes as its answers."""

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError


class MeetingStateError(ConflictError):
    """The meeting is past this step, or has not come to it."""

    def __init__(self, number: str, status: str) -> None:
        """Name the meeting and how it stands."""
        super().__init__(
            _("{number} 的状态是“{status}”，不能这样办理。请刷新后核对。").format(
                number=number, status=status
            )
        )


class ResolutionDoneError(ConflictError):
    """The resolution was completed before."""

    def __init__(self, text: str) -> None:
        """Name the resolution."""
        super().__init__(_("议决事项“{text}”此前已登记完成。").format(text=text))
