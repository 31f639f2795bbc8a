"""How long the server works on a list and on a case, with a played year in the database.

Each year is asked in a process of its own: `python -m benchmarks.pages` with its environment.
"""

import json
import statistics
import time
from collections.abc import Iterable, Iterator

from benchmarks.played import played_years
from benchmarks.registry import trial

_REPEATS = 60
_WARM = 5


@trial("pages: server time with a played year")
def ask_for_pages() -> Iterator[dict[str, str]]:
    """Ask for the pages of each played year as the squad leader and the dispatcher."""
    for year in played_years():
        _, printed = year.run("python", "-m", "benchmarks.pages")
        for line in json.loads(printed):
            yield {"year": year.share, "engine": year.engine, **line}


def main() -> None:
    """Print what the pages of the database of the environment take, as JSON."""
    import django  # noqa: PLC0415 -- not needed by those who ask

    django.setup()
    print(json.dumps(list(asked(_addresses()))))


def asked(addresses: Iterable[tuple[str, str, object]]) -> Iterator[dict[str, str]]:
    """Ask for pages, each named with its address and who asks; yield what each took."""
    from django.db import connection  # noqa: PLC0415 -- needs the settings
    from django.test import Client  # noqa: PLC0415 -- as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- as above

    client = Client(headers={"host": "127.0.0.1"})
    for name, address, account in addresses:
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

    case = Case.objects.select_related("dossier").latest("decided_at")

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


if __name__ == "__main__":
    main()
