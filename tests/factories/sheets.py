"""Spreadsheets as users upload them: rows by column, as CSV or XLSX."""

import csv
import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from python_calamine import CalamineWorkbook

POWER_ROW: Mapping[str, str] = {
    "事项编码": "T-001",
    "事项名称": "对擅自占用城市人行道设摊经营的处罚",
    "领域": "综合行政执法",
    "主管部门": "区综合行政执法局",
    "依据": "《浙江省城市市容和环境卫生管理条例》第十六条第一款、第三款",
    "依据状态": "已核读条文",
    "核读代号": "A",
    "个人罚款下限": "",
    "个人罚款上限": "50",
    "单位罚款下限": "",
    "单位罚款上限": "50",
    "处罚种类": "罚款",
    "程序": "简易或者普通程序",
    "责令改正": "责令改正，拒不改正",
    "起": "2022-01-01",
    "止": "",
    "来源": "测试",
}
BENCHMARK_ROW: Mapping[str, str] = {
    "基准编号": "B-001",
    "事项编码": "",
    "适用当事人": "不分",
    "法律法规": "深圳经济特区市容和环境卫生管理条例",
    "条款": "65(3)",
    "违法行为": "垃圾转运站未配备视频监控设备",
    "计量单位": "元",
    "法定下限": "2000",
    "法定上限": "5000",
    "轻微": "不予处罚",
    "较轻": "2000",
    "一般": "2000-3000",
    "严重": "5000",
    "起": "2023-01-01",
    "止": "",
    "说明": "",
    "来源": "测试",
}


def as_csv(rows: Sequence[Mapping[str, str]], encoding: str = "utf-8") -> bytes:
    """Return rows as a CSV file with the columns of the first."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def as_xlsx(
    rows: Sequence[Mapping[str, object]], formulas: Mapping[str, str] | None = None
) -> bytes:
    """Return rows as an XLSX file; `formulas` are put into cells such as B2."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = workbook.add_worksheet()
    page.write_row(0, 0, list(rows[0]))
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row.values()):
            page.write(number, place, value)
    for cell, formula in (formulas or {}).items():
        page.write_formula(cell, formula, None, "50")
    workbook.close()
    return stream.getvalue()


def read_back(data: bytes) -> list[dict[str, str]]:
    """Return the rows of the first sheet of an XLSX file."""
    table = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    header = [str(name) for name in table[0]]
    return [dict(zip(header, map(str, row), strict=True)) for row in table[1:]]
