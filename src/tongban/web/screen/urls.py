"""Addresses of the screens, under /tv/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tongban.web.screen import calls, television

urlpatterns: list[URLPattern | URLResolver] = [
    path("", television.home, name="tv"),
    path("regions/<str:code>", television.region, name="tv-region"),
    path("items/<str:code>", television.item, name="tv-item"),
    path("places/<str:code>", television.hall, name="tv-place"),
    path("places/<str:code>/calls", calls.show, name="tv-calls"),
]
