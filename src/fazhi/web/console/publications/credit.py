"""The credit data set: its fields with source, purpose and ground, and the files."""

from django.http import HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.outcomes.publication.access import PUBLISHERS
from fazhi.outcomes.publication.credit import credit_records, field_list
from fazhi.web.design.wording import said
from fazhi.web.exports import Sheet, as_csv
from fazhi.web.pages import StaffRequest, page, render_page


@page(*PUBLISHERS)
def fields(request: StaffRequest) -> HttpResponseBase:
    """Show what is exported, from where, what for and by which rule."""
    return render_page(request, "console/publications/credit.html", {"list_of": field_list()})


@page(*PUBLISHERS)
def as_csv_file(request: StaffRequest) -> HttpResponseBase:
    """Give the data set as CSV."""
    sheet = Sheet(
        title=_("行政处罚信息归集"),
        conditions=[said(field_list().source)],
        head=[each.name for each in field_list().fields],
        rows=(list(record.values()) for record in credit_records(request.seat)),
    )
    return as_csv(request.seat, sheet)


@page(*PUBLISHERS)
def as_json_file(request: StaffRequest) -> HttpResponseBase:
    """Give the data set as JSON."""
    content = {
        "source": field_list().source.zh,
        "made_on": clock.today().isoformat(),
        "fields": {each.name: each.label for each in field_list().fields},
        "records": list(credit_records(request.seat)),
    }
    name = f"penalties-{clock.today():%Y-%m-%d}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False}, headers=headers)
