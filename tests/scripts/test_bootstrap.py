"""Setting up: what is done is not done again, and a taken port is said before anything is done."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """Return the script, working in a folder of its own."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import bootstrap  # type: ignore[import-not-found] # noqa: PLC0415 -- the path is set just above

    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "MARKS", tmp_path / "installed")
    yield bootstrap
    for name in ("bootstrap", "troubles"):
        sys.modules.pop(name, None)


def test_a_lock_file_that_was_not_installed_is_not_marked(
    bootstrap: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "requirements.txt").write_text("django==5.2.19")

    assert bootstrap.is_marked("requirements.txt") is False


def test_a_lock_file_that_was_installed_is_marked_until_it_changes(
    bootstrap: ModuleType, tmp_path: Path
) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("django==5.2.19")
    bootstrap.mark("requirements.txt")

    before = bootstrap.is_marked("requirements.txt")
    lock.write_text("django==5.2.20")

    assert (before, bootstrap.is_marked("requirements.txt")) == (True, False)


def test_a_taken_port_is_said_with_another_to_try(bootstrap: ModuleType) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(bootstrap.TroubleError) as trouble:
            bootstrap.check_port(port)

    assert trouble.value.en == (
        f"Port {port} is taken (perhaps the site already runs). "
        f"Try another: make run PORT={port + 1}"
    )


def test_a_free_port_is_accepted(bootstrap: ModuleType) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    assert bootstrap.check_port(port) is None
