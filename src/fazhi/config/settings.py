"""Settings: read from the environment, typed, with safe defaults for one sub-district."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = Path(os.environ.get("FAZHI_HOME", PACKAGE.parent.parent))
VAR = ROOT / "var"


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes"}


def _items(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,  # opening and closing costs as much as an act
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-65536;PRAGMA mmap_size=134217728;"
                "PRAGMA journal_size_limit=67108864;PRAGMA secure_delete=ON;"
            ),
        },
    }


#: A statement asked five times is planned once; planning costs more than most statements. A pooler
#: that hands one connection to many clients must know prepared statements (PgBouncer 1.21 does).
_PREPARED: dict[str, object] = {"server_side_binding": True, "prepare_threshold": 5}


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**_PREPARED, **dict(parse_qsl(parts.query))},
    }


def _database(url: str) -> dict[str, object]:
    if url.startswith("sqlite:///"):
        return _sqlite(url.removeprefix("sqlite:///"))
    if url.startswith(("postgres://", "postgresql://")):
        return _postgresql(url)
    raise ValueError("FAZHI_DATABASE_URL must begin with sqlite:/// or postgresql://")


DEBUG = _flag("FAZHI_DEBUG", default=False)
SECRET_KEY_FILE = VAR / "secrets" / "django.key"
SECRET_KEY = os.environ.get("FAZHI_SECRET_KEY") or (
    SECRET_KEY_FILE.read_text().strip() if SECRET_KEY_FILE.exists() else "unset"
)
ALLOWED_HOSTS = _items("FAZHI_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _items("FAZHI_ORIGINS", "")

DATABASES = {
    "default": _database(
        os.environ.get("FAZHI_DATABASE_URL") or f"sqlite:///{VAR / 'fazhi.sqlite3'}"
    )
}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "ninja",
    "django_q",
    "fazhi.kernel",
    "fazhi.registers.places",
    "fazhi.registers.staff",
    "fazhi.registers.parties",
    "fazhi.registers.competence",
    "fazhi.capabilities.documents",
    "fazhi.capabilities.service",
    "fazhi.capabilities.evidence",
    "fazhi.capabilities.tasks",
    "fazhi.capabilities.payments",
    "fazhi.capabilities.meetings",
    "fazhi.proceedings.issues",
    "fazhi.proceedings.leads",
    "fazhi.proceedings.cooperation",
    "fazhi.proceedings.compulsory_measures",
    "fazhi.proceedings.cases",
    "fazhi.proceedings.compulsory_enforcement",
    "fazhi.proceedings.supervision",
    "fazhi.proceedings.counsel",
    "fazhi.outcomes.indicators",
    "fazhi.outcomes.publication",
    "fazhi.outcomes.returns",
    "fazhi.web",
]

MIDDLEWARE = [
    "fazhi.web.middleware.EnvelopeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fazhi.web.middleware.PageCompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "fazhi.web.middleware.SeatMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "fazhi.config.urls"
WSGI_APPLICATION = "fazhi.config.wsgi.application"
AUTH_USER_MODEL = "kernel.Account"
AUTHENTICATION_BACKENDS = ["fazhi.kernel.login.AccountBackend"]

_AUDIENCES = [PACKAGE / "web" / name for name in ("design", "console", "portal")]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [folder / "templates" for folder in _AUDIENCES],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fazhi.web.context.surroundings",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "fazhi.web.design.templatetags.fazhi_tags",
            ],
        },
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [
    *(folder / "locale" for folder in _AUDIENCES),
    *sorted((PACKAGE / "web").glob("*/*/locale")),  # of rooms of an audience
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATICFILES_DIRS = [folder / "static" for folder in _AUDIENCES if (folder / "static").is_dir()]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

ATTACHMENT_ROOT = VAR / "attachments"
HEADS_ROOT = VAR / "heads"
SECRETS_ROOT = VAR / "secrets"
#: Fonts belong to the program, not to the data; an office with licensed fonts names its own folder.
FONTS_ROOT = Path(os.environ.get("FAZHI_FONTS", PACKAGE.parent.parent / "var" / "fonts"))

#: The address at which strangers reach this site; codes on documents lead to it.
PUBLIC_URL = os.environ.get("FAZHI_PUBLIC_URL", "http://127.0.0.1:8000")
#: Reports received from one address in ten minutes; more are no longer those of people.
REPORTS_IN_TEN_MINUTES = int(os.environ.get("FAZHI_REPORTS_IN_TEN_MINUTES", "30"))
#: Who holds the seal of the authority; ours is for trying out and has no legal effect.
SEAL_PROVIDER = os.environ.get(
    "FAZHI_SEAL_PROVIDER", "fazhi.capabilities.documents.trial_seal.TrialSealProvider"
)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
#: Set where strangers come in over TLS; a server in front that speaks TLS must say so by header.
_HTTPS = _flag("FAZHI_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading binds a whole domain, not this site
SESSION_COOKIE_AGE = 12 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fazhi.web.errors.csrf_failure"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/desk/"
#: For so many minutes after the second factor one may sign, seal and export; our own value.
SECOND_FACTOR_MINUTES = int(os.environ.get("FAZHI_SECOND_FACTOR_MINUTES", "15"))
#: The password of all demonstration accounts; it stands on the start page, so it is no secret.
DEMONSTRATION_PASSWORD = "fazhi-demo-2023"  # noqa: S105 -- see above
#: The authority whose portal citizens see when the address does not say it.
PORTAL_AUTHORITY = os.environ.get("FAZHI_PORTAL_AUTHORITY", "330211004000")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]

Q_CLUSTER = {
    "name": "fazhi",
    "orm": "default",
    "timeout": 300,
    "retry": 360,
    "workers": 1,
    "max_attempts": 20,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "fazhi.kernel.logs.SafeFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("FAZHI_LOG_LEVEL", "WARNING")},
}
