"""From the parts of a format to what stands on the page: the blocks of file, page and draft.

A format without a drawing of its own says in `layout` of what parts its page is made. The words are
put together here, once, so that the file, the page in HTML and the editable draft say the same.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from fazhi.capabilities.documents.formats import Format

#: What is written into a blank when there is nothing to say.
STRUCK_OUT: Final = "／"

Block = dict[str, Any]
Part = Mapping[str, Any]
Content = Mapping[str, Any]


def composed(format_: Format, content: Content) -> dict[str, Any]:
    """Return the page of a document: its blocks, the note at its foot, and if a seal is there."""
    labels = {field.name: field.label for field in format_.fields}
    blocks = [block for part in format_.layout for block in _blocks(part, labels, content)]
    return {"blocks": blocks, "note": format_.note, "is_sealed": format_.is_sealed}


def _blocks(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    if "if" in part and not content.get(part["if"]):
        return
    for kind, compose in _PARTS.items():
        if kind in part:
            yield from compose(part, labels, content)
            return
    raise ValueError(f"a format has a part that nobody can draw: {', '.join(part)}")


def _party(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    """Draw the party the way every document does; `part` may name it otherwise (申请人)."""
    del labels
    name, shop = _written(content, "party_name"), content.get("shop_name")
    identity, phone = _written(content, "party_identity"), _written(content, "party_phone")
    rows = [
        [part["party"], f"{name}（字号：{shop}）" if shop else name],
        ["证照号码", identity, "联系电话", phone],
        ["法定代表人", content.get("legal_representative", "")],
        ["住址（住所）", _written(content, "party_address")],
    ]
    yield {"kind": "rows", "rows": [row for row in rows if row[1]]}


def _rows(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    rows = []
    for names in part["rows"]:
        cells = [names] if isinstance(names, str) else names
        rows.append([text for name in cells for text in (labels[name], _written(content, name))])
    yield {"kind": "rows", "rows": rows}


def _paragraph(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    del labels
    text = part["paragraph"].format_map(_Said(content))
    for line in text.splitlines():
        if line.strip():
            yield {"kind": "paragraph", "text": line.strip(), "strong": part.get("strong", False)}


def _heading(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    del labels, content
    yield {"kind": "heading", "text": part["heading"]}


def _each(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    del labels
    for place, line in enumerate(content.get(part["each"]) or (), start=1):
        yield {"kind": "paragraph", "text": f"{place}．{line}", "strong": False}


def _table(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    del labels
    columns: Mapping[str, str] = part["columns"]
    rows = [
        [str(place), *(_written(row, name) for name in columns)]
        for place, row in enumerate(content.get(part["table"]) or (), start=1)
    ]
    yield {"kind": "table", "columns": ["序号", *columns.values()], "rows": rows}


def _answers(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    del labels
    for said in content.get(part["answers"]) or ():
        yield {"kind": "paragraph", "text": f"问：{said['question']}", "strong": False}
        yield {"kind": "paragraph", "text": f"答：{said['answer']}", "strong": False}


def _opinions(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    rows = [[labels[name], content.get(name) or ""] for name in part["opinions"]]
    yield {"kind": "opinions", "rows": rows}


def _signatures(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    del labels, content
    yield {"kind": "signatures", "labels": part["signatures"]}


def _officers(part: Part, labels: Mapping[str, str], content: Content) -> Iterator[Block]:
    del labels
    lines = [f"{part['officers']}：{_named(each)}" for each in content.get("officers") or ()]
    yield {"kind": "signatures", "labels": lines}


_PARTS: Final[Mapping[str, Callable[[Part, Mapping[str, str], Content], Iterator[Block]]]] = {
    "party": _party,
    "rows": _rows,
    "paragraph": _paragraph,
    "heading": _heading,
    "each": _each,
    "table": _table,
    "answers": _answers,
    "opinions": _opinions,
    "signatures": _signatures,
    "officers": _officers,
}


class _Said(dict[str, str]):
    """What the blanks of a sentence are filled with; a field left empty leaves nothing behind."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self._content = content

    def __missing__(self, name: str) -> str:
        return _text(self._content.get(name))


def _written(content: Content, name: str) -> str:
    return _text(content.get(name)) or STRUCK_OUT


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return "、".join(_named(each) for each in value)
    return "" if value is None else str(value)


def _named(person: object) -> str:
    """Name an officer with the number of the certificate, or whoever is only a name."""
    if not isinstance(person, Mapping):
        return str(person)
    certificate = person.get("certificate")
    return f"{person['name']}（{certificate}）" if certificate else str(person["name"])
