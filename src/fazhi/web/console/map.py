"""What the colours of the points on a map beside a list mean."""

from django.utils.translation import gettext_lazy as _

#: Tone and words, by how much time is left; the lamps of the list say the same.
DUE_LEGEND = (
    ("overdue", _("已超期")),
    ("soon", _("即将到期")),
    ("ok", _("正常")),
    ("idle", _("已办结")),
)
