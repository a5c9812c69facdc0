"""The supervising seal 监制章: another body, named by the pack, stands beside the issuer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongban.agencies.api import agency
from tongban.certificates.models import Certificate
from tongban.certificates.refusals import CertificateTypeNotFound
from tongban.certificates.types import current_type, type_version
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.seals.api import Purpose, PurposeKind, take_seal
from tongban_trust.record import CertificateRecord
from tongban_trust.verify import SUPERVISION, supervise

_PLATFORM = Actor.system("certificates")


def supervisor_of(row: Certificate) -> str | None:
    """The USCC of the body that supervises a certificate, by its type as it was issued."""
    return type_version(row.type_code, row.type_version).get("supervised_by")


def supervisor_name(definition: Mapping[str, Any]) -> Text | None:
    """What that body is called; None when nobody supervises. Refuses AgencyUnknown of agencies."""
    code = definition.get("supervised_by")
    return agency(code).name if code else None


def supervisor_of_type(code: str) -> Text | None:
    """Who supervises 监制 the certificates of a type; None when nobody does, or it is unknown."""
    try:
        _, definition = current_type(code)
    except CertificateTypeNotFound:
        return None
    return supervisor_name(definition)


def supervised_files(
    record: CertificateRecord, document_id: str, now: datetime
) -> dict[str, bytes]:
    """The supervising seal over a record as an attachment of its document; none for most types.

    A use of that body's seal like any other: refuses NoSealInForce, SealNotInForce, OutsideItsScope
    of seals. Source: 财政票据管理办法 (in summary): fiscal receipts are supervised 监制 by finance
    authorities.
    """
    if record.supervisor is None:
        return {}
    seal = take_seal(
        actor=_PLATFORM,
        agency_code=record.supervisor,
        purpose=Purpose(PurposeKind.CERTIFICATE_TYPE.value, record.type_code),
        document_id=document_id,
        now=now,
    )
    return {SUPERVISION: supervise(record, seal.ofd, at=now)}
