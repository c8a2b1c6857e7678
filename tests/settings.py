"""The settings tests run under: the real ones, with a fixed environment instead of this machine's .env file."""

import atexit
import os
import tempfile

os.environ["ENV_FILE"] = ""
os.environ["SECRET_KEY"] = "chỉ-dùng-khi-kiểm-thử"
os.environ["DEBUG"] = "false"
os.environ["HTTPS"] = "false"
os.environ["DEMO_ALLOWED"] = "true"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["LOG_LEVEL"] = "WARNING"
os.environ["REMIND_DAYS_AHEAD"] = "5"
for name in ("CSRF_TRUSTED_ORIGINS", "TRUSTED_PROXY_COUNT", "UPLOAD_MAX_MB", "REQUEST_MAX_MB", "EMAIL_URL", "SITE_URL"):
    os.environ.pop(name, None)

from cchc.settings import *  # noqa: E402, F403
from cchc.settings import DATABASES, STORAGES  # noqa: E402

_room = tempfile.TemporaryDirectory(prefix="cchc-tests-")
atexit.register(_room.cleanup)
MEDIA_ROOT = f"{_room.name}/uploads"
STATIC_ROOT = f"{_room.name}/static"
os.mkdir(STATIC_ROOT)

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: in a browser test the server's threads then have connections of their own, as in life.
    DATABASES["default"]["NAME"] = f"{_room.name}/db.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": f"{_room.name}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF"

else:
    # A browser keeps its connections to the live server open; its threads must not keep theirs to the database.
    DATABASES["default"]["CONN_MAX_AGE"] = 0

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
