"""The WSGI application granian serves."""

from __future__ import annotations

import gc
import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

from tongban.site.wiring import wire

_ALLOCATIONS_PER_COLLECTION = 20_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.site.settings")


def _application() -> WSGIHandler:
    handler = get_wsgi_application()
    wire()
    # What is loaded by now stays: collections that walk it again and again find nothing.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS_PER_COLLECTION, 20, 20)
    return handler


application = _application()
