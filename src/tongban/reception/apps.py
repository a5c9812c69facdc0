"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    """The room ``reception``."""

    name = "tongban.reception"
    label = "reception"
