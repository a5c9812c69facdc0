"""/certificates: the wallet 我的证照, one certificate with its uses, and its files."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.certificates.api import (
    DocumentForm,
    certificate,
    certificate_code,
    certificate_document,
    checks_of,
    copies_of,
    kept_copies,
    lost_ground,
    my_certificates,
    sealing_state,
    status_history,
    uses_of,
)
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import ActorKind
from tongban.kernel.article import ArticleRef
from tongban.kernel.text import Text
from tongban.laws.api import articles
from tongban.web.design.parts import Crumb
from tongban.web.design.qr import qr_path
from tongban.web.plumbing.acting import require_actor
from tongban.web.portal.sharing_forms import STATE_MOODS
from tongban.web.portal.standing import standing_of
from tongban.web.portal.wallet_path import in_wallet

_LONGEST_CURSOR = 60


def listed(request: HttpRequest) -> HttpResponse:
    """My certificates, newest first, each with how it stands."""
    actor = require_actor(request)
    today = local_date(timezone.now())
    context = {
        "cards": [(one, standing_of(one, today)) for one in my_certificates(actor)],
        "kept": kept_copies(actor),
        "for_firm": actor.kind is ActorKind.FIRM_AGENT,
        "path": (Crumb(gettext("My certificates")),),
    }
    return render(request, "portal/certificates.html", context)


def show(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """One certificate: the code a stranger can scan, who used it, its copies, its history."""
    actor, now = require_actor(request), timezone.now()
    known = certificate(actor, certificate_id)
    address = _verify_address(request, known.verify_token)
    cursor = request.GET.get("uses", "")[:_LONGEST_CURSOR]
    uses = uses_of(actor, certificate_id, cursor or None)
    history = status_history(actor, certificate_id)
    context = {
        "certificate": known,
        "standing": standing_of(known, local_date(now)),
        "verify_address": address,
        "qr": qr_path(certificate_code(actor, certificate_id, address, now)),
        "uses": uses.items,
        "next_uses": f"?uses={uses.next_cursor}#uses" if uses.next_cursor else "",
        "first_uses": f"/certificates/{certificate_id}#uses" if cursor else "",
        "checks": checks_of(actor, certificate_id),
        "copies": [(one, STATE_MOODS.get(one.state, "bad")) for one in
                   copies_of(actor, certificate_id, now)],
        "sealing": sealing_state(actor, certificate_id, now),
        "lost": lost_ground(actor, certificate_id, now),
        "history": history,
        "articles": _cited([*(use.article for use in uses.items), *(e.article for e in history)]),
        "path": in_wallet(known.type_name),
    }  # fmt: skip
    return render(request, "portal/certificate.html", context)


def document(request: HttpRequest, certificate_id: str, form: str) -> HttpResponse:
    """The sealed file of the certificate, to keep, print or hand on."""
    actor, wanted = require_actor(request), DocumentForm(form)
    known = certificate(actor, certificate_id)
    address = _verify_address(request, known.verify_token)
    body = certificate_document(actor, certificate_id, wanted, address)
    response = HttpResponse(body, content_type=wanted.media_type)
    shown = "inline" if wanted is DocumentForm.PDF else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{known.identifier}.{form}"'
    return response


def _verify_address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(f"/verify/{token}")


def _cited(references: Iterable[str]) -> dict[str, Text]:
    """Articles by reference, as people know them: 《居住证暂行条例》第十条."""
    refs = tuple(ArticleRef.parse(reference) for reference in references if reference)
    return {
        str(ref): Text.of(
            f"《{found.statute_title.zh}》{found.label.zh}",
            f"{found.statute_title.en}, {found.label.en}",
        )
        for ref, found in articles(refs).items()
    }
