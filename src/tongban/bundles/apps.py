"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    """The room ``bundles``."""

    name = "tongban.bundles"
    label = "bundles"
