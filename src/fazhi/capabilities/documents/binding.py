"""Binding (立卷): documents and photographs of a file in one PDF, with cover, catalogue and pages.

A bound copy is for reading and for the shelf. The seals of its documents are drawn where they are,
but only the sealed files themselves can be verified; the catalogue names each by its check code.
"""

import datetime as dt
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from fazhi.capabilities.documents.fonts import refuse_unprintable
from fazhi.capabilities.documents.formats import FOLDER
from fazhi.capabilities.documents.rendering import printing_fonts

_SOURCE: Final = "bound.typ"
#: Sealed files are of this version; the archival standard lets no file be set into a page.
_STANDARD: Final = "2.0"


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover of a file: whose it is, what it is called, and its particulars."""

    authority: str
    title: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One thing in a file: a document with its pages, a photograph, or what is only named.

    What is only named (a recording, content erased under the law) says in `remark` where it is.
    """

    title: str
    number: str = ""
    dated_on: str = ""
    remark: str = ""
    pdf: bytes = b""
    picture: bytes = b""


def bind(cover: Cover, enclosed: Sequence[Enclosure], *, bound_at: dt.datetime) -> bytes:
    """Bind what a file holds, in the order given; the same things give the same bytes."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        data = {
            "cover": {"authority": cover.authority, "title": cover.title, "rows": cover.rows},
            "enclosed": _laid_out(enclosed, root),
        }
        refuse_unprintable(data)
        shutil.copyfile(FOLDER / _SOURCE, root / _SOURCE)
        pdf = typst.Compiler(
            root=folder, font_paths=printing_fonts(), ignore_system_fonts=True
        ).compile(
            input=str(root / _SOURCE),
            format="pdf",
            pdf_standards=_STANDARD,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            timestamp=bound_at.astimezone(dt.UTC).replace(microsecond=0),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter returned no single file")
    return pdf


def _laid_out(enclosed: Sequence[Enclosure], root: Path) -> list[dict[str, Any]]:
    """Lay the files into the folder, and say of each thing on which pages of the volume it is."""
    rows, first = [], 1
    for place, each in enumerate(enclosed, start=1):
        name, count = _kept(each, root, place)
        last = first + count - 1
        rows.append(
            {
                "title": each.title,
                "number": each.number,
                "dated_on": each.dated_on,
                "remark": each.remark,
                "file": name,
                "count": count,
                "first": first,
                "pages": "" if not count else str(first) if count == 1 else f"{first}—{last}",
            }
        )
        first += count
    return rows


def _kept(each: Enclosure, root: Path, place: int) -> tuple[str, int]:
    if each.pdf:
        data, count = _with_seals_drawn(each.pdf)
        (root / f"{place}.pdf").write_bytes(data)
        return f"{place}.pdf", count
    if each.picture:
        (root / f"{place}.jpg").write_bytes(each.picture)
        return f"{place}.jpg", 1
    return "", 0


def _with_seals_drawn(pdf: bytes) -> tuple[bytes, int]:
    """Draw what lies on the pages of a file, its seals, into them; return how many pages it has.

    Only a page itself can be bound; a seal is an annotation upon it and would be left behind.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    count = int(writer.root["/Pages"]["/Count"])
    for index in range(count):
        page_ref, _ = writer.find_page_for_modification(index)  # type: ignore[no-untyped-call]
        for place, seal in enumerate(page_ref.get_object().get("/Annots", ())):
            _draw(writer, index, seal.get_object(), f"/Bound{index}x{place}")
    kept = io.BytesIO()
    writer.write(kept)  # type: ignore[no-untyped-call]
    return kept.getvalue(), count


def _draw(
    writer: IncrementalPdfFileWriter, page: int, seal: generic.DictionaryObject, name: str
) -> None:
    looks = seal.get("/AP")
    if looks is None:
        return
    left, bottom = (float(side) for side in list(seal["/Rect"])[:2])
    named = _dictionary({name: looks.raw_get("/N")})
    drawn = _dictionary({"/XObject": named})
    order = f"Q q 1 0 0 1 {left:.2f} {bottom:.2f} cm {name} Do Q q".encode()
    for data, resources in ((b"q", None), (order, drawn), (b"Q", None)):
        stream = writer.add_object(generic.StreamObject(stream_data=data))
        writer.add_stream_to_page(  # type: ignore[no-untyped-call]
            page, stream, resources=resources, prepend=data == b"q"
        )


def _dictionary(entries: Mapping[str, Any]) -> generic.DictionaryObject:
    named = {generic.NameObject(name): value for name, value in entries.items()}
    return generic.DictionaryObject(named)  # type: ignore[no-untyped-call]
