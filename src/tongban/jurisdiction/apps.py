"""Tells Django about the room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class JurisdictionConfig(AppConfig):
    """Divisions, calendars, code lists."""

    name = "tongban.jurisdiction"
    label = "jurisdiction"
