"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """The room ``feedback``."""

    name = "tongban.feedback"
    label = "feedback"
