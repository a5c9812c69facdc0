"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """The room ``benefits``."""

    name = "tongban.benefits"
    label = "benefits"
