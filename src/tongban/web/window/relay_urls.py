"""Addresses of what is handed in at one place and decided at another, under /desk/relays."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET, require_POST

from tongban.web.window import relays

urlpatterns: list[URLPattern | URLResolver] = [
    path("", require_GET(relays.listing), name="desk-relays"),
    path("/<str:relay_id>", require_GET(relays.show), name="desk-relay"),
    path("/<str:relay_id>/hand-out", require_POST(relays.give), name="desk-hand-out"),
    path("/<str:relay_id>/<slug:slug>", require_POST(relays.move), name="desk-relay-move"),
]
