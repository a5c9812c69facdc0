"""A worker says that it lives, and says goodbye."""

from __future__ import annotations

from datetime import datetime

from tongban.jobs.models import WorkerBeat


def beat(*, worker_id: str, now: datetime) -> None:
    """Record a sign of life of ``worker_id``."""
    if not WorkerBeat.objects.filter(worker_id=worker_id).update(beat_at=now):
        WorkerBeat.objects.create(worker_id=worker_id, started_at=now, beat_at=now)


def leave(*, worker_id: str) -> None:
    """Remove the worker, so that readiness is honest right after it stopped."""
    WorkerBeat.objects.filter(worker_id=worker_id).delete()
