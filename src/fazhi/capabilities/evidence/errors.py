"""What the room of evidence refuses."""

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError


class AlteredExhibitError(ConflictError):
    """The file is not the one the device took: its hash at capture says otherwise."""

    def __init__(self, label: str) -> None:
        """Name the exhibit."""
        super().__init__(
            _(
                "证据“{label}”的文件与取证时的指纹不一致，可能在传送中被改动。请重新上传原始文件。"
            ).format(label=label)
        )
