"""Addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_POST

from tongban.web.plumbing import preferences
from tongban.web.portal.pages import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("preferences", require_POST(preferences.remember), name="preferences"),
    path("design", gallery.show, name="gallery"),
]
