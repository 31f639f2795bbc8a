"""What this room refuses, and what to do instead."""

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError, InputError, RefusalError


class WithheldError(RefusalError):
    """A decision that does not leave the house.

    Some of these rules were read in excerpts only and would merely warn. Here they withhold all the
    same: what is not published today can be published tomorrow, and never the other way round.
    """


class PublicationStateError(ConflictError):
    """The publication is not where this step begins."""

    def __init__(self, number: str, state: str) -> None:
        """Name the decision and say where its publication stands."""
        super().__init__(
            _("%(number)s 的公开现为“%(state)s”，不能办理此步骤；请刷新后再看。")
            % {"number": number, "state": state}
        )


class CopyChangedError(ConflictError):
    """The copy that was looked at is not the one that would be published."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(_("公开稿已按您的选择更新。请核对更新后的公开稿，再次确认。"))


class SecondLookError(ConflictError):
    """Who confirmed a copy cannot be the second to look at it."""

    def __init__(self) -> None:
        """Say who can."""
        super().__init__(_("文中隐去过个人信息的，须由另一人复核；请交由其他有权限的人办理。"))


class FallenDecisionError(ConflictError):
    """The decision no longer stands as it was."""

    def __init__(self, number: str) -> None:
        """Name the decision and say what remains to be done."""
        super().__init__(
            _("%(number)s 已被变更、撤销或者确认违法、无效，不再公开；请登记为不公开。")
            % {"number": number}
        )


class NoDecisionError(InputError):
    """A case without a decision in force has nothing to publish."""

    def __init__(self, number: str) -> None:
        """Name the case."""
        super().__init__(
            {"": _("%(number)s 没有有效的处罚决定书，不能公开。") % {"number": number}}
        )


class RepairUnderWayError(ConflictError):
    """An application waits for its answer."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(_("这项公开已有一件信用修复申请正在办理。"))
