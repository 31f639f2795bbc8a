"""The source of the house as the architecture tests read it."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "fazhi"

#: Storeys whose folders are rooms of one make.
STOREYS_OF_ROOMS = ("registers", "capabilities", "proceedings", "outcomes")

_NOT_OURS = {".git", ".venv", "var", "node_modules", "build", "dist", "vendor", "__pycache__"}


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under folders of the project, without migrations."""
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in paths if "migrations" not in path.parts)


def own_files() -> list[Path]:
    """Return every file that is, or would be, committed."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "ls-files", "-co", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if _NOT_OURS.isdisjoint(path.parts)]
    return sorted(path for path in paths if path.is_file())


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the parsed source of a file."""
    return ast.parse(path.read_text())


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def rooms() -> list[Path]:
    """Return the folders of the rooms: those of one make, the storeys and the audiences."""
    storeys = [path.parent for path in PACKAGE.glob("*/__init__.py")]
    inside = [path for name in STOREYS_OF_ROOMS for path in PACKAGE.glob(f"{name}/*")]
    audiences = PACKAGE.glob("web/*")
    return sorted(path for path in [*storeys, *inside, *audiences] if list(path.glob("*.py")))


def action_files() -> list[Path]:
    """Return the files that hold the verbs of rooms: `actions.py`, or the files of `actions/`."""
    files = [path for name in STOREYS_OF_ROOMS for path in PACKAGE.glob(f"{name}/*/actions.py")]
    files += [path for name in STOREYS_OF_ROOMS for path in PACKAGE.glob(f"{name}/*/actions/*.py")]
    return sorted(path for path in files if path.name != "__init__.py")


def actions_of(path: Path) -> list[str]:
    """Return the verbs of a file: its public functions, in a folder those it offers."""
    names = [
        node.name
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    front = path.with_name("__init__.py")
    if path.name == "actions.py":
        return names
    offered = {
        alias.name
        for node in ast.walk(tree_of(front))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return [name for name in names if name in offered]


def name_of(path: Path) -> str:
    """Return the path of a file within the project."""
    return str(path.relative_to(ROOT))
