"""The list of documents that are to be served, the oldest first, with the day by which."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.formats import served_templates
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.queries import overdue, service_due
from fazhi.kernel import clock
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import load_law
from fazhi.web.lists import Column, Filter, ListDefinition, Tab


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that waits to be served, with the period in which the law wants it."""

    document: Document
    due: Deadline | None

    @property
    def pk(self) -> UUID:
        """The key of the row."""
        return self.document.pk


def service_list(day: dt.date) -> ListDefinition[Document]:
    """Return the list as on a day."""
    law = load_law()
    return ListDefinition(
        title=_("待送达"),
        sort=("issued_at", "pk"),
        columns=(
            Column(_("送达期限"), _due_on),
            Column(_("文书 / 文号"), lambda row: row.get_template_display()),
            Column(_("文号"), lambda row: row.number, is_shown=False),
            Column(_("受送达人"), lambda row: row.dossier.case.party.name),  # type: ignore[union-attr]  # of a case
            Column(_("案号"), lambda row: row.dossier.case.number),  # type: ignore[union-attr]  # as above
            Column(_("制发日期"), lambda row: clock.day_of(row.issued_at)),
        ),
        filters=(
            Filter(
                "template",
                _("文书种类"),
                lambda rows, value: rows.filter(template=value),
                choices=[(name, Template(name).label) for name in served_templates()],
            ),
            Filter(
                "q",
                _("文号"),
                lambda rows, value: rows.filter(number__contains=value),
                kind="search",
            ),
        ),
        tabs=(
            Tab("all", _("全部"), lambda rows: rows),
            Tab("overdue", _("已超期"), lambda rows: overdue(law, rows, day), "overdue"),
        ),
    )


def waiting(document: Document) -> Waiting:
    """Return a document with its period."""
    return Waiting(document, service_due(load_law(), document))


def _due_on(document: Document) -> object:
    due = service_due(load_law(), document)
    return (due.due_on or due.earliest_on or "") if due else ""
