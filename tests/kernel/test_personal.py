"""The register of personal fields is complete and true, and keys can be renewed."""

from pathlib import Path

import pytest
from django.apps import apps
from pytest_django import Settings

from fazhi.kernel import clock, keys
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Attachment
from fazhi.kernel.personal import (
    Declared,
    Level,
    RegisterError,
    erase_person,
    read_declarations,
    register,
    register_gaps,
    rewrap_keys,
)
from fazhi.law.citation import Citation

ENTRY = """
Attachment:
  name:
    purpose: { zh: 辨认, en: To know it }
    ground: { instrument: 个人信息保护法(2021), article: 13 }
    source: { zh: 本人, en: The person }
    level: 敏感
    readers: [officer]
    retention: { zh: 随案卷, en: As the dossier }
    erasure: key_destroyed
"""


def test_every_personal_field_of_every_room_is_on_the_register() -> None:
    assert register_gaps() == []


def test_the_register_is_sorted_and_holds_personal_fields_only() -> None:
    names = [(field.model, field.name) for field in register()]

    assert names == sorted(names)
    assert ("kernel.Attachment", "name") in names


def test_a_row_of_the_register_says_all_that_a_notice_needs() -> None:
    field = _of_kernel()["kernel.Attachment", "name"]
    assert field is not None

    assert (field.name, field.level) == ("name", Level.SENSITIVE)
    assert field.ground == Citation("个人信息保护法(2021)", 13, 1, 3)
    assert field.readers == {
        Role.OFFICER,
        Role.SQUAD_LEADER,
        Role.CASE_REVIEWER,
        Role.HEAD,
        Role.CLERK,
    }
    assert all((field.purpose.zh, field.purpose.en, field.retention.zh, field.source.en))


def test_a_sealed_field_that_is_not_declared_is_found() -> None:
    declared = _of_kernel()
    del declared["kernel.Attachment", "name"]

    assert "kernel.Attachment.name is personal and not on the register" in register_gaps(declared)


def test_a_plain_field_that_sounds_personal_is_found() -> None:
    declared = _of_kernel()
    del declared["kernel.Account", "display_name"]

    assert "kernel.Account.display_name is personal and not on the register" in register_gaps(
        declared
    )


def test_a_declared_field_that_does_not_exist_is_found(tmp_path: Path) -> None:
    declared = _declared(tmp_path, ENTRY.replace("name:", "nickname:"))

    assert "kernel.Attachment.nickname is on the register but does not exist" in register_gaps(
        declared
    )


def test_a_sensitive_field_in_plain_text_is_found(tmp_path: Path) -> None:
    declared = _declared(tmp_path, ENTRY.replace("name:", "sha256:"))

    assert "kernel.Attachment.sha256 is 敏感 and must be sealed" in register_gaps(declared)


def test_a_sealed_field_cannot_be_called_not_personal(tmp_path: Path) -> None:
    text = "Attachment: { name: { not_personal: { zh: 不是, en: It is not } } }"

    assert "kernel.Attachment.name is sealed and cannot be called not personal" in register_gaps(
        _declared(tmp_path, text)
    )


def test_a_field_that_only_sounds_personal_says_why(tmp_path: Path) -> None:
    text = "Account: { username: { not_personal: { zh: 机关账号, en: Of an office } } }"

    gaps = register_gaps(_declared(tmp_path, text))

    assert "kernel.Account.username is personal and not on the register" not in gaps
    with pytest.raises(RegisterError):
        _declared(tmp_path, "Account: { username: { not_personal: { zh: 只有中文 } } }")


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("    level: 敏感\n", ""),
        ("敏感", "秘密"),
        ("[officer]", "[mayor]"),
        ("key_destroyed", "burnt"),
        ("article: 13", "paragraph_of: 13"),
        (", en: To know it", ""),
        ("To know it", "To know, to find"),
        ("erasure:", "shredding:"),
    ],
)
def test_an_incomplete_declaration_is_refused_by_name(
    tmp_path: Path, written: str, instead: str
) -> None:
    with pytest.raises(RegisterError, match=r"kernel: Attachment\.name"):
        _declared(tmp_path, ENTRY.replace(written, instead))


@pytest.mark.django_db
def test_keys_are_renewed_without_touching_the_values(tmp_path: Path, settings: Settings) -> None:
    settings.SECRETS_ROOT = tmp_path
    keys.make_keys()
    for number in range(5):
        _attachment(f"照片{number}.jpg")
    erase_person(Attachment.objects.order_by("id")[0])
    before = list(Attachment.objects.order_by("id").values_list("name", flat=True))
    keys.add_personal_key()

    counts = [rewrap_keys(Attachment, count=3), rewrap_keys(Attachment), rewrap_keys(Attachment)]

    stored = Attachment.objects.order_by("id")
    assert counts == [3, 1, 0]
    assert list(stored.values_list("name", flat=True)) == before
    assert [row.name for row in stored] == ["", *(f"照片{number}.jpg" for number in range(1, 5))]
    (tmp_path / "personal-001.key").unlink()
    keys.forget()
    assert Attachment.objects.order_by("id")[1].name == "照片1.jpg"
    keys.forget()


def _of_kernel() -> Declared:
    config = apps.get_app_config("kernel")
    return read_declarations("kernel", Path(config.path) / "personal.yaml")


def _declared(folder: Path, text: str) -> Declared:
    path = folder / "personal.yaml"
    path.write_text(text, encoding="utf-8")
    return read_declarations("kernel", path)


def _attachment(name: str) -> Attachment:
    return Attachment.objects.create(
        authority="330211004000",
        sha256="0" * 64,
        size=1,
        media_type="image/jpeg",
        name=name,
        stored_at=clock.now(),
    )
