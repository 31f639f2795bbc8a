"""The rows of parties."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.personal import BlindIndexField, PersonalModel, SealedTextField
from fazhi.registers.parties.choices import IdentityKind, PartyKind


class Party(PersonalModel):
    """A party (当事人): a natural person, an organisation or an individual business.

    What names or finds a person is sealed with the key of the row. Of an individual business the
    person who runs it is named too (行诉解释 art. 15). `birth_on` is sealed as an ISO day.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("类别"), max_length=20, choices=PartyKind.choices)
    name = SealedTextField(_("姓名或者名称"))
    identity_kind = models.CharField(
        _("证件类别"), max_length=16, choices=IdentityKind.choices, blank=True
    )
    identity_number = SealedTextField(_("证件号码"))
    identity_index = BlindIndexField(kind="identity_number", of="identity_number")
    phone = SealedTextField(_("电话"))
    phone_index = BlindIndexField(kind="phone", of="phone")
    address = SealedTextField(_("住址或者住所"))
    birth_on = SealedTextField(_("出生日期"))
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    legal_representative = SealedTextField(_("法定代表人或者负责人"))
    operator_name = SealedTextField(_("经营者"))
    entered_at = models.DateTimeField(_("录入时间"))
    is_demonstration = models.BooleanField(_("演示数据"), default=False)

    class Meta:
        verbose_name = _("当事人")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(credit_code="") | ~Q(kind=PartyKind.PERSON),
                name="a_natural_person_has_no_credit_code",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["authority", "credit_code"],
                condition=~Q(credit_code=""),
                name="party_by_credit_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.id}"
