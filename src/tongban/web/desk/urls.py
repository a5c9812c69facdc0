"""Addresses of the desk, under /desk/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET, require_POST

from tongban.web.desk.pages import act, case, paper, queue

urlpatterns: list[URLPattern | URLResolver] = [
    path("", require_GET(queue.show), name="desk"),
    path("cases/<str:case_id>", require_GET(case.show), name="desk-case"),
    path("cases/<str:case_id>/papers/<str:code>", require_GET(paper.send), name="desk-paper"),
    path("cases/<str:case_id>/attest/<str:code>", require_POST(paper.attest), name="desk-attest"),
    path("cases/<str:case_id>/<slug:slug>", act.do, name="desk-act"),
]
