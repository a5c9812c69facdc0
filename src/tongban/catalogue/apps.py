"""Django application of the room."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The service catalogue."""

    name = "tongban.catalogue"
    label = "catalogue"
