"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class ObstaclesConfig(AppConfig):
    """The room ``obstacles``."""

    name = "tongban.obstacles"
    label = "obstacles"
