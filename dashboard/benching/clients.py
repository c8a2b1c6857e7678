"""Many people at once: a process of its own that logs them in through the log-in page and lets them read until time is up.

Run as `python -m dashboard.benching.clients`, with its orders as JSON on standard input and what it found on standard
output. It knows nothing of Django, so that it takes as little as possible of the machine it shares with the server.
"""

import json
import re
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, RemoteDisconnected
from http.cookies import SimpleCookie
from math import ceil
from time import monotonic, perf_counter
from urllib.parse import urlencode

LOG_IN = "/dang-nhap/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WHOLE_PAGE = b"</html>"
PATIENCE = 60  # seconds for one answer, and for everybody to be logged in
ERRORS_SHOWN = 5
MILLISECONDS = 1000


@dataclass(frozen=True)
class Orders:
    """people: (user name, password), used in turn; paths: what each reads, in turn, for so many seconds."""

    port: int
    people: Sequence[tuple[str, str]]
    paths: Sequence[str]
    clients: int
    seconds: int


@dataclass
class Found:
    """What came back. Times are in milliseconds; errors: the first few, in words."""

    requests: int = 0
    failed: int = 0
    errors: list[str] = field(default_factory=list)
    people: int = 0
    seconds: float = 0.0
    a_second: float = 0.0
    median: float = 0.0
    high: float = 0.0
    longest: float = 0.0


class Browser:
    """One person's connection, kept open, with the cookies of the site."""

    def __init__(self, port: int):
        self.port = port
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies: SimpleCookie = SimpleCookie()

    def ask(self, method: str, path: str, body: str = "") -> tuple[HTTPResponse, bytes]:
        """A server may close a connection that was idle just as we use it; browsers then ask once more, and so do we."""
        try:
            return self._ask(method, path, body)
        except (RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.connection.close()
            return self._ask(method, path, body)

    def _ask(self, method: str, path: str, body: str) -> tuple[HTTPResponse, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body or None, headers)
        response = self.connection.getresponse()
        content = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        return response, content

    def log_in(self, username: str, password: str) -> None:
        _, page = self.ask("GET", LOG_IN)
        token = TOKEN.search(page.decode())
        typed = {"csrfmiddlewaretoken": token[1] if token else "", "username": username, "password": password}
        response, _ = self.ask("POST", LOG_IN, urlencode(typed))
        if response.status != 302:
            raise HTTPException(f"đăng nhập {username}: trả về {response.status}")

    def read(self, path: str) -> None:
        response, content = self.ask("GET", path)
        if response.status != 200 or not content.rstrip().endswith(WHOLE_PAGE):
            raise HTTPException(f"{path}: trả về {response.status}, {len(content)} byte")


class Crowd:
    """All of them together: they begin to read when everybody is logged in."""

    def __init__(self, orders: Orders):
        self.orders, self.found = orders, Found(people=len({name for name, _ in orders.people[: orders.clients]}))
        self.times: list[float] = []
        self.lock = threading.Lock()
        self.ready = threading.Barrier(orders.clients + 1, timeout=3 * PATIENCE)

    def run(self) -> Found:
        clients = [threading.Thread(target=self._client, args=[number]) for number in range(self.orders.clients)]
        for client in clients:
            client.start()
        self.ready.wait()
        began = monotonic()
        self.until = began + self.orders.seconds
        self.ready.wait()
        for client in clients:
            client.join()
        return self._summed_up(monotonic() - began)

    def _client(self, number: int) -> None:
        browser, orders = Browser(self.orders.port), self.orders
        is_in = self._tried(browser.log_in, *orders.people[number % len(orders.people)])
        self.ready.wait()
        self.ready.wait()
        while is_in and monotonic() < self.until:
            number += 1
            began = perf_counter()
            if self._tried(browser.read, orders.paths[number % len(orders.paths)]):
                with self.lock:
                    self.times.append((perf_counter() - began) * MILLISECONDS)
        browser.connection.close()

    def _tried(self, work: Callable[..., None], *given: str) -> bool:
        try:
            work(*given)
        except (OSError, HTTPException) as error:
            with self.lock:
                self.found.failed += 1
                self.found.errors = [*self.found.errors, str(error) or type(error).__name__][:ERRORS_SHOWN]
            return False
        return True

    def _summed_up(self, seconds: float) -> Found:
        found, times = self.found, sorted(self.times)
        found.requests, found.seconds = len(times), round(seconds, 1)
        if times:
            found.a_second = round(len(times) / seconds, 1)
            found.median, found.high = (round(times[ceil(share * len(times)) - 1], 1) for share in (0.5, 0.95))
            found.longest = round(times[-1], 1)
        return found


def main() -> None:
    json.dump(asdict(Crowd(Orders(**json.load(sys.stdin))).run()), sys.stdout)


if __name__ == "__main__":
    main()
