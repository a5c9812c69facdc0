"""The url map: third-party urls are mounted here, ours come from ``web``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
