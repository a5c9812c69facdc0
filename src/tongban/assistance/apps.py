"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    """The room ``assistance``."""

    name = "tongban.assistance"
    label = "assistance"
