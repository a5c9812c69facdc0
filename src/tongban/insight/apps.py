"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The room ``insight``."""

    name = "tongban.insight"
    label = "insight"
