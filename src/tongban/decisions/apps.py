"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The room ``decisions``."""

    name = "tongban.decisions"
    label = "decisions"
