"""The settings as a production machine reads them, tried in a process of their own."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "ENV_FILE": "",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "cchc.example.vn",
    "DATABASE_URL": "sqlite://:memory:",
}
NOT_INHERITED = {"DEBUG", "HTTPS", "DEMO_ALLOWED", "DJANGO_SETTINGS_MODULE", "LOG_LEVEL", "CSRF_TRUSTED_ORIGINS"}
NOT_INHERITED |= {"DJANGO_ALLOW_ASYNC_UNSAFE"}  # set by browser tests


def run(*arguments, **environment):
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=ROOT,
        env={**inherited, **PRODUCTION, **environment},
        capture_output=True,
        text=True,
    )


def setting(name: str, **environment) -> str:
    code = f"import cchc.settings as settings; print(settings.{name})"
    answer = run("-c", code, **environment)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def test_the_deployment_check_has_nothing_to_say_about_production():
    answer = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


def test_every_model_change_has_its_migration():
    answer = run("manage.py", "makemigrations", "--check", "--dry-run")
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_without_a_secret_key_the_site_refuses_to_start_and_says_what_to_do():
    answer = run("manage.py", "check", SECRET_KEY="")
    assert answer.returncode != 0
    assert "Chưa đặt SECRET_KEY" in answer.stderr


def test_a_paper_is_read_on_a_machine_on_which_nothing_is_set_up(tmp_path):
    paper = tmp_path / "ke-hoach.txt"
    paper.write_text("Phấn đấu tối thiểu 97% hồ sơ được giải quyết đúng hạn trong năm 2026.", encoding="utf-8")
    answer = run(
        "manage.py", "read_plan", str(paper), "--json", SECRET_KEY="", DATABASE_URL="postgres://nobody@nowhere/none"
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["targets"][0]["value"] == 97


@pytest.mark.parametrize(
    "name, value",
    [
        ("DEBUG", "False"),
        ("DEMO_ALLOWED", "False"),
        ("SECURE_SSL_REDIRECT", "True"),
        ("SESSION_COOKIE_SECURE", "True"),
        ("CSRF_COOKIE_SECURE", "True"),
        ("SECURE_HSTS_SECONDS", "31536000"),
        ("USE_THOUSAND_SEPARATOR", "True"),
        ("LANGUAGE_CODE", "vi"),
        ("TIME_ZONE", "Asia/Ho_Chi_Minh"),
    ],
)
def test_production_is_the_default(name, value):
    assert setting(name) == value


def test_postgresql_is_taken_from_the_environment_and_its_connections_are_checked():
    shown = setting("DATABASES['default']", DATABASE_URL="postgres://cchc:x@db.example.vn:5432/cchc")
    assert "django.db.backends.postgresql" in shown
    assert "'HOST': 'db.example.vn'" in shown
    assert "'CONN_HEALTH_CHECKS': True" in shown


def test_plain_http_is_only_for_who_asks_for_it():
    assert setting("SECURE_SSL_REDIRECT", HTTPS="false") == "False"
    assert setting("SECURE_HSTS_SECONDS", HTTPS="false") == "0"


def test_uploaded_papers_lie_outside_what_is_served():
    media, static = setting("MEDIA_ROOT"), setting("STATIC_ROOT")
    assert media
    assert not media.startswith(static)
    assert not static.startswith(media)
    assert setting("MEDIA_URL") == ""


def test_env_example_explains_every_variable_that_settings_read():
    read = set()
    for line in (ROOT / "cchc" / "settings.py").read_text(encoding="utf-8").splitlines():
        parts = line.split("env.")[1:]
        read |= {part.split('"')[1] for part in parts if '("' in part}
    explained = {
        line.lstrip("#").split("=")[0].strip()
        for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
        if "=" in line
    }
    assert read - explained == set()
