"""Copy the browser's packages into static/vendor from exact npm versions, and write the manifest that a test compares.

    make vendor                          needs npm and a way to its registry; nothing else in the project does
    python scripts/vendor.py --check     compares what lies in static/vendor with the manifest

To take a newer version: change it below, run `make vendor`, look at the pages, commit both.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    folder: str  # below static/vendor
    files: dict[str, str]  # place in our folder -> place in the package


FONT_FILES = [
    f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    for subset in ("latin", "vietnamese")
    for weight in (400, 500, 600, 700)
]
PACKAGES = [
    Package(
        "bootstrap",
        "5.3.9",
        "bootstrap",
        {
            "bootstrap.min.css": "dist/css/bootstrap.min.css",
            "bootstrap.min.css.map": "dist/css/bootstrap.min.css.map",  # named by the CSS; collectstatic looks for it
            "LICENSE": "LICENSE",
        },
    ),
    Package("htmx.org", "2.0.11", "htmx", {"htmx.min.js": "dist/htmx.min.js", "LICENSE": "LICENSE"}),
    Package(
        "@fontsource/be-vietnam-pro",
        "5.3.0",
        "be-vietnam-pro",
        {name: f"files/{name}" for name in FONT_FILES} | {"LICENSE": "LICENSE"},
    ),
]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unpack(package: Package, room: Path) -> Path:
    """The folder that holds the package as npm publishes it."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
        cwd=room,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.split()[-1]
    target = room / package.folder
    with tarfile.open(room / packed) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def copy(package: Package, source: Path) -> dict:
    """Put the chosen files in place; returns the package's entry of the manifest."""
    folder = VENDOR / package.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for ours, theirs in package.files.items():
        shutil.copyfile(source / theirs, folder / ours)
    published = json.loads((source / "package.json").read_text(encoding="utf-8"))
    return {
        "package": package.name,
        "version": published["version"],
        "licence": published["license"],
        "files": {f"{package.folder}/{ours}": sha256(folder / ours) for ours in sorted(package.files)},
    }


def differences() -> list[str]:
    """What in static/vendor is not as the manifest says; empty when all is well."""
    listed = {
        path: digest
        for entry in json.loads(MANIFEST.read_text(encoding="utf-8"))
        for path, digest in entry["files"].items()
    }
    present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file() and path != MANIFEST}
    return (
        [f"{path}: in the manifest, not on disk" for path in sorted(listed.keys() - present)]
        + [f"{path}: on disk, not in the manifest" for path in sorted(present - listed.keys())]
        + [f"{path}: changed" for path in sorted(listed.keys() & present) if sha256(VENDOR / path) != listed[path]]
    )


def main() -> int:
    if sys.argv[1:] == ["--check"]:
        wrong = differences()
        print("\n".join(wrong) or "static/vendor is as its manifest says.")
        return 1 if wrong else 0
    with tempfile.TemporaryDirectory() as room:
        entries = [copy(package, unpack(package, Path(room))) for package in PACKAGES]
    MANIFEST.write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
