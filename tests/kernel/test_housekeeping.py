"""Order is kept by itself: what has no use any more goes, and damage is said aloud."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from fazhi.kernel import clock, housekeeping, jobs
from fazhi.kernel.attachments import PHOTOS, Upload, prepare, store
from fazhi.kernel.login import Credentials, SignInRefusedError, sign_in
from fazhi.kernel.models import LoginAttempt
from tests.factories.seats import make_seat
from tests.kernel import sample_files

pytestmark = pytest.mark.django_db


def test_every_task_is_on_the_schedule() -> None:
    jobs.install_sweeps()

    names = jobs.Schedule.objects.filter(name__startswith="fazhi.kernel.housekeeping")
    assert dict(names.values_list("name", "minutes")) == {
        "fazhi.kernel.housekeeping.sign_logs": 1,
        "fazhi.kernel.housekeeping.tidy_attachments": 1440,
        "fazhi.kernel.housekeeping.tidy_sign_ins": 1440,
        "fazhi.kernel.housekeeping.look_for_damage": 10080,
    }


def test_files_without_a_row_go() -> None:
    prepare([Upload(sample_files.photo(), "一.jpg", PHOTOS)])

    with clock.standing_at(clock.now() + timedelta(days=2)):
        housekeeping.tidy_attachments()

    assert [path for path in Path(settings.ATTACHMENT_ROOT).rglob("*") if path.is_file()] == []


def test_old_attempts_and_ended_sessions_go() -> None:
    with pytest.raises(SignInRefusedError):
        sign_in(Credentials("nobody", "wrong", "192.0.2.1"))
    now = clock.now()
    for number, days in enumerate((-1, 1)):
        Session.objects.create(session_key=f"{number}", expire_date=now + timedelta(days=days))

    housekeeping.tidy_sign_ins()
    assert LoginAttempt.objects.count() == 1
    with clock.standing_at(now + timedelta(days=1200)):
        housekeeping.tidy_sign_ins()

    assert LoginAttempt.objects.count() == 0
    assert list(Session.objects.values_list("session_key", flat=True)) == ["1"]


def test_damage_is_an_error_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    row = store(make_seat(), sample_files.photo(), "甄演示.jpg", PHOTOS)
    (path,) = Path(settings.ATTACHMENT_ROOT).rglob(row.sha256)
    path.unlink()

    with caplog.at_level(logging.ERROR, "fazhi.kernel.housekeeping"):
        housekeeping.look_for_damage()

    assert [(one.message, one.attachment) for one in caplog.records] == [  # type: ignore[attr-defined]
        ("a stored file is damaged", str(row.pk))
    ]
