"""What a verifier trusts, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import lru_cache

from tongban_trust.signing import PublicKey
from tongban_trust.tlog.note import Checkpoint, NoteKey
from tongban_trust.x509 import Certificate, RevocationList


class Standing(Enum):
    """How a certificate stands once its issuer has acted on it."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class StatusSnapshot:
    """Changes by record key, each from a civil day, in the order they were recorded.

    Whatever is not listed was valid for its term ``as_of`` then; of changes in effect on a day
    the last one speaks.
    """

    as_of: datetime
    changes: Mapping[str, tuple[tuple[date, Standing], ...]] = field(hash=False)

    def standing(self, key: str, on: date) -> Standing:
        """How the certificate of this record stands on a day."""
        found = Standing.VALID
        for since, standing in self.changes.get(key, ()):
            if since <= on:
                found = standing
        return found


@dataclass(frozen=True, slots=True)
class LogTrust:
    """The log certificates are promised to: its key, its witnesses, how late it may be."""

    origin: str
    key: NoteKey
    witnesses: tuple[NoteKey, ...]
    witnesses_needed: int
    merge_delay_s: int
    checkpoint: Checkpoint | None

    def accepts(self, checkpoint: Checkpoint) -> bool:
        """Whether the log signed it, enough witnesses cosigned it, and it contradicts nothing."""
        return _accepted(self, checkpoint)


@lru_cache(maxsize=256)
def _accepted(log: LogTrust, checkpoint: Checkpoint) -> bool:
    """Many certificates lead to one checkpoint: its signatures are verified once."""
    known = log.checkpoint
    if checkpoint.origin != log.origin or not checkpoint.signed_by(log.key):
        return False
    if known and known.size == checkpoint.size and known.root != checkpoint.root:
        return False
    seen = sum(checkpoint.cosigned_at(each) is not None for each in log.witnesses)
    return seen >= log.witnesses_needed


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """What a verifier trusts. ``issuers`` maps a USCC to the codes of the types it may issue."""

    sequence: int
    made_at: datetime
    log: LogTrust
    roots: tuple[Certificate, ...]
    revocation_lists: tuple[RevocationList, ...]
    issuers: Mapping[str, frozenset[str]] = field(hash=False)
    code_keys: tuple[PublicKey, ...]
    status: StatusSnapshot


@dataclass(frozen=True, slots=True)
class Pin:
    """What a verifier remembers of the newest bundle it took: whose, which number, its digest."""

    key_id: str
    sequence: int
    digest: str
