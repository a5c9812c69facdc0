"""Django wiring of the room."""

from __future__ import annotations

from django.apps import AppConfig


class FederationConfig(AppConfig):
    """Tables of room federation."""

    name = "tongban.federation"
    label = "federation"
