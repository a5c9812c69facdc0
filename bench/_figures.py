"""Percentiles of latencies in milliseconds."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def percentiles(latencies: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99, in the unit given, to two decimals."""
    cuts = statistics.quantiles(latencies, n=100, method="inclusive")
    return {f"p{place}": round(cuts[place - 1], 2) for place in (50, 95, 99)}
