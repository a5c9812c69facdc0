"""Addresses of the desk, under /desk/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET, require_POST

from tongban.web.desk.pages import (
    act,
    benefits,
    case,
    find,
    oversight,
    paper,
    payments,
    queue,
    seal_acts,
    seals,
    sharing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", require_GET(queue.show), name="desk"),
    path("find", find.show, name="desk-find"),
    path("seals", require_GET(seals.listing), name="desk-seals"),
    path("seals/<str:seal_id>", require_GET(seals.show), name="desk-seal"),
    path("seals/<str:seal_id>/use", seal_acts.use, name="desk-seal-use"),
    path("seals/<str:seal_id>/standing", seal_acts.change, name="desk-seal-standing"),
    path("seal-requests/<str:request_id>", seal_acts.answer, name="desk-seal-answer"),
    path("seal-requests/<str:request_id>/file", require_GET(seals.file), name="desk-seal-file"),
    path("oversight", oversight.show, name="desk-oversight"),
    path("oversight/notices/<str:notice_id>", oversight.acknowledge, name="desk-acknowledge"),
    path("oversight/plans/<str:plan_code>", oversight.announce, name="desk-announce-draw"),
    path("oversight/inspections/<str:inspection_id>", oversight.finding, name="desk-finding"),
    path("sharing", require_GET(sharing.show), name="desk-sharing"),
    path("sharing/<str:request_id>", require_GET(sharing.one), name="desk-share-request"),
    path("sharing/grants/<str:grant_id>/revocation", sharing.revoke, name="desk-revoke-grant"),
    path("sharing/corrections/<str:correction_id>", sharing.correction, name="desk-contested"),
    path("sharing/<str:request_id>/<slug:step>", sharing.move, name="desk-share-step"),
    path("benefits", require_GET(benefits.show), name="desk-benefits"),
    path("benefits/appeals/<str:appeal_id>", benefits.answer, name="desk-appeal"),
    path("benefits/<str:benefit_id>/recovery", benefits.recover, name="desk-recovery"),
    path("payments/<str:notice_id>/<slug:step>", payments.decide, name="desk-payment"),
    path("cases/<str:case_id>", require_GET(case.show), name="desk-case"),
    path("cases/<str:case_id>/papers/<str:code>", require_GET(paper.send), name="desk-paper"),
    path("cases/<str:case_id>/attest/<str:code>", require_POST(paper.attest), name="desk-attest"),
    path("cases/<str:case_id>/<slug:slug>", act.do, name="desk-act"),
]
