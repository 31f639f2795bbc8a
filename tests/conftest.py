"""What every test stands on: own folders and keys, plain static files, a quick password hash.

**Append-only tables and `transaction=True`.** Such a test ends with a flush, which the triggers of
the journal refuse. Nothing has to be done for it in a test: `_flushable` takes the triggers away
just before the flush, and the signal that Django sends after it puts them back. The same signal
marks the database as one for demonstration, so that the clock may be made to stand.

**Two rounds.** `make test` runs the suite on SQLite (`--round first`) and then on PostgreSQL
(`--round second`). The second leaves out what touches no database and what is marked `once`; the
first leaves out what needs PostgreSQL whichever database the suite runs on. Without `--round`
everything runs.

A test marked with the name of a program or service (`services.FINDERS`) needs it: without it the
test is skipped, or runs into its failure when FAZHI_REQUIRE_SERVICES=1 says that nothing may be
missing.
"""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils import translation

from scripts import services
from tests.factories.seats import AUTHORITY, make_seat

if TYPE_CHECKING:
    from fazhi.kernel.access import Seat

_tests = itertools.count(1)

_STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def pytest_configure(config: pytest.Config) -> None:
    """Turn the settings away from the data of this machine before anything reads them."""
    home = Path(tempfile.mkdtemp(prefix="fazhi-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    settings.SECRET_KEY = "only for tests"  # noqa: S105 -- guards nothing
    settings.STATIC_ROOT = home / "static"
    settings.STATIC_ROOT.mkdir()  # or the server of static files warns
    settings.ATTACHMENT_ROOT = home / "attachments"
    settings.HEADS_ROOT = home / "heads"
    settings.SECRETS_ROOT = home / "secrets"
    settings.STORAGES = _STORAGES
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one round of two be asked for."""
    parser.addoption("--round", choices=("first", "second"), help="which of two databases it is")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other round; skip what needs a service that is not at hand."""
    belongs = {"first": _belongs_to_first, "second": _belongs_to_second}.get(config.option.round)
    if belongs:
        config.hook.pytest_deselected(items=[item for item in items if not belongs(item)])
        items[:] = [item for item in items if belongs(item)]
    if services.are_required():
        return
    for marker, find in services.FINDERS.items():
        marked = [item for item in items if item.get_closest_marker(marker)]
        if marked and not find():
            for item in marked:
                item.add_marker(pytest.mark.skip(reason=f"no {marker} at hand"))


@pytest.fixture(scope="session", autouse=True)
def _keys() -> None:
    """Make the keys of the run: for personal data, blind indexes and tree heads."""
    from fazhi.kernel import keys  # noqa: PLC0415 -- Django is not ready when this file is read

    keys.make_keys()


@pytest.fixture(autouse=True)
def _folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test its own folders for heads and attachments, made when first written to.

    Head files outlive a rollback: those of one test would accuse the database of the next.
    """
    home = Path(settings.SECRETS_ROOT).parent / f"test-{next(_tests)}"
    monkeypatch.setattr(settings, "HEADS_ROOT", home / "heads")
    monkeypatch.setattr(settings, "ATTACHMENT_ROOT", home / "attachments")


@pytest.fixture(autouse=True)
def _language() -> None:
    """Speak the language of the office, whatever the last request of the test before spoke."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Mark the database whenever it was migrated or flushed; each worker has its own."""
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
    post_migrate.connect(_mark_as_demonstration, dispatch_uid="tests: mark the database")


@pytest.fixture(autouse=True)
def _flushable(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take the triggers away before the flush that ends a test with `transaction=True`."""
    if not _flushes(request):
        yield
        return
    request.getfixturevalue("transactional_db")  # asked for here, it ends after this fixture
    yield
    from fazhi.kernel import triggers  # noqa: PLC0415 -- as above

    triggers.remove()


@pytest.fixture
def seat() -> "Callable[..., Seat]":
    """Return the factory of seats: `seat(Role.OFFICER)`, `seat(Role.HEAD, authority="…")`."""
    return make_seat


@pytest.fixture
def authority() -> str:
    """Return the code of the sub-district in which most tests play."""
    return AUTHORITY


def _belongs_to_first(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgres") is None


def _belongs_to_second(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    touched = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(touched or item.get_closest_marker("django_db") or not _belongs_to_first(item))


def _flushes(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        return True
    return not {"transactional_db", "live_server"}.isdisjoint(request.fixturenames)


def _mark_as_demonstration(sender: object, **_: object) -> None:
    if getattr(sender, "label", "") == "kernel":
        from fazhi.kernel import installation  # noqa: PLC0415 -- as above

        installation.install(is_demonstration=True)
        installation.is_demonstration()  # asked once, so that no test pays for the question
