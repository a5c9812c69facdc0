"""The WSGI application granian serves."""

from __future__ import annotations

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from tongban.site.wiring import wire

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.site.settings")


def _application() -> WSGIHandler:
    handler = get_wsgi_application()
    wire()
    return handler


application = _application()
