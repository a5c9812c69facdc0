"""/certificates/keep: a scan of a paper certificate, kept in the wallet 自存证照."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.certificates.api import (
    KeepableType,
    drop_copy,
    keep_copy,
    kept_copy_file,
    types_one_may_keep,
)
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.web.design.parts import Choice, Fault, Field, FieldKind
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.handing_in import keep_material
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.wallet_path import in_wallet

_PROMISED = "promised"


def ask(request: HttpRequest) -> HttpResponse:
    """The form; a POST keeps the file: at level D with the promise of its type, else at C."""
    actor = require_actor(request)
    types = types_one_may_keep(actor.kind is ActorKind.FIRM_AGENT)
    faults = _keep(request, actor, types) if request.method == "POST" else ()
    if request.method == "POST" and not faults:
        messages.success(request, gettext("Kept in your wallet."))
        return see_other("/certificates")
    context = {
        "faults": faults,
        "fields": _fields(request, types, faults),
        "path": in_wallet(gettext("Keep a copy of a paper certificate")),
    }
    return render(request, "portal/keep.html", context, status=422 if faults else 200)


def show(request: HttpRequest, kept_id: str) -> HttpResponse:
    """The kept copy with its watermark across it: a picture in the page, a document as a file."""
    shown = kept_copy_file(require_actor(request), kept_id)
    way = "inline" if shown.is_picture else "attachment"
    response = HttpResponse(shown.content, content_type=shown.kind)
    response["Content-Disposition"] = f'{way}; filename="{kept_id}.{shown.ending}"'
    return response


def drop(request: HttpRequest, kept_id: str) -> HttpResponse:
    """Take a kept copy out of the wallet."""
    drop_copy(actor=require_actor(request), kept_id=kept_id, now=timezone.now())
    return see_other("/certificates")


def _keep(request: HttpRequest, actor: Actor, types: tuple[KeepableType, ...]) -> tuple[Fault, ...]:
    chosen = next((one for one in types if one.code == request.POST.get("type")), None)
    upload = request.FILES.get("file")
    faults = []
    if chosen is None:
        faults.append(Fault(gettext("Choose which certificate it is"), "", "type"))
    if upload is None:
        faults.append(Fault(gettext("Choose a file"), "", "file"))
    if chosen is None or upload is None:
        return tuple(faults)
    kept = keep_material(actor, upload, "file")
    if isinstance(kept, Problem):
        return (Fault(kept.message, kept.mend, kept.where),)
    keep_copy(
        actor=actor,
        type_code=chosen.code,
        blob_id=kept.id,
        now=timezone.now(),
        promised=chosen.promise is not None and _PROMISED in request.POST.getlist("promise"),
    )
    return ()


def _fields(
    request: HttpRequest, types: tuple[KeepableType, ...], faults: tuple[Fault, ...]
) -> tuple[Field, ...]:
    wrong = {fault.field: fault.message for fault in faults}
    names = tuple(Choice(one.code, one.name) for one in types)
    chosen = request.POST.get("type", "")
    promises = tuple(one for one in types if one.promise is not None)
    fields = [
        Field(
            "type", gettext("Which certificate is it?"), FieldKind.PICK,
            (chosen,) if chosen else (), required=True, options=names,
            error=wrong.get("type", ""),
        ),
        Field(
            "file", gettext("Scan or photo"), FieldKind.FILE, required=True,
            accept=".pdf,.jpg,.jpeg,.png,.ofd", error=wrong.get("file", ""),
        ),
    ]  # fmt: skip
    if promises:
        fields.append(
            Field(
                "promise",
                gettext("Do you promise? With a promise it can be used at once where allowed."),
                FieldKind.MANY,
                tuple(request.POST.getlist("promise")),
                options=(Choice(_PROMISED, promises[0].promise or "", _for(promises)),),
            )
        )
    return tuple(fields)


def _for(promises: tuple[KeepableType, ...]) -> Text:
    return Text.of(
        f"适用于：{'、'.join(one.name.zh for one in promises)}",
        f"For: {', '.join(one.name.en for one in promises)}",
    )
