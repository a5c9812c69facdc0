"""Publish the trust bundle 信任包, so that anybody can verify offline."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import connection, transaction

from tongban.certificates import events
from tongban.certificates.adapters.trust_keys import BUNDLE, CODES, trust_key
from tongban.certificates.models import PublishedBundle
from tongban.certificates.queries.trust import all_changes, trust_now
from tongban.certificates.telling import tell
from tongban.kernel.actor import Actor
from tongban.seals.api import seal_revocations
from tongban_trust.bundle import write_bundle

_PLATFORM = Actor.system("certificates")
_LOCK = 0x746F6E67_62756E64  # "tongbund": who publishes


def publish_bundle(now: datetime, *, older_than_s: int = 0) -> bytes:
    """Make, sign and publish the bundle of this moment; the file, as ``read_bundle`` reads it.

    Nothing is made while the published one is younger than ``older_than_s`` seconds. Its number
    grows by one each time. Refuses BundleTooLarge, and of the ledger KeysUnusable, LogUnusable.
    """
    signing = trust_key(BUNDLE, now)
    trust_key(CODES, now)  # made before the first code, so that the first bundle knows it
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        standing = PublishedBundle.objects.filter(id=1).order_by("id").first()
        if standing and now - standing.made_at < timedelta(seconds=older_than_s):
            return bytes(standing.content)
        sequence = standing.sequence + 1 if standing else 1
        trust = trust_now(sequence, now, all_changes(), seal_revocations(now))
        content = write_bundle(trust, signing)
        PublishedBundle.objects.update_or_create(
            id=1, defaults={"sequence": sequence, "made_at": now, "content": content}
        )
        facts = {"sequence": sequence, "sha256": hashlib.sha256(content).hexdigest()}
        tell(
            kind="certificates.bundle-published",
            event=events.TRUST_BUNDLE_PUBLISHED,
            about="trust-bundle",
            facts=facts,
            actor=_PLATFORM,
            now=now,
        )
    return content
