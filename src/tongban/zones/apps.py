"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class ZonesConfig(AppConfig):
    """The room ``zones``."""

    name = "tongban.zones"
    label = "zones"
