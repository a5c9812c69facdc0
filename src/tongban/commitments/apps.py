"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """The room ``commitments``."""

    name = "tongban.commitments"
    label = "commitments"
