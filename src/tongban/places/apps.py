"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The room ``places``."""

    name = "tongban.places"
    label = "places"
