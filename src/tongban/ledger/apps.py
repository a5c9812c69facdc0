"""Tells Django about the room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Evidence leaves, their chain, and the vault of personal values."""

    name = "tongban.ledger"
    label = "ledger"
