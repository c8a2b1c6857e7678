"""All settings, in one file. Whatever differs between machines comes from the environment (.env.example explains each)."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
if env.str("ENV_FILE", default=".env"):  # empty: read no file, take the environment alone
    environ.Env.read_env(BASE_DIR / env.str("ENV_FILE", default=".env"))

# --- What kind of machine this is -------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=not DEBUG)  # False only where people reach us by plain http, as `make run` does
DEMO_ALLOWED = env.bool("DEMO_ALLOWED", default=DEBUG)  # whether load_demo may write the invented province here
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Chưa đặt SECRET_KEY. Chạy `make run` một lần để tạo tệp .env trên máy này, hoặc đặt SECRET_KEY như .env.example chỉ dẫn."
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- The house ----------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "accounts",
    "ui",
    "agencies",
    "documents",
    "periods",
    "plans",
    "targets",
    "dossiers",
    "intake",
    "reminders",
    "reports",
    "dashboard",
    "agencies.back_office.BackOfficeConfig",  # django.contrib.admin with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # so that forms are drawn with our templates/django/forms/
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "cchc.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cchc.middleware.BrowserPolicyMiddleware",
    "cchc.uploads.RequestSizeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.RequestContextMiddleware",
    "cchc.resume.ResumableLoginRequiredMiddleware",
    "accounts.middleware.TemporaryPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cchc.urls"
WSGI_APPLICATION = "cchc.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ui.context_processors.navigation",
                "agencies.context_processors.own_agency",
                "agencies.context_processors.section",
                "intake.context_processors.waiting_documents",
            ],
            "builtins": ["django.templatetags.static", "ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# (url name, label, path prefixes that mark the entry as the current one); entries whose name does not resolve are left out
NAVIGATION = [
    ("dashboard:home", "Tổng quan", "/"),
    ("reminders:duties", "Việc cần làm", "/viec-can-lam/ /don-doc/"),
    ("plans:list", "Kế hoạch", "/ke-hoach/"),
    ("plans:tasks", "Nhiệm vụ", "/nhiem-vu/"),
    ("targets:list", "Chỉ tiêu", "/chi-tieu/ /chi-tieu-thong-ke/"),
    ("dashboard:ranking", "Xếp hạng", "/xep-hang-don-vi/"),
    ("targets:submissions", "Số liệu", "/so-lieu/ /bieu-mau/ /ky-bao-cao/"),
    ("reports:consolidated", "Báo cáo", "/bao-cao/"),
    ("agencies:list", "Đơn vị", "/don-vi/"),
]

# Lists shown side by side on each of them: (url name, label, the action without which it is left out)
SECTIONS = [
    [
        ("targets:submissions", "Báo cáo của đơn vị", ""),
        ("targets:upload_workbooks", "Excel", "enter_figures"),
        ("targets:overview", "Tình hình báo cáo", ""),
        ("targets:timeliness", "Gửi đúng hạn", ""),
        ("targets:corrections", "Đính chính", ""),
        ("targets:periods", "Kỳ báo cáo", "manage_forms"),
        ("targets:openings", "Mở riêng", "manage_forms"),
        ("targets:forms", "Biểu mẫu", ""),
        ("dossiers:sources", "Một cửa", "load_sources"),
        ("targets:outside_figures", "Nguồn ngoài", "record_outside_figures"),
    ],
    [
        ("reminders:duties", "Việc cần làm", ""),
        ("reminders:enquiries", "Đôn đốc, yêu cầu", ""),
    ],
]

# --- Who is told ------------------------------------------------------------------------------------------------------------

# Functions of upper floors that must know of a change within its transaction (agencies/followers.py says with what words).
FOLLOWERS = {
    "agencies_changed": ["targets.rollup.follow_agencies"],
    "groups_changed": ["targets.rollup.follow_groups"],
    "periods_changed": ["targets.rollup.follow_periods"],
}

# --- Data ----------------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # Readers never wait for a writer; a transaction that may write waits at its start, not half-way through.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Uploaded papers: outside static, without a URL of their own; a view serves them after asking who may read.
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "uploads"))()
MEDIA_URL = ""
UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=20)  # one file; a form answers at the field
REQUEST_MAX_MB = env.int("REQUEST_MAX_MB", default=5 * UPLOAD_MAX_MB)  # a whole form with its files; beyond: a page
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "cchc.uploads.LimitedFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # what is typed, files apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a grid of 60 agencies by 40 indicators by 4 boxes

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- People ---------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "agencies.backends.WithMemberships"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a stranger elsewhere cannot lock an officer out
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "cchc.resume.locked_out"
AXES_CLIENT_IP_CALLABLE = "cchc.middleware.client_address"
AXES_DISABLE_ACCESS_LOG = True  # ActionRecord keeps log-ins
AXES_ENABLE_ADMIN = False  # the list of people has “Mở khoá đăng nhập”
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 8 * 60 * 60  # one working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # a page's script reads it to send htmx requests
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cchc.resume.csrf_failure"

# --- What the browser is told -----------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a load balancer asks over plain http
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 60 * 60) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=True)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None  # browsers ignore it, loudly, over plain http
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Language, time, mail, log ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "cchc.formats"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="cchc@localhost")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)  # seconds that a mail server may take to answer
# What stands before every address in a mail, where no request says how people reach us.
_OWN_NAME = next((name for name in ALLOWED_HOSTS if name.strip("*.")), "localhost").lstrip(".")
SITE_URL = env.str("SITE_URL", default=f"{'https' if HTTPS else 'http'}://{_OWN_NAME}")
REMIND_DAYS_AHEAD = env.int(
    "REMIND_DAYS_AHEAD", default=5
)  # from how many days before its due day a report is mailed about

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO"), "propagate": False},
        "django.utils.autoreload": {"level": "WARNING"},
    },
}
