"""What a verification can find, named so that a court clerk knows which row to look at."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from fazhi.kernel.heads import Head
from fazhi.law.answer import Text


class FaultKind(StrEnum):
    """Kinds of faults; the stand-alone verifier uses the same names."""

    CHANGED_ENTRY = "changed_entry"
    CHANGED_CONTENT = "changed_content"
    CHANGED_LEAF = "changed_leaf"
    MISSING_ENTRY = "missing_entry"
    MISSING_CONTENT = "missing_content"
    MISSING_LEAF = "missing_leaf"
    SWAPPED_LEAVES = "swapped_leaves"
    ALTERED_LEAVES = "altered_leaves"
    TRUNCATED_TAIL = "truncated_tail"
    UNSIGNED_TAIL = "unsigned_tail"
    FORGED_HEAD = "forged_head"
    MISSING_HEAD = "missing_head"
    DAMAGED_HEAD_FILE = "damaged_head_file"
    REBUILT_LOG = "rebuilt_log"
    UNLOGGED_ENTRY = "unlogged_entry"
    UNFOUNDED_ERASURE = "unfounded_erasure"
    RESTORED_CONTENT = "restored_content"
    BACK_DATED_ENTRY = "back_dated_entry"


MEANINGS: Final = {
    FaultKind.CHANGED_ENTRY: Text("日志已被改动", "the entry was changed"),
    FaultKind.CHANGED_CONTENT: Text("日志内容已被改动", "the content of the entry was changed"),
    FaultKind.CHANGED_LEAF: Text("叶已被改动", "the leaf was changed"),
    FaultKind.MISSING_ENTRY: Text("日志被删除", "the entry is gone"),
    FaultKind.MISSING_CONTENT: Text(
        "日志内容未依法删除而缺失", "the content is gone without a lawful erasure"
    ),
    FaultKind.MISSING_LEAF: Text("叶被删除", "the leaf is gone"),
    FaultKind.SWAPPED_LEAVES: Text("叶的次序被调换", "leaves have changed places"),
    FaultKind.ALTERED_LEAVES: Text(
        "这一段与已签名的树根不符", "this stretch does not give the signed root"
    ),
    FaultKind.TRUNCATED_TAIL: Text("末尾被截去", "the tail was cut off"),
    FaultKind.UNSIGNED_TAIL: Text("末尾没有树根签名", "no signed head covers the tail"),
    FaultKind.FORGED_HEAD: Text("树根签名不是本机密钥所签", "the head is not signed with the key"),
    FaultKind.MISSING_HEAD: Text("树根签名被删除", "the signed head is gone"),
    FaultKind.DAMAGED_HEAD_FILE: Text("库外的树根签名文件受损", "the file of heads is damaged"),
    FaultKind.REBUILT_LOG: Text(
        "与先前的树根签名不一致：日志树被重建",
        "not consistent with an earlier head: the log was rebuilt",
    ),
    FaultKind.UNLOGGED_ENTRY: Text("日志不在树中", "the entry is not in the log"),
    FaultKind.UNFOUNDED_ERASURE: Text(
        "删除内容没有相应的日志", "the erasure has no entry that records it"
    ),
    FaultKind.RESTORED_CONTENT: Text("已删除的内容又出现", "an erased content is back"),
    FaultKind.BACK_DATED_ENTRY: Text(
        "留痕时间与签名时间不合", "the time of recording does not fit those of signing"
    ),
}


#: The words that name a row, longer ones first.
_ROWS: Final = (
    (" of the file", "（库外文件）"),
    ("given head", "所给的树根签名"),
    ("the file", "库外文件"),
    ("entry", "日志"),
    ("leaves", "叶"),
    ("leaf", "叶"),
    ("head", "树根签名"),
    ("line", "行"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its kind and the row, such as `entry 0199…` or `leaf 17` or `head 40`."""

    kind: FaultKind
    row: str

    @property
    def text(self) -> Text:
        """A sentence for the reader."""
        meaning = MEANINGS[self.kind]
        row = self.row
        for english, chinese in _ROWS:
            row = row.replace(english, chinese)
        return Text(f"{row}：{meaning.zh}", f"{self.row}: {meaning.en}")


@dataclass(frozen=True, slots=True)
class ErasedContent:
    """A content that is lawfully gone: which entry, under what provision, by which entry."""

    entry: str
    ground: str
    erased_by: str


@dataclass(slots=True)
class Findings:
    """What the verification of one log found."""

    authority: str
    size: int = 0
    pending: int = 0
    head: Head | None = None
    faults: list[Fault] = field(default_factory=list)
    erased: list[ErasedContent] = field(default_factory=list)

    def add(self, kind: FaultKind, row: str) -> None:
        """Note a fault, once."""
        fault = Fault(kind, row)
        if fault not in self.faults:
            self.faults.append(fault)
