"""The drawing of the test seal: a red ring, the name of the authority, 测试章; no emblem, no star.

Real seals carry an emblem or a star in the middle. Ours carries the words 测试章 there, so that
nobody can take one for the other.
"""

from functools import lru_cache
from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.stamp import StaticStampStyle

from fazhi.capabilities.documents.fonts import font_files

#: 42 mm, the size of the seal of an office of this rank, in points.
DIAMETER = 42 / 25.4 * 72

_RED = (200, 22, 29)
_OPACITY = 0.82  # the date under the seal stays readable, as under ink
_SIDE = 600  # pixels: 360 dots an inch
_CENTRE = _SIDE // 2
_SPREAD = 250  # degrees of the ring that the name may fill
_STEP = 22  # degrees between two characters of a short name


def stamp_style(name: str) -> StaticStampStyle:
    """Return the seal as the appearance of a signature."""
    return StaticStampStyle(
        background=PdfImage(drawing(name)), background_opacity=_OPACITY, border_width=0
    )


@lru_cache(maxsize=32)
def drawing(name: str) -> Image.Image:
    """Draw the test seal of an authority on a transparent ground."""
    image = Image.new("RGBA", (_SIDE, _SIDE), (*_RED, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, _SIDE - 8, _SIDE - 8), outline=(*_RED, 255), width=15)
    _write_round(image, name)
    pen.text((_CENTRE, _CENTRE + 104), "测试章", (*_RED, 255), _font(84), anchor="mm")
    pen.text((_CENTRE, _CENTRE + 186), "无法律效力", (*_RED, 255), _font(46), anchor="mm")
    return image


def _write_round(image: Image.Image, name: str) -> None:
    step = min(_STEP, _SPREAD / max(len(name) - 1, 1))
    size = 66 if step >= 17 else 52  # noqa: PLR2004 -- long names need narrower characters
    first = -step * (len(name) - 1) / 2
    for place, sign in enumerate(name):
        angle = first + place * step
        tile = Image.new("RGBA", (size * 2, size * 2), (*_RED, 0))
        ImageDraw.Draw(tile).text((size, size), sign, (*_RED, 255), _font(size), anchor="mm")
        turned = tile.rotate(-angle, resample=Image.Resampling.BICUBIC)
        radius = _CENTRE - 36 - size / 2
        x = _CENTRE + radius * sin(radians(angle)) - size
        y = _CENTRE - radius * cos(radians(angle)) - size
        image.alpha_composite(turned, (round(x), round(y)))


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_bold()), size)


def _bold() -> Path:
    files = font_files()
    return next((path for path in files if "Serif" in path.name and "Bold" in path.name), files[0])
