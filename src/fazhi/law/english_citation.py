"""Citations for readers of English (法律条文的英文写法): Administrative Penalty Law, art. 52(3).

Chinese is what is printed, recorded and signed. What is stored as Chinese text is read back here
and written in English whole, or left as it is: half a translation would be no citation at all.
"""

import re
from collections.abc import Iterable, Mapping

from fazhi.law.citation import Citation, number_of
from fazhi.law.instrument import Instrument

_BETWEEN = "、"
_NUMERAL = "[零一二三四五六七八九十百千]+"
_CITED = re.compile(
    rf"(?:《(?P<title>[^《》]+)》|(?P<number>[^《》第]+〔\d{{4}}〕\d+号))"
    rf"(?:第(?P<article>{_NUMERAL})条)?(?:第(?P<paragraph>{_NUMERAL})款)?"
    rf"(?:第（(?P<item>{_NUMERAL})）项)?"
)


def in_english(cited: Citation | str, instruments: Mapping[str, Instrument]) -> str:
    """Write a provision, or a stored list of them, in English; what has none stays as it is."""
    if isinstance(cited, Citation):
        instrument = instruments.get(cited.instrument)
        return _written(instrument.title_en, cited) if instrument else str(cited)
    titles = {Citation(key).title: each.title_en for key, each in instruments.items()}
    parts = [_read(part, titles) for part in cited.split(_BETWEEN)]
    return joined(part for part in parts if part) if all(parts) else cited


def joined(provisions: Iterable[str]) -> str:
    """Join provisions written in English, whose commas are their own."""
    return "; ".join(provisions)


def _read(part: str, titles: Mapping[str, str]) -> str:
    """Return one stored provision in English; empty where it is none or its title has none."""
    found = _CITED.fullmatch(part)
    if found is None:
        return ""
    title = found["title"] or found["number"]
    numbers = {name: number_of(found[name] or "") for name in ("article", "paragraph", "item")}
    english = titles.get(title, "")
    return _written(english, Citation(title, **numbers)) if english else ""


def _written(title: str, cited: Citation) -> str:
    if not title:
        return str(cited)
    article = f", art. {cited.article}" if cited.article else ""
    paragraph = f"({cited.paragraph})" if cited.paragraph else ""
    item = f", item {cited.item}" if cited.item else ""
    return f"{title}{article}{paragraph}{item}"
