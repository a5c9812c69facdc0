"""Django wiring of the room."""

from __future__ import annotations

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Tables of room agencies."""

    name = "tongban.agencies"
    label = "agencies"
