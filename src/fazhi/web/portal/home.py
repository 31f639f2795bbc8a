"""The first page of citizens, and the switch to larger letters."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from fazhi.web.pages import StaffRequest, go_to, public_page, render_page
from fazhi.web.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Choice:
    """What a citizen can do, shown while the page of that name is installed."""

    words: Promise
    hint: Promise
    icon: str
    name: str


CHOICES = (
    Choice(_("街面问题"), _("占道、垃圾、井盖、绿化"), "pin", "portal_reports:street"),
    Choice(_("安全隐患"), _("消防通道、用电、燃气、施工"), "warning", "portal_reports:safety"),
    Choice(_("其他问题"), _("噪声、油烟、邻里纠纷、咨询"), "people", "portal_reports:other"),
    Choice(_("查我反映的事办到哪了"), _("用查询码"), "search", "portal_reports:follow"),
    Choice(_("执法公示"), _("执法主体、人员、事项、处罚决定"), "scale", "portal_enforcement:show"),
    Choice(_("投诉执法行为"), _("态度、程序、廉洁"), "alert", "portal_conduct:new"),
    Choice(_("核对文书真假"), _("扫文书上的二维码或输入校验码"), "shield", "portal_documents:ask"),
)


@public_page
def home(request: StaffRequest) -> HttpResponseBase:
    """Show what a citizen can do here."""
    return render_page(request, "portal/home.html", {"choices": list(_choices())})


@require_POST
@public_page
def switch_elder_mode(request: StaffRequest) -> HttpResponseBase:
    """Switch the mode for elders on or off and return to the page."""
    response = go_to("portal")
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        response["Location"] = target
    preferences = Preferences.of(request)
    replace(preferences, is_elder=not preferences.is_elder).keep(response)
    return response


def _choices() -> Iterator[dict[str, object]]:
    for choice in CHOICES:
        try:
            address = reverse(choice.name)
        except NoReverseMatch:
            continue  # the room has no pages yet
        yield {"words": choice.words, "hint": choice.hint, "icon": choice.icon, "url": address}
