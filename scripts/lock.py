"""Lock the dependencies anew: requirements with hashes for pip, a lock file for npm.

The lock files name packages, versions and hashes; they name no registry and no path, so that each
site uses the registry it trusts.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Each file and the options of `uv export` that choose what it holds.
REQUIREMENTS = {
    "requirements.txt": ["--no-default-groups"],
    "requirements-dev.txt": [],
    "requirements-assets.txt": ["--only-group", "assets"],
}
EXPORT = [
    "export",
    "--frozen",
    "--no-emit-index-url",
    "--no-emit-project",
    "--no-header",
    "--quiet",
]
NPM = ["install", "--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts"]


def main() -> int:
    """Write the lock files; return 1 when a tool is missing."""
    tools = {name: _find(name) for name in ("uv", "npm")}
    for name, path in tools.items():
        if path is None:
            sys.stderr.write(f"缺少 {name} / {name} is missing; pip install uv, or install npm\n")
            return 1
    subprocess.run([tools["uv"], "lock", "--quiet"], cwd=ROOT, check=True)
    for name, options in REQUIREMENTS.items():
        command = [tools["uv"], *EXPORT, *options, "--output-file", name]
        subprocess.run(command, cwd=ROOT, check=True)
    subprocess.run([tools["npm"], *NPM, "--no-audit", "--no-fund"], cwd=ROOT, check=True)
    return 0


def _find(name: str) -> str | None:
    inside = ROOT / ".venv" / "bin" / name
    return str(inside) if inside.exists() else shutil.which(name)


if __name__ == "__main__":
    sys.exit(main())
