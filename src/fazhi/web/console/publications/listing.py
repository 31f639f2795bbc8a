"""The list of publications: what is owed first."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.outcomes.publication.choices import PublicationState
from fazhi.outcomes.publication.models import Publication
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

_STATE = PublicationState
_OPEN = (_STATE.PROPOSED, _STATE.CONFIRMED)


def publication_list() -> ListDefinition[Publication]:
    """Return the list as on this day."""
    return ListDefinition(
        title=_("处罚公示"),
        sort=("-decided_on", "-pk"),
        columns=(
            Column(_("期限"), lambda row: row.owed_by or ""),
            Column(_("决定书文号"), lambda row: row.number),
            Column(_("案由"), lambda row: row.title),
            Column(_("决定日期"), lambda row: row.decided_on),
            Column(_("状态"), lambda row: row.get_state_display()),
            Column(_("公开日"), lambda row: row.published_on or ""),
            Column(_("公示截止日"), lambda row: row.until or "", is_shown=False),
            Column(_("公开稿指纹"), lambda row: row.copy_hash, is_shown=False),
        ),
        filters=(
            Filter(
                "state",
                _("状态"),
                lambda rows, value: rows.filter(state=value),
                choices=_STATE.choices,
            ),
            Filter(
                "q",
                _("决定书文号"),
                lambda rows, value: rows.filter(number__contains=value),
                kind="search",
            ),
        ),
        tabs=_tabs(clock.today()),
    )


def _tabs(day: dt.date) -> tuple[Tab[Publication], ...]:
    return (
        Tab("all", _("全部"), lambda rows: rows),
        Tab("to_publish", _("待核对"), lambda rows: rows.filter(state=_STATE.PROPOSED), "soon"),
        Tab("to_review", _("待复核"), lambda rows: rows.filter(state=_STATE.CONFIRMED), "soon"),
        Tab(
            "overdue",
            _("公开已超期"),
            lambda rows: rows.filter(state__in=_OPEN, due_on__lt=day),
            "overdue",
        ),
        Tab(
            "to_withdraw",
            _("待撤回"),
            lambda rows: rows.filter(state=_STATE.PUBLISHED, fallen_on__isnull=False),
            "overdue",
        ),
        Tab(
            "published",
            _("已公开"),
            lambda rows: rows.filter(state=_STATE.PUBLISHED, fallen_on__isnull=True),
        ),
    )
