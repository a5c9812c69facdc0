"""Tells Django about this room's tables."""

from __future__ import annotations

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """The room ``certificates``."""

    name = "tongban.certificates"
    label = "certificates"
