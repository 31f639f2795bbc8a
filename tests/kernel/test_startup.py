"""An installation that would lose or disclose records is not served, and says what to do."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import checks
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from pytest_django import Settings

from fazhi.kernel import clock, keys, startup, triggers
from fazhi.kernel.identifiers import new_code
from fazhi.kernel.startup import Problem, StartRefusedError
from fazhi.law.calendar import WorkingCalendar
from tests.factories.databases import on_disk


@pytest.fixture
def sound(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Set up an installation with which nothing is wrong, its database aside."""
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["fazhi.example"]
    settings.SECRET_KEY = "a secret of enough characters for a site 0123456789"  # noqa: S105
    settings.VAR = tmp_path
    for name in ("SECRETS_ROOT", "ATTACHMENT_ROOT", "HEADS_ROOT", "FONTS_ROOT"):
        setattr(settings, name, tmp_path / name.lower())
    (tmp_path / "fonts_root").mkdir()
    (tmp_path / "fonts_root" / "NotoSerifSC.ttf").write_bytes(b"font")
    keys.make_keys()
    with clock.standing_at(clock.at_local(_day("2026-07-11"))):
        yield tmp_path
    keys.forget()


@pytest.mark.django_db(transaction=True)
def test_a_sound_installation_starts_without_a_word(sound: Path) -> None:
    with on_disk(sound):
        assert startup.refuse_to_start() == []


@pytest.mark.usefixtures("sound")
def test_debugging_towards_the_outside_is_refused(settings: Settings) -> None:
    settings.DEBUG = True

    assert _codes(startup.settings_problems()) == [("debug_outside", True)]


@pytest.mark.usefixtures("sound")
def test_debugging_on_the_own_machine_is_not(settings: Settings) -> None:
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

    assert _codes(startup.settings_problems()) == []


@pytest.mark.parametrize("secret", ["unset", "too short"])
@pytest.mark.usefixtures("sound")
def test_a_missing_secret_is_refused(secret: str, settings: Settings) -> None:
    settings.SECRET_KEY = secret

    assert _codes(startup.settings_problems()) == [("secret_key_unset", True)]


@pytest.mark.parametrize("name", ["signing.pem", "blind_index.key", "personal-001.key"])
def test_each_missing_key_is_refused(name: str, sound: Path) -> None:
    (sound / "secrets_root" / name).unlink()

    (problem,) = startup.key_problems()

    assert (problem.code, problem.is_fatal) == ("key_missing", True)
    assert name in problem.wrong.zh


def test_a_key_that_others_may_read_is_refused(sound: Path) -> None:
    path = sound / "secrets_root" / "signing.pem"
    path.chmod(0o644)

    (problem,) = startup.key_problems()

    assert (problem.code, problem.is_fatal) == ("key_loose", True)
    assert str(problem.remedy) == f"请运行：chmod go= {path}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "named"),
    [
        ("synchronous=NORMAL", "synchronous"),
        ("synchronous=OFF", "synchronous"),
        ("journal_mode=DELETE", "journal_mode"),
        ("foreign_keys=OFF", "foreign_keys"),
    ],
)
def test_a_sqlite_file_that_may_lose_records_is_refused(
    pragma: str, named: str, tmp_path: Path
) -> None:
    strong = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"

    weak = _opened(tmp_path, f"{strong}PRAGMA {pragma};")
    sound = _opened(tmp_path, strong)

    assert [named in problem.wrong.en for problem in _durability(weak)] == [True]
    assert _durability(sound) == []


@pytest.mark.parametrize("name", ["fsync", "synchronous_commit", "full_page_writes"])
def test_a_postgresql_that_may_lose_records_is_refused(name: str) -> None:
    strong = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}

    (problem,) = startup.weak_durability(strong | {name: "off"})

    assert (problem.code, problem.is_fatal) == ("durability_weak", True)
    assert str(problem.remedy) == "请设为 on。"
    assert list(startup.weak_durability(strong)) == []


@pytest.mark.django_db
def test_the_values_of_the_running_database_are_read() -> None:
    expected = {"postgresql": 0, "sqlite": 1}  # in memory there is no write-ahead log

    found = _durability(connection)

    assert len(found) == expected[connection.vendor]


@pytest.mark.django_db
def test_a_postgresql_session_that_does_not_wait_for_the_disk_is_refused() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("a setting of PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")

    assert ["synchronous_commit" in problem.wrong.en for problem in _durability(connection)] == [
        True
    ]


@pytest.mark.django_db
def test_missing_triggers_are_refused() -> None:
    triggers.remove()

    found = [one for one in startup.database_problems() if one.code == "triggers_missing"]

    assert len(found) == 1
    assert found[0].is_fatal
    triggers.install()


@pytest.mark.django_db
def test_an_unreachable_database_is_said_so(tmp_path: Path) -> None:
    lost = _opened(tmp_path / "nowhere", "")

    assert _codes(startup.database_problems(lost)) == [("database_unreachable", True)]


@pytest.mark.parametrize("folder", ["VAR", "ATTACHMENT_ROOT", "HEADS_ROOT"])
def test_a_folder_that_cannot_be_written_is_refused(
    folder: str, sound: Path, settings: Settings
) -> None:
    (sound / "a file").write_text("in the way")
    setattr(settings, folder, sound / "a file" / "folder")

    assert _codes(startup.surroundings()) == [("folder_unwritable", True)]


def test_missing_fonts_are_a_warning(sound: Path) -> None:
    (sound / "fonts_root" / "NotoSerifSC.ttf").unlink()

    assert _codes(startup.surroundings()) == [("fonts_missing", False)]


@pytest.mark.parametrize(
    ("day", "missing"),
    [
        ("2026-11-30", None),
        ("2026-12-01", 2027),
        ("2026-12-31", 2027),
        ("2027-01-01", 2027),
        ("2025-12-01", None),
    ],
)
def test_next_years_calendar_is_asked_for_from_december(day: str, missing: int | None) -> None:
    calendar = WorkingCalendar.of(
        [year for year in WorkingCalendar.load().years.values() if year.year <= 2026]
    )
    with clock.standing_at(clock.at_local(_day(day))):
        found = list(startup.calendar_problems(calendar))

    assert _codes(found) == ([("calendar_missing", False)] if missing else [])
    assert [f"{missing}" in problem.wrong.zh for problem in found] == [True] * len(found)


@pytest.mark.django_db(transaction=True)
def test_every_fatal_problem_is_in_the_refusal_in_both_languages(
    sound: Path, settings: Settings
) -> None:
    settings.SECRET_KEY = "unset"  # noqa: S105 -- the mark of "no key yet"
    (sound / "secrets_root").chmod(0o755)
    (sound / "fonts_root" / "NotoSerifSC.ttf").unlink()

    with on_disk(sound), pytest.raises(StartRefusedError) as refusal:
        startup.refuse_to_start()

    assert [problem.code for problem in refusal.value.problems] == ["secret_key_unset", "key_loose"]
    keys_folder = f"{sound}/secrets_root"
    assert str(refusal.value).splitlines() == [
        "[secret_key_unset] 没有签名密钥，或密钥过短。请运行 fazhi install。",
        "[secret_key_unset] There is no signing secret, or it is too short. Run fazhi install.",
        f"[key_loose] {keys_folder} 可被其他用户读取。请运行：chmod go= {keys_folder}",
        f"[key_loose] {keys_folder} can be read by other users. Run: chmod go= {keys_folder}",
    ]


@pytest.mark.django_db(transaction=True)
def test_the_deployment_check_lists_problems_and_warnings(sound: Path, settings: Settings) -> None:
    settings.SECRET_KEY = "unset"  # noqa: S105 -- as above
    (sound / "fonts_root" / "NotoSerifSC.ttf").unlink()

    with on_disk(sound):
        found = checks.run_checks(tags=["fazhi"], include_deployment_checks=True)

    assert [(one.id, one.level) for one in found] == [
        ("fazhi.secret_key_unset", checks.ERROR),
        ("fazhi.fonts_missing", checks.WARNING),
    ]


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _codes(found: "Iterator[Problem] | list[Problem]") -> list[tuple[str, bool]]:
    return [(problem.code, problem.is_fatal) for problem in found]


def _durability(to: BaseDatabaseWrapper) -> list[Problem]:
    return [one for one in startup.database_problems(to) if one.code == "durability_weak"]


def _opened(folder: Path, init_command: str) -> BaseDatabaseWrapper:
    """Return a connection to a new SQLite file with settings of its own."""
    settings = connections.databases["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / f"{new_code()}.sqlite3"),
        "OPTIONS": {"init_command": init_command},
    }
    return DatabaseWrapper(settings, alias="default")
