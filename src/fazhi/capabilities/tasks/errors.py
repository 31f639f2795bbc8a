"""What the room of tasks refuses."""

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError, ForbiddenError


class FinishedTaskError(ConflictError):
    """The task was finished or cancelled before; somebody may have been quicker."""

    def __init__(self, title: str) -> None:
        """Name the task."""
        super().__init__(
            _("任务“{title}”已办结或取消，不能再操作。请刷新待办。").format(title=title)
        )


class NotYourTaskError(ForbiddenError):
    """The task was given to somebody else."""

    def __init__(self, title: str) -> None:
        """Name the task."""
        super().__init__(
            _("任务“{title}”不在您名下。请由承办人办理，或由派发人转办。").format(title=title)
        )
