"""What this room refuses, and what to do instead."""

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError, InputError


class TypedFigureError(InputError):
    """Figures are counted from records; nobody types one into a report."""

    def __init__(self, typed: str) -> None:
        """Quote what was typed."""
        super().__init__(
            {
                "text": _(
                    "正文里不能手写数字“%(typed)s”。请删去，改为插入指标，"
                    "例如 {{figure:cases.on_the_spot}}。"
                )
                % {"typed": typed}
            }
        )


class UnknownFigureError(InputError):
    """The text names a figure that has no definition."""

    def __init__(self, key: str) -> None:
        """Name the figure."""
        super().__init__({"text": _("没有编号为 %(key)s 的指标。") % {"key": key}})


class SectionChangedError(ConflictError):
    """Somebody else edited the section in the meantime."""

    def __init__(self, heading: str) -> None:
        """Name the section."""
        super().__init__(
            _("“%(heading)s”刚刚被别人改过。您的文字没有丢失，请对照新稿后再保存。")
            % {"heading": heading}
        )


class ReportLockedError(ConflictError):
    """A locked report is not edited; a correction is a new report with its reason."""

    def __init__(self, year: int) -> None:
        """Name the year."""
        super().__init__(_("%(year)s 年的报告已经定稿，不能再改。") % {"year": year})
