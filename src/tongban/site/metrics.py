"""What the platform measures of itself, in Prometheus' text format; no personal data."""

from __future__ import annotations

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from tongban.jobs.api import outbox_lag

_registry = CollectorRegistry()
_requests = Counter(
    "tongban_requests", "Requests served", ("method", "route", "status"), registry=_registry
)
_latency = Histogram(
    "tongban_request_seconds",
    "Time to serve a request, in seconds",
    ("method", "route"),
    buckets=(0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.5, 1, 2, 5),
    registry=_registry,
)
_waiting = Gauge("tongban_outbox_waiting", "Events not yet relayed", registry=_registry)
_age = Gauge(
    "tongban_outbox_oldest_seconds", "Age of the oldest unrelayed event", registry=_registry
)
_parked = Gauge(
    "tongban_deliveries_parked", "Deliveries waiting for an operator", registry=_registry
)


def observe_request(method: str, route: str, status: int, took_s: float) -> None:
    """Count one request."""
    _requests.labels(method, route, str(status)).inc()
    _latency.labels(method, route).observe(took_s)


def metrics_text(now: datetime) -> bytes:
    """All metrics of this process, and the outbox's as the database has them."""
    lag = outbox_lag(now)
    _waiting.set(lag.waiting)
    _age.set(lag.oldest_age_s)
    _parked.set(lag.parked)
    return generate_latest(_registry)
