"""The door of room identity."""

from __future__ import annotations

from tongban.identity.views import (
    AccountView,
    AssuranceLevel,
    DemoAccount,
    Identifier,
    IdentifierScheme,
    IdentifierView,
    MandateKind,
    MandateView,
    Sex,
    SubjectKind,
    SubjectView,
)

__all__ = [
    "AccountView",
    "AssuranceLevel",
    "DemoAccount",
    "Identifier",
    "IdentifierScheme",
    "IdentifierView",
    "MandateKind",
    "MandateView",
    "Sex",
    "SubjectKind",
    "SubjectView",
]
