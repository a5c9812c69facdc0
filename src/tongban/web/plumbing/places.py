"""Addresses a form may send the visitor back to: only our own."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme


def local_path(wanted: str | None, otherwise: str = "/") -> str:
    """``wanted`` when it is a path of this site, else ``otherwise`` (no open redirect)."""
    if wanted and wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None):
        return wanted
    return otherwise
