"""Keys are made once, for one reader, and never replaced."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from pytest_django import Settings

from fazhi.kernel import keys


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.SECRETS_ROOT = tmp_path / "secrets"
    keys.forget()
    yield tmp_path / "secrets"
    keys.forget()


def test_installation_makes_every_key_for_its_owner_alone(folder: Path) -> None:
    made = keys.make_keys()

    assert sorted(path.name for path in made) == [
        "blind_index.key",
        "django.key",
        "personal-001.key",
        "signing.pem",
    ]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (keys.missing(), keys.loose()) == ([], [])


def test_a_second_installation_changes_nothing(folder: Path) -> None:
    keys.make_keys()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    assert keys.make_keys() == ()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_missing_key_is_made_and_the_others_stay(folder: Path) -> None:
    keys.make_keys()
    kept = (folder / "personal-001.key").read_bytes()
    (folder / "signing.pem").unlink()

    made = keys.make_keys()

    assert [path.name for path in made] == ["signing.pem"]
    assert (folder / "personal-001.key").read_bytes() == kept


def test_two_installers_at_once_make_one_key(folder: Path) -> None:
    threads = [Thread(target=keys.make_keys) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(path.name for path in folder.iterdir()) == [
        "blind_index.key",
        "django.key",
        "personal-001.key",
        "signing.pem",
    ]


@pytest.mark.usefixtures("folder")
def test_the_signing_key_is_the_same_each_time() -> None:
    keys.make_keys()

    first = keys.signing_key().sign(b"tree head")

    assert keys.signing_key().sign(b"tree head") == first


@pytest.mark.usefixtures("folder")
def test_the_newest_personal_key_is_in_use_and_older_ones_stay() -> None:
    keys.make_keys()
    first = keys.personal_secret(1)

    assert keys.add_personal_key() == 2
    assert keys.personal_number_in_use() == 2
    assert keys.personal_secret(1) == first
    assert keys.personal_secret(2) != first


@pytest.mark.usefixtures("folder")
def test_every_missing_key_is_named() -> None:
    assert keys.missing() == ["signing.pem", "blind_index.key", "personal-001.key"]


def test_keys_that_others_may_read_are_named(folder: Path) -> None:
    keys.make_keys()
    (folder / "signing.pem").chmod(0o640)

    assert keys.loose() == [keys.LooseKey(folder / "signing.pem", 0o640)]


@pytest.mark.usefixtures("folder")
def test_without_a_key_nothing_is_sealed() -> None:
    with pytest.raises(keys.KeyFileError):
        keys.personal_number_in_use()


@pytest.mark.parametrize("content", ["", "not hexadecimal", "11" * 31])
def test_a_broken_key_is_refused(folder: Path, content: str) -> None:
    keys.make_keys()
    (folder / "blind_index.key").write_text(content)
    keys.forget()

    with pytest.raises(keys.KeyFileError):
        keys.blind_index_secret()
