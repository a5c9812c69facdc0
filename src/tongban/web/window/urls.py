"""Addresses of serving somebody, under /desk/reception."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_POST

from tongban.web.window import begin, serve

urlpatterns: list[URLPattern | URLResolver] = [
    path("", begin.show, name="desk-begin"),
    path("/<str:sitting_id>", serve.show, name="desk-serve"),
    path("/<str:sitting_id>/account", require_POST(serve.give), name="desk-give-account"),
]
