"""What competence refuses: files and rows of an import, and entries of its lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileText(models.TextChoices):
    """Why a file cannot be read at all, and what to do about it."""

    TOO_LARGE = "too_large", _("文件过大：不超过 5 MB、两万行。请拆分后再导入。")
    OLD_FORMAT = "old_format", _("这是旧版 .xls 文件。请另存为 .xlsx 或者 .csv 后再导入。")
    UNREADABLE = "unreadable", _("文件损坏或者不是表格。请用 .xlsx 或者 .csv 重新保存。")
    MACROS = "macros", _("文件含有宏。请另存为不含宏的 .xlsx 后再导入。")
    FORMULAS = "formulas", _("单元格 {cells} 是公式。请复制后“粘贴为数值”再导入。")
    ENCODING = "encoding", _("文件编码不是 UTF-8 或者 GBK。请另存为“CSV UTF-8”后再导入。")
    EMPTY = "empty", _("表格是空的。")
    COLUMNS_MISSING = "columns_missing", _("缺少列：{columns}。")
    COLUMNS_TWICE = "columns_twice", _("列名重复：{columns}。")


class RowText(models.TextChoices):
    """Why a row is refused."""

    EMPTY = "empty", _("不能为空。")
    FORMULA = "formula", _("以“{sign}”开头，疑似公式；请改为文字或者数值。")
    ERROR_VALUE = "error_value", _("单元格是错误值 {value}。")
    NOT_A_WORD = "not_a_word", _("“{value}”不在可选项内：{words}。")
    NOT_AN_AMOUNT = "not_an_amount", _("“{value}”不是金额；请填不带单位的数字，最多两位小数。")
    NEGATIVE = "negative", _("金额不能为负。")
    NOT_A_DAY = "not_a_day", _("“{value}”不是日期；请填 2023-01-01 这样的日期。")
    ENDS_BEFORE = "ends_before", _("止于起之前。")
    TOO_LONG = "too_long", _("超过 {length} 个字。")
    TWICE = "twice", _("与第 {row} 行重复。")
    INVERTED = "inverted", _("下限 {minimum} 高于上限 {maximum}。")
    HALF_A_RANGE = "half_a_range", _("有下限而没有上限。")
    FINE_WITHOUT_KIND = "fine_without_kind", _("写了罚款幅度而处罚种类中没有罚款。")
    KIND_WITHOUT_FINE = "kind_without_fine", _("处罚种类中有罚款而没有写罚款幅度。")
    BASIS_MISSING = "basis_missing", _("依据状态为“已核读条文”的，须写明依据。")
    LIBERTY = "liberty", _("街道不得实施限制人身自由的处罚（《行政处罚法》第十八条第三款）。")
    NOT_LATER = "not_later", _("内容已变，而起始日不晚于现行版本的 {since}；旧版本不改写。")
    BELOW_RANGE = "below_range", _("“{tier}” {amount} 低于法定下限 {minimum}。")
    ABOVE_RANGE = "above_range", _("“{tier}” {amount} 高于法定上限 {maximum}。")
    NOT_ASCENDING = "not_ascending", _("“{tier}”低于前一档次。")
    NO_TIER = "no_tier", _("至少写一个档次。")
    UNKNOWN_POWER = "unknown_power", _("事项 {code} 不在事项目录内。")
    POWER_RANGE_DIFFERS = "power_range_differs", _("法定幅度超出事项 {code} 登记的幅度。")


OUTSIDE_ALL_GRIDS = _("地点不在任何网格内")
GRID_WITHOUT_GROUP = _("{grid}当日没有执法组")
GROUP_WITHOUT_LEADER = _("{group}当日没有持证组长")
UNKNOWN_POWER = _("没有这一执法事项。")
ACTED_TOO_LATE = _("违法行为的日期不能晚于今天。")
ACTED_TOO_EARLY = _("违法行为的日期过早，请核对。")
UNKNOWN_CATEGORY = _("当日没有编号为 {code} 的类别。")
UNKNOWN_PARENT = _("没有编号为 {code} 的上级类别。")
UNKNOWN_UNIT = _("没有编号为 {code} 的单位。")
OWNER_MISSING = _("可选用的类别须写明主办；没有主办的类别不能启用。")
NOT_LISTED = _("当日的事项目录中没有 {code}。")
CLAIMED_ALREADY = _("事项 {code} 当日已认领。")
NOT_CLAIMED = _("事项 {code} 当日没有认领。")
