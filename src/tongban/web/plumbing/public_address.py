"""The one address this platform is known by: what it signs names it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def public_address(request: HttpRequest) -> str:
    """``TONGBAN_PUBLIC_URL``, else the address the visitor used; no slash at its end.

    A deployment that answers to several hosts sets it: an issuer has one name.
    """
    return settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
