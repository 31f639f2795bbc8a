"""Personal data (个人信息): sealed fields, their register, and erasure.

A room declares its personal fields in `personal.yaml` beside its `models.py`: model, field, and for
each the entries of `PersonalField` below (see the kernel's own). A field that sounds personal and
is not, such as the telephone of an office, says so: `telephone: {not_personal: {zh: …, en: …}}`.
A test fails when the fields and the register do not agree (`register_gaps`).
"""
# ruff: noqa: SLF001 -- Django's documented API of models begins with an underscore

import enum
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from django.apps import apps
from django.db import models

from fazhi.kernel import crypto, keys
from fazhi.kernel.choices import Role
from fazhi.kernel.fields import (
    BlindIndexField,
    Ciphertext,
    ErasedError,
    SealedTextField,
    blind_index,
    index_fields,
    key_field,
    place,
    sealed_fields,
)
from fazhi.kernel.models.personal import PersonalModel
from fazhi.law.answer import Text
from fazhi.law.citation import Citation

__all__ = [
    "BlindIndexField",
    "Ciphertext",
    "ErasedError",
    "Erasure",
    "Level",
    "PersonalField",
    "PersonalModel",
    "RegisterError",
    "SealedTextField",
    "blind_index",
    "erase_person",
    "read_declarations",
    "register",
    "register_gaps",
    "rewrap_keys",
]

_FILE = "personal.yaml"
_OURS = "fazhi."

#: Words of which any in the name of a field makes it personal until the register says more.
_TELLING = frozenset(
    {
        "address",
        "birth",
        "birthday",
        "email",
        "mobile",
        "passport",
        "phone",
        "plate",
        "telephone",
        "wechat",
    }
)
_TELLING_NAMES = frozenset(
    {
        "bank_account",
        "display_name",
        "gender",
        "id_card",
        "identity_number",
        "legal_representative",
        "real_name",
        "sex",
        "username",
    }
)


#: What rooms declare, by model and field; None stands for "sounds personal and is not".
Declared: TypeAlias = "dict[tuple[str, str], PersonalField | None]"


class RegisterError(Exception):
    """The register of personal fields cannot be read; the message names file and field."""


class Level(enum.Enum):
    """How closely a field is held (分级)."""

    PUBLIC = "公开"
    INTERNAL = "内部"
    SENSITIVE = "敏感"
    REPORTER = "举报人"

    @property
    def must_be_sealed(self) -> bool:
        """Tell whether the field may stand in the database in ciphertext only."""
        return self in {Level.SENSITIVE, Level.REPORTER}


class Erasure(enum.Enum):
    """How a field is erased."""

    KEY_DESTROYED = "key_destroyed"
    CLEARED = "cleared"
    WITH_ROW = "with_row"
    KEPT = "kept"  # the law orders that it be kept; `retention` says which


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One personal field on the register: what it is for, on which ground, and who may read it."""

    model: str
    name: str
    purpose: Text
    ground: Citation
    source: Text
    level: Level
    readers: frozenset[Role]
    retention: Text
    erasure: Erasure


def register() -> tuple[PersonalField, ...]:
    """Return the register of personal fields of all rooms, in the order of their models."""
    return tuple(field for _where, field in sorted(_declared().items()) if field is not None)


def register_gaps(declared: "Declared | None" = None) -> list[str]:
    """Name every disagreement between the register and the models; there should be none."""
    declared = _declared() if declared is None else declared
    existing = {
        (model._meta.label, field.name): field
        for model in apps.get_models()
        if model.__module__.startswith(_OURS)
        for field in model._meta.fields
    }
    gaps = [
        f"{model}.{name} is personal and not on the register"
        for (model, name), field in existing.items()
        if _is_personal(field) and (model, name) not in declared
    ]
    for (model, name), entry in declared.items():
        field = existing.get((model, name))
        is_sealed = isinstance(field, SealedTextField)
        if field is None:
            gaps.append(f"{model}.{name} is on the register but does not exist")
        elif entry is None and is_sealed:
            gaps.append(f"{model}.{name} is sealed and cannot be called not personal")
        elif entry and entry.level.must_be_sealed and not is_sealed:
            gaps.append(f"{model}.{name} is {entry.level.value} and must be sealed")
    return sorted(gaps)


def read_declarations(label: str, path: Path) -> Declared:
    """Read what one room declares; a field with anything missing is refused by name."""
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    declared: Declared = {}
    for model, fields in content.items():
        for name, entry in fields.items():
            where = (f"{label}.{model}", name)
            try:
                declared[where] = _read(*where, entry)
            except (KeyError, TypeError, ValueError) as error:
                raise RegisterError(f"{path.name} of {label}: {model}.{name}: {error}") from error
    return declared


def erase_person(row: PersonalModel) -> None:
    """Erase the personal values of a row for good, by destroying its data key.

    The row stays, so that the act it took part in stays proved; copies of its values in backups
    cannot be opened once the backups of the key column have expired. The caller, an action, has
    the lawful ground and writes the journal entry.
    """
    model = type(row)
    empty: dict[str, Any] = {key_field(model).attname: b""}
    empty |= {field.attname: Ciphertext(b"") for field in sealed_fields(model)}
    empty |= {field.attname: None for field in index_fields(model)}
    model._base_manager.filter(pk=row.pk).update(**empty)
    row.__dict__.update(empty)


def rewrap_keys(model: type[PersonalModel], *, count: int = 1000) -> int:
    """Wrap data keys of older key files with the one in use; return how many, 0 when none is left.

    The sealed values stay as they are. To be called until it returns 0 after `add_personal_key`.
    """
    in_use = keys.personal_number_in_use()
    field = key_field(model)
    stale: list[PersonalModel] = []
    columns = ("pk", "authority", field.attname)
    for row in model._base_manager.only(*columns).order_by("pk").iterator():
        wrapped = bytes(row.data_key)
        if wrapped and crypto.number_of(wrapped) != in_use:
            row.data_key = crypto.rewrap(wrapped, row.authority, place(row, field.name))
            stale.append(row)
        if len(stale) == count:
            break
    model._base_manager.bulk_update(stale, [field.attname])
    return len(stale)


def _is_personal(field: "models.Field[Any, Any]") -> bool:
    if isinstance(field, SealedTextField):
        return True
    if field.is_relation or isinstance(field, models.BinaryField | models.BooleanField):
        return False
    words = set(re.split(r"_+", field.name))
    return field.name in _TELLING_NAMES or not words.isdisjoint(_TELLING)


@cache
def _declared() -> Declared:
    declared: Declared = {}
    for config in apps.get_app_configs():
        path = Path(config.path) / _FILE
        if config.name.startswith(_OURS) and path.is_file():
            declared |= read_declarations(config.label, path)
    return declared


def _read(model: str, name: str, entry: dict[str, Any]) -> PersonalField | None:
    if set(entry) == {"not_personal"}:
        _sentence(entry["not_personal"])  # the reason is compulsory
        return None
    wanted = set(PersonalField.__dataclass_fields__) - {"model", "name"}
    if set(entry) != wanted:
        raise ValueError(f"needs exactly {', '.join(sorted(wanted))}")
    return PersonalField(
        model=model,
        name=name,
        purpose=_sentence(entry["purpose"]),
        ground=Citation(**entry["ground"]),
        source=_sentence(entry["source"]),
        level=Level(entry["level"]),
        readers=frozenset(Role(role) for role in entry["readers"]),
        retention=_sentence(entry["retention"]),
        erasure=Erasure(entry["erasure"]),
    )


def _sentence(given: dict[str, str]) -> Text:
    if set(given) != {"zh", "en"}:
        raise ValueError("needs zh and en; a sentence with a comma stands in quotation marks")
    return Text(**given)
