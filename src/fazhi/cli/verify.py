"""`fazhi verify`: whether the journal was altered, removed from, re-ordered or rebuilt."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from fazhi.cli.site import missing_migrations, open_site
from fazhi.cli.terminal import FINDING, GOOD, WRONG_USE, complain, help_of, say
from fazhi.law.answer import Text

if TYPE_CHECKING:
    from fazhi.kernel.faults import Findings
    from fazhi.kernel.heads import Head


class UnusableError(Exception):
    """What was given to the command cannot be used; the text says why."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        self.text = text
        super().__init__(text.en)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    since = help_of(
        "先前的树根签名：文件，或其 JSON 文本", "an older signed head: a file, or its JSON"
    )
    parser.add_argument("--since", metavar="HEAD", default="", help=since)
    export = help_of("另存为 JSON Lines，供他人独立核验", "also write JSON Lines, for a stranger")
    parser.add_argument("--export", metavar="FILE", type=Path, help=export)
    parser.add_argument("--json", action="store_true", help=help_of("输出 JSON", "print JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Verify every log; return the exit code."""
    open_site()
    from fazhi.kernel import keys, verification  # noqa: PLC0415 -- needs the settings

    if missing_migrations() or keys.missing():
        complain(
            "还没有装好：请先运行 fazhi install。", "Not installed yet: run fazhi install first."
        )
        return WRONG_USE
    try:
        older = _older_heads(arguments.since)
        named = sorted({*verification.authorities(), *older})
        findings = [verification.examine(name, older.get(name)) for name in named]
        if arguments.export:
            _export(named, arguments.export)
    except UnusableError as error:
        complain(error.text.zh, error.text.en)
        return WRONG_USE
    if arguments.json:
        print(json.dumps(as_json(findings), ensure_ascii=False, indent=2))  # noqa: T201 -- asked for
    else:
        _tell(findings)
    return FINDING if any(found.faults for found in findings) else GOOD


def as_json(findings: "list[Findings]") -> dict[str, object]:
    """Return what was found as the published schema has it (docs/commands/verify.schema.json)."""
    return {
        "is_good": not any(found.faults for found in findings),
        "logs": [
            {
                "authority": found.authority,
                "size": found.size,
                "pending": found.pending,
                "head": asdict(found.head) if found.head else None,
                "erased": [asdict(erased) for erased in found.erased],
                "faults": [
                    {
                        "kind": str(fault.kind),
                        "row": fault.row,
                        "zh": fault.text.zh,
                        "en": fault.text.en,
                    }
                    for fault in found.faults
                ],
            }
            for found in findings
        ],
    }


def _older_heads(given: str) -> "dict[str, Head]":
    """Read the heads given, of each authority the last; a copy of a file of heads will do."""
    from fazhi.kernel.errors import InputError  # noqa: PLC0415 -- needs the settings
    from fazhi.kernel.heads import Head  # noqa: PLC0415 -- as above

    text = given
    try:
        if given and not given.lstrip().startswith("{"):
            text = Path(given).read_text(encoding="utf-8")
        heads = [Head.read(line) for line in text.splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        words = Text(f"--since：读不到文件 {given}", f"--since: cannot read the file {given}")
        raise UnusableError(words) from error
    except InputError as error:
        words = Text(f"--since：这不是树根签名：{given}", f"--since: not a signed head: {given}")
        raise UnusableError(words) from error
    if given and not heads:
        words = Text(f"--since：{given} 里没有树根签名", f"--since: there is no head in {given}")
        raise UnusableError(words)
    return {head.authority: head for head in heads}


def _export(authorities: list[str], path: Path) -> None:
    from fazhi.kernel import export  # noqa: PLC0415 -- needs the settings

    if not path.parent.is_dir() or path.is_dir():
        words = Text(f"--export：不能写入 {path}", f"--export: cannot write to {path}")
        raise UnusableError(words)
    with path.open("w", encoding="utf-8") as file:
        for authority in authorities:
            export.write(authority, file)


def _tell(findings: "list[Findings]") -> None:
    for found in findings:
        root = found.head.root if found.head else "—"
        say(
            f"{found.authority}：日志 {found.size} 条，待入树 {found.pending} 条，根 {root}",
            f"{found.authority}: {found.size} entries, {found.pending} pending, root {root}",
        )
        for erased in found.erased:
            say(
                f"  entry {erased.entry}：已依{erased.ground}删除内容",
                f"  entry {erased.entry}: erased under {erased.ground}",
            )
        for fault in found.faults:
            say(f"  {fault.text.zh}", f"  {fault.text.en}")
    count = sum(len(found.faults) for found in findings)
    if count:
        say(f"发现问题：{count} 处。", f"Faults found: {count}.")
    else:
        say("未发现改动。", "No alteration found.")
