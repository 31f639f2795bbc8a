"""What the room of service refuses."""

from fazhi.kernel.errors import ConflictError


class AlreadyServedError(ConflictError):
    """The document was served before; the day on which it took effect does not move."""
