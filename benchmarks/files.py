"""How many files the examiner judges in a second; what a decision costs up to its sealed PDF."""

import atexit
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.registry import Work, measurement, trial
from tests.journeys.served import ROOT

_TIMELINES = ROOT / "docs" / "commands" / "examples" / "examine"
_SIZES = (100, 1_000, 10_000)


@trial("examiner: files told as timelines, read beforehand")
def examine_files() -> Iterator[dict[str, str]]:
    """Judge so many files, the documented examples in turn, each as if it were new."""
    from fazhi.law.examiner import examine  # noqa: PLC0415 -- the law is read once, not at import
    from fazhi.law.jurisdiction import load_law  # noqa: PLC0415 -- as above
    from fazhi.law.timeline_text import timeline_of  # noqa: PLC0415 -- as above

    law = load_law()
    texts = [path.read_bytes() for path in sorted(_TIMELINES.glob("*.yaml"))]
    for size in _SIZES:
        timelines = [timeline_of(text, file="") for text in islice(cycle(texts), size)]
        began = time.perf_counter()
        found = sum(len(examine(law, timeline).findings) for timeline in timelines)
        seconds = time.perf_counter() - began
        yield {
            "files": f"{size:,}",
            "seconds": f"{seconds:.2f}",
            "files a second": f"{size / seconds:,.0f}",
            "findings": f"{found:,}",
        }


@measurement("case: decided on the spot, PDF drawn and sealed", whole=500)
def decide_to_sealed_paper(size: int) -> Work:
    """Decide one case and draw its sealed PDF, where there are already so many cases."""
    from fazhi.capabilities.documents.actions import render  # noqa: PLC0415 -- needs the settings
    from fazhi.kernel import clock  # noqa: PLC0415 -- as above
    from fazhi.proceedings.cases.actions import decide_on_the_spot  # noqa: PLC0415 -- as above
    from tests.factories.cases import NOW, make_decision, make_town  # noqa: PLC0415 -- as above
    from tests.factories.parties import make_party  # noqa: PLC0415 -- as above

    _demonstrate()
    with clock.standing_at(NOW):
        town = make_town()
        made = [make_decision(town, party_id=make_party().id) for _number in range(size)]
        decide_on_the_spot(town.officer, made)

    def work() -> None:
        given = make_decision(town, party_id=make_party().id)
        with clock.standing_at(NOW):
            (case,) = decide_on_the_spot(town.officer, [given])
            render(case.decision.document)

    return work


def _demonstrate() -> None:
    """Mark the database as one for demonstration, with keys and files in a folder of their own."""
    from django.conf import settings  # noqa: PLC0415 -- needs the settings

    from fazhi.kernel import installation, keys  # noqa: PLC0415 -- as above

    folder = tempfile.TemporaryDirectory(prefix="fazhi-bench-")
    atexit.register(folder.cleanup)
    for name in ("ATTACHMENT_ROOT", "HEADS_ROOT", "SECRETS_ROOT"):
        setattr(settings, name, Path(folder.name) / name.lower())
    keys.make_keys()
    installation.install(is_demonstration=True)
