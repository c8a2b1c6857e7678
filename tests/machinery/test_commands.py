"""`make run` and `make test` on machines that lack something: they say what, in words, and go no further."""

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from scripts import serve

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bare_machine(tmp_path):
    """A copy of setup.sh and a PATH with the plainest tools, where python3 is whatever a test makes of it."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "dirname", "rm", "cat", "cksum", "mkdir"):
        (tools / name).symlink_to(shutil.which(name))

    def set_up(python: str | None):
        if python:
            (tools / "python3").write_text(f"#!/bin/sh\n{python}\n")
            (tools / "python3").chmod(0o755)
        command = ["sh", str(tmp_path / "scripts" / "setup.sh")]
        return subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True)

    return set_up


@pytest.mark.parametrize(
    "python",
    [
        pytest.param('[ "$1" = --version ] && echo Python 3.9.2; [ "$1" = --version ]', id="quá cũ"),
        pytest.param(None, id="không có"),
    ],
)
def test_a_machine_without_a_recent_python_is_told_so(bare_machine, python):
    answer = bare_machine(python)
    assert answer.returncode == 1
    assert "Cần Python 3.11 trở lên" in answer.stderr
    assert ("3.9.2" in answer.stderr) == bool(python)


def test_a_python_that_cannot_make_environments_names_the_missing_package(bare_machine):
    answer = bare_machine('[ "$1" != -m ]')
    assert answer.returncode == 1
    assert "python3-venv" in answer.stderr


def test_a_busy_port_is_named_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Không mở được cổng {port}.*PORT={port + 1} make run"):
            serve.refuse_busy_port(port)
    serve.refuse_busy_port(port)


@pytest.mark.parametrize("typed", ["abc", "0", "70000", "-1", ""])
def test_a_port_that_is_no_port_is_refused(monkeypatch, typed):
    monkeypatch.setenv("PORT", typed)
    with pytest.raises(SystemExit, match="không phải là số cổng"):
        serve.chosen_port()


def test_a_local_env_is_written_once_and_for_this_person_only(monkeypatch, tmp_path):
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    serve.write_local_env()
    first = (tmp_path / ".env").read_text()
    assert len(first.split("SECRET_KEY=")[1].split()[0]) >= 50
    assert (tmp_path / ".env").stat().st_mode & 0o077 == 0
    serve.write_local_env()
    assert (tmp_path / ".env").read_text() == first


def test_where_somebody_has_set_the_secret_key_no_env_is_written(monkeypatch, tmp_path):
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.setenv("SECRET_KEY", "theirs")
    serve.write_local_env()
    assert not (tmp_path / ".env").exists()
