"""Every word on screen has its English, and says the same things in both languages."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from scripts.messages import PACKAGE, catalogues, read

_KEYWORDS = dict.fromkeys(
    ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PLACES = re.compile(r"%\(\w+\)s")

#: The rooms and audiences, each answerable for its own words.
ROOMS = sorted(
    {
        path.parent
        for path in [*PACKAGE.glob("*/*/__init__.py"), *PACKAGE.glob("web/*/*/__init__.py")]
    }
    | {PACKAGE / "kernel", PACKAGE / "web"}
)


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """Return the English of every Chinese message of all catalogues."""
    found: dict[str, str] = {}
    for path in catalogues():
        for message in read(path):
            if message.id and message.string and not message.fuzzy:
                ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
                found |= dict.fromkeys(ids, str(message.string))
    return found


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_word_of_a_room_has_its_english(room: Path, english: dict[str, str]) -> None:
    assert sorted(set(_words(room)) - english.keys()) == []


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_catalogue_has_no_doubtful_or_empty_message(path: Path) -> None:
    messages = _messages(read(path))

    assert [one.id for one in messages if one.fuzzy or not all(_strings(one.string))] == []


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_translation_has_the_same_places_to_fill_in(path: Path) -> None:
    other = [
        one.id
        for one in _messages(read(path))
        for text in _strings(one.string)
        if sorted(_PLACES.findall(_strings(one.id)[0])) != sorted(_PLACES.findall(text))
    ]

    assert other == []


def test_a_word_in_a_filter_of_a_template_is_found() -> None:
    template = (
        '{{ x|default:_("甲") }} it\'s {% translate "乙" as y %}'
        "{% blocktranslate %}丙{% endblocktranslate %}"
    )

    assert set(_words_of_template(template)) == {"甲", "乙", "丙"}


def _words(room: Path) -> Iterator[str]:
    """Yield the marked Chinese words of a room; of `web` those outside its audiences."""
    inner = [path for path in ROOMS if path != room and room in path.parents]
    for path in sorted(room.rglob("*")):
        if any(folder in path.parents for folder in inner):
            continue
        if path.suffix == ".py":
            words = _words_of_python(path.read_text())
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            words = _words_of_template(path.read_text())
        else:
            continue
        yield from (word for word in words if _CHINESE.search(word))


def _words_of_template(source: str) -> Iterator[str]:
    """Yield the marked words of a template, which Django rewrites as calls for extraction."""
    yield from _words_of_python(re.sub(r"^[ \t]+", "", templatize(source), flags=re.MULTILINE))


def _words_of_python(source: str) -> Iterator[str]:
    """Yield the words given to markers."""
    file = io.BytesIO(source.encode())
    for _, _, words, _ in extract_python(file, _KEYWORDS, (), {"encoding": "utf-8"}):
        yield from (word for word in (words if isinstance(words, tuple) else (words,)) if word)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _strings(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (str(value),)
