"""What this room refuses, and what to do instead."""

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError, InputError


class CampaignClosedError(InputError):
    """Visits and issues are recorded under a campaign only while it runs."""

    def __init__(self, name: str) -> None:
        """Name the campaign."""
        super().__init__(
            {"campaign": _("“%(name)s”不在行动期内，不能再登记；请改为日常走访。") % {"name": name}}
        )


class IssueStateError(ConflictError):
    """The issue is not where this step begins; somebody may have taken it in the meantime."""

    def __init__(self, number: str, status: str) -> None:
        """Name the issue and say where it stands."""
        super().__init__(
            _("事件 %(number)s 现为“%(status)s”，不能办理此步骤；请刷新后再看。")
            % {"number": number, "status": status}
        )


class AlreadyRepliedError(ConflictError):
    """A report is replied to once; what was said to a citizen is not taken back silently."""

    def __init__(self, number: str) -> None:
        """Name the report."""
        super().__init__(
            _("诉求 %(number)s 已经答复。需要补充的，请另行联系反映人。") % {"number": number}
        )


class AlreadyOpenedError(ConflictError):
    """A report leads to one issue; somebody opened it in the meantime."""

    def __init__(self, number: str) -> None:
        """Name the report."""
        super().__init__(_("诉求 %(number)s 已登记为事件，不能重复登记。") % {"number": number})
