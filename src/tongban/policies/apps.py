"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """The room ``policies``."""

    name = "tongban.policies"
    label = "policies"
