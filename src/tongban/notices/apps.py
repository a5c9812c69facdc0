"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The room ``notices``."""

    name = "tongban.notices"
    label = "notices"
