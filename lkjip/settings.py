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

if not SECRET_KEY and (DEMO or DEBUG):
    SECRET_KEY = try_out_key(VAR_DIR)
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or shorter than 50 characters. Set it in the environment, for example to the output of: "
        "python -c 'import secrets; print(secrets.token_urlsafe(64))'. For a try-out set LKJIP_DEMO=1 instead."
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
    "agreements",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lkjip.middleware.keep_session_while_used",
    # Closed by default: a public page says so with @login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
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

AUTH_USER_MODEL = "agreements.User"
# Argon2 costs whoever stole the table memory as well as time; older hashes are renewed at the next login.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["lkjip.backends.PasswordBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
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
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
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

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # The font subsetter tells every table it keeps, the PDF engine every page it lays out.
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint.progress": {"level": "WARNING"}},
}
