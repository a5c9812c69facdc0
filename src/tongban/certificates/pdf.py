"""The printable form of a certificate: drawn at the first download, then kept as a file."""

from __future__ import annotations

import io

from django.utils import timezone

from tongban.certificates.adapters.drawing import draw
from tongban.certificates.domain.layout import fill
from tongban.certificates.models import Certificate
from tongban.certificates.queries.holding import readable_row
from tongban.certificates.queries.presenting import view_of
from tongban.certificates.sealing import unseal_personal
from tongban.certificates.types import type_version
from tongban.certificates.views import CertificateView
from tongban.files.api import read_blob, store_upload
from tongban.kernel.actor import Actor
from tongban.kernel.text import EN, ZH

_PLATFORM = Actor.system("certificates")


def certificate_pdf(actor: Actor, certificate_id: str, verify_url: str) -> bytes:
    """The PDF of a certificate; ``verify_url`` (with the verify token) goes into its QR code.

    Drawn when first asked for with this address, afterwards read back from files. Refuses
    CertificateNotFound, also when not yours. Source: 716 Art 10-11 (same force as paper).
    """
    row = readable_row(actor, certificate_id)
    if row.pdf_blob_id and row.pdf_verify_url == verify_url:
        return read_blob(_PLATFORM, row.pdf_blob_id)
    view = view_of(row, unseal_personal([row])[0])
    drawn = _draw(row, view, verify_url)
    blob = store_upload(
        actor=_PLATFORM,
        filename=f"{row.identifier}.pdf",
        stream=io.BytesIO(drawn),
        declared_type="application/pdf",
        purpose="certificate-pdf",
        now=timezone.now(),
    )
    Certificate.objects.filter(id=row.id).update(pdf_blob_id=blob.id, pdf_verify_url=verify_url)
    return drawn


def _draw(row: Certificate, view: CertificateView, verify_url: str) -> bytes:
    definition = type_version(row.type_code, row.type_version)
    until = view.valid_until.isoformat() if view.valid_until else "长期"
    values = {field.name: field.value for field in view.fields} | {
        "holder": view.holder_name,
        "issuer": view.issuer_name.zh,
        "number": view.number,
        "issued": view.valid_from.isoformat(),
        "valid_from": view.valid_from.isoformat(),
        "valid_until": until,
    }
    rows = [(field.label.zh, field.value) for field in view.fields]
    rows += [("证照编号", view.number), ("有效期至", until)]
    return draw(
        title=view.type_name.zh,
        subtitle=view.type_name.in_language(EN),
        lines=fill(definition["layout"], values, ZH),
        rows=rows,
        issuer=view.issuer_name.zh,
        issued=view.valid_from.strftime("%Y年%m月%d日"),
        notes=[
            "扫描二维码核验真伪和当前状态，以核验结果为准。",
            "Scan the code to verify this certificate; the register decides, not the paper.",
            f"电子证照标识 {view.identifier}",
            verify_url,
        ],
        verify_url=verify_url,
        identifier=view.identifier,
    )
