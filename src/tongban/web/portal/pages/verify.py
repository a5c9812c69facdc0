"""/verify: is this certificate genuine and valid? Open to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from tongban.certificates.api import verify
from tongban.web.design.parts import Crumb
from tongban.web.plumbing.sessions import see_other

_LONGEST = 200


def ask(request: HttpRequest) -> HttpResponse:
    """The form; ``?code=`` may be a scanned token, a whole address, or a printed identifier."""
    code = request.GET.get("code", "").strip()[:_LONGEST]
    if code:
        return see_other(f"/verify/{_bare(code)}")
    context = {"path": (Crumb(gettext("Verify a certificate")),), "verdict": None}
    return render(request, "portal/verify.html", context)


def show(request: HttpRequest, token: str) -> HttpResponse:
    """The verdict in words, with only what the public may see."""
    verdict = verify(token, timezone.now())
    context = {
        "path": (Crumb(gettext("Verify a certificate"), "/verify"), Crumb(gettext("Result"))),
        "verdict": verdict,
        "checked_at": timezone.now(),
        "mood": {"valid": "good", "unknown": "bad", "revoked": "bad"}.get(
            verdict.outcome.value, "care"
        ),
    }
    return render(request, "portal/verify.html", context)


def _bare(code: str) -> str:
    """The token itself when somebody pastes the whole scanned address."""
    return code.rstrip("/").rpartition("/verify/")[2].replace("/", "").replace("?", "")
