"""Each import contract is seen red: in a copy of the package with one fault planted for each."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT

#: The contract, the file of the copy, and the import that it must refuse there.
FAULTS = {
    "law is pure": ("law/citation.py", "import django"),
    "the tower: imports point down": ("kernel/clock.py", "import fazhi.web.apps"),
    "rooms inside registers": ("registers/places/models.py", "import fazhi.registers.staff.models"),
    "rooms inside capabilities": (
        "capabilities/documents/models.py",
        "import fazhi.capabilities.service.models",
    ),
    "rooms inside proceedings": (
        "proceedings/issues/models.py",
        "import fazhi.proceedings.cases.models",
    ),
    "rooms inside outcomes": ("outcomes/indicators/apps.py", "import fazhi.outcomes.returns.apps"),
    "audiences inside web": ("web/design/planted.py", "import fazhi.web.console.planted"),
    "files inside a room": ("registers/staff/models.py", "import fazhi.registers.staff.apps"),
    "no cycles anywhere": ("kernel/identifiers.py", "import fazhi.kernel.journal"),
    "web reaches proceedings through actions and queries": (
        "web/apps.py",
        "import fazhi.proceedings.cases.models",
    ),
    "the simulation writes through actions only": (
        "simulation/planted.py",
        "import fazhi.registers.staff.models",
    ),
    "outcomes do not know the simulation": ("outcomes/returns/apps.py", "import fazhi.simulation"),
    "settings are private to config": ("kernel/apps.py", "import fazhi.config.settings"),
}


def test_every_contract_has_its_fault() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]

    assert sorted(FAULTS) == sorted(contracts)


def test_every_contract_refuses_its_fault(tmp_path: Path) -> None:
    copy = tmp_path / "fazhi"
    shutil.copytree(PACKAGE, copy, ignore=lambda _, names: [n for n in names if not _is_code(n)])
    (copy / "web" / "console" / "planted.py").touch()
    for name, line in FAULTS.values():
        with (copy / name).open("a") as file:
            file.write(f"\n{line}\n")

    said = _lint(tmp_path)

    assert sorted(re.findall(r"^(.+) BROKEN$", said, re.MULTILINE)) == sorted(FAULTS)


def _is_code(name: str) -> bool:
    is_folder = "." not in name and name not in {"__pycache__", "migrations"}
    return is_folder or name.endswith(".py")


def _lint(folder: Path) -> str:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"]
    done = subprocess.run(
        [*command, "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout
