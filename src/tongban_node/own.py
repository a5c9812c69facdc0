"""What the parts of one node share: who it is, its policy, where its evidence goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tongban_node.evidence import Evidence
from tongban_node.policy import PolicyKept, now_ms
from tongban_node.together import Together
from tongban_trust.signing import SigningKey
from tongban_trust.suites import Suite


@dataclass(frozen=True, slots=True)
class OwnNode:
    """A node as its own parts see it; ``now`` is its clock, Unix milliseconds."""

    id: str
    suite: Suite
    key: SigningKey
    policy: PolicyKept
    evidence: Evidence
    signatures: Together
    now: Callable[[], int] = now_ms
