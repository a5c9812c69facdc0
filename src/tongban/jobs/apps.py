"""Django's entry to the room."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Outbox and deliveries."""

    name = "tongban.jobs"
    label = "jobs"
