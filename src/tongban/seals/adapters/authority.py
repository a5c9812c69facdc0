"""The authority that certifies seal keys: one root per algorithm, made at the first need.

A demonstration's own root. A province that has a seal-making body 电子印章制发单位 puts that body's
authority here; certificates already issued keep verifying under the root they name.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from tongban.seals.adapters.custody import make_kept_key, open_key
from tongban.seals.models import SealAuthority
from tongban_trust.signing import Algorithm, PublicKey
from tongban_trust.x509 import (
    Authority,
    Purpose,
    Subject,
    issue_certificate,
    issue_root,
    parse_certificate,
)

_TERM = timedelta(days=365 * 30)
_NAMES = {
    Algorithm.SM2: "Tongban Seal Authority (SM2)",
    Algorithm.P256: "Tongban Seal Authority (P-256)",
}
ALGORITHMS = tuple(_NAMES)


def authority(algorithm: Algorithm, now: datetime) -> Authority:
    """The root for this algorithm, in the caller's transaction when it has to be made."""
    row = SealAuthority.objects.filter(algorithm=algorithm.value).order_by("algorithm").first()
    if row is None:
        row = _make(algorithm, now)
    certificate = parse_certificate(bytes(row.certificate))
    key = open_key(_owner(algorithm), certificate.public_key, bytes(row.custody))
    return Authority(certificate, key)


def stand_ready(now: datetime) -> None:
    """Have every root, before a key is made: whoever makes keys holds the lock that roots need."""
    for algorithm in ALGORITHMS:
        authority(algorithm, now)


def certify(
    public: PublicKey, *, name: str, organisation: str, code: str, until: datetime, now: datetime
) -> bytes:
    """The DER certificate of a seal key; it ends with the seal, or with its authority if earlier.

    Source: GB/T 20518-2018, GB/T 38540-2020 (a seal names its signer's certificate).
    """
    root = authority(public.algorithm, now)
    return issue_certificate(
        Subject(name, organisation, code),
        public,
        Purpose.SEAL,
        issuer=root,
        not_before=max(now, root.certificate.not_before),
        not_after=min(until, root.certificate.not_after),
    ).der


def _make(algorithm: Algorithm, now: datetime) -> SealAuthority:
    # Two processes may need it at once: the second waits here and finds the first one's.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('seals.authority'))")
    rows = SealAuthority.objects.filter(algorithm=algorithm.value)
    standing = rows.order_by("algorithm").first()
    if standing is not None:
        return standing
    made = make_kept_key("authority", algorithm, now)
    root = issue_root(
        Subject(_NAMES[algorithm], "Tongban"),
        made.key,
        not_before=now - timedelta(days=1),
        not_after=now + _TERM,
    )
    return SealAuthority.objects.create(
        algorithm=algorithm.value,
        certificate=root.certificate.der,
        custody=made.custody,
        made_at=now,
    )


def _owner(algorithm: Algorithm) -> str:
    return f"seal-authority:{algorithm.value}"
