"""`make test`: the suite on SQLite, then on PostgreSQL; says first what this machine cannot run.

--complete    refuse to start where anything would be left out (.ci/run)
the rest      goes to pytest
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MOST_WORKERS = 4  # two a core: tests in a browser mostly wait for it
OFFICES = ("soffice", "libreoffice")


def browser() -> str | None:
    """The Chromium that browser tests use: the one named by CHROMIUM, else the first on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def office() -> str | None:
    """The LibreOffice through which tests send what the site writes, the first on the path."""
    return next(filter(None, map(shutil.which, OFFICES)), None)


def left_out() -> list[str]:
    return [
        *([] if browser() else ["kiểm thử bằng trình duyệt: không tìm thấy Chromium (browser tests: no Chromium)"]),
        *([] if office() else ["kiểm thử qua LibreOffice: không tìm thấy soffice (LibreOffice tests: no soffice)"]),
        *(
            []
            if postgres.is_possible()
            else ["kiểm thử trên PostgreSQL: không tìm thấy initdb (no PostgreSQL programs)"]
        ),
    ]


def pytest(title: str, arguments: list[str], *, unasked: tuple[str, ...] = (), **environment) -> int:
    print(f"\n--- {title} ---", flush=True)
    programs = (("browser", browser()), ("libreoffice", office()))
    lacking = [f"not {mark}" for mark in (*unasked, *(mark for mark, program in programs if not program))]
    chosen = ["-m", " and ".join(lacking)] if lacking else []
    workers = str(min(2 * (os.cpu_count() or 1), MOST_WORKERS))
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]
    environment = {**os.environ, **environment, **({"CHROMIUM": browser()} if browser() else {})}
    return subprocess.run([*command, *chosen, *arguments], cwd=ROOT, env=environment).returncode


def main() -> int:
    arguments = [argument for argument in sys.argv[1:] if argument != "--complete"]
    missing = left_out()
    for line in missing:
        print(f"Bỏ qua {line}.", flush=True)
    if missing and "--complete" in sys.argv[1:]:
        return 1
    failed = pytest("SQLite", arguments, DATABASE_URL="sqlite://:memory:")
    if failed or not postgres.is_possible():
        return failed
    with postgres.throwaway() as address:
        return pytest("PostgreSQL", arguments, unasked=("one_database",), DATABASE_URL=address)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the throwaway PostgreSQL is stopped
    sys.exit(main())
