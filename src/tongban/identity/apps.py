"""Django wiring of the room."""

from __future__ import annotations

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Tables of room identity."""

    name = "tongban.identity"
    label = "identity"
