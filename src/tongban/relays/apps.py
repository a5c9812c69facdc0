"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class RelaysConfig(AppConfig):
    """The room ``relays``."""

    name = "tongban.relays"
    label = "relays"
