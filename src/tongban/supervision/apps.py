"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """The room ``supervision``."""

    name = "tongban.supervision"
    label = "supervision"
