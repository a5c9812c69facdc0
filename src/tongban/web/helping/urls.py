"""Addresses of help by others: the helper's, the resident's, mandates, and the town's office."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.web.helping.pages import duties, helped, mandates, offices, requests

_form = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns: list[URLPattern | URLResolver] = [
    path("helping", require_safe(duties.listed), name="helping"),
    path("helping/new", _form(requests.note), name="note-request"),
    path("helping/<str:errand_id>", _form(duties.show), name="duty"),
    path("helped", require_safe(helped.listed), name="helped"),
    path("helped/ask", _form(helped.ask), name="ask-help"),
    path("helped/<str:errand_id>", _form(helped.show), name="errand"),
    path("mandates", require_safe(mandates.show), name="mandates"),
    path("mandates/<str:mandate_id>/end", require_POST(mandates.end), name="end-mandate"),
    path("desk/helpers", _form(offices.show), name="helpers"),
]
