"""Attachments that wait for their form: kept for their sender, for a day, and for nobody else."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from fazhi.kernel import clock, housekeeping, waiting
from fazhi.kernel.access import Seat
from fazhi.kernel.attachments import PHOTOS, Upload, store
from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Attachment, WaitingAttachment
from tests.factories.issues import make_ground, make_report
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.kernel import sample_files

pytestmark = pytest.mark.django_db

LATER = timedelta(days=1, seconds=1)


def upload(width: int = 64, name: str = "现场.jpg") -> Upload:
    return Upload(sample_files.saved(sample_files.picture(width), "JPEG"), name, PHOTOS)


def test_a_file_waits_for_its_sender_and_for_nobody_else() -> None:
    seat = make_seat()
    kept = waiting.hold(seat, upload())

    elsewhere = make_seat(authority=OTHER_AUTHORITY, account_id=seat.account_id)
    askers = (seat, make_seat(), elsewhere, Seat.of_public(AUTHORITY))

    assert [waiting.held(asker, str(kept.pk)) == kept for asker in askers] == [
        True,
        False,
        False,
        False,
    ]
    assert [kept in waiting.usable(asker) for asker in askers] == [True, False, False, False]


def test_what_no_form_waits_for_is_usable_in_its_authority() -> None:
    kept = store(make_seat(), upload().data, "p.jpg", PHOTOS)

    assert kept in waiting.usable(make_seat())
    assert kept in waiting.usable(Seat.of_public(AUTHORITY))
    assert kept not in waiting.usable(make_seat(authority=OTHER_AUTHORITY))


@pytest.mark.parametrize("wanted", ["", "nonsense", str(UUID(int=1))])
def test_what_was_never_sent_is_not_held(wanted: str) -> None:
    assert waiting.held(make_seat(), wanted) is None


def test_the_same_file_sent_again_is_found_by_its_sender_alone() -> None:
    seat, public = make_seat(), Seat.of_public(AUTHORITY)

    first, again = waiting.hold(seat, upload()), waiting.hold(seat, upload())
    of_a_colleague = waiting.hold(make_seat(), upload())
    of_citizens = {waiting.hold(public, upload()).pk for _ in range(2)}

    assert first == again
    assert of_a_colleague != first
    assert len(of_citizens) == 2
    assert Attachment.objects.count() == 4


def test_a_file_that_is_none_is_refused_and_not_kept() -> None:
    with pytest.raises(InputError):
        waiting.hold(make_seat(), Upload(b"MZ", "p.jpg", PHOTOS))

    assert (Attachment.objects.count(), WaitingAttachment.objects.count()) == (0, 0)


def test_after_a_day_the_unused_goes_with_its_content_and_the_used_stays() -> None:
    make_ground()
    unused = waiting.hold(make_seat(), upload(70))
    citizen = waiting.hold(Seat.of_public(AUTHORITY), upload(90))
    make_report(photograph_ids=(citizen.pk,))
    from_a_program = store(make_seat(), upload(60).data, "p.jpg", PHOTOS)
    now = clock.now()

    with clock.standing_at(now + timedelta(hours=23)):
        housekeeping.tidy_attachments()
    before = Attachment.objects.count()
    with clock.standing_at(now + LATER):
        assert waiting.held(make_seat(), str(unused.pk)) is None
        housekeeping.tidy_attachments()

    left = set(Attachment.objects.values_list("pk", flat=True))
    files = {path.name for path in Path(settings.ATTACHMENT_ROOT).rglob("*") if path.is_file()}
    assert before == 3
    assert left == {citizen.pk, from_a_program.pk}
    assert WaitingAttachment.objects.count() == 0
    assert unused.sha256 not in files
    assert citizen.sha256 in files
