"""Is the platform ready, and how is it doing: for load balancers and monitoring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from tongban.jobs.api import worker_ready
from tongban.site.metrics import metrics_text

_migrated = False


def _database() -> str:
    """Empty when the database answers and its schema is this program's."""
    global _migrated
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    _migrated = _migrated or not _unapplied()
    return "" if _migrated else "migrations are not applied: run tongban migrate"


def _unapplied() -> set[tuple[str, str]]:
    """Migrations on disk that the database has not seen; by name, without importing them."""
    on_disk = {
        (app.label, found.name)
        for app in apps.get_app_configs()
        for found in iter_modules([str(Path(app.path) / "migrations")])
    }
    return on_disk - set(MigrationRecorder(connection).applied_migrations())


def _worker() -> str:
    if worker_ready(datetime.now(UTC)):
        return ""
    return "no worker gave a sign of life in the last 10 seconds: run tongban worker"


_CHECKS: dict[str, Callable[[], str]] = {"database": _database, "worker": _worker}


def _outcome(check: Callable[[], str]) -> str:
    try:
        return check()
    except DatabaseError:
        return "the database does not answer"


@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when database and worker are ready, else 503 with the reason of each."""
    faults = {name: _outcome(check) for name, check in _CHECKS.items()}
    ready = not any(faults.values())
    body = {
        "status": "ready" if ready else "not-ready",
        "checks": {name: fault or "ok" for name, fault in faults.items()},
    }
    response = JsonResponse(body, status=200 if ready else 503)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Prometheus' text format."""
    body = metrics_text(datetime.now(UTC))
    return HttpResponse(body, content_type="text/plain; version=0.0.4; charset=utf-8")
