"""Addresses of the console, under /console/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET

from tongban.web.console.pages import (
    batches,
    benefits,
    catalogue,
    connectors,
    events,
    evidence,
    federation,
    flows,
    nodes,
    overview,
    packs,
    payments,
    rules,
    sharing,
)

_PACK = "packs/<slug:name>"
_ITEM = "catalogue/<str:code>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", require_GET(overview.show), name="console"),
    path("packs", require_GET(packs.listing), name="console-packs"),
    path(_PACK, require_GET(packs.show), name="console-pack"),
    path(f"{_PACK}/publish", packs.publish, name="console-pack-publish"),
    path(f"{_PACK}/<int:old>-<int:new>", require_GET(packs.compare), name="console-pack-diff"),
    path("catalogue", require_GET(catalogue.listing), name="console-catalogue"),
    path(_ITEM, require_GET(catalogue.show), name="console-item"),
    path(f"{_ITEM}/<int:old>-<int:new>", require_GET(catalogue.compare), name="console-item-diff"),
    path(f"{_ITEM}/<slug:verb>", catalogue.act, name="console-item-act"),
    path("batches", require_GET(batches.listing), name="console-batches"),
    path("batches/<str:batch_id>", require_GET(batches.show), name="console-batch"),
    path("flows", require_GET(flows.listing), name="console-flows"),
    path("flows/<slug:code>", require_GET(flows.show), name="console-flow"),
    path("flows/<slug:code>/<int:version>", require_GET(flows.show), name="console-flow-version"),
    path("flows/<slug:code>/<int:version>.bpmn", require_GET(flows.bpmn), name="console-bpmn"),
    path("flows/<slug:code>/<int:old>-<int:new>", flows.migrate, name="console-migration"),
    path("rules", require_GET(rules.show), name="console-rules"),
    path("rules/<str:code>/<slug:verb>", rules.switch, name="console-switch"),
    path("sharing", require_GET(sharing.show), name="console-sharing"),
    path("sharing/nodes/new", nodes.add, name="console-node"),
    path("sharing/nodes/compare", require_GET(nodes.compare), name="console-lacks"),
    path("sharing/<str:code>", require_GET(sharing.history), name="console-resource"),
    path("connectors", connectors.show, name="console-connectors"),
    path("benefits", require_GET(benefits.show), name="console-benefits"),
    path("benefits/again", benefits.again, name="console-run-again"),
    path("payments", require_GET(payments.show), name="console-payments"),
    path("payments/reconcile", payments.reconcile, name="console-reconcile"),
    path("events", require_GET(events.show), name="console-events"),
    path("events/retry", events.retry, name="console-events-retry"),
    path("federation", require_GET(federation.show), name="console-federation"),
    path("federation/rows/<int:row>", federation.mend, name="console-mend-row"),
    path("evidence", require_GET(evidence.show), name="console-evidence"),
]
