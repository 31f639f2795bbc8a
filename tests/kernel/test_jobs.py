"""A job has its effect once: however often it is queued, run, killed or run again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django_q.conf import Conf
from django_q.models import Failure, OrmQ, Schedule, Success

from fazhi.kernel import clock, jobs
from fazhi.kernel.models import Dossier, Effect
from tests.factories.databases import on_disk

LEAVE = "tests.kernel.sample_jobs.leave_a_dossier"
FAIL = "tests.kernel.sample_jobs.fail_with_a_secret"
DIE = "tests.kernel.sample_jobs.die_once"


@pytest.fixture
def sweeps() -> Iterator[dict[str, int]]:
    """Return the register of sweeps, put back afterwards."""
    kept = dict(jobs._sweeps)  # noqa: SLF001 -- what `sweep` fills
    yield jobs._sweeps  # noqa: SLF001 -- as above
    jobs._sweeps.clear()  # noqa: SLF001 -- as above
    jobs._sweeps.update(kept)  # noqa: SLF001 -- as above


@pytest.mark.django_db
def test_a_job_runs_after_it_was_queued() -> None:
    jobs.enqueue("case/1/notify", LEAVE)
    assert Dossier.objects.count() == 0

    assert jobs.run_pending() == 1

    assert (Dossier.objects.count(), OrmQ.objects.count()) == (1, 0)
    assert list(Effect.objects.values_list("key", flat=True)) == ["case/1/notify"]
    assert Success.objects.get().name == "case/1/notify"


@pytest.mark.django_db
def test_a_job_falls_with_the_act_that_queued_it() -> None:
    with transaction.atomic():
        jobs.enqueue("case/1/notify", LEAVE)
        transaction.set_rollback(True)

    assert jobs.run_pending() == 0


@pytest.mark.django_db
def test_a_job_queued_twice_has_one_effect() -> None:
    jobs.enqueue("case/1/notify", LEAVE)
    jobs.enqueue("case/1/notify", LEAVE)

    assert jobs.run_pending() == 2
    assert Dossier.objects.count() == 1


@pytest.mark.django_db
def test_jobs_whose_receipt_was_lost_have_one_effect_each() -> None:
    for number in range(50):
        jobs.enqueue(f"case/{number}/notify", LEAVE)
    packages = list(OrmQ.objects.all())
    jobs.run_pending()

    OrmQ.objects.bulk_create(packages)
    assert jobs.run_pending() == 50

    assert (Dossier.objects.count(), Effect.objects.count()) == (50, 50)


@pytest.mark.django_db
def test_once_is_true_once() -> None:
    with transaction.atomic():
        answers = [
            jobs.once("case/1/warned"),
            jobs.once("case/1/warned"),
            jobs.once("case/2/warned"),
        ]

    assert answers == [True, False, True]


@pytest.mark.django_db
def test_an_effect_that_was_undone_can_still_take_place() -> None:
    with transaction.atomic():
        jobs.once("case/1/warned")
        transaction.set_rollback(True)

    with transaction.atomic():
        assert jobs.once("case/1/warned") is True


@pytest.mark.django_db(transaction=True)
def test_an_effect_outside_a_transaction_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        jobs.once("case/1/warned")


@pytest.mark.django_db
def test_a_failed_job_has_no_effect_and_is_tried_again() -> None:
    jobs.enqueue("case/1/notify", FAIL)

    jobs.run_pending()

    assert (Dossier.objects.count(), Effect.objects.count(), OrmQ.objects.count()) == (0, 0, 1)
    jobs.release_interrupted()
    assert jobs.run_pending() == 1
    assert Failure.objects.get().attempt_count == 2


@pytest.mark.django_db
def test_a_failed_job_keeps_no_personal_value(caplog: pytest.LogCaptureFixture) -> None:
    jobs.enqueue("case/1/notify", FAIL)

    jobs.run_pending()

    assert Failure.objects.get().result == f"ValueError in {FAIL}"
    assert [record.getMessage() for record in caplog.records if "甄" in record.getMessage()] == []


@pytest.mark.django_db
def test_a_job_with_a_false_signature_is_removed() -> None:
    jobs.enqueue("case/1/notify", LEAVE)
    OrmQ.objects.update(payload="forged:package:signature")

    jobs.run_pending()

    assert (Dossier.objects.count(), OrmQ.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_sweeps_are_scheduled_once_and_old_ones_go(sweeps: dict[str, int]) -> None:
    jobs.sweep(minutes=15)(jobs.install_sweeps)
    Schedule.objects.create(name="of.an.earlier.release", func="fazhi.kernel.jobs.run_sweep")

    jobs.install_sweeps()
    jobs.install_sweeps()

    scheduled = dict(Schedule.objects.values_list("name", "minutes"))
    assert scheduled == sweeps
    assert scheduled["fazhi.kernel.jobs.install_sweeps"] == 15


@pytest.mark.django_db(transaction=True)
def test_the_thread_runs_what_waits_and_ends_when_told(tmp_path: Path) -> None:
    with on_disk(tmp_path):
        for number in range(5):
            jobs.enqueue(f"case/{number}/notify", LEAVE)
        thread = jobs.JobThread(pause=0.01)

        thread.start()
        _wait_until_empty()
        thread.stop()

        assert (Dossier.objects.count(), thread.is_alive()) == (5, False)


@pytest.mark.django_db(transaction=True)
def test_the_thread_calls_sweeps_that_are_due(tmp_path: Path, sweeps: dict[str, int]) -> None:
    with on_disk(tmp_path):
        sweeps[LEAVE] = 5
        jobs.install_sweeps()
        due = clock.now() - timedelta(minutes=1)
        Schedule.objects.filter(name=LEAVE).update(next_run=due)
        Schedule.objects.exclude(name=LEAVE).update(next_run=due + timedelta(days=1))
        thread = jobs.JobThread(pause=0.01)

        thread.start()
        for _ in range(1000):
            if Dossier.objects.exists():
                break
            thread.join(0.01)
        thread.stop()

        assert Dossier.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_killed_in_the_middle_runs_again_and_has_one_effect(tmp_path: Path) -> None:
    with on_disk(tmp_path):
        jobs.enqueue("case/1/notify", DIE, str(tmp_path / "mark"))
        connection.close()

        endings = [_run_in_a_process() for _ in range(2)]

        assert endings == [-signal.SIGKILL, 0]
        assert (Dossier.objects.count(), Effect.objects.count()) == (1, 1)
        assert OrmQ.objects.count() == 0


def _wait_until_empty() -> None:
    for _ in range(2000):
        if not OrmQ.objects.exists():
            return
        connection.close()
        signal.sigtimedwait([], 0.01)


def _run_in_a_process() -> int:
    """Run what waits, including what an earlier process was killed over, in another process."""
    program = (
        "import django; django.setup(); from fazhi.kernel import jobs; "
        "jobs.release_interrupted(); jobs.run_pending()"
    )
    environment = {**os.environ, "FAZHI_DATABASE_URL": _address()}
    environment |= {"FAZHI_SECRET_KEY": Conf.SECRET_KEY, "PYTHONPATH": "src:."}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, check=False, capture_output=True
    ).returncode


def _address() -> str:
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    user = quote(place["USER"])
    return f"postgresql://{user}@{place['HOST']}:{place['PORT']}/{place['NAME']}"
