"""All settings, in one file. Every value a deployment may change is read from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from tongban.site.database import database_settings
from tongban.site.logs import configure_logging
from tongban.site.places import ROOT, data_directory, secret_key, started_witnesses
from tongban.site.postgres.record import recorded_url
from tongban.site.rooms import rooms_with_tables
from tongban.web.plumbing.translations import compile_stale

# Where things are
SRC = Path(__file__).resolve().parents[1]
DATA_DIR = data_directory()
BLOB_DIR = DATA_DIR / "blobs"
# NotoSerifSC-Regular.ttf and NotoSerifSC-Bold.ttf, put there by `make setup` when npm is here.
FONT_DIR = Path(os.environ.get("TONGBAN_FONTS") or ROOT / "vendor" / "fonts")
PACK_DIR = ROOT / "packs"
WEB_AREAS = ("design", "portal", "desk", "window", "helping", "screen", "console", "api")

# Who runs it
DEMO = os.environ.get("TONGBAN_PROFILE", "demo") == "demo"
HOME_REGION = os.environ.get("TONGBAN_REGION", "990000")  # the division whose portal this is
DEBUG = False
TRUST_SUITE = os.environ.get("TONGBAN_SUITE", "gm")  # crypto of new evidence: gm or intl
# The evidence log: where its name begins, who cosigns ("URL KEY" pairs), how many must, and how
# long a promise of inclusion may take.
LOG_ORIGIN = os.environ.get("TONGBAN_LOG_ORIGIN", "log.tongban.example")
LOG_WITNESSES = os.environ.get("TONGBAN_WITNESSES") or started_witnesses(DATA_DIR)
LOG_WITNESSES_NEEDED = int(os.environ.get("TONGBAN_WITNESSES_NEEDED", "1"))
LOG_MERGE_DELAY_S = int(os.environ.get("TONGBAN_MERGE_DELAY_S", "3600"))
KEYS = os.environ.get("TONGBAN_KEYS", "file:")  # where private keys are: file:, pkcs11:, sdf:
SEAL_USES_PER_HOUR = int(os.environ.get("TONGBAN_SEAL_USES_PER_HOUR", "200"))  # by people, a seal
SEAL_REQUEST_HOURS = int(os.environ.get("TONGBAN_SEAL_REQUEST_HOURS", "24"))  # two-person uses
# The address others know the platform by, in what it signs; else the one a visitor used.
PUBLIC_URL = os.environ.get("TONGBAN_PUBLIC_URL", "").rstrip("/")
# Periods of data sharing 共享时限. VERIFY before use: these are the day counts commonly quoted for
# 政务数据共享条例 (809), which were not found in a text of it.
EXCHANGE_SPANS = {
    "reply_unconditional": os.environ.get("TONGBAN_REPLY_UNCONDITIONAL", "1 working-day"),
    "reply_conditional": os.environ.get("TONGBAN_REPLY_CONDITIONAL", "10 working-days"),
    "extension": os.environ.get("TONGBAN_REPLY_EXTENSION", "10 working-days"),
    "provide": os.environ.get("TONGBAN_PROVIDE", "20 working-days"),
    "ruling": os.environ.get("TONGBAN_RULING", "10 working-days"),
    "correction": os.environ.get("TONGBAN_CORRECTION", "10 working-days"),
}
# How many working days before its day somebody is reminded of a material they promised 容缺补交.
REMIND_WORKING_DAYS = int(os.environ.get("TONGBAN_REMIND_WORKING_DAYS", "2"))
# How many days before it is deleted the owner of a draft 暂存 is told.
DRAFT_WARNING_DAYS = int(os.environ.get("TONGBAN_DRAFT_WARNING_DAYS", "3"))
# How long a node may go on with the policy it has, and a case token holds.
EXCHANGE_POLICY_HOURS = int(os.environ.get("TONGBAN_POLICY_HOURS", "24"))
EXCHANGE_TOKEN_MINUTES = int(os.environ.get("TONGBAN_CASE_TOKEN_MINUTES", "10"))
# Nodes the platform asks registers through, a line "ID URL" each; none: the demo's registers.
EXCHANGE_NODES = dict(
    line.split(maxsplit=1) for line in os.environ.get("TONGBAN_EXCHANGE_NODES", "").splitlines()
)
# What other platforms call this one by; none: it takes part in no federation.
PLATFORM_CODE = os.environ.get("TONGBAN_PLATFORM_CODE", "")
PLATFORM_NAME = os.environ.get("TONGBAN_PLATFORM_NAME", "")
EXCHANGE_SECRET = os.environ.get("TONGBAN_EXCHANGE_SECRET", "")
# Programs outside that are told of events, a line "NAME URL" each, and the payment channel's
# address; none: nobody is told, and the demo's own channel takes the money.
RECEIVERS = dict(
    line.split(maxsplit=1) for line in os.environ.get("TONGBAN_RECEIVERS", "").splitlines()
)
RECEIVER_SECRET = os.environ.get("TONGBAN_RECEIVER_SECRET", "")
PAYMENT_CHANNEL = os.environ.get("TONGBAN_PAYMENT_CHANNEL", "")
HTTPS = os.environ.get("TONGBAN_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("TONGBAN_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")


SECRET_KEY = secret_key(DATA_DIR)

# What is in the house
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    *(f"tongban.{room}" for room in rooms_with_tables()),
]
MIDDLEWARE = [
    "tongban.site.middleware.RequestId",
    "tongban.site.middleware.Measured",
    "django.middleware.security.SecurityMiddleware",
    "tongban.site.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tongban.web.plumbing.manners.TerminalManners",
    "tongban.web.plumbing.refusals.RefusalMiddleware",
    "tongban.site.middleware.BodyLimit",
    "tongban.site.middleware.OneSitting",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WSGI_APPLICATION = "tongban.site.wsgi.application"
ROOT_URLCONF = "tongban.site.urls"

# Database and queue
DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL") or recorded_url(DATA_DIR))}
PROCRASTINATE_IMPORT_PATHS = ["tongban.jobs.handlers"]

# Languages and time
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "tongban_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True


def _web_folders(name: str) -> list[Path]:
    folders = (SRC / "web" / area / name for area in WEB_AREAS)
    return [folder for folder in folders if folder.is_dir()]


LOCALE_PATHS = _web_folders("locale")
compile_stale()  # before Django reads the first translation

# Pages
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": _web_folders("templates"),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "tongban.web.plumbing.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "tongban.web.design.tags.figures",
                "tongban.web.design.tags.parts",
                "tongban.web.design.tags.words",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = _web_folders("static")
# Hashed names and compressed files once `tongban run` has collected them; the sources otherwise.
_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _COLLECTED
WHITENOISE_AUTOREFRESH = False

# Sessions and cookies
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(os.environ.get("TONGBAN_SESSION_MINUTES", "120")) * 60
SESSION_COOKIE_NAME = "tongban_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tongban.web.plumbing.refusals.form_went_stale"

# A village helper's mandate ends after these days when nobody says another day; 90 at most.
ASSISTANCE_TERM_DAYS = min(int(os.environ.get("TONGBAN_ASSISTANCE_DAYS", "14")), 90)

# Headers; the content security policy is in middleware.py
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"

# Uploads: files.api sets the real limit; this one is what Django keeps in memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
UPLOAD_MAX_BYTES = int(os.environ.get("TONGBAN_UPLOAD_MAX_MB", "20")) * 1_048_576
REQUEST_MAX_BYTES = 4 * UPLOAD_MAX_BYTES

# Logs: JSON lines on standard error, personal numbers masked
LOGGING_CONFIG = None
configure_logging(os.environ.get("TONGBAN_LOG_LEVEL", "INFO"))
