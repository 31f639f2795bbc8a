"""The base of rows about persons."""

from django.utils.translation import gettext_lazy as _

from fazhi.kernel.fields import DataKeyField
from fazhi.kernel.models.dossiers import OwnedModel


class PersonalModel(OwnedModel):
    """A row about a person (个人信息): one data key of its own seals its personal fields.

    The primary key must be known before the row is written (UUIDv7, or the row of another table),
    because every sealed value is bound to it. Destroying the data key erases the person.
    """

    data_key = DataKeyField(_("数据密钥"))

    class Meta:
        abstract = True

    @property
    def is_erased(self) -> bool:
        """Tell whether the personal values of this row were erased for good."""
        return not self._state.adding and not self.data_key
