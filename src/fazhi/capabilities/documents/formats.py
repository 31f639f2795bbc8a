"""The formats of documents: dated versions of each template, as data beside their typst and HTML.

`templates/<template>/<since>.yaml` says what a version contains, how it is numbered and what may
be shown to a stranger who holds the check code; `.typ` and `.html` of the same name draw it, or
`composed.typ` and `composed.html` do, from the parts that its `layout` names. A document stays on
the version it was issued under.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.choices import PaperForm, Template
from fazhi.capabilities.documents.errors import UnknownTemplateError
from fazhi.kernel.errors import InputError

FOLDER = Path(__file__).parent / "templates"

#: The loader in C where there is one: all formats are read when the server starts.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class FieldFormat:
    """One field of a format: what it is called, whether it must be filled, what it holds."""

    name: str
    label: str
    is_required: bool
    holds: type

    def problem(self, value: object) -> str:
        """Return the sentence for what is wrong with a value, empty when nothing is."""
        if value in ("", None, [], {}):
            return _("请填写“%s”。") % self.label if self.is_required else ""
        if not isinstance(value, self.holds):
            return _("“%s”的内容格式不对。") % self.label
        return ""


@dataclass(frozen=True, slots=True)
class Particulars:
    """Where a document states what the law asks of its kind.

    `fields` maps each particular to the fields that may hold it; `stated` are those that the form
    itself states.
    """

    kind: str
    fields: Mapping[str, tuple[str, ...]]
    stated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Format:
    """One version of a template (文书格式), in force from `since` until the next one begins.

    `is_served` tells whether its documents are served on a party, `serve_within` the deadline for
    it, where the law sets one. `remedies` is the procedure whose remedies the document tells of.
    `layout` names the parts of its page and `note` what stands at its foot, where the version has
    no drawing of its own.
    """

    template: str
    since: dt.date
    title: str
    series: str
    number: str
    forms: tuple[PaperForm, ...]
    is_sealed: bool
    particulars: Particulars | None
    fields: tuple[FieldFormat, ...]
    shown: Mapping[str, str]
    deadlines: Mapping[str, dt.date | None]
    is_served: bool = False
    serve_within: str = ""
    remedies: str = ""
    layout: tuple[Mapping[str, Any], ...] = ()
    note: str = ""

    @property
    def version(self) -> str:
        """The name of the version: the day from which it holds."""
        return self.since.isoformat()

    @property
    def is_numbered(self) -> bool:
        """Tell whether documents of this format take a number."""
        return bool(self.series)

    def drawing(self, suffix: str) -> str:
        """Return the file that draws the version, below the folder: its own, or that of parts."""
        return f"composed{suffix}" if self.layout else f"{self.template}/{self.version}{suffix}"

    def numbered(self, prefix: str, year: int, serial: int) -> str:
        """Write a number the way this format does."""
        return self.number.format(prefix=prefix, year=year, serial=serial)

    def deadlines_on(self, day: dt.date) -> tuple[str, ...]:
        """Return the periods of the party that a document issued on a day starts once served."""
        return tuple(name for name, until in self.deadlines.items() if not until or day <= until)

    def refuse_incomplete(self, content: Mapping[str, object]) -> None:
        """Raise InputError naming every field that is missing, misread or unknown."""
        known = {field.name for field in self.fields}
        problems = {name: _("文书没有这一栏。") for name in sorted(set(content) - known)}
        for field in self.fields:
            if problem := field.problem(content.get(field.name)):
                problems[field.name] = problem
        if problems:
            raise InputError(problems)


def format_on(template: str, day: dt.date) -> Format:
    """Return the version of a template in force on a day; refuse a day that none covers."""
    for version in reversed(versions_of(template)):
        if version.since <= day:
            return version
    raise UnknownTemplateError(
        _("{template}：{day} 没有有效的文书格式。").format(template=template, day=day)
    )


def has_format_on(template: str, day: dt.date) -> bool:
    """Tell whether a version of a template was in force on a day."""
    return versions_of(template)[0].since <= day


def format_of(template: str, version: str) -> Format:
    """Return the very version that a document was issued under."""
    for each in versions_of(template):
        if each.version == version:
            return each
    raise UnknownTemplateError(
        _("{template}：没有 {version} 版的文书格式。").format(template=template, version=version)
    )


def served_templates(within: str = "") -> tuple[str, ...]:
    """Return the templates whose documents are served on a party; only those of one deadline."""
    newest = {each.value: versions_of(each)[-1] for each in Template}
    return tuple(
        name
        for name, format_ in sorted(newest.items())
        if format_.is_served and within in {"", format_.serve_within}
    )


@cache
def versions_of(template: str) -> tuple[Format, ...]:
    """Return all versions of a template, the oldest first."""
    paths = sorted((FOLDER / template).glob("*.yaml"))
    if not paths:
        raise UnknownTemplateError(_("没有“{template}”这种文书。").format(template=template))
    return tuple(_read(template, path) for path in paths)


_HOLDS: Mapping[str, type] = {"text": str, "list": list, "table": dict}


def _read(template: str, path: Path) -> Format:
    data = _loaded(path)
    numbering = data.get("numbering") or {"series": "", "number": ""}
    return Format(
        template=template,
        since=dt.date.fromisoformat(path.stem),
        title=data["title"],
        series=numbering["series"],
        number=numbering["number"],
        forms=tuple(PaperForm(form) for form in data["forms"]),
        is_sealed=data["sealed"],
        particulars=_read_particulars(data.get("particulars")),
        fields=(*_read_party(data.get("party", "")), *_read_fields(data["fields"])),
        shown=data.get("shown", {}),
        deadlines=data.get("deadlines", {}),
        is_served="served" in data,
        serve_within=(data.get("served") or {}).get("within", ""),
        remedies=data.get("remedies", ""),
        layout=tuple(data.get("layout", ())),
        note=data.get("note", ""),
    )


def _loaded(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 -- a safe loader
    return data


def _read_particulars(data: Mapping[str, Any] | None) -> Particulars | None:
    if data is None:
        return None
    return Particulars(
        kind=data["kind"],
        fields={key: tuple(names) for key, names in data["fields"].items()},
        stated=frozenset(data.get("stated", ())),
    )


def _read_party(asked: str) -> tuple[FieldFormat, ...]:
    """Return the fields of the party; its name is `required`, or asked `by_law` as a particular."""
    if not asked:
        return ()
    data = _loaded(FOLDER / "party.yaml")
    data["party_name"]["required"] = asked == "required"
    return _read_fields(data)


def _read_fields(data: Mapping[str, Mapping[str, Any]]) -> tuple[FieldFormat, ...]:
    return tuple(_read_field(name, field) for name, field in data.items())


def _read_field(name: str, field: Mapping[str, Any]) -> FieldFormat:
    return FieldFormat(
        name=name,
        label=field["label"],
        is_required=field.get("required", False),
        holds=_HOLDS[field.get("holds", "text")],
    )
