"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class FacilitationConfig(AppConfig):
    """The room ``facilitation``."""

    name = "tongban.facilitation"
    label = "facilitation"
