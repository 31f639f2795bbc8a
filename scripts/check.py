"""`make test`: every check of the house, one after the other, with its time.

All checks run, also after one has failed; the exit code is 1 when any failed. PostgreSQL is used
when one can be reached at FAZHI_TEST_POSTGRESQL; with FAZHI_REQUIRE_SERVICES=1 (as in CI) nothing
may be missing: what would be skipped fails instead.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import services

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "yaml": ["yamllint", "--strict", "."],
    "types": ["mypy"],
    "contracts": ["lint-imports", "--no-logo"],
    "installation": ["fazhi", "install"],
    "deployment": ["python", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
    "migrations": ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "every branch of the law": [
        *("pytest", "-c", "tests/law/pytest.ini", "tests/law", "-n", "2"),
        *("--cov=fazhi.law", "--cov-branch", "--cov-fail-under=100", "--cov-report="),
    ],
}

#: The settings of a public site, for the checks of installation and deployment.
DEPLOYED = {
    "DJANGO_SETTINGS_MODULE": "fazhi.config.settings",
    "FAZHI_HTTPS": "1",
    "FAZHI_SECRET_KEY": "long-enough-for-a-check-and-used-for-nothing-else-0123456789",
}


def main() -> int:
    """Run every check; return 1 when any failed."""
    with tempfile.TemporaryDirectory(prefix="fazhi-check-") as home:
        site = {**DEPLOYED, "FAZHI_HOME": home}
        failed = [name for name, command in CHECKS.items() if not passes(name, command, site)]
    requested = sys.argv[1:]
    if not passes("tests on SQLite", pytest("first", requested), {}):
        failed.append("tests on SQLite")
    if not passes_on_postgresql(requested):
        failed.append("tests on PostgreSQL")
    print(f"✗ {'，'.join(failed)}" if failed else "✓ 全部通过 / all checks passed")
    return 1 if failed else 0


def passes_on_postgresql(requested: list[str]) -> bool:
    """Run the suite on PostgreSQL; without one, say so, and pass unless services are required."""
    url = services.postgresql()
    if url:
        command = pytest("second", requested)
        return passes("tests on PostgreSQL", command, {"FAZHI_DATABASE_URL": url})
    print("… 未找到 PostgreSQL，略过 / no PostgreSQL at hand: skipped (set FAZHI_TEST_POSTGRESQL)")
    return not services.are_required()


def pytest(number: str, requested: list[str]) -> list[str]:
    """Return the command of one round of the suite, on two cores; the law has its own check."""
    ways = ["-n", "2", "--dist", "loadgroup", "--durations=5", "--ignore=tests/law"]
    return ["pytest", "--round", number, *ways, *requested]


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check and say how long it took."""
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, env={**os.environ, **environment}, check=False
    )
    sign = "✗" if done.returncode else "✓"
    print(f"{sign} {name}: {time.monotonic() - began:.1f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
