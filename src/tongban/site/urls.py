"""The url map: third-party urls are mounted here, ours come from ``web``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tongban.site import health
from tongban.site.rooms import has_module

_AREAS = (
    ("desk/reception", "tongban.web.window.urls"),
    ("desk/relays", "tongban.web.window.relay_urls"),
    ("desk/", "tongban.web.desk.urls"),
    ("tv/", "tongban.web.screen.urls"),
    ("console/", "tongban.web.console.urls"),
    ("api/v1/", "tongban.web.api.urls"),
    ("log/", "tongban.web.api.log_files"),
    ("federation/", "tongban.web.api.federation_files"),
    ("exchange/", "tongban.web.api.node_files"),
    ("", "tongban.web.helping.urls"),
    ("", "tongban.web.portal.urls"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
    *(path(prefix, include(module)) for prefix, module in _AREAS if has_module(module)),
]

handler403 = "tongban.web.plumbing.refusals.permission_denied"
handler404 = "tongban.web.plumbing.refusals.page_not_found"
handler500 = "tongban.web.plumbing.refusals.server_error"
