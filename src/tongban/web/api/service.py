"""The API itself: every group of addresses, one way to fail, one description."""

from __future__ import annotations

from ninja import NinjaAPI

import tongban
from tongban.web.api import problems
from tongban.web.api.limits import within_limits
from tongban.web.api.routes import (
    assistance,
    benefits,
    bundles,
    cases,
    certificates,
    climate,
    commitments,
    connectors,
    demo,
    exchange,
    exchange_across,
    exchange_requests,
    facilitation,
    files,
    intermediaries,
    items,
    levels,
    messages,
    monitoring,
    obstacles,
    officers,
    oversight,
    parcels,
    payments,
    places,
    policies,
    ratings,
    reception,
    relays,
    seals,
    sharing,
    zones,
)
from tongban.web.api.rows import rows_as_lists

_ABOUT = """Everything the pages can do, as JSON.

Words come in every language the profile keeps: `{"zh-Hans": …, "en": …}`. A refusal is
`application/problem+json` with a stable `code`, `message`, `mend` (what to do next) and all
`problems` at once. Sign in with the session of the pages (unsafe methods then need
`X-CSRFToken`) or, in the
demonstration only, with `Authorization: Bearer` and a token of `POST /demo/token`.
Every verb on a case states the `version` it saw; a stale one changes nothing (409).
"""


def build() -> NinjaAPI:
    """A fresh API object; one per process is enough."""
    api = NinjaAPI(
        title="Tongban 通办",
        version=tongban.__version__,
        description=_ABOUT,
        docs_url=None,
        urls_namespace="api",
    )
    api.add_decorator(within_limits, mode="view")
    api.add_decorator(rows_as_lists, mode="operation")
    problems.install(api)
    for prefix, router in (
        ("/items", items.router),
        ("/bundles", bundles.router),
        ("/cases", cases.router),
        ("/desk", officers.router),
        ("/certificates", sharing.router),
        ("/certificates", certificates.router),
        ("/seals", seals.router),
        ("/files", files.router),
        ("/connectors", connectors.router),
        ("/exchange", exchange.router),
        ("/exchange/across", exchange_across.router),
        ("/exchange", exchange_requests.router),
        ("/oversight", oversight.router),
        ("/intermediaries", intermediaries.router),
        ("/zones", zones.router),
        ("/facilitation", facilitation.router),
        ("/monitoring", monitoring.router),
        ("/assistance", assistance.router),
        ("/obstacles", obstacles.router),
        ("/parcels", parcels.router),
        ("/relays", relays.router),
        ("/reception", reception.router),
        ("/payments", payments.router),
        ("/benefits", benefits.router),
        ("/climate", climate.router),
        ("/commitments", commitments.router),
        ("/messages", messages.router),
        ("/policies", policies.router),
        ("", ratings.router),
        ("", places.router),
        ("/identity", levels.router),
        ("/demo", demo.router),
    ):
        api.add_router(prefix, router)
    return api


api = build()
