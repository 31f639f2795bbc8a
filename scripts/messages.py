"""Compile the catalogues of words on screen; with `--collect`, name the words without English.

Chinese is the source language. Each room has its English catalogue in `locale/en/LC_MESSAGES`;
pages of one audience share the catalogue of their folder under `web`.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "fazhi"
_MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
_TAG = re.compile(r"""\{%-?\s*(?:translate|trans)\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?([^%]*)%\}(.*?)\{%\s*(?:plural|endblocktrans(?:late)?)", re.DOTALL
)


def main() -> int:
    """Compile every catalogue, or print what is still to be translated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--collect", action="store_true")
    if parser.parse_args().collect:
        missing = untranslated()
        for path, words in missing.items():
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
            sys.stdout.writelines(f"  {word!r}\n" for word in words)
        return 1 if missing else 0
    for path in catalogues():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))
    return 0


def catalogues() -> list[Path]:
    """Return the catalogues of all rooms."""
    return sorted(PACKAGE.glob("**/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    """Read one catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def untranslated() -> dict[Path, list[str]]:
    """Return, for each source file, the marked words that no catalogue has in English."""
    known = {
        message.id if isinstance(message.id, str) else message.id[0]
        for path in catalogues()
        for message in read(path)
        if message.id and message.string
    }
    found = {}
    for path in sorted(PACKAGE.rglob("*")):
        words = sorted(set(marked_words(path)) - known)
        if words:
            found[path] = words
    return found


def marked_words(path: Path) -> Iterator[str]:
    """Yield the words of a file that are marked for translation and not English already."""
    if path.suffix == ".py":
        words = words_of_code(path.read_text())
    elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
        words = words_of_template(path.read_text())
    else:
        return
    yield from (word for word in words if re.search(r"[\u4e00-\u9fff]", word))


def words_of_code(text: str) -> Iterator[str]:
    """Yield the words that Python code marks."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = node.args[0] if node.args else None
            if node.func.id in _MARKERS and isinstance(first, ast.Constant):
                yield str(first.value)


def words_of_template(text: str) -> Iterator[str]:
    """Yield the words that a template marks."""
    for found in _TAG.finditer(text):
        yield ast.literal_eval(found[1])
    for found in _BLOCK.finditer(text):
        word = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", found[2])
        yield re.sub(r"\s*\n\s*", " ", word.strip()) if "trimmed" in found[1] else word


if __name__ == "__main__":
    sys.exit(main())
