"""Every use of a certificate is written here: row, evidence and event, or it did not happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from tongban.certificates import events
from tongban.certificates.domain.sharing import UseWay
from tongban.certificates.models import Certificate, CertificateUse
from tongban.certificates.sealing import seal_words
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record

_COUNT = """
    INSERT INTO certificates_checkcount (certificate_id, copy_id, day, times) VALUES (%s, %s, %s, 1)
    ON CONFLICT (certificate_id, day, copy_id)
    DO UPDATE SET times = certificates_checkcount.times + 1
"""


@dataclass(frozen=True, slots=True)
class User:
    """Who used it: a subject or an agency by id, and the name as the holder will read it."""

    kind: str
    id: str
    name: str
    agency_code: str = ""


def write_use(
    *,
    actor: Actor,
    row: Certificate,
    way: UseWay,
    user: User,
    fields: Sequence[str],
    purpose: str,
    now: datetime,
    case_id: str | None = None,
    article: str = "",
    share_id: str = "",
) -> str:
    """One use, in the caller's transaction; its id. The event tells the holder."""
    use_id = new_id("use")
    CertificateUse.objects.create(
        id=use_id,
        certificate=row,
        at=now,
        way=way.value,
        user_kind=user.kind,
        user_id=user.id,
        agency_code=user.agency_code,
        case_id=case_id,
        article=article,
        fields=list(fields),
        share_id=share_id,
        sealed=seal_words(row.holder_id, {"user": user.name, "purpose": purpose}),
    )
    facts = {
        "certificate": row.id,
        "use": use_id,
        "way": way.value,
        "user": user.id or user.agency_code,
        "agency": user.agency_code,
        "case": case_id,
        "article": article,
        "fields": list(fields),
        "share": share_id,
    }
    record(
        kind="certificates.used",
        about=row.id,
        facts=facts,
        actor=actor,
        now=now,
        subject_id=row.holder_id,
    )
    payload = {
        "certificate": row.id,
        "use": use_id,
        "holder": row.holder_id,
        "way": way.value,
        "share": share_id,
        "case": case_id,
    }
    publish(event=events.CERTIFICATE_USED, aggregate=row.id, payload=payload, now=now)
    return use_id


def count_check(certificate_id: str, copy_id: str, day: date) -> None:
    """A stranger checked the code: counted by day, nothing about who."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [certificate_id, copy_id, day])
