"""The server dies while the grid saves, and comes back: nothing typed is lost, nothing is stored twice.

A server of its own on a database file of its own, killed as a machine is: without a word.
"""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parent.parent.parent
SAVED = re.compile(r"Đã lưu lúc \d\d:\d\d")
SAMPLE = """
import json
from django.conf import settings
from django.test import Client
from accounts.roles import Role
from periods.period import PeriodKind
from targets.terms import Kind
from tests import make
province = make.agency("UBND tỉnh Lam Giang")
commune = make.agency("UBND xã Đồng Vân", parent=province)
form = make.report_form(make.indicator(), make.indicator("Hội nghị", Kind.COUNT), owner=province)
report = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))
client = Client()
client.force_login(make.user(commune, Role.REPORTER))
cookie = client.cookies[settings.SESSION_COOKIE_NAME]
ratio, count = report.figures.order_by("line__order").values_list("pk", flat=True)
print("MADE " + json.dumps({"report": report.pk, "ratio": ratio, "count": count, "name": cookie.key, "value": cookie.value}))
"""


@dataclass
class Server:
    """`manage.py runserver` in a process of its own, on one database file."""

    database: Path
    port: int
    process: subprocess.Popen | None = None
    made: dict = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cchc.settings",
            "ENV_FILE": "",
            "DEBUG": "1",
            "HTTPS": "0",
            "SECRET_KEY": "only-for-this-test",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PYTHONPATH": str(ROOT),
        }

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        ).stdout

    def start(self) -> None:
        command = [sys.executable, "manage.py", "runserver", str(self.port), "--noreload"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait_until_up(self, page) -> None:
        """The page's own clock paces the asking; nothing here sleeps."""
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                page.wait_for_timeout(100)
        raise AssertionError("The server does not come up.")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stored(self) -> list[tuple]:
        with sqlite3.connect(self.database) as connection:
            rows = connection.execute(
                "SELECT numerator, denominator, value, revision FROM targets_figure ORDER BY id"
            ).fetchall()
        return [tuple(row) for row in rows]

    def changes(self) -> int:
        with sqlite3.connect(self.database) as connection:
            return connection.execute("SELECT COUNT(*) FROM targets_figurechange").fetchone()[0]


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Server:
    """A database with the sample in it, of which each test takes a copy."""
    first = Server(tmp_path_factory.mktemp("mau") / "mot-may.sqlite3", port=0)
    first.manage("migrate", "--verbosity", "0")
    first.made = json.loads(first.manage("shell", "-c", SAMPLE).split("MADE ")[1])
    return first


@pytest.fixture
def server(sample, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(shutil.copy(sample.database, tmp_path), port, made=sample.made)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def page(browser, server):
    context = browser.new_context(locale="vi-VN")
    context.set_default_timeout(30_000)
    context.add_cookies([{"name": server.made["name"], "value": server.made["value"], "url": server.url}])
    page = context.new_page()
    server.wait_until_up(page)
    page.goto(f"{server.url}/so-lieu/{server.made['report']}/")
    yield page
    context.close()


def box(page, server, which: str, name: str):
    return page.locator(f"#id_f{server.made[which]}-{name}")


def state(page):
    return page.locator("[data-grid-state]")


def test_a_server_killed_while_it_writes_has_everything_once_it_is_back(server, page):
    held = sqlite3.connect(server.database, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")  # the server gets as far as its write and waits there
    box(page, server, "ratio", "numerator").fill("90")
    with page.expect_request("**/luu-o/"):
        box(page, server, "ratio", "denominator").fill("100")
    server.kill()
    held.execute("ROLLBACK")
    held.close()
    state(page).filter(has_text="Chưa gửi được 1 ô, đang thử lại").wait_for()
    box(page, server, "count", "value").fill("7")
    assert server.stored() == [(None, None, None, 1), (None, None, None, 1)]
    server.start()
    state(page).filter(has_text=SAVED).wait_for()
    assert server.stored() == [(90, 100, None, 2), (None, None, 7, 2)]
    assert server.changes() == 2


def test_an_answer_that_was_lost_doubles_nothing_and_what_was_typed_since_is_nobodys_conflict(server, page):
    answers = []

    def store_and_die(route):
        answers.append(route.fetch().status)
        server.kill()
        route.abort()

    page.route("**/luu-o/", store_and_die, times=1)
    box(page, server, "count", "value").fill("7")
    state(page).filter(has_text="Chưa gửi được 1 ô").wait_for()
    assert answers == [200]
    assert server.stored()[1] == (None, None, 7, 2)  # stored, though the page does not know
    box(page, server, "count", "value").fill("78")
    server.start()
    state(page).filter(has_text=SAVED).wait_for()
    assert server.stored()[1] == (None, None, 78, 3)
    assert page.get_by_text("đã lưu ô này").count() == 0
    assert server.changes() == 1  # one sitting, one line of history


def test_a_page_that_went_down_with_the_server_brings_back_what_was_typed(server, page):
    page.on("dialog", lambda dialog: dialog.accept())
    server.kill()
    box(page, server, "count", "value").fill("7")
    state(page).filter(has_text="Chưa gửi được 1 ô").wait_for()
    page.route("**/luu-o/", lambda route: route.abort())  # the old page is not to be quicker than the new one
    server.start()
    server.wait_until_up(page)
    page.goto(f"{server.url}/so-lieu/{server.made['report']}/")
    page.unroute("**/luu-o/")
    state(page).filter(has_text=SAVED).wait_for()
    expect(box(page, server, "count", "value")).to_have_value("7")
    assert server.stored()[1] == (None, None, 7, 2)
