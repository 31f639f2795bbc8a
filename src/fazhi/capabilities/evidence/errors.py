"""What the room of evidence refuses."""

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError


class DecidedHoldingError(ConflictError):
    """What becomes of the thing is decided already; it is not decided twice."""

    def __init__(self, number: str, outcome: str) -> None:
        """Name the thing and what was decided."""
        super().__init__(
            _("{number} 已经决定“{outcome}”，不能再作处理决定。").format(
                number=number, outcome=outcome
            )
        )


class LedHoldingError(ConflictError):
    """An act of a file took the thing; what becomes of it is decided on that file."""

    def __init__(self, number: str) -> None:
        """Name the thing."""
        super().__init__(
            _("{number} 由案件步骤登记，处理决定在该案件中办理，这里自动更新。").format(
                number=number
            )
        )


class UndecidedHoldingError(ConflictError):
    """A thing leaves the house only after it was decided what becomes of it."""

    def __init__(self, number: str) -> None:
        """Name the thing."""
        super().__init__(
            _("{number} 还没有处理决定，不能出库。请先作出处理决定。").format(number=number)
        )


class StaysHereError(ConflictError):
    """The thing was decided to stay in the house, under another ground."""

    def __init__(self, number: str, outcome: str) -> None:
        """Name the thing and what was decided."""
        super().__init__(
            _("{number} 已经决定“{outcome}”，继续由本机关保管，不能出库。").format(
                number=number, outcome=outcome
            )
        )


class NotAtHandError(ConflictError):
    """The thing is lent out, offered to somebody, or has left; it cannot be passed on."""

    def __init__(self, name: str, where: str) -> None:
        """Name the thing and say where it is."""
        super().__init__(
            _("“{name}”{where}，请先登记归还或者接收。").format(name=name, where=where)
        )


class GoneError(ConflictError):
    """The thing has left the store-room for good."""

    def __init__(self, name: str) -> None:
        """Name the thing."""
        super().__init__(_("“{name}”已经出库，不能再登记流转。").format(name=name))


class AnsweredOfferError(ConflictError):
    """The hand-over was answered already."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(_("这次移交已经答复。"))
