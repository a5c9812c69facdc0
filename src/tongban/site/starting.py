"""Making the platform ready to use in this process."""

from __future__ import annotations

import os


def prepare() -> None:
    """Django and the wiring; no database is asked yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.site.settings")
    import django

    from tongban.site.wiring import wire

    django.setup()
    wire()
