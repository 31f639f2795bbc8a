"""What the actions of documents are given."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from fazhi.capabilities.documents.choices import Template
from fazhi.kernel.models import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInput:
    """One document to issue: which template, in which dossier, with what content.

    `content` holds the fields that the template's YAML names. `number_series` is the template's
    own when empty. `issued_at` is the present when absent; it chooses the version of the template.
    """

    template: Template | str
    content: Mapping[str, object]
    dossier: Dossier | None = None
    number_series: str = ""
    issued_at: dt.datetime | None = None
