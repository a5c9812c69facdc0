"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room ``cases``."""

    name = "tongban.cases"
    label = "cases"
