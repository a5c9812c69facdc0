"""What every request passes through: ids, headers, limits; health and metrics."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.test import RequestFactory

from tongban.jobs.models import WorkerBeat
from tongban.site import health


@pytest.fixture
def worker(db):
    now = datetime.now(UTC)
    return WorkerBeat.objects.create(worker_id="w", started_at=now, beat_at=now)


def test_healthy_with_database_and_worker(client, worker):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "checks": {"database": "ok", "worker": "ok"}}


def test_not_healthy_without_a_worker(client, worker):
    WorkerBeat.objects.update(beat_at=datetime.now(UTC) - timedelta(minutes=1))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "ok"
    assert "tongban worker" in answer.json()["checks"]["worker"]


def test_not_healthy_when_the_database_is_away(monkeypatch):
    def away():
        raise DatabaseError("host=10.0.0.1 password=x")

    monkeypatch.setattr(health, "_CHECKS", {"database": away, "worker": away})
    answer = health.healthz(RequestFactory().get("/healthz"))
    assert answer.status_code == 503
    assert b"does not answer" in answer.content
    assert b"password" not in answer.content


def test_not_healthy_with_an_unapplied_migration(client, worker, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    MigrationRecorder.Migration.objects.filter(app="jobs").delete()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "tongban migrate" in answer.json()["checks"]["database"]


@pytest.mark.django_db
def test_health_only_answers_reading(client):
    assert client.post("/healthz").status_code == 405


def test_metrics_count_requests_by_route(client, worker):
    client.get("/healthz")
    told = client.get("/metrics").content.decode()
    served = re.search(
        r'tongban_requests_total\{method="GET",route="healthz",status="200"\} (\S+)', told
    )
    assert served
    assert float(served.group(1)) >= 1
    assert "tongban_request_seconds_bucket" in told
    assert re.search(r"^tongban_outbox_waiting 0\.0$", told, re.MULTILINE)


def test_every_answer_carries_the_strict_headers(client, worker):
    answer = client.get("/healthz")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abc-12345678", True), ("x\ny12345678", False), ("<b>1234567", False), ("", False)],
)
def test_a_request_has_an_id_and_a_proxys_is_kept(client, worker, given, kept):
    answer = client.get("/healthz", headers={"x-request-id": given})
    assert (answer["X-Request-Id"] == given) is kept
    assert answer["X-Request-Id"].startswith("req_") or kept


@pytest.mark.django_db
@pytest.mark.parametrize("told", ["209715200", "nonsense", "-1"])
def test_an_oversized_request_is_refused_by_what_it_tells(client, told):
    answer = client.post(
        "/healthz",
        data=b"x",
        content_type="multipart/form-data; boundary=x",
        headers={"accept": "application/json"},
        CONTENT_LENGTH=told,
    )
    assert answer.status_code == 413
    assert answer.json()["code"] == "files.file_too_large"
