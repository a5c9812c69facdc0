"""Files a helper photographs for an errand: the resident's own, for its materials."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from tongban.assistance.api import DutyView, Prepared, Sheet, keep_sheet
from tongban.catalogue.api import ItemView
from tongban.kernel.actor import Actor
from tongban.web.design.parts import Field, FieldKind
from tongban.web.plumbing.handing_in import as_page

_UPLOAD = "m."


def file_fields(item: ItemView, kept: Prepared) -> tuple[Field, ...]:
    """The materials nobody holds yet; the one attached before is named."""
    return tuple(
        Field(
            _UPLOAD + one.code,
            one.name,
            FieldKind.FILE,
            hint=_hint(one.code, kept) or one.help or "",
            accept=".pdf,.jpg,.jpeg,.png,.ofd",
        )
        for one in item.materials_for(kept.situation)
        if not one.already_held
    )


def sheets_of(request: HttpRequest, actor: Actor, known: DutyView) -> dict[str, Sheet]:
    """What was attached before and now, by material. Refuses as ``keep_sheet`` does."""
    sheets = dict(known.prepared.sheets) if known.prepared else {}
    for control, uploads in request.FILES.lists():
        if control.startswith(_UPLOAD):
            sheets[control.removeprefix(_UPLOAD)] = keep_sheet(
                actor=actor,
                errand_id=known.id,
                page=as_page(uploads[-1]),
                now=timezone.now(),
            )
    return sheets


def _hint(code: str, kept: Prepared) -> str:
    return kept.sheets[code].filename if code in kept.sheets else ""
