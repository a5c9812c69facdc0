"""Django wiring of the room."""

from __future__ import annotations

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Tables of room forms."""

    name = "tongban.forms"
    label = "forms"
