"""The port to rooms that keep a form of their own as a draft: its name, and where it goes on."""

from __future__ import annotations

from collections.abc import Callable

from tongban.kernel.text import Text

_named: list[Callable[[str], tuple[Text, str] | None]] = []


def connect_kept_forms(named: Callable[[str], tuple[Text, str] | None]) -> None:
    """Say how drafts without a form of this room are called; called while wiring.

    ``named`` takes the code a draft is kept by, and gives its name and the portal's path where its
    owner goes on; None when it is not of that room, or is offered no more.
    """
    _named.append(named)


def kept_form(code: str) -> tuple[Text, str] | None:
    """Name and path of a draft that another room keeps here; None when nobody knows it."""
    found = (named(code) for named in _named)
    return next((one for one in found if one is not None), None)
