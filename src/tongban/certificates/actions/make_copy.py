"""Make an annotated copy 加注件 for one use, and withdraw it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tongban.certificates import events, policies
from tongban.certificates.actions.lend_certificate import own_row
from tongban.certificates.domain.sharing import (
    MOST_SHARES,
    CopyView,
    UseWay,
    term_faults,
    word_faults,
)
from tongban.certificates.minting import new_token
from tongban.certificates.models import AnnotatedCopy, held
from tongban.certificates.queries.copies import copy_view
from tongban.certificates.refusals import CopyNotFound, SharingDetailsNotRight, TooManyShares
from tongban.certificates.sealing import held_fields, seal_words
from tongban.certificates.telling import tell
from tongban.certificates.uses import User, write_use
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id


def make_copy(
    *,
    actor: Actor,
    certificate_id: str,
    purpose: str,
    user: str,
    valid_until: date,
    now: datetime,
) -> CopyView:
    """A copy for ``purpose`` that ``user`` may use until the end of a day; with its own number,
    code and watermark. Making one is itself a use that the holder reads later.

    By the holder or a lawful agent. Refuses CertificateNotFound, CertificateNotInForce,
    OnwardLendingRefused, TooManyShares, SharingDetailsNotRight with every fault.
    Source: the interface profile's download with 申请事由 and validity.
    """
    today = local_date(now)
    with transaction.atomic():
        row = own_row(actor, certificate_id, now)
        faults = [
            *word_faults("purpose", purpose),
            *word_faults("user", user),
            *term_faults(today, valid_until, today, row.valid_until),
        ]
        if faults:
            raise SharingDetailsNotRight(faults)
        made = AnnotatedCopy.objects.filter(certificate=row)
        if made.filter(withdrawn_at=None, valid_until__gte=today).count() >= MOST_SHARES:
            raise TooManyShares(MOST_SHARES)
        copy = AnnotatedCopy(
            id=new_id("copy"),
            certificate=row,
            number=f"{row.number}-{made.count() + 1:03d}",
            verify_token=new_token(),
            valid_until=valid_until,
            made_at=now,
            sealed=seal_words(row.holder_id, {"purpose": purpose.strip(), "user": user.strip()}),
        )
        copy.save(force_insert=True)
        write_use(
            actor=actor,
            row=row,
            way=UseWay.COPY,
            user=User("named", "", user.strip()),
            fields=held_fields(row),
            purpose=purpose.strip(),
            now=now,
            share_id=copy.id,
        )
    return copy_view(copy, today)


def withdraw_copy(*, actor: Actor, copy_id: str, now: datetime) -> CopyView:
    """Take a copy back: from now on it verifies as withdrawn. Twice changes nothing.

    Refuses CopyNotFound, also when not one's own.
    """
    with transaction.atomic():
        copy = held(AnnotatedCopy, id=copy_id)
        if copy is None or not policies.is_holder(actor, copy.certificate.holder_id):
            raise CopyNotFound
        if copy.withdrawn_at is None:
            copy.withdrawn_at = now
            copy.save(update_fields=["withdrawn_at"])
            tell(
                kind="certificates.copy-withdrawn",
                event=events.COPY_WITHDRAWN,
                about=copy.certificate_id,
                facts={"certificate": copy.certificate_id, "copy": copy.id},
                actor=actor,
                now=now,
                holder_id=copy.certificate.holder_id,
                evidence={"number": copy.number},
            )
    return copy_view(copy, local_date(now))
