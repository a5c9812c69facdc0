"""Renew the keys of agencies' seals 换发印章密钥: from the database into the platform's custody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.ledger.api import record
from tongban.seals import events, policies
from tongban.seals.actions.issue_seal import make_keys
from tongban.seals.adapters.custody import is_kept, open_key
from tongban.seals.domain.standing import Standing
from tongban.seals.models import Seal, SealKey
from tongban.seals.refusals import SealKeyReplaced, SealNotYours
from tongban_trust.signing import Algorithm, PublicKey


def renew_seal_keys(*, actor: Actor, now: datetime) -> int:
    """Give every agency's seal whose keys custody does not hold new ones; how many seals.

    These are the seals from before custody, and those whose key was rotated there. What the old
    keys signed stays good; their private halves are forgotten. Each seal is a transaction and a
    leaf, so a run that was broken off is simply repeated. Refuses SealNotYours, SealKeyNotMade,
    KeysUnusable of ledger.
    """
    if not policies.may_issue(actor):
        raise SealNotYours
    rows = Seal.objects.filter(agency_code__isnull=False).exclude(standing=Standing.REVOKED.value)
    return sum(
        _renew(actor, seal_id, now) for seal_id in rows.order_by("id").values_list("id", flat=True)
    )


def _renew(actor: Actor, seal_id: str, now: datetime) -> bool:
    with transaction.atomic():
        row = Seal.objects.select_for_update().get(id=seal_id)
        standing = SealKey.objects.filter(seal=row, retired_at=None).order_by("key_id")
        old = [key for key in standing if not _is_sound(key)]
        if not old:
            return False
        standing.filter(key_id__in=[key.key_id for key in old]).update(retired_at=now, custody=b"")
        made = make_keys(row, [Algorithm(key.algorithm) for key in old], now)
        facts = {
            "seal": row.id,
            "keys": [key.key_id for key in made],
            "retired": [key.key_id for key in old],
        }
        record(kind="seals.keys-renewed", about=row.id, facts=facts, actor=actor, now=now)
        publish(event=events.SEAL_KEYS_RENEWED, aggregate=row.id, payload=facts, now=now)
    return True


def _is_sound(key: SealKey) -> bool:
    custody = bytes(key.custody)
    if not is_kept(custody):
        return False
    try:
        open_key(key.seal_id, PublicKey.from_spki(bytes(key.spki)), custody)
    except SealKeyReplaced:
        return False
    return True
