"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The room ``payments``."""

    name = "tongban.payments"
    label = "payments"
