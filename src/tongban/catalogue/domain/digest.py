"""The form in which a document is stored; its digest is the kernel's of that form."""

from __future__ import annotations

from typing import Any

from tongban.catalogue.domain.fields import Part


def stored_form(document: Part) -> dict[str, Any]:
    """The JSON a document is stored as: what is at its default is left out."""
    return document.model_dump(mode="json", exclude_defaults=True)
