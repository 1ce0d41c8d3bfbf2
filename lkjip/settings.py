"""Settings: one file, everything that differs between places comes from the environment (README, 'Configuration').

A missing or weak variable names itself and the cure.
"""

import re
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lkjip.secret import try_out_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("LKJIP_VAR_DIR", default=str(BASE_DIR / "var")))

SECRET_KEY = env.str("SECRET_KEY", default="")
DEBUG = env.bool("LKJIP_DEBUG", default=False)

# Demo mode loads fictional offices and lets the demo users in; never on for real data. A checkout nobody configured
# (no key, the embedded database) is a try-out and starts in it.
DEMO = env.bool("LKJIP_DEMO", default=not SECRET_KEY and not env.str("DATABASE_URL", default=""))

# After a change of the key: earlier ones, under which sessions, links and authenticators still hold.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

if not SECRET_KEY and (DEMO or DEBUG):
    SECRET_KEY = try_out_key(VAR_DIR)
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 16 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing, shorter than 50 characters, or not random. Set it in the environment, for example to "
        "the output of: python -c 'import secrets; print(secrets.token_urlsafe(64))'. For a try-out set LKJIP_DEMO=1 "
        "instead."
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Approved documents print it, with a QR code, as the place to check them. Paper outlives a change of address.
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}" if DEMO else "")
if not re.fullmatch(rf"http{'s?' if DEMO else 's'}://[^\s/?#]+(/[^\s?#]*)?", PUBLIC_URL):
    raise ImproperlyConfigured(
        "PUBLIC_URL is missing or does not start with https://. Set it in the environment to the address under which "
        "everybody reaches these pages, for example https://lkjip.example.go.id: approved documents print it. For a "
        "try-out set LKJIP_DEMO=1 instead."
    )

# How many proxies in front of us add to X-Forwarded-For: whom public pages count the requests of.
PROXIES = env.int("PROXIES", default=0 if DEMO else 1)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_q",
    "agreements",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lkjip.middleware.number_requests",
    "lkjip.middleware.CompressPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lkjip.middleware.keep_session_while_used",
    # Closed by default: a public page says so with @login_not_required.
    "lkjip.middleware.RequireLogin",
    "lkjip.middleware.RequireSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "lkjip.urls"
WSGI_APPLICATION = "lkjip.wsgi.application"

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
                "reports.views.context.navigation",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'lkjip.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing: 211 of 240 concurrent edits were lost to "database is locked" without these.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Background work is queued in the same database, so that it is asked for in the transaction that needs it. A worker
# that is killed leaves its work to others: every task may run twice (reports/tasks.py), and no result is kept.
WORKER_PROCESSES = env.int("WORKER_PROCESSES", default=2)
Q_CLUSTER = {
    "name": "lkjip",
    "label": "Pekerjaan latar",
    "orm": "default",
    "workers": WORKER_PROCESSES,
    # What a worker has fetched is kept from others until `retry`, so it fetches no more than it works on.
    "queue_limit": WORKER_PROCESSES,
    "bulk": 1,
    "timeout": 240,
    "retry": 300,
    "max_attempts": 5,
    "ack_failures": True,
    # A new process now and then, about every 250 documents: the PDF engine leaves 25 kB of each behind in memory.
    "recycle": 50,
    "save_limit": -1,
    # Regular chores have a loop of their own, which looks more often than twice a minute (reports/worker.py).
    "scheduler": False,
    "catch_up": False,
}
# How long a file may take before another process may try, in seconds, and how often it is tried.
RENDER_HOLD = 90
RENDER_ATTEMPTS = 3
# How long the files of a finished job are kept, and what was drawn before, in days.
DOWNLOAD_DAYS = env.int("DOWNLOAD_DAYS", default=7)
STORE_DAYS = env.int("STORE_DAYS", default=30)

AUTH_USER_MODEL = "agreements.User"
# Argon2 costs whoever stole the table memory as well as time; older hashes are renewed at the next login.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["lkjip.backends.PasswordBackend"]
# Administrators and Bagian Organisasi reach nothing before they have a second factor; all others may have one.
SECOND_FACTOR_REQUIRED = True
# Whose password everybody knows, in the demo (reports/demo/accounts.py): their logins stay as simple as they are.
DEMO_ACCOUNTS = frozenset(
    {
        "operator",
        "staf",
        "kasubbag",
        "kasi",
        "sekretaris",
        "camat",
        "asisten",
        "organisasi",
        "inspektorat",
        "admin",
        "operator-ranuyoso",
        "operator-candipuro",
        "operator-organisasi",
    }
)
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "lkjip.passwords.Similarity"},
    {"NAME": "lkjip.passwords.Length", "OPTIONS": {"min_length": 12}},
    {"NAME": "lkjip.passwords.Common"},
    {"NAME": "lkjip.passwords.NotNumeric"},
    {"NAME": "lkjip.passwords.NoDemoPassword"},
]

EMAIL_URL = env.str("EMAIL_URL", default="")
# Whether mails reach anybody; those of a demo are printed on the console. Without a server no page promises one.
MAIL = bool(EMAIL_URL) or DEMO or DEBUG
try:
    vars().update(env.email_url_config(EMAIL_URL or ("consolemail://" if MAIL else "dummymail://")))
except ImproperlyConfigured as error:
    raise ImproperlyConfigured(
        f"EMAIL_URL cannot be read ({error}). Set it to the address of your mail server, for example "
        "smtp+tls://USER:PASSWORD@mail.example.go.id:587, with special characters written as %XX."
    ) from error
EMAIL_TIMEOUT = 20
# How long an invitation, or a link for a forgotten password, is good: a weekend long.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="" if EMAIL_URL else "LKjIP Triwulanan <lkjip@localhost>")
if not DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured(
        "EMAIL_URL is set but DEFAULT_FROM_EMAIL is not. Set it to the sender of all mails, for example "
        "LKjIP Triwulanan <lkjip@example.go.id>."
    )

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
# Numbers are written by agreements.numbers; this switch would put thousands separators into links.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# The pictures of the guide stand beside its text, where documents are read without the application too.
STATICFILES_DIRS = [BASE_DIR / "static", ("panduan", BASE_DIR / "docs" / "images")]
# Uploads, approved documents and what was drawn: several machines share one folder.
MEDIA_ROOT = Path(env.str("MEDIA_DIR", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "lkjip.storage.ModuleStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or DEMO

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The entry grid of 130 rows sends figure, note, reason and version of each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its icons as data: images inside its own stylesheet.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 2 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
if not (DEBUG or DEMO):
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
    # Both speak for other names of the domain, which only its owner can answer for, and browsers remember them long.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers take these names over https from this very host only: a neighbour on the same domain can plant neither.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# What takes longer is shown to the administrator, in milliseconds.
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=500)
SLOW_PAGE_MS = env.int("SLOW_PAGE_MS", default=5000)
# Below so many free megabytes /sehat/ asks for a look.
LOW_DISK_MB = env.int("LOW_DISK_MB", default=1000)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "lkjip.logs.PlainLines", "format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "lkjip.logs.JsonLines"},
        "traces": {"()": "lkjip.logs.Traces"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain" if DEBUG or DEMO else "json"},
        # Kept for the administrator's page (reports/noted.py).
        "noticed": {"class": "reports.noted.NoticeFaults", "level": "WARNING", "formatter": "traces"},
    },
    "root": {"handlers": ["console", "noticed"], "level": env.str("LOG_LEVEL", default="INFO")},
    # The font subsetter tells every table it keeps, the PDF engine every page it lays out.
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},
        # Each task queued and done; failures are errors and still told.
        "django-q": {"level": "WARNING"},
        # A try-out's console is for people; who collects lines wants one for every page.
        "lkjip.halaman": {"level": "WARNING" if DEMO else "INFO"},
    },
}
