"""The rows of staff."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Account, OwnedModel
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.registers.places.models import Area
from fazhi.registers.staff.choices import (
    AbsenceKind,
    Field,
    MemberPart,
    Post,
    Shift,
    UnitKind,
    VehicleState,
)
from fazhi.registers.validity import DatedModel


class Authority(models.Model):
    """An authority (行政机关): the sub-district office in whose name and seal every act is done."""

    key = models.CharField(_("区划代码"), max_length=12, primary_key=True)
    name = models.CharField(_("全称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=32)
    number_prefix = models.CharField(_("文号代字"), max_length=16)
    team_name = models.CharField(_("执法队名称"), max_length=100)
    address = models.CharField(_("地址"), max_length=200)
    telephone = models.CharField(_("电话"), max_length=32)
    reconsideration_body = models.CharField(_("行政复议机关"), max_length=100)
    court = models.CharField(_("管辖法院"), max_length=100)
    payment_bank = models.CharField(_("代收银行"), max_length=100)
    payment_account_name = models.CharField(_("收款账户名称"), max_length=100)
    payment_account = models.CharField(_("收款账号"), max_length=64)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    is_demonstration = models.BooleanField(_("演示数据"), default=False)

    class Meta:
        verbose_name = _("行政机关")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(key__regex=r"^[0-9]{12}$"), name="authority_key_has_twelve_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seal(DatedModel, OwnedModel):
    """A seal (印章) of the authority; there is none of the team, which acts in its name only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("印文"), max_length=100)
    is_test = models.BooleanField(_("测试印章"), default=False)

    class Meta(DatedModel.Meta):
        verbose_name = _("印章")

    def __str__(self) -> str:
        return self.name


class Unit(DatedModel, OwnedModel):
    """A unit (单位) of 1+8: the base unit, a department's staff sent to the street, an office."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("编号"), max_length=20)
    name = models.CharField(_("名称"), max_length=64)
    kind = models.CharField(_("类别"), max_length=12, choices=UnitKind.choices)
    agency = models.CharField(_("主管部门"), max_length=100, blank=True)
    field = models.CharField(_("领域"), max_length=24, choices=Field.choices, blank=True)

    class Meta(DatedModel.Meta):
        verbose_name = _("单位")
        ordering: ClassVar[list[str]] = ["authority", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(fields=["authority", "code"], name="one_unit_a_code"),
            models.UniqueConstraint(
                fields=["authority"],
                condition=Q(kind=UnitKind.BASE, until__isnull=True),
                name="one_base_unit_an_authority",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Officer(DatedModel, OwnedModel):
    """A person on the staff (执法人员 and others) from the day of arrival to that of leaving.

    Names and certificates of officers are published (行政处罚法 art. 39), so they are not sealed;
    the telephone is, in `OfficerContact`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="officer"
    )
    name = models.CharField(_("姓名"), max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="officers")
    post = models.CharField(_("岗位"), max_length=20, choices=Post.choices)
    field = models.CharField(_("领域"), max_length=24, choices=Field.choices, blank=True)
    is_demonstration = models.BooleanField(_("演示数据"), default=False)

    class Meta(DatedModel.Meta):
        verbose_name = _("人员")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "field"], name="officer_by_field"),
        ]

    def __str__(self) -> str:
        return self.name


class OfficerContact(PersonalModel):
    """How an officer is reached (联系方式); sealed, and erased when the officer has left."""

    officer = models.OneToOneField(
        Officer, on_delete=models.CASCADE, primary_key=True, related_name="contact"
    )
    phone = SealedTextField(_("电话"))

    class Meta:
        verbose_name = _("联系方式")

    def __str__(self) -> str:
        return str(self.officer_id)


class EnforcementCertificate(DatedModel, OwnedModel):
    """An enforcement certificate (执法证): who holds one on a day may act on that day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(_("证号"), max_length=32)
    issued_by = models.CharField(_("发证机关"), max_length=100)

    class Meta(DatedModel.Meta):
        verbose_name = _("执法证")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(fields=["number", "since"], name="one_certificate_a_number"),
        ]

    def __str__(self) -> str:
        return self.number


class Secondment(DatedModel, OwnedModel):
    """A secondment (下沉): managed daily by the street, guided by the department that employs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="secondments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="secondments")
    employer = models.CharField(_("编制单位"), max_length=100)
    daily_manager = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="managed"
    )
    professional_guide = models.CharField(_("业务指导"), max_length=100)
    end_reason = models.CharField(_("结束原因"), max_length=200, blank=True)
    successor = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="taken_over"
    )

    class Meta(DatedModel.Meta):
        verbose_name = _("下沉")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(until__isnull=True),
                name="one_open_secondment_an_officer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} ← {self.employer}"


class Absence(DatedModel, OwnedModel):
    """An absence (请假): days on which a person is not there, and who stands in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(_("类别"), max_length=12, choices=AbsenceKind.choices)
    substitute = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="substituted"
    )
    recorded_at = models.DateTimeField()

    class Meta(DatedModel.Meta):
        verbose_name = _("请假")

    def __str__(self) -> str:
        return f"{self.officer} {self.since}"


class ActingHead(DatedModel, OwnedModel):
    """An acting head (主持工作): who signs for the head of the authority, and for how long."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="acting_headships")
    acts_for = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="acted_for"
    )
    reason = models.CharField(_("原因"), max_length=200)

    class Meta(DatedModel.Meta):
        verbose_name = _("主持工作")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until__isnull=False), name="an_acting_head_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.since}–{self.until}"


class Group(DatedModel, OwnedModel):
    """A group (执法组): a few officers, led by a certified one, who cover several grids."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("编号"), max_length=20)
    name = models.CharField(_("名称"), max_length=64)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="groups")

    class Meta(DatedModel.Meta):
        verbose_name = _("执法组")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(fields=["authority", "code"], name="one_group_a_code"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(DatedModel, OwnedModel):
    """Membership in a group (组员), as its leader or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="memberships")
    part = models.CharField(_("职责"), max_length=8, choices=MemberPart.choices)

    class Meta(DatedModel.Meta):
        verbose_name = _("组员")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(part=MemberPart.LEADER, until__isnull=True),
                name="one_open_leader_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}：{self.officer}"


class GroupGrid(DatedModel, OwnedModel):
    """A grid covered by a group (一组多格), by the grid's code: a new drawing changes nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="grids")
    grid_code = models.CharField(_("网格编号"), max_length=24)

    class Meta(DatedModel.Meta):
        verbose_name = _("执法组网格")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "grid_code"],
                condition=Q(until__isnull=True),
                name="one_open_group_a_grid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}：{self.grid_code}"


class AreaLeader(DatedModel, OwnedModel):
    """The officer who answers for an area (片区负责人)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="leaders")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="led_areas")

    class Meta(DatedModel.Meta):
        verbose_name = _("片区负责人")

    def __str__(self) -> str:
        return f"{self.area}：{self.officer}"


class GridWorker(DatedModel, OwnedModel):
    """The grid worker (网格员) of a grid, by the grid's code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="worked_grids")
    grid_code = models.CharField(_("网格编号"), max_length=24)

    class Meta(DatedModel.Meta):
        verbose_name = _("网格员")

    def __str__(self) -> str:
        return f"{self.grid_code}：{self.officer}"


class Vehicle(DatedModel, OwnedModel):
    """A vehicle (执法电瓶车) of the team."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("编号"), max_length=16)
    name = models.CharField(_("名称"), max_length=64)
    state = models.CharField(_("状态"), max_length=12, choices=VehicleState.choices)
    is_demonstration = models.BooleanField(_("演示数据"), default=False)

    class Meta(DatedModel.Meta):
        verbose_name = _("车辆")
        ordering: ClassVar[list[str]] = ["authority", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(fields=["authority", "number"], name="one_vehicle_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class RosterEntry(OwnedModel):
    """A line of the duty roster (值班表): who is on duty in which shift, with which vehicle."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField(_("日期"))
    shift = models.CharField(_("班次"), max_length=8, choices=Shift.choices)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="roster")
    vehicle = models.ForeignKey(
        Vehicle, on_delete=models.PROTECT, null=True, blank=True, related_name="roster"
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="roster"
    )

    class Meta:
        verbose_name = _("值班")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["officer", "day", "shift"], name="one_place_a_shift_for_an_officer"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "day"], name="roster_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_shift_display()} {self.officer}"
