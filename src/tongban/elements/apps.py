"""Django wiring of the room."""

from __future__ import annotations

from django.apps import AppConfig


class ElementsConfig(AppConfig):
    """Tables of room elements."""

    name = "tongban.elements"
    label = "elements"
