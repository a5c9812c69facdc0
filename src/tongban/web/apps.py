"""Django's name for this room."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """No tables: pages, the public API and the design system."""

    name = "tongban.web"
    label = "web"
