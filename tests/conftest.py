"""What all tests share: reproducible random cases, and a real browser that accepts no fault of a page."""

import os
import shutil
import subprocess
from dataclasses import dataclass

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings

from dashboard.kept import empty_shelves

hypothesis_settings.register_profile("cchc", deadline=None, derandomize=True)
hypothesis_settings.load_profile("cchc")

LONGEST = (
    *("test_workbook_robustness.py", "test_whole_cycle.py", "test_broken_files.py", "test_basis_of_demo.py"),
    *("test_grid.py", "test_grid_server_down.py", "test_main_job.py", "test_flow_in_a_browser.py"),
)
WITH_A_DATABASE_OF_THEIR_OWN = ("test_grid_server_down.py", "test_bench.py")
DATABASE = {"db", "transactional_db", "live_server"}
MEMORY = ("test_fifty_thousand_rows", "test_the_longest_file")  # tests of how much a reader takes, before any database
TRIED_ONCE = (  # every page for everybody, or on all of the sample; each page has tests of its own on every database
    *("test_who_may_open_what.py", "test_basis_of_demo.py", "test_bench.py"),
)
SCRIPTS = (  # what a page does in the browser; what it sends is tried on every database by tests without a browser
    *("test_grid.py", "test_grid_of_agencies.py", "test_gallery.py", "test_home_in_browser.py"),
)
LOOKS = {"axe_violations", "libreoffice"}  # fixtures of tests that look at what is shown or written, whatever holds it
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OFFICES = ("soffice", "libreoffice")
CONVERSION_SECONDS = 120
SECONDS_TO_SHOW = 20  # what a busy machine may take until a page shows what it should


def pytest_collection_modifyitems(items):
    """Whatever asks for a page is a browser test; each runs against a live server, hence with real transactions."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if {"page", "browser"} & fixtures:
            item.add_marker(pytest.mark.browser)
        if "libreoffice" in fixtures:
            item.add_marker(pytest.mark.libreoffice)
        tried_once = item.path.name in (*WITH_A_DATABASE_OF_THEIR_OWN, *SCRIPTS, *TRIED_ONCE) or LOOKS & fixtures
        if tried_once or item.name.startswith(MEMORY) or not (asks_a_database(item) or "django_db_setup" in fixtures):
            item.add_marker(pytest.mark.one_database)
    begin_with_the_longest(items)


def asks_a_database(item) -> bool:
    """Whether a test may read or write; pytest-django refuses a query to all others."""
    return bool(item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ())))


def begin_with_the_longest(items):
    """Files that take minutes before the others, so that at the end no worker is left alone with one of them.

    Those in a browser stay last: a live server's tests empty the database, and with it what migrations have written.
    """
    browser = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: (item.path in browser, item.path.name not in LONGEST))


@pytest.fixture(autouse=True)
def nothing_kept_of_other_tests():
    """A test's rows have the keys of another's: what pages keep of them must not outlive it."""
    empty_shelves()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database; before it goes, whatever a live server's thread still holds of it is let go.

    A browser that left in mid-request leaves a thread waiting; PostgreSQL would then refuse to drop the database.
    """
    yield
    from django.db import connection

    if connection.vendor == "postgresql":
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """Builds once what all tests of a module stand on: `kept(world.build)`. Each test is undone, at the end this too.

    Not beside tests of real transactions: these would empty the tables under it.
    """
    from django.db import transaction

    standing = transaction.atomic()
    with django_db_blocker.unblock():
        standing.__enter__()

    def build(make, *arguments):
        with django_db_blocker.unblock():
            return make(*arguments)

    yield build
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        standing.__exit__(None, None, None)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all browser tests of a process."""
    from playwright.sync_api import expect, sync_playwright

    # Playwright's event loop lives in this thread; Django would otherwise take every query for one made in a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=SECONDS_TO_SHOW * 1000)
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory):
    """Sends a file through LibreOffice, in a home of its own: `libreoffice(content, "xlsx", "xlsx")` is what it saves."""
    program = next(filter(None, map(shutil.which, OFFICES)))
    home = tmp_path_factory.mktemp("libreoffice")

    def convert(content: bytes, ending: str, to: str) -> bytes:
        sent, saved = home / f"sent.{ending}", home / "saved"
        sent.write_bytes(content)
        profile = f"-env:UserInstallation=file://{home}/profile"
        command = [program, "--headless", profile, "--convert-to", to, "--outdir", saved, sent]
        environment = {**os.environ, "HOME": str(home)}
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=CONVERSION_SECONDS)
        return (saved / f"sent.{to}").read_bytes()

    return convert


@dataclass
class Visitor:
    """A person in front of a browser. What the page complains about lands in `faults`; the fixture fails on any."""

    context: object
    page: object
    base_url: str
    faults: list[str]

    def log_in(self, person) -> None:
        """Become `person` by a session cookie, without the log-in page."""
        from django.test import Client

        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base_url}])

    def open(self, path: str):
        return self.page.goto(self.base_url + path)

    def overflows(self) -> bool:
        """Whether the page as a whole scrolls sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")

    def forgive(self, words: str) -> None:
        """Drop the faults that speak of something the test provoked on purpose."""
        self.faults[:] = [fault for fault in self.faults if words not in fault]


@pytest.fixture
def visit(browser, live_server):
    """Opens browsers: `visit()`, `visit(PHONE)`, `visit(javascript=False)`; several are several people."""
    visitors = []

    def begin(viewport=None, *, javascript: bool = True) -> Visitor:
        context = browser.new_context(
            viewport=viewport or DESKTOP,
            java_script_enabled=javascript,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        page, faults = context.new_page(), []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        visitors.append(Visitor(context, page, live_server.url, faults))
        return visitors[-1]

    yield begin
    for visitor in visitors:
        visitor.context.close()
    faults = [fault for visitor in visitors for fault in visitor.faults]
    assert not faults, f"The browser complained: {faults}"


@pytest.fixture
def page(visit):
    """A page at 1440 px for tests that need one visitor and start from `live_server.url` themselves."""
    return visit().page


@pytest.fixture
def axe_violations():
    """What axe finds on a page, each as "rule: element"; an empty list is what a test wants."""
    from axe_playwright_python.sync_playwright import Axe

    def ask(page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]

    return ask


@pytest.fixture(autouse=True)
def totals_as_on_file(request, monkeypatch):
    """Tests write figures as they please; the stored totals that pages read are then what these figures give.

    A test marked `stored_totals` reads what actions have stored, as in life.
    """
    if not asks_a_database(request.node) or request.node.get_closest_marker("stored_totals"):
        return
    from tests.totals import bodies_on_file, revisions_on_file

    monkeypatch.setattr("targets.stored.bodies_of", bodies_on_file)
    monkeypatch.setattr("targets.ground.revisions_of", revisions_on_file)
