"""The path back from a page of the wallet."""

from __future__ import annotations

from django.utils.translation import gettext

from tongban.kernel.text import Text
from tongban.web.design.parts import Crumb


def in_wallet(here: str | Text) -> tuple[Crumb, ...]:
    """A page right below “My certificates”."""
    return (_wallet(), Crumb(here))


def under_certificate(type_name: Text, certificate_id: str, here: str) -> tuple[Crumb, ...]:
    """A page about one certificate."""
    return (_wallet(), Crumb(type_name, f"/certificates/{certificate_id}"), Crumb(here))


def _wallet() -> Crumb:
    return Crumb(gettext("My certificates"), "/certificates")
