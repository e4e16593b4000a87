"""Settings of the site. What differs between installations comes from the environment:

``PILOTAGE_HOME`` (default ``var``), ``PILOTAGE_DATABASE``, ``PILOTAGE_MEDIA``,
``PILOTAGE_SECRET_KEY``, ``PILOTAGE_HOSTS``, ``PILOTAGE_HTTPS``, ``PILOTAGE_REGISTER``,
``PILOTAGE_OIDC_…`` (sign-in with a provider), ``PILOTAGE_SMTP``, ``PILOTAGE_MAIL_FROM`` and
``PILOTAGE_ADDRESS`` (e-mail), ``PILOTAGE_HOOKS_PRIVATE``, ``PILOTAGE_CLOCK_START``,
``PILOTAGE_DEMO`` (the clock stands in March 2021, pages say what is sample data).
"""

import os
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from pilotage.document import MAX_BYTES
from pilotage_server.databases import database

PACKAGE = Path(__file__).resolve().parent
DEMO_START = "2021-03-17T09:00:00+08:00"
HOME = Path(os.environ.get("PILOTAGE_HOME", "var")).resolve()


def _secret_key(home: Path) -> str:
    """The key of this installation: from the environment, else made once and kept in ``home``."""
    given = os.environ.get("PILOTAGE_SECRET_KEY")
    if given:
        return given
    home.mkdir(parents=True, exist_ok=True)
    path = home / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    key = get_random_secret_key()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key


def _clock_start() -> datetime | None:
    text = os.environ.get("PILOTAGE_CLOCK_START", DEMO_START if PILOTAGE_DEMO else "")
    return datetime.fromisoformat(text) if text else None


SECRET_KEY = _secret_key(HOME)
DEBUG = False
HTTPS = os.environ.get("PILOTAGE_HTTPS", "") == "1"
ALLOWED_HOSTS = os.environ.get("PILOTAGE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

PILOTAGE_DEMO = os.environ.get("PILOTAGE_DEMO", "") == "1"
PILOTAGE_CLOCK_START = _clock_start()
PILOTAGE_REGISTER = os.environ.get("PILOTAGE_REGISTER", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "pilotage_server.units",
    "pilotage_server.audit",
    "pilotage_server.documents",
    "pilotage_server.plans",
    "pilotage_server.rulepacks",
    "pilotage_server.ledgers",
    "pilotage_server.answers",
    "pilotage_server.notices",
    "pilotage_server.search",
    "pilotage_server.evidence",
    "pilotage_server.reports",
    "pilotage_server.api",
    "pilotage_server.ledgerfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pilotage_server.audit.asking.AskingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pilotage_server.units.sessions.SeenMiddleware",
    "pilotage_server.units.problems.ProblemMiddleware",
    "pilotage_server.documents.limits.RequestSizeMiddleware",
]

ROOT_URLCONF = "pilotage_server.urls"
WSGI_APPLICATION = "pilotage_server.wsgi.application"

_DEMO_CONTEXT = ["pilotage_server.demo.context.sample_note"] if PILOTAGE_DEMO else []
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["pilotage_server.units.templatetags.pilotage"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pilotage_server.units.context.shell",
                "pilotage_server.plans.context.programme",
                *_DEMO_CONTEXT,
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("PILOTAGE_DATABASE", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

MEDIA_ROOT = os.environ.get("PILOTAGE_MEDIA", str(HOME / "media"))
UPLOAD_LIMIT = MAX_BYTES
TEXT_LIMIT = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGIN_URL = "units:login"

OIDC_ISSUER = os.environ.get("PILOTAGE_OIDC_ISSUER", "").rstrip("/")
OIDC_CLIENT = os.environ.get("PILOTAGE_OIDC_CLIENT", "")
OIDC_SECRET = os.environ.get("PILOTAGE_OIDC_SECRET", "")
OIDC_NAME = os.environ.get("PILOTAGE_OIDC_NAME", "")
OIDC_CLAIM = os.environ.get("PILOTAGE_OIDC_CLAIM", "preferred_username")
OIDC_ADD = os.environ.get("PILOTAGE_OIDC_ADD", "") == "1"
PILOTAGE_SMTP = os.environ.get("PILOTAGE_SMTP", "")
"""The mail server as smtp://account:password@host:port, smtps:// (TLS), smtp+tls:// (STARTTLS)."""
PILOTAGE_ADDRESS = os.environ.get("PILOTAGE_ADDRESS", "").rstrip("/")
"""Where people elsewhere find this site, for the links in e-mails."""
PILOTAGE_HOOKS_PRIVATE = os.environ.get("PILOTAGE_HOOKS_PRIVATE", "") == "1"
"""Whether web hooks may reach loopback and private addresses."""
_smtp = urlsplit(PILOTAGE_SMTP)
EMAIL_HOST = _smtp.hostname or ""
EMAIL_USE_SSL, EMAIL_USE_TLS = _smtp.scheme == "smtps", _smtp.scheme == "smtp+tls"
EMAIL_PORT = _smtp.port or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
DEFAULT_FROM_EMAIL = os.environ.get("PILOTAGE_MAIL_FROM", "pilotage@localhost")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "pilotage_server.units.problems.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "pilotage_server.units.logs.PlainFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"pilotage_server": {"level": "INFO"}},
}
