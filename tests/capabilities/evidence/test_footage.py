"""Recordings and devices: imported as a list, bound to acts, kept their time, judged by the day."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from fazhi.capabilities.evidence.actions import (
    add_exhibit,
    bind_footage,
    erase_footage,
    import_footage,
    record_custody_entries,
    record_device_qualifications,
    record_footage,
    register_evidence_devices,
)
from fazhi.capabilities.evidence.choices import (
    CustodyEntryKind,
    DeviceKind,
    ExhibitKind,
    HeldAs,
    QualificationKind,
    ShownAct,
)
from fazhi.capabilities.evidence.inputs import (
    DeviceInput,
    ExhibitInput,
    FootageBindingInput,
    FootageErasureInput,
    NoteInput,
    QualificationInput,
)
from fazhi.capabilities.evidence.models import (
    EvidenceDevice,
    Exhibit,
    Footage,
    FootageBinding,
    FootageErasure,
)
from fazhi.capabilities.evidence.queries import admissibility_of, unrecorded_acts
from fazhi.capabilities.evidence.retention import keep_until, office_terms
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusalError,
)
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Entry
from tests.factories.custody import (
    DAY,
    NOW,
    Store,
    footage_input,
    make_device,
    make_footage,
    make_holdings,
    make_store,
)
from tests.factories.documents import make_dossier
from tests.factories.seats import OTHER_AUTHORITY, make_seat
from tests.factories.sheets import as_csv, as_xlsx, read_back

pytestmark = pytest.mark.django_db
MONITORING = (
    QualificationKind.LEGAL_REVIEW,
    QualificationKind.TECHNICAL_REVIEW,
    QualificationKind.SIGN,
    QualificationKind.LOCATION_PUBLISHED,
)


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def store() -> Store:
    return make_store()


def line(device: EvidenceDevice, **changes: str) -> Mapping[str, str]:
    """Return a row of a list of recordings."""
    usual = {
        "设备编号": device.number,
        "开始时间": "2026-03-10 10:00",
        "结束时间": "2026-03-10 10:30",
        "文件指纹": "ab" * 32,
        "存储位置": "采集站1号/0001.mp4",
        "案卷编号": "",
        "所示行为": "",
    }
    return usual | changes


def bound(store: Store, footage: Footage, act: ShownAct = ShownAct.SEIZURE) -> FootageBindingInput:
    return FootageBindingInput(footage_id=footage.pk, dossier=store.dossier, act=act, act_on=DAY)


def erased(footage: Footage, day: dt.date) -> FootageErasureInput:
    return FootageErasureInput(footage_id=footage.pk, erased_on=day, reason="保存期满。")


def qualify(
    store: Store,
    device: EvidenceDevice,
    *kinds: QualificationKind,
    since: dt.date = DAY,
    until: dt.date | None = None,
) -> None:
    record_device_qualifications(
        store.clerk,
        [
            QualificationInput(
                device_id=device.pk, kind=kind, since=since, until=until, reference="审字1号"
            )
            for kind in kinds
        ],
    )


def taken_by(store: Store, device: EvidenceDevice, at: dt.datetime = NOW) -> Exhibit:
    """Return an exhibit that a device produced."""
    given = ExhibitInput(
        dossier=store.dossier,
        kind=ExhibitKind.ELECTRONIC_DATA,
        label="监控截图",
        captured_at=at,
        device_id=device.pk,
        origin=new_id(),
    )
    return add_exhibit(store.taker, given)


def test_a_list_is_tried_first_and_then_written_with_what_it_shows(store: Store) -> None:
    device = make_device(store)
    second_line = {"开始时间": "2026/03/10 11:00", "结束时间": "2026-03-10T11:20"}
    sheet = as_csv(
        [
            line(device, 案卷编号=store.dossier.public_id, 所示行为="扣押"),
            line(device, 文件指纹="CD" * 32, **second_line),
        ]
    )

    tried = import_footage(store.taker, sheet)
    nothing = Footage.objects.count()
    written = import_footage(store.taker, sheet, dry_run=False)
    again = import_footage(store.taker, sheet, dry_run=False)

    assert (tried.rows, tried.errors, tried.written, nothing) == (2, (), 0, 0)
    assert (written.written, again.written, again.unchanged) == (2, 0, 2)
    first, second = Footage.objects.order_by("began_at")
    assert (first.began_at, second.sha256) == (
        clock.at_local(DAY, dt.time(10)),
        "cd" * 32,
    )
    (binding,) = FootageBinding.objects.all()
    assert (binding.footage, binding.dossier, binding.act, binding.act_on) == (
        first,
        store.dossier,
        ShownAct.SEIZURE,
        DAY,
    )
    assert Entry.objects.filter(kind="footage.imported").count() == 1


def test_a_moment_in_a_workbook_keeps_its_hour(store: Store) -> None:
    device = make_device(store)
    began = dt.datetime(2026, 3, 10, 10, 0)  # noqa: DTZ001 -- a cell has no time zone
    row = {**line(device), "开始时间": began, "结束时间": began + dt.timedelta(minutes=30)}

    import_footage(store.taker, as_xlsx([row]), dry_run=False)

    (footage,) = Footage.objects.all()
    assert footage.began_at == clock.at_local(DAY, dt.time(10))


def test_what_is_wrong_with_a_list_comes_back_as_a_sheet(store: Store) -> None:
    device = make_device(store)
    rows = [
        line(device),
        line(device, 文件指纹="12" * 32, 设备编号="没有"),
        line(device, 文件指纹="34" * 32, 开始时间="昨天"),
        line(device, 文件指纹="56" * 32, 结束时间="2026-03-10 09:00"),
        line(device, 文件指纹="太短"),
        line(device, 文件指纹="78" * 32, 案卷编号="000000000000", 所示行为="扣押"),
        line(device, 文件指纹="9a" * 32, 案卷编号=store.dossier.public_id, 所示行为="跳舞"),
        line(device),
    ]

    result = import_footage(store.taker, as_csv(rows), dry_run=False)
    rest = import_footage(store.taker, as_csv(rows), dry_run=False, accept_rest=True)

    assert (result.written, [error.row for error in result.errors]) == (0, [3, 4, 5, 6, 7, 8, 9])
    assert [error.column for error in result.errors] == [
        "设备编号", "开始时间", "", "", "案卷编号", "所示行为", "文件指纹",
    ]  # fmt: skip
    assert next(row["原因"] for row in read_back(result.error_sheet)) == (
        "设备编号：没有登记这台设备。"
    )
    assert (rest.written, Footage.objects.count()) == (1, 1)


def test_only_who_takes_evidence_imports_and_enters_recordings(store: Store) -> None:
    device = make_device(store)

    with pytest.raises(ForbiddenError):
        import_footage(make_seat(Role.HEAD), as_csv([line(device)]), dry_run=False)
    with pytest.raises(ForbiddenError):
        record_footage(make_seat(Role.GRID_WORKER), [footage_input(device)])
    with pytest.raises(NotFoundError):
        record_footage(make_seat(Role.OFFICER, authority=OTHER_AUTHORITY), [footage_input(device)])


def test_a_recording_is_entered_once_and_in_order(store: Store) -> None:
    device = make_device(store)
    given = footage_input(device)
    record_footage(store.taker, [given])

    with pytest.raises(ConflictError):
        record_footage(store.taker, [given])
    for wrong in (
        replace(given, ended_at=given.began_at),
        replace(given, ended_at=NOW + dt.timedelta(hours=1)),
        replace(given, sha256="xyz"),
        replace(given, sha256="ef" * 32, reference=" "),
    ):
        with pytest.raises(InputError):
            record_footage(store.taker, [wrong])


def test_a_seizure_without_its_recording_is_named_until_it_has_one(store: Store) -> None:
    (thing, _other) = make_holdings(store, ("摊车", "折叠桌"), kind=HeldAs.SEIZURE)
    footage = make_footage(store)

    before = unrecorded_acts(store.dossier)
    bind_footage(store.taker, [bound(store, footage, ShownAct.INSPECTION)])
    still = unrecorded_acts(store.dossier)
    bind_footage(store.taker, [bound(store, footage)])

    ((named, answer),) = before
    assert (named, answer.rule, answer.warns) == (thing, "TRI-004", True)
    assert (len(still), unrecorded_acts(store.dossier)) == (1, [])


def test_a_preservation_needs_no_recording(store: Store) -> None:
    make_holdings(store)

    assert unrecorded_acts(store.dossier) == []


def test_a_recording_is_bound_to_an_act_of_its_own_day_and_once(store: Store) -> None:
    footage = make_footage(store)
    given = bound(store, footage)
    bind_footage(store.taker, [given])

    with pytest.raises(ConflictError):
        bind_footage(store.taker, [given])
    with pytest.raises(InputError):
        bind_footage(store.taker, [replace(given, act_on=DAY - dt.timedelta(days=1))])
    with pytest.raises(NotFoundError):
        bind_footage(store.taker, [replace(given, dossier=make_dossier(authority=OTHER_AUTHORITY))])
    with pytest.raises(NotFoundError):
        bind_footage(store.taker, [replace(given, footage_id=new_id())])
    with pytest.raises(ForbiddenError):
        bind_footage(make_seat(Role.HEAD), [given])


def test_recordings_are_kept_by_the_law_or_by_the_rule_of_the_office() -> None:
    camera = next(term for term in office_terms() if term.device is DeviceKind.BODY_CAMERA)

    assert "演示起始值" in camera.cite
    assert keep_until(DeviceKind.BODY_CAMERA, DAY) == DAY + dt.timedelta(days=camera.days)
    assert keep_until(DeviceKind.PUBLIC_VIDEO, DAY) == dt.date(2026, 4, 9)
    # Before the regulation there was no number of the law.
    assert keep_until(DeviceKind.PUBLIC_VIDEO, dt.date(2025, 3, 31)) == dt.date(
        2025, 3, 31
    ) + dt.timedelta(days=camera.days)


def test_public_video_is_not_deleted_before_its_thirty_days(store: Store) -> None:
    footage = make_footage(store, make_device(store, DeviceKind.PUBLIC_VIDEO))
    last = footage.keep_until

    with clock.standing_at(clock.at_local(last + dt.timedelta(days=1))):
        with pytest.raises(RefusalError) as refused:
            erase_footage(store.clerk, [erased(footage, last)])
        (row,) = erase_footage(store.clerk, [erased(footage, last + dt.timedelta(days=1))])

    assert [each.rule for each in refused.value.answers] == ["VID-001"]
    assert (row.footage, FootageErasure.objects.count()) == (footage, 1)


def test_a_body_camera_keeps_its_recording_for_the_time_of_the_office(store: Store) -> None:
    footage = make_footage(store)

    with clock.standing_at(clock.at_local(footage.keep_until + dt.timedelta(days=1))):
        with pytest.raises(ConflictError, match=footage.keep_until.isoformat()):
            erase_footage(store.clerk, [erased(footage, footage.keep_until)])
        with pytest.raises(ForbiddenError):
            erase_footage(store.taker, [erased(footage, clock.today())])
        with pytest.raises(InputError):
            erase_footage(store.clerk, [erased(footage, DAY - dt.timedelta(days=1))])
        erase_footage(store.clerk, [erased(footage, clock.today())])
        with pytest.raises(ConflictError):
            erase_footage(store.clerk, [erased(footage, clock.today())])
        with pytest.raises(ConflictError):
            bind_footage(store.taker, [bound(store, footage)])


@pytest.mark.parametrize("kind", [DeviceKind.BODY_CAMERA, DeviceKind.PUBLIC_VIDEO])
def test_what_belongs_to_a_file_is_not_deleted_by_itself(store: Store, kind: DeviceKind) -> None:
    footage = make_footage(store, make_device(store, kind))
    bind_footage(store.taker, [bound(store, footage)])
    later = footage.keep_until + dt.timedelta(days=1)

    with (
        clock.standing_at(clock.at_local(later)),
        pytest.raises((ConflictError, RefusalError)),
    ):
        erase_footage(store.clerk, [erased(footage, later)])

    assert FootageErasure.objects.count() == 0


def test_a_device_is_judged_by_what_it_went_through_on_the_day_of_capture(store: Store) -> None:
    device = make_device(store, DeviceKind.MONITORING)
    qualify(store, device, *MONITORING[:3], since=DAY)
    qualify(store, device, MONITORING[3], since=DAY, until=DAY)
    day_before, day_after = NOW - dt.timedelta(days=1), NOW + dt.timedelta(days=1)
    audited = (CustodyEntryKind.AUDITED, CustodyEntryKind.INFORMED)

    def refused(at: dt.datetime) -> list[str]:
        exhibit = taken_by(store, device, at)
        notes = [
            NoteInput(kind=kind, at=NOW, reason="审核并告知。", exhibit_id=exhibit.pk)
            for kind in audited
        ]
        record_custody_entries(store.taker, notes)
        return [each.reason.zh for each in admissibility_of(exhibit) if not each.holds]

    assert refused(NOW) == []
    assert len(refused(day_before)) == 4
    assert refused(day_after) == ["监控设备的设置地点没有公布。"]


def test_a_record_that_nobody_audited_or_told_of_is_not_admissible(store: Store) -> None:
    device = make_device(store, DeviceKind.MONITORING)
    qualify(store, device, *MONITORING)

    answers = admissibility_of(taken_by(store, device))

    assert [(each.rule, each.blocks) for each in answers] == [("PEN-022", True)] * 2


def test_an_instrument_out_of_calibration_is_named(store: Store) -> None:
    device = make_device(store, DeviceKind.MEASURING)
    qualify(
        store, device, QualificationKind.CALIBRATION, since=DAY, until=DAY + dt.timedelta(days=30)
    )
    after = NOW + dt.timedelta(days=31)

    (valid,) = admissibility_of(taken_by(store, device))
    (expired,) = admissibility_of(taken_by(store, device, after))

    assert (valid.holds, expired.rule, expired.warns) == (True, "DEV-001", True)


def test_of_a_body_camera_nothing_is_asked(store: Store) -> None:
    assert admissibility_of(taken_by(store, make_device(store))) == ()


@pytest.mark.parametrize(
    ("kind", "changed", "refused"),
    [
        (QualificationKind.CALIBRATION, {}, InputError),
        (QualificationKind.LEGAL_REVIEW, {"reference": " "}, InputError),
        (QualificationKind.LEGAL_REVIEW, {"until": DAY - dt.timedelta(days=1)}, InputError),
        (QualificationKind.LEGAL_REVIEW, {"device_id": new_id()}, NotFoundError),
    ],
)
def test_a_device_is_asked_only_what_its_kind_needs(
    store: Store,
    kind: QualificationKind,
    changed: dict[str, object],
    refused: type[Exception],
) -> None:
    device = make_device(store, DeviceKind.MONITORING)
    usual = QualificationInput(device_id=device.pk, kind=kind, since=DAY, reference="审字1号")

    with pytest.raises(refused):
        record_device_qualifications(store.clerk, [replace(usual, **changed)])


def test_a_calibration_says_until_when(store: Store) -> None:
    device = make_device(store, DeviceKind.MEASURING)

    with pytest.raises(InputError):
        qualify(store, device, QualificationKind.CALIBRATION)


def test_a_device_is_registered_once_and_a_camera_says_where_it_stands(store: Store) -> None:
    given = DeviceInput(
        kind=DeviceKind.MONITORING, number="M-1", name="路口监控", since=DAY, place="测试路口"
    )
    register_evidence_devices(store.clerk, [given])

    with pytest.raises(ConflictError):
        register_evidence_devices(store.clerk, [given])
    for wrong in (
        replace(given, number="M-2", place=""),
        replace(given, number=" "),
        replace(given, number="M-3", until=DAY - dt.timedelta(days=1)),
    ):
        with pytest.raises(InputError):
            register_evidence_devices(store.clerk, [wrong])
    with pytest.raises(ForbiddenError):
        register_evidence_devices(store.taker, [replace(given, number="M-4")])
