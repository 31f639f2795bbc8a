"""Every row of the registers says in a word what it is."""

import datetime as dt

import pytest

from fazhi.registers.competence.models import DutyItem
from fazhi.registers.parties.choices import PartyKind
from fazhi.registers.places.models import RegisterVersion
from fazhi.registers.staff.choices import Field
from fazhi.registers.staff.models import (
    Absence,
    ActingHead,
    AreaLeader,
    Authority,
    GridWorker,
    GroupGrid,
    GroupMember,
    OfficerContact,
    RosterEntry,
    Seal,
)
from tests.factories.competence import make_benchmark, make_category, make_claim, make_power
from tests.factories.parties import make_party
from tests.factories.places import SINCE, make_area, make_community, make_grid
from tests.factories.staff import (
    make_certificate,
    make_group,
    make_officer,
    make_secondment,
    make_unit,
    make_vehicle,
)

pytestmark = pytest.mark.django_db


def test_rows_are_named_as_people_name_them() -> None:
    officer = make_officer(Field.ECOLOGY, name="赵某")
    group = make_group(officer)
    power = make_power(code="T-1", name="设摊")
    benchmark = make_benchmark(power, [("first", 10, 50)])  # type: ignore[list-item]
    named = {
        str(make_community()): "社区001",
        str(make_area()): "片区A1",
        str(make_grid()): "网格G01",
        str(make_unit()): "综合行政执法",
        str(officer): "赵某",
        str(make_secondment(officer)): "赵某 ← 区生态环境部门",
        str(group): "执法组Z1",
        str(GroupMember(group=group, officer=officer)): "执法组Z1：赵某",
        str(GroupGrid(group=group, grid_code="G01")): "执法组Z1：G01",
        str(AreaLeader(area=make_area(), officer=officer)): "片区A1：赵某",
        str(GridWorker(officer=officer, grid_code="G01")): "G01：赵某",
        str(make_vehicle("07")): "07 电瓶车",
        str(Authority(name="庄市街道办事处")): "庄市街道办事处",
        str(Seal(name="测试印章")): "测试印章",
        str(Absence(officer=officer, since=SINCE)): "赵某 2022-01-01",
        str(RosterEntry(day=SINCE, shift="day", officer=officer)): "2022-01-01 白班 赵某",
        str(power): "T-1 设摊",
        str(make_claim(power)): "T-1 设摊：已认领",
        str(benchmark): f"{benchmark.code} 占道设摊",
        str(benchmark.tiers.get()): f"{benchmark.code} 占道设摊：较轻",
        str(make_category("0501")): "类别0501",
        str(DutyItem(title="市容环境")): "市容环境",
        str(RegisterVersion(authority="330211004000")): "330211004000 ",
    }

    assert list(named) == list(named.values())


def test_rows_about_persons_do_not_name_them() -> None:
    officer = make_officer()
    party = make_party(PartyKind.ORGANISATION)

    assert str(party) == f"法人或者其他组织 {party.id}"
    assert str(OfficerContact(officer=officer)) == str(officer.id)


def test_a_certificate_is_named_by_its_number_and_an_acting_head_by_his_days() -> None:
    officer = make_officer(name="赵某")
    certificate = make_certificate(officer)
    acting = ActingHead(officer=officer, since=SINCE, until=dt.date(2022, 1, 9))

    assert str(certificate) == certificate.number
    assert str(acting) == "赵某 2022-01-01–2022-01-09"
