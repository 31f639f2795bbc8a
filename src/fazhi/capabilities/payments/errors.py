"""What the room of payments refuses on its own; what the law forbids comes as its answers."""

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError


class ReceiptUsedError(ConflictError):
    """The number of an official receipt was recorded before."""

    def __init__(self, number: str) -> None:
        """Name the number."""
        super().__init__(
            _("票据号码 {number} 已经登记过。请核对票据；同一票据不能登记两次。").format(
                number=number
            )
        )


class SettledReceivableError(ConflictError):
    """The fine was paid or cancelled before."""


class CashOrderError(ConflictError):
    """Cash is handed in once, and banked once after that."""


class DeferralStateError(ConflictError):
    """An application waits for its decision, or was decided before."""
