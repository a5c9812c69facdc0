"""Tables of the room."""

from __future__ import annotations

from tongban.exchange.models.across import (
    CrossGrant,
    CrossRequest,
    CrossRequestEvent,
    OtherKey,
    OtherNode,
    OtherPlatform,
)
from tongban.exchange.models.consents import Consent
from tongban.exchange.models.evidence import Correction, DayProof, Look, NodeLeaf
from tongban.exchange.models.nodes import CaseToken, Node, NodeKey, PolicySnapshot
from tongban.exchange.models.requests import Grant, RequestEvent, ShareRequest, in_force
from tongban.exchange.models.resources import ResourceVersion

__all__ = [
    "CaseToken",
    "Consent",
    "Correction",
    "CrossGrant",
    "CrossRequest",
    "CrossRequestEvent",
    "DayProof",
    "Grant",
    "Look",
    "Node",
    "NodeKey",
    "NodeLeaf",
    "OtherKey",
    "OtherNode",
    "OtherPlatform",
    "PolicySnapshot",
    "RequestEvent",
    "ResourceVersion",
    "ShareRequest",
    "in_force",
]
