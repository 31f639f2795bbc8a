"""Rows that hold from one day to another: both days count, and no day belongs to two of them."""

import datetime as dt
from typing import ClassVar, Protocol

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatedModel(models.Model):
    """A row that holds from `since` to `until`, both inclusive; without `until` it has no end."""

    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_ends_after_it_began",
            ),
        ]

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether the row holds on the day."""
        return holds(self, day)


class Span(Protocol):
    """Anything with a first and a last day."""

    @property
    def since(self) -> dt.date: ...

    @property
    def until(self) -> dt.date | None: ...


def valid_on(day: dt.date) -> Q:
    """Return the condition that a row holds on the day."""
    return Q(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


def holds(span: Span, day: dt.date) -> bool:
    """Tell whether a span covers the day."""
    return span.since <= day and (span.until is None or day <= span.until)


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans have a day in common."""
    return (other.until is None or one.since <= other.until) and (
        one.until is None or other.since <= one.until
    )
