"""/certificates: mine, one of them, and its PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from tongban.certificates.api import certificate, certificate_pdf, my_certificates
from tongban.web.design.parts import Crumb
from tongban.web.design.qr import qr_path
from tongban.web.plumbing.acting import require_actor


def listed(request: HttpRequest) -> HttpResponse:
    """My certificates, newest first."""
    actor = require_actor(request)
    context = {
        "certificates": my_certificates(actor),
        "path": (Crumb(gettext("My certificates")),),
    }
    return render(request, "portal/certificates.html", context)


def show(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """One certificate with the code a stranger can scan."""
    known = certificate(require_actor(request), certificate_id)
    address = _verify_address(request, known.verify_token)
    context = {
        "certificate": known,
        "verify_address": address,
        "qr": qr_path(address),
        "path": (Crumb(gettext("My certificates"), "/certificates"), Crumb(known.type_name)),
    }
    return render(request, "portal/certificate.html", context)


def pdf(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """The certificate as a PDF to keep or print."""
    actor = require_actor(request)
    known = certificate(actor, certificate_id)
    address = _verify_address(request, known.verify_token)
    body = certificate_pdf(actor, certificate_id, address)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{known.number}.pdf"'
    return response


def _verify_address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(f"/verify/{token}")
