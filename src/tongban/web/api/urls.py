"""Addresses of the interface, under /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET

from tongban.web.api import docs
from tongban.web.api.service import api

_patterns, _app_name, _namespace = api.urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", require_GET(docs.show), name="api-docs"),
    path("", (_patterns, _app_name, _namespace)),
]
