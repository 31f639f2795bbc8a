"""The law stands alone: it can be asked where Django is not installed."""

import subprocess
import sys

_ASK_EVERYTHING = """
import importlib, pkgutil, yaml
known = set(sys.stdlib_module_names) | {name.partition(".")[0] for name in sys.modules}
import fazhi.law
for module in pkgutil.walk_packages(fazhi.law.__path__, "fazhi.law."):
    importlib.import_module(module.name)
from fazhi.law.jurisdiction import load_law
load_law()
loaded = {name.partition(".")[0] for name in sys.modules}
print(sorted(loaded - known))
"""


def test_asking_the_law_loads_nothing_but_the_standard_library_and_yaml() -> None:
    command = [sys.executable, "-S", "-c", _setup() + _ASK_EVERYTHING]

    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "['fazhi']"


def _setup() -> str:
    return f"import sys; sys.path[:] = {sys.path!r}\n"
