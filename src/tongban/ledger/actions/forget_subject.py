"""forget_subject: erase a subject's personal values by destroying their key."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.ledger.actions.record import record
from tongban.ledger.models import SealedRow
from tongban.ledger.policies import may_forget
from tongban.ledger.refusals import EvidenceNotForYou
from tongban.ledger.vault import destroy_key


def forget_subject(*, actor: Actor, subject_id: str, now: datetime) -> None:
    """Destroy the subject's key and drop their sealed rows; leaves and chain stay as they are.

    What was sealed for the subject becomes unreadable everywhere, backups included, and nothing
    can be sealed for them again. A repeat changes nothing. Refuses with EvidenceNotForYou.
    Source: 个人信息保护法 47.
    """
    if not may_forget(actor):
        raise EvidenceNotForYou
    with transaction.atomic():
        if not destroy_key(subject_id, now):
            return
        dropped, _ = SealedRow.objects.filter(subject_id=subject_id).delete()
        record(
            kind="ledger.subject_forgotten",
            about=subject_id,
            facts={"sealed_rows_dropped": dropped},
            actor=actor,
            now=now,
            subject_id=subject_id,
        )
