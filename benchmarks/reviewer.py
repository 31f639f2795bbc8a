"""How long the server works for a reviewer where there are a hundred thousand cases.

The cases of the played year are copied, with their officers, until there are so many: their papers
are not. Each engine is asked in a process of its own: `python -m benchmarks.reviewer`.
"""

import json
from collections.abc import Iterator
from itertools import count, cycle, islice
from typing import TYPE_CHECKING

from benchmarks.pages import asked
from benchmarks.played import played_years
from benchmarks.registry import trial

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case

_WANTED = 100_000
_AT_ONCE = 5_000


@trial("pages: a reviewer with 100,000 cases")
def ask_as_reviewer() -> Iterator[dict[str, str]]:
    """Fill up each whole year and ask for the pages of a reviewer."""
    for year in played_years():
        if year.share == "100 %":
            _, printed = year.run("python", "-m", "benchmarks.reviewer")
            yield from ({"engine": year.engine, **line} for line in json.loads(printed))


def main() -> None:
    """Fill up the database of the environment; print what its pages take, as JSON."""
    import django  # noqa: PLC0415 -- not needed by those who ask

    django.setup()
    _fill()
    print(json.dumps(list(asked(_addresses()))))


def _fill() -> None:
    from fazhi.cli.site import count_rows_for_planner  # noqa: PLC0415 -- needs the settings
    from fazhi.proceedings.cases.models import Case, CaseOfficer  # noqa: PLC0415 -- as above

    authority = Case.objects.latest("decided_at").authority
    cases = list(Case.objects.filter(authority=authority).select_related("dossier"))
    officers = {case.pk: list(case.officers.all()) for case in cases}
    serials = count(1)
    wanted = islice(cycle(cases), max(_WANTED - len(cases), 0))
    while some := list(islice(wanted, _AT_ONCE)):
        made = [(case.pk, _copied(case, next(serials))) for case in some]
        type(made[0][1].dossier).objects.bulk_create([copy.dossier for _old, copy in made])
        Case.objects.bulk_create([copy for _old, copy in made])
        CaseOfficer.objects.bulk_create(
            CaseOfficer(
                case=copy,
                officer_id=each.officer_id,
                part=each.part,
                certificate_number=each.certificate_number,
            )
            for old, copy in made
            for each in officers[old]
        )
    count_rows_for_planner()


def _copied(case: "Case", serial: int) -> "Case":
    from fazhi.kernel.identifiers import new_id  # noqa: PLC0415 -- needs the settings
    from fazhi.kernel.models import Dossier  # noqa: PLC0415 -- as above

    held = {
        field.attname: getattr(case, field.attname)
        for field in case._meta.concrete_fields
        if field.name not in {"dossier", "number"}
    }
    dossier = Dossier(
        id=new_id(),
        authority=case.authority,
        kind=case.dossier.kind,
        opened_at=case.dossier.opened_at,
    )
    return type(case)(dossier=dossier, number=f"{case.number}-{serial}", **held)


def _addresses() -> Iterator[tuple[str, str, object]]:
    from fazhi.kernel.choices import Role  # noqa: PLC0415 -- needs the settings
    from fazhi.kernel.models import RoleGrant  # noqa: PLC0415 -- as above
    from fazhi.proceedings.cases.models import CaseStep  # noqa: PLC0415 -- as above

    case = CaseStep.objects.select_related("case__dossier").latest("recorded_at").case
    grants = RoleGrant.objects.filter(
        role=Role.CASE_REVIEWER, account__authority=case.authority
    ).select_related("account")
    reviewer = grants[0].account
    yield "cases: list", "/cases/", reviewer
    yield "cases: overdue", "/cases/?tab=overdue", reviewer
    yield "cases: search", f"/cases/?q={case.number[-5:-1]}", reviewer
    yield "cases: one ordinary case", f"/cases/{case.dossier.public_id}/", reviewer
    yield "inbox", "/desk/", reviewer


if __name__ == "__main__":
    main()
