"""POST /cases/<id>/promised: hand in what was promised when the case was accepted 容缺补交."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tongban.cases.api import CaseView, case, supply_promised
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.web.design.parts import Fault
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.handing_in import keep_material
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.correction import FILE
from tongban.web.portal.pages.cases import page

_NO_FILE = Fault(
    Text.of("没有选择文件", "No file is chosen"),
    Text.of("请选择要补交的材料", "Choose what you hand in"),
)


def bring(request: HttpRequest, case_id: str) -> HttpResponse:
    """Keep the files and add them to the case; told in place where one cannot be used."""
    actor = require_actor(request)
    known = case(actor, case_id)
    blobs, faults = _given(request, actor, known)
    if faults or not blobs:
        return page(request, actor, known, faults or (_NO_FILE,), 422)
    version = request.POST.get("version", "")
    supply_promised(
        actor=actor,
        case_id=known.id,
        expected_version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        material_blobs=blobs,
        now=timezone.now(),
    )
    return see_other(f"/cases/{case_id}")


def _given(
    request: HttpRequest, actor: Actor, known: CaseView
) -> tuple[dict[str, str], tuple[Fault, ...]]:
    blobs, faults = {}, []
    for code, _name in known.awaited:
        upload = request.FILES.get(FILE + code)
        if upload is None:
            continue
        kept = keep_material(actor, upload, FILE + code)
        if isinstance(kept, Problem):
            faults.append(Fault(kept.message, kept.mend, FILE + code))
        else:
            blobs[code] = kept.id
    return blobs, tuple(faults)
