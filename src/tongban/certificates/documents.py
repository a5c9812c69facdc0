"""The sealed file of a certificate or of an annotated copy 加注件: drawn and sealed at the first
download, then kept."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils import timezone

from tongban.certificates import events
from tongban.certificates.adapters.fonts import typefaces
from tongban.certificates.codes import code_for
from tongban.certificates.domain.face import (
    Body,
    FaceContent,
    Frame,
    Look,
    Paper,
    chinese_date,
    compose,
)
from tongban.certificates.domain.layout import fill
from tongban.certificates.domain.sharing import CopyView, ShareState
from tongban.certificates.domain.trust import TrustLevel, watermark
from tongban.certificates.models import Certificate, DrawnDocument
from tongban.certificates.proving import inclusion_of, proof_of
from tongban.certificates.queries.copies import annotated_copy
from tongban.certificates.queries.holding import readable_row
from tongban.certificates.queries.presenting import view_of
from tongban.certificates.queries.two_person import approved_use_of
from tongban.certificates.refusals import CopyOver, RareCharacterUnprintable
from tongban.certificates.sealing import unseal_personal
from tongban.certificates.supervising import supervised_files
from tongban.certificates.telling import tell
from tongban.certificates.types import type_version
from tongban.certificates.views import CertificateView
from tongban.files.api import read_blob, store_upload
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.text import EN, ZH
from tongban.seals.api import Purpose, PurposeKind, take_seal
from tongban_trust.drawing import LaidPage, lay_out
from tongban_trust.ofd import write_ofd
from tongban_trust.pdf import write_pdf
from tongban_trust.verify import CopyTerms, copy_key

_PLATFORM = Actor.system("certificates")
_LONG_TERM = "长期"
_NOTES = (
    "扫描二维码可核验真伪和当前状态，以核验结果为准。电子证照与纸质证照具有同等法律效力。",
    "Scan the code to verify this certificate; the register decides, not the paper.",
)
_COPY_NOTES = (
    "本件为加注件，仅供水印所写的使用人在期限内用于所写的用途。扫描二维码可核验，以核验结果为准。",
    "An annotated copy, for the user, purpose and term of its watermark only. Scan to verify.",
)


class DocumentForm(Enum):
    """The form a certificate is given in: OFD (GB/T 33190, SM2) or PDF (PAdES, P-256)."""

    OFD = "ofd"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        """What the web calls it."""
        return f"application/{self.value}"


def certificate_document(
    actor: Actor, certificate_id: str, form: DocumentForm, verify_url: str
) -> bytes:
    """The sealed file of a certificate; ``verify_url`` with a signed token is its QR code.

    Drawn and sealed when first asked for with this address, afterwards read back from files; once
    more when the log can prove the issue. It carries the record, what opens it, and the proofs.
    Refuses CertificateNotFound, also when not yours, RareCharacterUnprintable, and of seals
    NoSealInForce, SealNotInForce, NeedsTwoPersons when the issuer's seal may not be put on it now
    (``sealing_state`` says whether it waits for two persons).
    Source: 716 Art 9-11 (seal, standard layout, same force as paper).
    """
    return _document(_Sheet(readable_row(actor, certificate_id), form, verify_url), timezone.now())


def copy_document(actor: Actor, copy_id: str, form: DocumentForm, verify_url: str) -> bytes:
    """The sealed file of an annotated copy 加注件: the same page and proofs as the certificate's,
    with the copy's watermark across it, its terms sealed in, and ``verify_url`` as its QR code.

    Its code holds the bare address: a signed token would vouch for the certificate beyond the
    purpose of the copy. Refuses CopyNotFound, also when not yours, CopyOver once it is withdrawn or
    past its term, and what ``certificate_document`` refuses of drawing and sealing:
    RareCharacterUnprintable, NoSealInForce, SealNotInForce, NeedsTwoPersons.
    """
    now = timezone.now()
    copy = annotated_copy(actor, copy_id, now)
    if copy.state is not ShareState.OPEN:
        raise CopyOver(copy.state.label)
    row = readable_row(actor, copy.certificate_id)
    return _document(_Sheet(row, form, verify_url, copy), now)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Which file: of a certificate, or of an annotated copy of it."""

    row: Certificate
    form: DocumentForm
    verify_url: str
    copy: CopyView | None = None

    @property
    def number(self) -> str:
        return self.copy.number if self.copy else self.row.identifier

    @property
    def key(self) -> dict[str, Any]:
        """Its one row among the files that are kept."""
        copy_id = self.copy.id if self.copy else None
        return {"certificate": self.row, "copy_id": copy_id, "form": self.form.value}


def _document(sheet: _Sheet, now: datetime) -> bytes:
    """The kept file of this address, else one drawn, sealed and kept now."""
    row, copy = sheet.row, sheet.copy
    kept = DrawnDocument.objects.filter(**sheet.key, verify_url=sheet.verify_url)
    found = kept.order_by("id").first()
    if found is not None and (found.is_logged or inclusion_of(row.issue_leaf) is None):
        return read_blob(_PLATFORM, found.blob_id)
    personal = unseal_personal([row])[0]
    view, proof = view_of(row, personal), proof_of(row, personal)
    code = sheet.verify_url if copy else code_for(row, personal, sheet.verify_url, now)
    laid = _laid(row, view, code, copy)
    if proof is not None and copy is not None:
        proof = replace(proof, copy=_terms(copy))
    attached = proof.files() if proof else {}
    logged = proof is not None and proof.inclusion is not None
    with transaction.atomic():  # no use of the seal without the file it is on
        if proof is not None:
            attached |= supervised_files(proof.record, sheet.number, now)
        drawn = _sealed(view, attached, laid, sheet, now)
        _keep(sheet, drawn, logged, now)
    return drawn


def _terms(copy: CopyView) -> CopyTerms:
    return CopyTerms(
        number=copy.number,
        purpose=copy.purpose,
        user=copy.user,
        valid_from=local_date(copy.made_at),
        valid_until=copy.valid_until,
        key=copy_key(copy.verify_token),
    )


def _keep(sheet: _Sheet, drawn: bytes, logged: bool, now: datetime) -> None:
    row, form = sheet.row, sheet.form
    with transaction.atomic():
        blob = store_upload(
            actor=_PLATFORM,
            filename=f"{sheet.number}.{form.value}",
            stream=io.BytesIO(drawn),
            declared_type=form.media_type,
            purpose=f"certificate-{form.value}",
            now=now,
        )
        DrawnDocument.objects.update_or_create(
            **sheet.key,
            defaults={
                "verify_url": sheet.verify_url,
                "blob_id": blob.id,
                "sha256": blob.sha256,
                "drawn_at": now,
                "is_logged": logged,
            },
        )
        tell(
            kind="certificates.document-sealed",
            event=events.DOCUMENT_SEALED,
            about=row.id,
            facts={"certificate": row.id, "form": form.value, "sha256": blob.sha256}
            | ({"copy": sheet.copy.id} if sheet.copy else {}),
            actor=_PLATFORM,
            now=now,
            holder_id=row.holder_id,
            evidence={"identifier": row.identifier},
        )


def _sealed(
    view: CertificateView,
    attached: Mapping[str, bytes],
    laid: LaidPage,
    sheet: _Sheet,
    now: datetime,
) -> bytes:
    issuer = view.issuer_name.zh
    seal = take_seal(
        actor=_PLATFORM,
        agency_code=view.issuer_code,
        purpose=Purpose(PurposeKind.CERTIFICATE_TYPE.value, view.type_code),
        document_id=sheet.number,
        now=now,
        following=approved_use_of(sheet.row),
    )
    facts = {"identifier": sheet.number, "author": issuer}
    if sheet.form is DocumentForm.OFD:
        return write_ofd(laid, attached, seal.ofd, at=now, **facts)
    return write_pdf(laid, attached, seal.pdf, at=now, **facts)


def _laid(row: Certificate, view: CertificateView, code: str, copy: CopyView | None) -> LaidPage:
    definition = type_version(row.type_code, row.type_version)
    values = {field.name: _printed(field.value) for field in view.fields} | {
        "holder": view.holder_name,
        "issuer": view.issuer_name.zh,
        "number": view.number,
        "issued": chinese_date(view.valid_from),
        "valid_from": chinese_date(view.valid_from),
        "valid_until": chinese_date(view.valid_until) if view.valid_until else _LONG_TERM,
    }
    content = FaceContent(
        title=view.type_name.zh,
        subtitle=view.type_name.in_language(EN),
        number=f"加注件编号 {copy.number}" if copy else f"编号 {view.number}",
        lines=fill(definition["layout"], values, ZH),
        issuer=view.issuer_name.zh,
        issued=view.valid_from,
        qr=code,
        scan="扫码核验",
        notes=(*(_COPY_NOTES if copy else _NOTES), f"电子证照标识 {view.identifier}"),
        watermark=(
            copy.watermark if copy else watermark(TrustLevel.A, view.issuer_name, view.valid_until)
        ).zh,
        supervisor=view.supervisor_name.zh if view.supervisor_name else "",
    )
    look = definition.get("look", {})
    chosen = Look(
        Paper(look.get("paper", "portrait")),
        Body(look.get("body", "statement")),
        Frame(look.get("frame", "red")),
    )
    return laid_face(content, chosen)


def laid_face(content: FaceContent, look: Look) -> LaidPage:
    """These words as a page with its fonts, ready to be written as OFD and as PDF.

    Refuses RareCharacterUnprintable with every character that no font here draws.
    """
    fonts = typefaces()
    missing = fonts.missing(content.printed)
    if missing:
        raise RareCharacterUnprintable(missing)
    return lay_out(compose(content, look, fonts), fonts)


def _printed(value: str) -> str:
    """A date as people write it; anything else as it is."""
    try:
        return chinese_date(date.fromisoformat(value))
    except ValueError:
        return value
