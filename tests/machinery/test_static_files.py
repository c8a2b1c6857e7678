"""Static files as production serves them: every one that a page names exists, and collecting them succeeds."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_names_only_static_files_that_exist(template):
    named = NAMED.findall(template.read_text(encoding="utf-8"))
    assert [path for path in named if finders.find(path) is None] == []


def test_collecting_gives_every_file_a_name_that_changes_with_its_content(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    named = paths["vendor/bootstrap/bootstrap.min.css"]
    assert re.fullmatch(r"vendor/bootstrap/bootstrap\.min\.[0-9a-f]{12}\.css", named)
    assert (tmp_path / f"{named}.gz").exists()


def test_the_plain_error_page_names_a_file_that_keeps_its_name():
    text = (ROOT / "templates" / "error_page.html").read_text(encoding="utf-8")
    for path in re.findall(r'href="/static/([^"]+)"', text):
        assert finders.find(path), path
