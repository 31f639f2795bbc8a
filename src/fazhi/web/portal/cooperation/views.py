"""What an agency sees under the code of a request: dates and state; nothing of what was said."""

from django.http import HttpResponseBase

from fazhi.kernel import clock
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cooperation.access import request_of_code
from fazhi.web.pages import StaffRequest, public_page, render_page


@public_page
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show how the request stands, and whether its answer is late, to both sides alike."""
    row = request_of_code(code)
    if row is None:
        raise NotFoundError
    context = {"row": row, "is_late": row.is_late_on(clock.today())}
    return render_page(request, "portal/cooperation.html", context)
