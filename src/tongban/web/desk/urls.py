"""Addresses of the desk, under /desk/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET, require_POST

from tongban.web.desk.pages import (
    act,
    archive,
    benefits,
    case,
    find,
    halls,
    oversight,
    paper,
    payments,
    queue,
    reviews,
    seal_acts,
    sealing,
    seals,
    sharing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", require_GET(queue.show), name="desk"),
    path("find", find.show, name="desk-find"),
    path("halls", require_GET(halls.listing), name="desk-halls"),
    path("halls/<str:code>", require_GET(halls.show), name="desk-hall"),
    path("halls/<str:code>/terminal", require_POST(halls.terminal), name="desk-terminal"),
    path("halls/<str:code>/windows/<str:window_code>", halls.window, name="desk-window"),
    path("reviews", require_GET(reviews.show), name="desk-reviews"),
    path("seals", require_GET(seals.listing), name="desk-seals"),
    path("seals/certificates", require_GET(sealing.listing), name="desk-sealing"),
    path("seals/certificates/<str:certificate_id>", sealing.propose, name="desk-propose-sealing"),
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
    path("cases/<str:case_id>/archive", require_POST(archive.send), name="desk-archive"),
    path("cases/<str:case_id>/papers/<str:code>", require_GET(paper.send), name="desk-paper"),
    path("cases/<str:case_id>/attest/<str:code>", require_POST(paper.attest), name="desk-attest"),
    path("cases/<str:case_id>/<slug:slug>", act.do, name="desk-act"),
]
