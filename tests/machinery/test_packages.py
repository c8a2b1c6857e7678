"""What comes from outside is pinned: Python packages with hashes, the browser's packages with a manifest."""

import re
from pathlib import Path

import pytest

from scripts import vendor

ROOT = Path(__file__).resolve().parents[2]


def lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_package_that_we_ask_for_is_pinned_with_hashes(name):
    asked = {normal(re.split(r"[\[<>=\s]", line)[0]) for line in lines(f"{name}.in") if line and line[0] not in "#-"}
    text = "\n".join(lines(f"{name}.txt"))
    pinned = {
        normal(found) for found in re.findall(r"^([\w.-]+)==\S+ \\\n    --hash=sha256:", text, flags=re.MULTILINE)
    }
    assert asked
    assert asked <= pinned


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_beside_each_package_stands_what_it_is_for(name):
    assert [line for line in lines(name) if line and line[0] not in "#-" and " # " not in line] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_pins_name_no_index_and_no_place_of_a_machine(name):
    assert [
        line for line in lines(name) if re.search(r"https?://|file://|--(extra-)?index-url|--find-links|/opt/", line)
    ] == []


def test_the_vendored_files_are_those_of_the_manifest():
    assert vendor.differences() == []


def test_the_manifest_names_package_version_and_licence_and_the_licence_is_kept():
    import json

    entries = json.loads(vendor.MANIFEST.read_text(encoding="utf-8"))
    assert {(entry["package"], entry["version"]) for entry in entries} == {
        (package.name, package.version) for package in vendor.PACKAGES
    }
    for entry in entries:
        assert entry["licence"] in ("MIT", "0BSD", "OFL-1.1")
        assert any(path.endswith("/LICENSE") for path in entry["files"])


def test_a_vendored_file_that_was_touched_is_found(tmp_path, monkeypatch):
    import shutil

    shutil.copytree(vendor.VENDOR, tmp_path / "vendor")
    monkeypatch.setattr(vendor, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(vendor, "MANIFEST", tmp_path / "vendor" / "manifest.json")
    (tmp_path / "vendor" / "htmx" / "htmx.min.js").write_text("alert(1)")
    (tmp_path / "vendor" / "htmx" / "LICENSE").unlink()
    (tmp_path / "vendor" / "stranger.js").write_text("")
    assert vendor.differences() == [
        "htmx/LICENSE: in the manifest, not on disk",
        "stranger.js: on disk, not in the manifest",
        "htmx/htmx.min.js: changed",
    ]
