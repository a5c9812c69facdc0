"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class SealsConfig(AppConfig):
    """The room ``seals``."""

    name = "tongban.seals"
    label = "seals"
