"""How much an entry of the journal costs beside the bare rows, and whether old entries matter."""

from django.db import connection, transaction

from benchmarks.registry import Work, measurement
from fazhi.kernel.access import Seat
from fazhi.kernel.journal import Act, record

_SEAT = Seat(authority="330211004000", name="benchmark")
_CONTENT = {"fine": "100.00", "power": "P-001"}


def bare_rows(size: int) -> Work:
    """Insert two rows of the size of an entry and its content, with nothing around them."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_entry (id bigint PRIMARY KEY, text varchar(400))")
        cursor.execute("CREATE TABLE bare_content (id bigint PRIMARY KEY, text varchar(200))")
    numbers = iter(range(10**9))

    def work() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            number = next(numbers)
            cursor.execute("INSERT INTO bare_entry VALUES (%s, %s)", [number, "x" * 400])
            cursor.execute("INSERT INTO bare_content VALUES (%s, %s)", [number, "x" * 200])

    for _ in range(size):
        work()
    return work


@measurement("journal: record one act", whole=2_000, floor=bare_rows)
def record_one_act(size: int) -> Work:
    """Record one act where there are already so many."""

    def work() -> None:
        with transaction.atomic():
            record(Act("case.decided", by=_SEAT), _CONTENT)

    for _ in range(size):
        work()
    return work
