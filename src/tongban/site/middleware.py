"""What every request passes through: a request id, measuring, security headers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import nullcontext

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tongban.content.api import one_look
from tongban.files.api import FileTooLarge
from tongban.kernel.ids import new_id
from tongban.kernel.sitting import one_sitting
from tongban.site.metrics import observe_request
from tongban.web.plumbing.refusals import answer

GetResponse = Callable[[HttpRequest], HttpResponse]

_log = structlog.get_logger("tongban.request")
_SAFE_REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class RequestId:
    """Give each request an id (or keep the proxy's), for the logs and the reply."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Bind the id to every log line written while the request is served."""
        given = request.headers.get("X-Request-Id", "")
        request_id = given if _SAFE_REQUEST_ID.fullmatch(given) else new_id("req")
        # Django's stubs know no attribute of ours on a request.
        request.request_id = request_id  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self._get_response(request)
        response["X-Request-Id"] = request_id
        return response


class Measured:
    """Log each request once and feed the metrics; the route is named, never the typed path."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Time the rest of the chain."""
        started = time.perf_counter()
        response = self._get_response(request)
        took_s = time.perf_counter() - started
        match = request.resolver_match
        route = match.route if match else "(unmatched)"
        observe_request(request.method or "", route, response.status_code, took_s)
        _log.info(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round(took_s * 1000, 1),
        )
        return response


class SecurityHeaders:
    """A strict content security policy: our own files only, nothing inline."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers unless a view set its own."""
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class OneSitting:
    """One request, one sitting: a person's rows and keys are read once while it is served.

    A reading request also sees one state of everything published.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Open the sitting around the rest of the chain."""
        looks = one_look() if request.method in ("GET", "HEAD") else nullcontext()
        with one_sitting(), looks:
            return self._get_response(request)


class BodyLimit:
    """Refuse an oversized request by what it says of itself, before a byte of it is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Several files may come in one form; each has its own limit when it is stored."""
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not told.isdecimal() or int(told) > settings.REQUEST_MAX_BYTES:
            return answer(FileTooLarge(settings.UPLOAD_MAX_BYTES), request)
        return self._get_response(request)
