"""Which characters the fonts of documents can draw.

Documents are printed in Noto Serif SC and Noto Sans SC (OFL), or in the office's own licensed fonts
when its installation lays them into `FONTS_ROOT` and names them in `DOCUMENT_FONTS`.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

from fazhi.capabilities.documents.errors import MissingFontsError, MissingGlyphError

#: Looks like ¥ but is drawn as a dollar sign by some fonts: never printed.
FULL_WIDTH_YEN = "\uffe5"


def refuse_unprintable(content: Mapping[str, object]) -> None:
    """Raise MissingGlyphError when any text in the content has a character without a glyph."""
    drawn = _characters(_root())
    wanted = {sign for text in _texts(content) for sign in text if not _is_layout(sign)}
    lacking = sorted(sign for sign in wanted if sign == FULL_WIDTH_YEN or ord(sign) not in drawn)
    if lacking:
        raise MissingGlyphError(lacking)


def font_files() -> list[Path]:
    """Return the font files that documents are printed in; refuse an empty folder."""
    files = _files(_root())
    if not files:
        raise MissingFontsError(
            _("文书字体目录 {folder} 中没有字体。请先运行安装程序取得思源宋体、黑体。").format(
                folder=_root()
            )
        )
    return files


def _root() -> Path:
    return Path(settings.FONTS_ROOT)


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.suffix.lower() in {".ttf", ".otf"})


@lru_cache(maxsize=4)
def _characters(root: Path) -> frozenset[int]:
    """Return the characters that any family can draw: the typesetter falls back between them."""
    drawn: set[int] = set()
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            drawn.update(font.getBestCmap())
    if not drawn:
        raise MissingFontsError(f"{root}")
    return frozenset(drawn)


def _is_layout(sign: str) -> bool:
    return sign == "\n" or (sign != "\u00ad" and unicodedata.category(sign) == "Zs")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, Iterable):
        for item in value:
            yield from _texts(item)
