"""What the platform measures of itself, in Prometheus' text format; no personal data.

Several web processes share their counts through files in PROMETHEUS_MULTIPROC_DIR, which
``serving`` sets before they start.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from tongban.jobs.api import outbox_lag

_own = CollectorRegistry()
_requests = Counter("tongban_requests", "Requests", ("method", "route", "status"), registry=_own)
_latency = Histogram(
    "tongban_request_seconds",
    "Time to serve a request, in seconds",
    ("method", "route"),
    buckets=(0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.5, 1, 2, 5),
    registry=_own,
)


def observe_request(method: str, route: str, status: int, took_s: float) -> None:
    """Count one request."""
    _requests.labels(method, route, str(status)).inc()
    _latency.labels(method, route).observe(took_s)


class _Outbox(Collector):
    """The outbox as the database has it at this moment."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Three gauges."""
        lag = outbox_lag(self._now)
        for name, help_text, value in (
            ("tongban_outbox_waiting", "Events not yet relayed", lag.waiting),
            ("tongban_outbox_oldest_seconds", "Age of the oldest one", lag.oldest_age_s),
            ("tongban_deliveries_parked", "Deliveries waiting for an operator", lag.parked),
        ):
            yield GaugeMetricFamily(name, help_text, value=value)


def metrics_text(now: datetime) -> bytes:
    """All metrics of every web process, and the outbox's."""
    shared = _own
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        shared = CollectorRegistry()
        MultiProcessCollector(shared)
    outbox = CollectorRegistry()
    outbox.register(_Outbox(now))
    return generate_latest(shared) + generate_latest(outbox)
