"""The design keeps its promises: small, readable in its colours, nothing inside pages that runs."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from fazhi.kernel.choices import INSIDERS

WEB = Path(__file__).resolve().parents[2] / "src" / "fazhi" / "web"
STATIC = WEB / "design" / "static" / "design"
TEMPLATES = sorted(WEB.glob("**/templates/**/*.html"))

INLINE = re.compile(
    r"""<style|<script(?![^>]*\ssrc=)|<[^>{%]*\s(?:style|on[a-z]+)\s*=|javascript:""", re.IGNORECASE
)
STYLES, ISLANDS = 15 * 1024, 6 * 1024

#: Words on their ground, as the components use them: 4.5 to 1. Borders of controls: 3 to 1.
TEXT_ON = (
    ("ink", "surface"), ("ink", "ground"), ("ink-2", "surface"), ("ink-2", "ground"),
    ("ink-3", "surface"), ("ink-3", "ground"), ("ink-3", "sunken"), ("ink-2", "sunken"),
    ("surface", "brand"), ("surface", "brand-dark"), ("brand", "surface"), ("brand", "ground"),
    ("brand-dark", "brand-tint"), ("ok", "ok-tint"), ("soon", "soon-tint"), ("ink-3", "surface"),
    ("overdue", "overdue-tint"), ("review", "review-tint"), ("idle", "idle-tint"),
    ("overdue", "surface"), ("ink", "mark"), ("ink", "focus"), ("review", "brand-tint"),
)  # fmt: skip
LINES_ON = (("control", "surface"), ("control", "ground"), ("brand", "ground"))


def test_style_sheets_stay_within_15_kilobytes() -> None:
    sheets = b"".join(path.read_bytes() for path in STATIC.glob("*.css"))

    assert len(gzip.compress(sheets)) <= STYLES


def test_own_scripts_stay_tiny() -> None:
    scripts = {path.name: len(gzip.compress(path.read_bytes())) for path in STATIC.glob("*.js")}

    assert {name: size for name, size in scripts.items() if size > ISLANDS} == {}


@pytest.mark.parametrize(("front", "back"), TEXT_ON)
def test_words_can_be_read_on_their_ground(front: str, back: str) -> None:
    assert contrast(front, back) >= 4.5


@pytest.mark.parametrize(("front", "back"), LINES_ON)
def test_controls_can_be_seen_on_their_ground(front: str, back: str) -> None:
    assert contrast(front, back) >= 3


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_style_or_a_script(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "planted",
    [
        "<style>p{}</style>",
        "<script>1</script>",
        '<p style="x">',
        '<a onclick="x">',
        '<svg\n onload = "x">',
        '<a href="javascript:x">',
        '<p class="a" style="b">',
    ],
)
def test_the_search_for_styles_and_scripts_finds_a_planted_one(planted: str) -> None:
    assert INLINE.search(planted)


@pytest.mark.django_db
def test_no_rendered_page_holds_a_style_or_a_script(staff: Callable[..., Client]) -> None:
    client = staff(*INSIDERS)
    found = {}

    for address in ("/", "/login/", "/desk/", "/desk/profile/", "/portal/", "/no/where/"):
        text = client.get(address, follow=True).content.decode()
        if matches := INLINE.findall(text):
            found[address] = matches

    assert found == {}


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = {symbol.get("id") for symbol in ET.parse(STATIC / "icons.svg").getroot()}  # noqa: S314
    source = "\n".join(path.read_text() for path in [*TEMPLATES, *WEB.rglob("*.py")])
    named = set(re.findall(r"""\{% icon ["']([\w-]+)["']""", source))
    named |= set(re.findall(r"""icon_name=["']([\w-]+)["']""", source))

    assert named - drawn == set()


def test_every_icon_of_the_menu_is_drawn() -> None:
    from fazhi.web.console.navigation import MENU  # noqa: PLC0415 -- needs the settings

    drawn = {symbol.get("id") for symbol in ET.parse(STATIC / "icons.svg").getroot()}  # noqa: S314

    assert {entry.icon for _, entries in MENU for entry in entries} - drawn == set()


def contrast(front: str, back: str) -> float:
    light, dark = sorted((luminance(token(front)), luminance(token(back))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def token(name: str) -> str:
    found = re.search(rf"--{name}: #([0-9a-f]+);", (STATIC / "tokens.css").read_text())
    assert found, name
    digits = found[1]
    return digits if len(digits) == 6 else "".join(2 * digit for digit in digits)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
