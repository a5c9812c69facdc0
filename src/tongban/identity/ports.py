"""Who tells whether somebody is who they say 身份核验: put up by ``site/wiring.py``."""

from __future__ import annotations

from typing import Protocol

from tongban.identity.refusals import CheckAbsent


class IdentityChecker(Protocol):
    """The population register 人口库 and its face comparison 人像比对."""

    def agrees(self, name: str, number: str) -> bool:
        """Whether the register knows this number under this name."""

    def looks_like(self, number: str, picture: bytes) -> bool:
        """Whether the picture shows a living face that is the one on record for the number."""


_checker: list[IdentityChecker] = []


def connect_checker(checker: IdentityChecker | None) -> None:
    """Put up who checks identities; ``None`` takes it down."""
    _checker[:] = [checker] if checker is not None else []


def checker() -> IdentityChecker:
    """The register that checks identities here, as it was connected. Refuses: CheckAbsent."""
    if not _checker:
        raise CheckAbsent
    return _checker[0]
