"""What every template owes: no inline code (the Content-Security-Policy forbids it), and components that say what they take."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE_CODE = {
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>{]*\sstyle\s*=", re.I),
    "a script body": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "an event attribute": re.compile(r"<[a-z][^>{]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_holds_no_inline_code(template):
    text = template.read_text(encoding="utf-8")
    assert [fault for fault, pattern in INLINE_CODE.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    "fault, text",
    [
        ("a style element", "<style>"),
        ("a style attribute", '<p class="x" style="width:{{ n }}%">'),
        ("a script body", "<script>alert(1)</script>"),
        ("an event attribute", '<button onclick="go()">'),
        ("a javascript: address", '<a href="javascript:void(0)">'),
    ],
)
def test_the_search_for_inline_code_finds_it(fault, text):
    assert INLINE_CODE[fault].search(text)


@pytest.mark.parametrize("template", [path for path in TEMPLATES if path.parent.name == "components"], ids=named)
def test_a_component_opens_with_what_it_takes(template):
    assert template.read_text(encoding="utf-8").startswith("{#")


def test_python_code_writes_no_inline_style():
    folders = [path.parent for path in ROOT.glob("*/apps.py")]
    guilty = [
        named(path)
        for folder in folders
        for path in folder.rglob("*.py")
        if INLINE_CODE["a style attribute"].search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []
