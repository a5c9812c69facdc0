"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class ParcelsConfig(AppConfig):
    """The room ``parcels``."""

    name = "tongban.parcels"
    label = "parcels"
