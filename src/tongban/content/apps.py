"""Django's handle on this room."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Tables: releases and their entries."""

    name = "tongban.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"
