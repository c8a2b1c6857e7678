"""A throwaway PostgreSQL: its own folder, its own socket, no port, gone when the block ends."""

import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

OWNER = "postgres"  # PostgreSQL refuses to run as root; it then runs as this user
SETTINGS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"
)


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, the newest version first; None where PostgreSQL is not installed."""
    installed = sorted(
        glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[-2]), reverse=True
    )
    on_path = [str(Path(found).resolve().parent) for found in [shutil.which("initdb")] if found]
    for folder in map(Path, [*installed, *on_path, *glob.glob("/opt/homebrew/opt/postgresql*/bin")]):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


def is_possible() -> bool:
    return programs() is not None and (os.geteuid() != 0 or owner_exists())


def owner_exists() -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwnam(OWNER))
    return False


def as_owner() -> dict:
    """How subprocess must run PostgreSQL's programs: as oneself, but never as root."""
    return {"user": OWNER, "group": pwd.getpwnam(OWNER).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


@contextlib.contextmanager
def throwaway():
    """Yields the DATABASE_URL of a fresh cluster."""
    folder, who = programs(), as_owner()
    room = tempfile.mkdtemp(prefix="cchc-pg-")
    if who:
        shutil.chown(room, OWNER)

    def run(program, *arguments):
        with open(f"{room}.log", "a") as log:
            subprocess.run([folder / program, *arguments], check=True, stdout=log, stderr=log, cwd="/", **who)

    cluster = f"{room}/data"
    try:
        run("initdb", "-D", cluster, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        run("pg_ctl", "-D", cluster, "-w", "-l", f"{room}/log", "-o", f"{SETTINGS} -k {room}", "start")
        try:
            yield f"postgres://{OWNER}@/{room}/{OWNER}"
        finally:
            run("pg_ctl", "-D", cluster, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(room, ignore_errors=True)
        Path(f"{room}.log").unlink(missing_ok=True)
