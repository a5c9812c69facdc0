"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """The room ``monitoring``."""

    name = "tongban.monitoring"
    label = "monitoring"
