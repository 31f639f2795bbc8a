"""What the actions of co-operation are given."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from fazhi.kernel.idempotency import key_of_number
from fazhi.proceedings.cooperation.choices import CooperationDirection, CooperationGround


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationInput:
    """A request for co-operation, asked by this house or of it.

    Without `due_on` the office's own term holds. What has no outside number has a `form_key`.
    """

    direction: CooperationDirection
    agency: str
    subject: str
    content: str
    ground: CooperationGround
    requested_at: dt.datetime
    due_on: dt.date | None = None
    outside_number: str = ""
    about_id: UUID | None = None
    form_key: str = ""

    @property
    def key(self) -> str:
        """The key under which a replay is found."""
        return key_of_number(self.agency, self.outside_number) or self.form_key


@dataclass(frozen=True, slots=True)
class CooperationAnswer:
    """The answer to a request; declined, the content says why.

    `is_within_powers` says of a request to this house that is declined whether its matter lies
    within the powers of the house; who declines has to say it.
    """

    request_id: UUID
    content: str
    replied_on: dt.date
    attachment_id: UUID | None = None
    is_within_powers: bool | None = None
