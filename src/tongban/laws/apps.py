"""Django's handle on this room."""

from django.apps import AppConfig


class LawsConfig(AppConfig):
    """Tables: statutes, their versions, their articles."""

    name = "tongban.laws"
    label = "laws"
    default_auto_field = "django.db.models.BigAutoField"
