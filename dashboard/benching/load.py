"""The site as it runs in production, under many readers: gunicorn on a free port of this machine, driven from outside."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http.client import HTTPConnection
from time import monotonic, sleep

from django.conf import settings

from dashboard.benching.clients import PATIENCE, Found, Orders

WORKERS, THREADS = 2, 4
MOST_CLIENTS, MOST_SECONDS = 200, 600


class ServerFailed(Exception):
    """gunicorn does not answer, or the process that drives it broke off."""


@contextmanager
def serving() -> Iterator[int]:
    """gunicorn with two workers against the configured database; yields its port."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="cchc-bench-static-") as room:
        surroundings = _surroundings(room)
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, cwd=settings.BASE_DIR, env=surroundings, check=True)
        server = subprocess.Popen(_command(port), cwd=settings.BASE_DIR, env=surroundings)
        try:
            _wait_for(server, port)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _command(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "cchc.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(WORKERS), "--threads", str(THREADS), "--timeout", "60", "--log-level", "warning"),
    ]


def _surroundings(static_root: str) -> dict[str, str]:
    """As in production, but reached by plain http on this machine alone."""
    return os.environ | {
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "false",
        "HTTPS": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "TRUSTED_PROXY_COUNT": "0",
        "STATIC_ROOT": static_root,
        "LOG_LEVEL": "ERROR",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(server: subprocess.Popen, port: int) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            sleep(0.1)
        finally:
            connection.close()
    raise ServerFailed("gunicorn không trả lời.")


def load(orders: Orders) -> Found:
    """What so many clients meet; they run in another process, as people sit at other machines."""
    try:
        driven = subprocess.run(
            [sys.executable, "-m", "dashboard.benching.clients"],
            input=json.dumps(asdict(orders)),
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
            timeout=orders.seconds + 3 * PATIENCE,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise ServerFailed(f"Không đo được tải: {error}\n{error.stderr or ''}") from error
    return Found(**json.loads(driven.stdout))
