"""Jobs: work after the answer was given, whose effect takes place once however often it runs.

The queue is a table of the same database: a job is queued in the transaction of its act and
becomes visible when the act is committed. Deadlines have no jobs of their own: a sweep asks the
rows, every so many minutes, what is due and not yet done.
"""

import atexit
import logging
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.signing import BadSignature
from django.db import close_old_connections, connection, transaction
from django.utils.module_loading import autodiscover_modules, import_string
from django_q.brokers import Broker, get_broker
from django_q.models import OrmQ, Schedule
from django_q.monitor import save_task
from django_q.scheduler import scheduler
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from fazhi.kernel import clock

Sweep = TypeVar("Sweep", bound=Callable[[], object])

log = logging.getLogger(__name__)

_sweeps: dict[str, int] = {}

_PAUSE_SECONDS = 1.0
_SCHEDULE_EVERY = 30  # pauses between two looks at the sweeps
_STOP_SECONDS = 20.0


class JobFailedError(Exception):
    """A job failed; the text names the kind of error and the place, never a value."""


def enqueue(effect_key: str, path: str, *args: object) -> None:
    """Queue a call of the function at a dotted path, to take effect once for this key.

    Arguments are identifiers and numbers, never personal values: the queue keeps them.
    """
    async_task("fazhi.kernel.jobs.perform", effect_key, path, *args, task_name=effect_key[:100])


def perform(effect_key: str, path: str, *args: object) -> bool:
    """Run a job in one transaction with its key; tell whether it had still to be done."""
    with transaction.atomic():
        if not once(effect_key):
            return False
        _call(path, *args)
    return True


def once(effect_key: str) -> bool:
    """Tell whether this effect is new, and keep its key in the transaction of the effect."""
    if not connection.in_atomic_block:
        raise RuntimeError("an effect's key is written in the transaction of the effect")
    at = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_effect (key, at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [effect_key, at],
        )
        return bool(cursor.rowcount == 1)


def sweep(*, minutes: int) -> Callable[[Sweep], Sweep]:
    """Have a function of a room's `jobs.py` called every so many minutes.

    It asks the rows what is due and not yet done, so a call that is missed costs one period.
    """

    def register(function: Sweep) -> Sweep:
        _sweeps[f"{function.__module__}.{function.__qualname__}"] = minutes
        return function

    return register


def install_sweeps() -> None:
    """Write the schedule of all sweeps; may be repeated, and removes those that are no more."""
    autodiscover_modules("jobs", "housekeeping")
    for path, minutes in _sweeps.items():
        Schedule.objects.update_or_create(
            name=path,
            defaults={
                "func": "fazhi.kernel.jobs.run_sweep",
                "args": repr((path,)),
                "schedule_type": Schedule.MINUTES,
                "minutes": minutes,
            },
        )
    ours = Schedule.objects.filter(func="fazhi.kernel.jobs.run_sweep")
    ours.exclude(name__in=_sweeps).delete()


def run_sweep(path: str) -> None:
    """Call one sweep."""
    _call(path)


def run_pending(broker: Broker | None = None) -> int:
    """Run the jobs that wait, one after another, in this thread; return how many were tried."""
    broker = broker or get_broker()
    count = 0
    while packages := broker.dequeue():
        for receipt, package in packages:
            _run(broker, receipt, package)
            count += 1
    return count


def run_jobs_in_thread() -> "JobThread":
    """Start the thread that runs jobs inside the server: for SQLite, which has one process.

    What an earlier process was doing when it was killed runs again at once.
    """
    thread = JobThread()
    atexit.register(thread.stop)
    thread.start()
    return thread


class JobThread(threading.Thread):
    """Runs jobs until it is told to stop; a job under way is finished first."""

    def __init__(self, pause: float = _PAUSE_SECONDS) -> None:
        """Make the thread; `pause` is how long it rests when nothing waits."""
        super().__init__(name="fazhi-jobs", daemon=True)
        self._pause = pause
        self._stopping = threading.Event()

    def run(self) -> None:
        """Run jobs and sweeps; a failing database is asked again after the pause."""
        rounds = 0
        while not self._stopping.is_set():
            try:
                if rounds == 0:
                    install_sweeps()
                    release_interrupted()
                if rounds % _SCHEDULE_EVERY == 0:
                    scheduler(get_broker())
                run_pending()
            except Exception:
                log.exception("the job thread will try again")
            rounds += 1
            close_old_connections()
            self._stopping.wait(self._pause)
        connection.close()

    def stop(self) -> None:
        """Ask the thread to end after the job under way, and wait for it."""
        self._stopping.set()
        if self.is_alive():
            self.join(_STOP_SECONDS)


def release_interrupted() -> int:
    """Free the jobs that a killed process had taken: only where no other process runs jobs."""
    count: int = OrmQ.objects.filter(lock__gt=clock.now()).update(lock=clock.now())
    return count


def _run(broker: Broker, receipt: int, package: str) -> None:
    """Run one job of the queue and keep its result; a failed one stays and is tried again."""
    try:
        task: dict[str, Any] = SignedPackage.loads(package)
    except BadSignature:
        log.error("a job with a wrong signature was removed")  # noqa: TRY400 -- its text is no help
        broker.fail(receipt)
        return
    try:
        function: Callable[..., object] = import_string(task["func"])
        result, is_done = function(*task["args"], **task["kwargs"]), True
    except Exception as error:
        log.exception("a job failed and will be tried again", extra={"job": task["name"]})
        result, is_done = str(error), False
    task |= {"ack_id": receipt, "result": result, "success": is_done, "stopped": clock.now()}
    save_task(task | {"sync": True}, broker)  # "sync" lets it keep this thread's connection
    if is_done:
        broker.acknowledge(receipt)


def _call(path: str, *args: object) -> None:
    """Call a function; of its error keep kind and place, since texts of errors quote values."""
    function: Callable[..., object] = import_string(path)
    try:
        function(*args)
    except Exception as error:
        log.exception("a job failed", extra={"job": path})
        raise JobFailedError(f"{type(error).__name__} in {path}") from None
