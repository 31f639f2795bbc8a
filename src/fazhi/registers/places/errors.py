"""What places refuses: sentences for each way in which a drawing cannot be taken."""

from django.utils.translation import gettext_lazy as _

UNKNOWN_DIVISION = _("区划代码表中没有 {code}。")
UNKNOWN_PARENT = _("上级区划 {code} 不在代码表中。")
NOT_TWELVE_DIGITS = _("区划代码应为 12 位数字。")
UNKNOWN_AREA = _("当日没有编号为 {code} 的片区。")
NOT_A_COMMUNITY = _("{code} 不是本街道的社区或者村，网格只能划在社区或者村内。")
TOO_FEW_POINTS = _("边界至少需要三个不同的点。")
NOT_SIMPLE = _("边界自相交或者没有面积。")
OUT_OF_RANGE = _("边界上有不在国境范围内的经纬度。")
OVERLAPS = _("与网格 {code} 重叠。")
OUTSIDE_PARENT = _("微网格超出所属网格 {code} 的边界。")
UNKNOWN_GRID = _("当日没有编号为 {code} 的网格。")
ENDED_BEFORE = _("截止日不得早于起始日。")
