"""A fault is a sentence in both languages that names its row."""

import pytest

from fazhi.kernel.faults import Fault, FaultKind


@pytest.mark.parametrize(
    ("kind", "row", "zh", "en"),
    [
        (
            FaultKind.CHANGED_ENTRY,
            "entry 0187",
            "日志 0187：日志已被改动",
            "entry 0187: the entry was changed",
        ),
        (
            FaultKind.TRUNCATED_TAIL,
            "leaves 3–4",
            "叶 3–4：末尾被截去",
            "leaves 3–4: the tail was cut off",
        ),
        (
            FaultKind.MISSING_HEAD,
            "head 5",
            "树根签名 5：树根签名被删除",
            "head 5: the signed head is gone",
        ),
        (
            FaultKind.DAMAGED_HEAD_FILE,
            "line 2 of the file",
            "行 2（库外文件）：库外的树根签名文件受损",
            "line 2 of the file: the file of heads is damaged",
        ),
    ],
)
def test_a_fault_names_its_row_in_both_languages(
    kind: FaultKind, row: str, zh: str, en: str
) -> None:
    text = Fault(kind, row).text

    assert (text.zh, text.en) == (zh, en)
