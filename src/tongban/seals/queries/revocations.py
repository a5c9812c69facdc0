"""Revocation lists 证书撤销列表 of the seal authority, for whoever verifies without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tongban.seals.adapters.authority import authority
from tongban.seals.domain.standing import Standing
from tongban.seals.models import Seal, SealAuthority, SealKey
from tongban_trust.signing import Algorithm
from tongban_trust.x509 import Revoked, issue_crl, parse_certificate

_NEXT = timedelta(days=1)


def seal_revocations(now: datetime) -> tuple[bytes, ...]:
    """DER lists, one per root: the certificates of every revoked or suspended seal; public.

    A seal counts from the moment it was stopped: what it sealed before stays good. A suspended one
    leaves the lists when it is restored, as a certificate on hold does. Numbers only grow: they
    are the second of the making. Source: RFC 5280 5; 电子签名法 15.
    """
    roots = SealAuthority.objects.order_by("algorithm").values_list("algorithm", flat=True)
    stopped = dict(
        Seal.objects.exclude(standing=Standing.IN_FORCE.value)
        .order_by("id")
        .values_list("id", "standing_at")
    )
    return tuple(
        issue_crl(
            authority(Algorithm(root), now),
            _revoked(root, stopped),
            number=int(now.timestamp()),
            this_update=now,
            next_update=now + _NEXT,
        ).der
        for root in roots
    )


def _revoked(algorithm: str, stopped: dict[str, datetime]) -> Iterator[Revoked]:
    keys = SealKey.objects.filter(seal__in=stopped, algorithm=algorithm).order_by("key_id")
    for seal_id, der in keys.values_list("seal_id", "certificate"):
        yield Revoked(parse_certificate(bytes(der)).serial, stopped[seal_id])
