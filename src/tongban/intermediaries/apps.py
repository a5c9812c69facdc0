"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class IntermediariesConfig(AppConfig):
    """The room ``intermediaries``."""

    name = "tongban.intermediaries"
    label = "intermediaries"
