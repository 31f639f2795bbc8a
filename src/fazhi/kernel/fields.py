"""Fields for personal values: text sealed in the database, and an index to find equal values.

A sealed field is declared like any text field and read as `str`; the column holds ciphertext, no
lookup works on it, and `values()` gives a `Ciphertext` that shows nothing.
"""
# ruff: noqa: SLF001 -- Django's documented API of models begins with an underscore

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from fazhi.kernel import crypto

if TYPE_CHECKING:
    TextBase = models.Field[str, str]
    KeyBase = models.BinaryField[bytes, bytes]
    IndexBase = models.BinaryField[bytes | None, bytes | None]
else:  # the type parameters are known to the type checker only
    TextBase, KeyBase, IndexBase = models.Field, models.BinaryField, models.BinaryField


class Ciphertext(bytes):
    """A sealed value as read from the database; it shows nothing when printed."""

    __slots__ = ()

    def __str__(self) -> str:
        return "•••"

    __repr__ = __str__


class ErasedError(Exception):
    """The key of this row was destroyed by an erasure; nothing more can be written into it."""


class SealedTextField(TextBase):
    """A text that only the application can read; the row must be a `PersonalModel`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the arguments of a text field; an absent value is the empty text."""
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        """Use the column of binary values."""
        return "BinaryField"

    def contribute_to_class(
        self,
        cls: type[models.Model],
        name: str,
        private_only: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Put the reader on the model class."""
        super().contribute_to_class(cls, name, private_only=private_only)
        setattr(cls, self.attname, _SealedAttribute(self))

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a sealed field outside a row that has a data key."""
        errors: list[checks.CheckMessage] = [*super().check(**kwargs)]
        if not any(isinstance(field, DataKeyField) for field in self.model._meta.fields):
            errors.append(
                checks.Error(
                    f"{self.model.__name__} seals {self.name} but is no PersonalModel",
                    obj=self,
                    id="fazhi.E101",
                )
            )
        return errors

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Ciphertext | None:
        """Keep what was read sealed, until somebody asks for it."""
        return None if value is None else Ciphertext(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext:  # noqa: FBT001
        """Seal the text for this row; a value nobody has read since it was loaded stays."""
        value = model_instance.__dict__.get(self.attname, "")
        if isinstance(value, Ciphertext) and not add:
            return value
        return sealed(model_instance, self, getattr(model_instance, self.attname))

    def get_db_prep_value(
        self,
        value: object,
        connection: BaseDatabaseWrapper,  # noqa: ARG002 -- both engines take bytes
        prepared: bool = False,  # noqa: ARG002, FBT001, FBT002
    ) -> bytes | None:
        """Hand sealed bytes to the database; plain text never gets there."""
        if value is None or value == "":
            return None if value is None else b""
        if not isinstance(value, Ciphertext):
            raise FieldError(f"{self.name} is sealed: write it with save() or bulk_create()")
        return bytes(value)

    def get_lookup(self, lookup_name: str) -> None:
        """Refuse every search: the database cannot read this column."""
        raise FieldError(f"{self.name} is sealed: it cannot be searched by {lookup_name}")

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse to write personal values into a dump of the database."""
        raise FieldError(f"{self.name} is sealed: it is not dumped with {obj._meta.label}")


class DataKeyField(KeyBase):
    """The wrapped data key of a row; empty once the row was erased."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Be empty until the row is first written."""
        kwargs.setdefault("default", b"")
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:  # noqa: FBT001
        """Make the key with the row."""
        if add:
            data_key(model_instance)
        return bytes(getattr(model_instance, self.attname))


class BlindIndexField(IndexBase):
    """An index of a sealed field (盲索引): equal values of one authority have equal indexes.

    For identity number, phone and plate only; a name or an address would be guessed.
    """

    def __init__(self, *args: Any, kind: str, of: str, **kwargs: Any) -> None:
        """Name the kind of value, which decides how it is normalised, and the sealed field."""
        if kind not in NORMALISATIONS:
            raise ValueError(f"a blind index is for {', '.join(NORMALISATIONS)}, not for {kind}")
        self.kind, self.of = kind, of
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Describe the field to a migration."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"kind": self.kind, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:  # noqa: FBT001
        """Compute the index from the text; one that nobody has read stays as it is."""
        unread = isinstance(model_instance.__dict__.get(self.of), Ciphertext)
        if not (unread and not add):
            authority: str = model_instance.authority  # type: ignore[attr-defined]
            value = blind_index(authority, self.kind, getattr(model_instance, self.of))
            setattr(model_instance, self.attname, value)
        kept = getattr(model_instance, self.attname)
        return None if kept is None else bytes(kept)


def blind_index(authority: str, kind: str, value: str) -> bytes | None:
    """Return the index under which a value would be found, or None when there is no value."""
    normal = NORMALISATIONS[kind](value)
    return crypto.keyed_digest(authority, kind, normal) if normal else None


def sealed(row: models.Model, field: SealedTextField, text: str) -> Ciphertext:
    """Seal a text for one field of one row."""
    if not text:
        return Ciphertext(b"")
    key = data_key(row)
    if key is None:
        raise ErasedError(f"{row._meta.label} {row.pk} was erased")
    return Ciphertext(key.seal(text, place(row, field.name)))


def data_key(row: models.Model) -> crypto.DataKey | None:
    """Return the data key of a row, made when the row is new; None when it was destroyed."""
    field = key_field(type(row))
    wrapped = bytes(getattr(row, field.attname))
    kept: _KeptKey | None = row.__dict__.get("_kept_key")
    if kept and kept.wrapped == wrapped:
        return kept.key
    authority: str = row.authority  # type: ignore[attr-defined]
    bound_to = place(row, field.name)
    if wrapped:
        key = crypto.unwrap(wrapped, authority, bound_to)
    elif row._state.adding:
        wrapped, key = crypto.new_data_key(authority, bound_to)
        setattr(row, field.attname, wrapped)
    else:
        return None
    row.__dict__["_kept_key"] = _KeptKey(wrapped, key)
    return key


def key_field(model: type[models.Model]) -> DataKeyField:
    """Return the field of a model that holds the wrapped data key."""
    return next(field for field in model._meta.fields if isinstance(field, DataKeyField))


def sealed_fields(model: type[models.Model]) -> list[SealedTextField]:
    """Return the sealed fields of a model."""
    return [field for field in model._meta.fields if isinstance(field, SealedTextField)]


def index_fields(model: type[models.Model]) -> list[BlindIndexField]:
    """Return the blind indexes of a model."""
    return [field for field in model._meta.fields if isinstance(field, BlindIndexField)]


def place(row: models.Model, field: str) -> bytes:
    """Name what a sealed value is bound to; renaming a table or field means sealing anew."""
    return f"{row._meta.db_table}.{field}:{row.pk}".encode()


class _KeptKey:
    """The open data key of a row in memory; it is left behind when the row is copied or pickled."""

    __slots__ = ("key", "wrapped")

    def __init__(self, wrapped: bytes = b"\0", key: crypto.DataKey | None = None) -> None:
        self.wrapped, self.key = wrapped, key

    def __reduce__(self) -> tuple[type["_KeptKey"], tuple[()]]:
        return _KeptKey, ()


class _SealedAttribute(DeferredAttribute):
    """Opens a sealed value at first sight and keeps the text on the instance."""

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = value

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Ciphertext):
            value = self._opened(instance, value)
            instance.__dict__[self.field.attname] = value
        return value

    def _opened(self, row: models.Model, value: Ciphertext) -> str:
        key = data_key(row) if value else None
        return key.open(bytes(value), place(row, self.field.name)) if key else ""


_OLD_IDENTITY = 15  # identity numbers before 1999: two digits of the year, no check digit
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_MOBILE = re.compile(r"(?:0{0,2}86)(1\d{10})")


def _identity_number(value: str) -> str:
    """Write full-width, spaced and 15-digit numbers as the 18 characters of GB 11643."""
    text = re.sub(r"[^0-9X]", "", _folded(value))
    if len(text) == _OLD_IDENTITY and text.isdigit():
        text = f"{text[:6]}19{text[6:]}"
        text += _CHECK_DIGITS[sum(int(d) * w for d, w in zip(text, _WEIGHTS, strict=True)) % 11]
    return text


def _phone(value: str) -> str:
    """Keep the digits, without the country's code before a mobile number."""
    digits = re.sub(r"[^0-9]", "", _folded(value))
    mobile = _MOBILE.fullmatch(digits)
    return mobile.group(1) if mobile else digits


def _plate(value: str) -> str:
    """Keep letters, digits and the character of the province, without dots and spaces."""
    return "".join(sign for sign in _folded(value) if sign.isalnum())


def _folded(value: str) -> str:
    return unicodedata.normalize("NFKC", value).upper()


NORMALISATIONS: dict[str, Callable[[str], str]] = {
    "identity_number": _identity_number,
    "phone": _phone,
    "plate": _plate,
}
