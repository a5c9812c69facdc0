"""Turns a stored certificate into what its holder sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongban.certificates.models import Certificate
from tongban.certificates.sealing import Personal
from tongban.certificates.supervising import supervisor_name
from tongban.certificates.types import type_version
from tongban.certificates.views import CertificateStatus, CertificateView, Operation
from tongban.kernel.text import Text


def view_of(row: Certificate, personal: Personal) -> CertificateView:
    """A row and its opened values as the holder sees them."""
    return present(row, personal, type_version(row.type_code, row.type_version))


def present(row: Certificate, personal: Personal, definition: Mapping[str, Any]) -> CertificateView:
    """``view_of`` when the type's definition is at hand."""
    return CertificateView(
        id=row.id,
        identifier=row.identifier,
        number=row.number,
        type_code=row.type_code,
        type_name=Text.from_mapping(definition["name"]),
        holder_id=row.holder_id,
        holder_name=personal.holder_name,
        issuer_code=row.issuer_code,
        issuer_name=Text.from_mapping(row.issuer_name),
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        status=CertificateStatus(row.status),
        verify_token=row.verify_token,
        fields=personal.fields,
        case_id=row.case_id,
        operation=Operation(row.operation),
        previous_identifier=row.previous_identifier or None,
        next_identifier=row.next_identifier or None,
        supervisor_name=supervisor_name(definition),
    )
