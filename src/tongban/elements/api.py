"""The door of room elements."""

from __future__ import annotations

from tongban.elements.shelf import ElementEntry, SourceEntry
from tongban.elements.views import (
    ElementAbout,
    ElementKind,
    ElementView,
    RegisterRowInput,
    Scalar,
    SourcedValue,
    SourceView,
)

__all__ = [
    "ElementAbout",
    "ElementEntry",
    "ElementKind",
    "ElementView",
    "RegisterRowInput",
    "Scalar",
    "SourceEntry",
    "SourceView",
    "SourcedValue",
]
