"""What supervision refuses, and what to do instead."""

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError, ForbiddenError


class FindingStateError(ConflictError):
    """The finding is closed, or not where this step begins."""

    def __init__(self, title: str, status: str) -> None:
        """Name the finding and say where it stands."""
        words = _("“%(title)s”现为“%(status)s”，不能办理此步骤；请刷新后再看。")
        super().__init__(words % {"title": title, "status": status})


class OwnFindingError(ForbiddenError):
    """Nobody closes a finding about himself."""

    def __init__(self) -> None:
        """Say who may."""
        super().__init__(_("监督发现涉及您本人，应由别的负责人作出结论。"))


class ConductStateError(ConflictError):
    """The complaint about conduct is not where this step begins."""
