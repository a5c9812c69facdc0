"""All settings, in one file. Every value a deployment may change is read from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from tongban.site.rooms import rooms_with_tables

ROOT = Path(__file__).resolve().parents[3]
DATA_DIR = Path(os.environ.get("TONGBAN_DATA", ROOT / ".data"))
DEMO = os.environ.get("TONGBAN_PROFILE", "demo") == "demo"
DEBUG = False
SECRET_KEY = os.environ.get("TONGBAN_SECRET_KEY", "set-by-tongban-run-from-the-data-directory")
ALLOWED_HOSTS = os.environ.get("TONGBAN_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    *(f"tongban.{room}" for room in rooms_with_tables()),
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
WSGI_APPLICATION = "tongban.site.wsgi.application"
ROOT_URLCONF = "tongban.site.urls"


def _database(url: str) -> dict[str, object]:
    from urllib.parse import parse_qsl, unquote, urlsplit

    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {
    "default": _database(os.environ.get("DATABASE_URL", "postgresql://127.0.0.1:5432/tongban"))
}
