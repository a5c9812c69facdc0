"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    """The room ``connectors``."""

    name = "tongban.connectors"
    label = "connectors"
