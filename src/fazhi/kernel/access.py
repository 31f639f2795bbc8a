"""Who is asking: the seat from which a person acts, and what the seat allows.

Rooms build their accessors on `narrowed`, `get_visible`, `lock_visible` and `lock_named`: reads are
narrowed to the authority first, and what a seat may not see is answered as if it did not exist.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.choices import OUTSIDERS, Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in an authority with the roles held today; a citizen has neither account nor role.

    Actions and accessors take a seat first: what it may not see is answered as if it did not exist.
    """

    authority: str
    account_id: UUID | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    #: Until when the second factor that was given counts; only a session or a play gives it.
    factor_until: dt.datetime | None = None

    @classmethod
    def of_public(cls, authority: str) -> Self:
        """Return the seat of a citizen without an account."""
        return cls(authority=authority)

    @property
    def person(self) -> UUID:
        """Return the account of the person; ForbiddenError for a citizen, who has none."""
        if self.account_id is None:
            raise ForbiddenError("请先登录。")
        return self.account_id

    @property
    def has_fresh_factor(self) -> bool:
        """Tell whether the second factor was given, and lately enough."""
        return self.factor_until is not None and clock.now() < self.factor_until

    @property
    def is_outsider(self) -> bool:
        """Tell whether the person comes from outside; no other role beside it counts then."""
        return not self.roles.isdisjoint(OUTSIDERS)

    def has(self, *roles: Role) -> bool:
        """Tell whether the person holds one of the roles.

        An outsider does only where outsiders alone are asked for: no list of the house's roles
        opens anything to him, however long it is.
        """
        if self.is_outsider and not OUTSIDERS.issuperset(roles):
            return False
        return not self.roles.isdisjoint(roles)

    def require(self, *roles: Role) -> None:
        """Raise ForbiddenError unless the person holds one of the roles."""
        if not self.has(*roles):
            self.refuse_outsider()
            needed = "、".join(str(role.label) for role in roles)
            raise ForbiddenError(f"此操作由{needed}办理。")

    def refuse_outsider(self) -> None:
        """Raise ForbiddenError for an outsider: he reads what he is entrusted with, and advises."""
        if self.is_outsider:
            raise ForbiddenError(
                _("外聘律师只查阅受委托的案件、提出意见，不能签批、审核、决定或者导出。")
            )


def narrowed(rows: QuerySet[Row], seat: Seat, path: str = "authority") -> QuerySet[Row]:
    """Return the rows of the seat's authority; `path` leads from the row to its authority.

    An outsider is shown none: what he is entrusted with, its room opens to him (`entrusted`).
    """
    return rows.none() if seat.is_outsider else rows.filter(**{path: seat.authority})


def entrusted(rows: QuerySet[Row], seat: Seat, path: str = "authority") -> QuerySet[Row]:
    """Return the rows of the authority to a room that narrows them itself to what was entrusted."""
    return rows.filter(**{path: seat.authority})


def get_visible(rows: QuerySet[Row], seat: Seat, **lookup: object) -> Row:
    """Return the one row of the seat's authority that fits, or raise NotFoundError.

    Unknown, of another authority, not visible and malformed are answered alike. The authority is
    that of the row or, where the row has none, of its dossier.
    """
    return _only(narrowed(rows, seat, _path_to_authority(rows.model)), lookup)


def lock_visible(rows: QuerySet[Row], seat: Seat, **lookup: object) -> Row:
    """Return the one visible row that fits, locked until the transaction ends."""
    visible = narrowed(rows, seat, _path_to_authority(rows.model))
    return _only(visible.select_for_update(of=("self",)), lookup)


def lock_named(rows: QuerySet[Row], seat: Seat, wanted: Sequence[UUID]) -> list[Row]:
    """Return the rows of the seat's authority that are named, locked, in the order of the names.

    Locks are taken in the order of the keys, so that two lists cannot wait for each other. An empty
    list, a row named twice and one that is not there are refused.
    """
    if not wanted:
        raise InputError({"": _("清单是空的。")})
    if len(set(wanted)) != len(wanted):
        raise ConflictError(_("同一件在本次提交中出现了两次。"))
    own = narrowed(rows, seat, _path_to_authority(rows.model))
    found = own.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    locked = {row.pk: row for row in found}
    if len(locked) != len(wanted):
        raise NotFoundError
    return [locked[key] for key in wanted]


def _only(rows: QuerySet[Row], lookup: dict[str, object]) -> Row:
    try:
        return rows.get(**lookup)
    except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError) as error:
        raise NotFoundError(_("没有这一记录，或者您不能查看。")) from error


def _path_to_authority(model: type[Model]) -> str:
    """Return the way from a row to its authority; a row without one must not be read this way."""
    names = {field.name for field in model._meta.fields}
    path = next((path for path in _PATHS if path.split("__")[0] in names), None)
    if path is None:
        raise TypeError(f"{model.__name__} has neither an authority nor a dossier")
    return path


_PATHS = ("authority", "dossier__authority")
