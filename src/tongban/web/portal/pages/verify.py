"""/verify: is this certificate genuine and valid? Open to everybody."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from tongban.certificates.api import (
    VerifyOutcome,
    VerifyVerdict,
    published_bundle,
    scanned_token,
)
from tongban.federation.api import verify_anywhere, verify_file_anywhere
from tongban.web.design.parts import Crumb, Fault
from tongban.web.plumbing.refusals import UNKNOWN_PAGE, refusal_json
from tongban.web.plumbing.sessions import see_other

_LONGEST = 600
_LONGEST_NUMBER = 200
MOST_BYTES = 16 * 1024 * 1024
# Only here may a page ask for the camera, and only when somebody presses the button.
_CAMERA = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
_HEADINGS = {
    VerifyOutcome.VALID: gettext_lazy("Genuine and valid"),
    VerifyOutcome.LOGGED_SOON: gettext_lazy("Genuine so far: its logging is under way"),
    VerifyOutcome.UNDECIDED: gettext_lazy("Cannot be decided here"),
    VerifyOutcome.NOT_YET_VALID: gettext_lazy("Genuine but not yet in force"),
    VerifyOutcome.EXPIRED: gettext_lazy("Genuine but expired"),
    VerifyOutcome.SUSPENDED: gettext_lazy("Genuine but suspended"),
    VerifyOutcome.REVOKED: gettext_lazy("No longer valid: revoked"),
    VerifyOutcome.NOT_LOGGED: gettext_lazy("Not in the evidence log"),
    VerifyOutcome.UNKNOWN_ISSUER: gettext_lazy("The issuer is unknown"),
    VerifyOutcome.ALTERED: gettext_lazy("Altered after it was issued"),
    VerifyOutcome.UNREADABLE: gettext_lazy("Not a certificate file of this platform"),
    VerifyOutcome.UNKNOWN: gettext_lazy("Not a certificate of this platform"),
}
_CARE = {
    VerifyOutcome.LOGGED_SOON,
    VerifyOutcome.UNDECIDED,
    VerifyOutcome.NOT_YET_VALID,
    VerifyOutcome.EXPIRED,
    VerifyOutcome.SUSPENDED,
}


def door(request: HttpRequest) -> HttpResponse:
    """The forms, or the verdict on what they sent.

    ``?code=`` may be a scanned code, a whole address, or a printed identifier.
    """
    if request.method == "POST":
        return _check(request)
    code = request.GET.get("code", "").strip()[:_LONGEST]
    if not code:
        return _page(request, None)
    token = scanned_token(code)
    if token and token == code.rpartition("/verify/")[2].strip("/"):
        return see_other(f"/verify/{token[:_LONGEST_NUMBER]}")
    return _page(request, verify_anywhere(code, timezone.now()))


def show(request: HttpRequest, token: str) -> HttpResponse:
    """The verdict in words, with only what the public may see."""
    return _page(request, verify_anywhere(token, timezone.now()))


def _check(request: HttpRequest) -> HttpResponse:
    """The verdict on a file that was dropped or chosen; nothing of it is kept."""
    upload = request.FILES.get("file")
    if upload is None:
        fault = Fault(gettext("Choose the file of the certificate"), "", "file")
        return _page(request, None, (fault,))
    return _page(request, verify_file_anywhere(head_of(upload), timezone.now()))


def bundle(request: HttpRequest) -> HttpResponse:
    """/trust/bundle: the trust bundle, for whoever verifies offline; 404 before the first."""
    content = published_bundle()
    if content is None:
        return refusal_json(UNKNOWN_PAGE, request)
    headers = {"Cache-Control": "no-cache", "Content-Disposition": 'attachment; filename="bundle"'}
    return HttpResponse(content, content_type="application/json", headers=headers)


def head_of(upload: UploadedFile) -> bytes:
    """As much of a file as a certificate may have and a byte more, so that more is noticed."""
    return upload.read(MOST_BYTES + 1)


def _page(
    request: HttpRequest, verdict: VerifyVerdict | None, faults: tuple[Fault, ...] = ()
) -> HttpResponse:
    here = Crumb(gettext("Verify a certificate"), "/verify" if verdict else "")
    context: dict[str, Any] = {
        "path": (here, Crumb(gettext("Result"))) if verdict else (here,),
        "verdict": verdict,
        "faults": faults,
        "checked_at": timezone.now(),
    }
    if verdict is not None:
        good = verdict.outcome is VerifyOutcome.VALID
        context["heading"] = _HEADINGS[verdict.outcome]
        context["mood"] = "good" if good else "care" if verdict.outcome in _CARE else "bad"
    response = render(request, "portal/verify.html", context, status=422 if faults else 200)
    response["Permissions-Policy"] = _CAMERA
    return response
