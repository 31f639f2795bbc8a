"""How long the server works on a list and on a case, with a played year in the database.

It asks the database of FAZHI_DATABASE_URL, in which `fazhi demo` has played a scenario, and writes
nothing there but one session, which it removes.
"""

import statistics
import time
from collections.abc import Iterator

from benchmarks.registry import trial

_REPEATS = 60
_WARM = 5


@trial("pages: server time with a played year")
def ask_for_pages() -> Iterator[dict[str, str]]:
    """Ask for the pages as the squad leader and the dispatcher of the demonstration."""
    from django.db import DatabaseError, connection  # noqa: PLC0415 -- needs the settings
    from django.test import Client  # noqa: PLC0415 -- as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- as above

    try:
        asked = list(_addresses())
    except DatabaseError:
        asked = []
    if not asked:
        print("no played year in the database of FAZHI_DATABASE_URL: run `fazhi demo` first")
        return
    client = Client(headers={"host": "127.0.0.1"})
    for name, address, account in asked:
        _sign_in(client, account)
        for _ in range(_WARM):
            client.get(address)
        milliseconds = [_milliseconds(client, address) for _ in range(_REPEATS)]
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        if answer.status_code != 200:  # noqa: PLR2004 -- OK
            raise RuntimeError(f"{answer.status_code} from {address}")
        cuts = statistics.quantiles(milliseconds, n=20, method="inclusive")
        yield {
            "page": name,
            "engine": connection.vendor,
            "p50 ms": f"{cuts[9]:.1f}",
            "p95 ms": f"{cuts[18]:.1f}",
            "statements": str(len(captured)),
            "KiB": str(len(answer.content) // 1024),
        }
        client.session.flush()


def _addresses() -> Iterator[tuple[str, str, object]]:
    """Yield name, address and who asks: an account that holds the role in the played authority."""
    from fazhi.kernel.choices import Role  # noqa: PLC0415 -- needs the settings
    from fazhi.kernel.models import Account, RoleGrant  # noqa: PLC0415 -- as above
    from fazhi.proceedings.cases.models import Case  # noqa: PLC0415 -- as above

    case = Case.objects.select_related("dossier").order_by("-decided_at").first()
    if case is None:
        return

    def holder(role: Role) -> Account | None:
        grants = RoleGrant.objects.filter(role=role, account__authority=case.authority)
        grant = grants.select_related("account").first()
        return grant.account if grant else None

    leader, dispatcher = holder(Role.SQUAD_LEADER), holder(Role.DISPATCHER)
    yield "cases: list", "/cases/", leader
    yield "cases: one case", f"/cases/{case.dossier.public_id}/", leader
    yield "parking referrals: list", "/parking-referrals/", leader
    yield "issues: list", "/issues/", dispatcher
    yield "reports: list", "/reports/", dispatcher
    yield "inbox", "/desk/", dispatcher


def _sign_in(client: object, account: object) -> None:
    from tests.factories.accounts import sign_in_client  # noqa: PLC0415 -- needs the settings

    sign_in_client(client, account)  # type: ignore[arg-type]  # named where the settings are read


def _milliseconds(client: object, address: str) -> float:
    began = time.perf_counter()
    client.get(address)  # type: ignore[attr-defined]  # as above
    return (time.perf_counter() - began) * 1000
