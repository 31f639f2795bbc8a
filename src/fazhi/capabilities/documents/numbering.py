"""Which numbers stand on documents: answers the kernel when it looks for gaps in a series."""

from collections.abc import Iterable

from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.formats import versions_of
from fazhi.capabilities.documents.models import Document
from fazhi.kernel import numbers


def _register(series: str) -> None:
    @numbers.kept_by(series)
    def kept(authority: str, year: int) -> Iterable[int]:
        mine = Document.objects.filter(authority=authority, series=series, year=year)
        return [each for each in mine.values_list("serial", flat=True) if each is not None]


for _series in sorted({each.series for name in Template for each in versions_of(name)} - {""}):
    _register(_series)
