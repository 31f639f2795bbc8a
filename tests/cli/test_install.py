"""Installing makes what is missing, once, and never turns a demonstration into a live site."""

from pathlib import Path

import pytest
from django.conf import settings

from fazhi.cli.install import install
from fazhi.cli.main import main
from fazhi.cli.site import missing_migrations
from fazhi.kernel import installation
from fazhi.kernel.errors import ConflictError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "SECRETS_ROOT", tmp_path / "secrets")
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")


def test_installing_makes_keys_and_static_files(tmp_path: Path) -> None:
    install(is_demonstration=True)

    keys = sorted(path.name for path in (tmp_path / "secrets").iterdir())
    assert keys == ["blind_index.key", "django.key", "personal-001.key", "signing.pem"]
    assert (tmp_path / "static" / "collected.txt").is_file()
    assert missing_migrations() == 0


def test_installing_again_changes_nothing(tmp_path: Path) -> None:
    install(is_demonstration=True)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    install(is_demonstration=True)

    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_installing_by_hand_leaves_a_demonstration_what_it_is() -> None:
    install(is_demonstration=True)

    assert main(["install"]) == 0
    assert installation.is_demonstration()


def test_a_demonstration_is_not_turned_into_a_live_site() -> None:
    install(is_demonstration=True)

    with pytest.raises(ConflictError, match="此数据库已登记为演示"):
        install(is_demonstration=False)
