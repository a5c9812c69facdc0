"""/desk/cases/<id>/papers/<code>: an uploaded material, sent as a file and never shown inline."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from tongban.cases.api import CaseView, MaterialView, MaterialWay, PartyRole, case
from tongban.catalogue.api import item_by_version
from tongban.certificates.api import attest_upload, kept_scan, type_in_force
from tongban.files.api import read_blob
from tongban.kernel.actor import Actor, Duty
from tongban.web.desk.entry import officer_of
from tongban.web.plumbing.sessions import see_other


def send(request: HttpRequest, case_id: str, code: str) -> HttpResponse:
    """One upload of a case the officer may read; 404 for any other material.

    A scan from the wallet has the words of its trust level printed across it.
    """
    actor = officer_of(request)
    known = case(actor, case_id)
    for material in known.materials:
        if material.code == code and material.way.is_file:
            content = _content(actor, known, material)
            response = HttpResponse(content, content_type="application/octet-stream")
            response["Content-Disposition"] = f'attachment; filename="{material.code}"'
            return response
    raise Http404


def _content(actor: Actor, known: CaseView, material: MaterialView) -> bytes:
    kept_type = type_of_material(known, material.code)
    if material.way is MaterialWay.KEPT and kept_type is not None:
        return kept_scan(material.reference, _applicant(known), kept_type).content
    return read_blob(actor, material.reference, granted=True)


def _applicant(known: CaseView) -> str:
    return next(p.subject_id for p in known.parties if p.role is PartyRole.APPLICANT)


def attest(request: HttpRequest, case_id: str, code: str) -> HttpResponse:
    """The clerk holds the original and the upload matches it 与原件核对无误: kept at level B."""
    actor = officer_of(request)
    known = case(actor, case_id)
    wanted = type_of_material(known, code)
    blob_id = next(
        (m.reference for m in known.materials if m.code == code and m.way is MaterialWay.UPLOAD),
        None,
    )
    if wanted is None or blob_id is None:
        raise Http404
    attest_upload(
        actor=actor,
        agency_code=known.agency_code,
        holder_id=_applicant(known),
        type_code=wanted,
        blob_id=blob_id,
        now=timezone.now(),
    )
    messages.success(
        request, gettext("Recorded: it matches the original. It need not be shown again.")
    )
    return see_other(f"/desk/cases/{case_id}")


def type_of_material(known: CaseView, code: str) -> str | None:
    """The certificate type that stands for a material of the case's item; None when none does."""
    item = item_by_version(known.item_version_id)
    return next((m.satisfied_by for m in item.materials if m.code == code), None)


def attestable(actor: Actor, known: CaseView) -> frozenset[str]:
    """Uploaded materials a window clerk of the handling body may compare with the original."""
    if not actor.has_duty(Duty.WINDOW_CLERK, known.agency_code):
        return frozenset()
    uploads = {m.code for m in known.materials if m.way is MaterialWay.UPLOAD}
    return frozenset(
        code for code in uploads if _takes_checked_copies(type_of_material(known, code))
    )


def _takes_checked_copies(type_code: str | None) -> bool:
    return type_code is not None and "B" in type_in_force(type_code).definition.get("levels", ())
