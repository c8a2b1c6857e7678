"""`make run`: brings the local site up to date (settings, database, sample data, static files) and serves it.

Everything it makes lies in .env and var/; nothing is made twice, so the second start takes seconds and keeps the data.
"""

import hashlib
import io
import os
import secrets
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
STATIC_STAMP = VAR / "stamps" / "static"
LOCAL_ENV = """\
# Made by `make run` for this machine alone. .env.example explains every variable.
SECRET_KEY={secret}
HTTPS=false
ALLOWED_HOSTS=localhost,127.0.0.1
DEMO_ALLOWED=true
"""


def stop(message: str) -> None:
    sys.exit(message)


def chosen_port() -> int:
    typed = os.environ.get("PORT", "8000")
    if not typed.isdigit() or not 0 < int(typed) < 65536:
        stop(f"PORT={typed} không phải là số cổng. (PORT must be a number from 1 to 65535.)")
    return int(typed)


def refuse_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            stop(
                f"Không mở được cổng {port}: {error.strerror}. Chọn cổng khác: PORT={port + 1} make run\n"
                f"(Port {port} cannot be opened; choose another one with PORT=.)"
            )


def write_local_env() -> None:
    """A .env for this machine, once; a SECRET_KEY in the environment means that someone has already decided."""
    if (ROOT / ".env").exists() or os.environ.get("SECRET_KEY"):
        return
    (ROOT / ".env").write_text(LOCAL_ENV.format(secret=secrets.token_urlsafe(64)), encoding="utf-8")
    (ROOT / ".env").chmod(0o600)


def set_up_django() -> None:
    VAR.mkdir(exist_ok=True)
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.settings")
    import django

    django.setup()


def bring_database_up_to_date() -> None:
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command, get_commands

    call_command("migrate", interactive=False, verbosity=0)
    call_command("rebuild_rollups", if_missing=True)
    if settings.DEMO_ALLOWED and not get_user_model().objects.exists():
        print("Nạp dữ liệu mẫu …")
        call_command("load_demo", stdout=io.StringIO())  # it lists the accounts; so does `announce`, at every start
    if "refresh_tree" in get_commands():
        call_command("refresh_tree", stdout=io.StringIO())


def static_fingerprint() -> str:
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    facts = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in files]
    facts.append((ROOT / "requirements.txt").read_text(encoding="utf-8"))  # Django's admin has static files too
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def collect_static() -> None:
    from django.core.management import call_command

    fingerprint = static_fingerprint()
    if STATIC_STAMP.exists() and STATIC_STAMP.read_text() == fingerprint:
        return
    print("Chuẩn bị tệp tĩnh …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    STATIC_STAMP.parent.mkdir(parents=True, exist_ok=True)
    STATIC_STAMP.write_text(fingerprint)


def announce(port: int) -> None:
    from django.contrib.auth import get_user_model

    from dashboard.demo import people

    print(f"\nMở trình duyệt: http://127.0.0.1:{port}/   (dừng: Ctrl+C)")
    present = set(get_user_model().objects.values_list("username", flat=True))
    accounts = [account for account in people.accounts() if account.username in present]
    if accounts:
        print(f"Tài khoản dùng thử, mật khẩu chung: {people.PASSWORD}")
    for account in accounts:
        print(f"  {account.username:<14} {account.role}, {account.agency}")
    sys.stdout.flush()


def serve(port: int, reload: bool) -> None:
    """Hand this process over to the server."""
    address = f"127.0.0.1:{port}"
    if reload:
        os.execv(sys.executable, [sys.executable, "manage.py", "runserver", address])
    os.execv(
        sys.executable,
        [sys.executable, "-m", "gunicorn", "cchc.wsgi", "--bind", address, "--threads", "8", "--log-level", "warning"],
    )


def main() -> None:
    reload = "--reload" in sys.argv[1:]
    port = chosen_port()
    refuse_busy_port(port)
    write_local_env()
    set_up_django()
    bring_database_up_to_date()
    if not reload:
        collect_static()
    announce(port)
    serve(port, reload)


if __name__ == "__main__":
    main()
