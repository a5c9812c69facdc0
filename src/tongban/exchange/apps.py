"""Django wiring of the room."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Tables of room exchange."""

    name = "tongban.exchange"
    label = "exchange"
