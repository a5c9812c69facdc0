"""What verifiers of signed forms fetch: published keys, status lists, the words of a type."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from tongban.certificates.api import issuer_metadata, status_list, type_metadata
from tongban.web.plumbing.public_address import public_address
from tongban_trust.tokens.status_list import MEDIA_TYPE

_KEYS_KEPT_S, _WORDS_KEPT_S = 300, 3_600


def keys(request: HttpRequest) -> HttpResponse:
    """/.well-known/jwt-vc-issuer: who signs here, with which keys."""
    return _for_all(JsonResponse(issuer_metadata(public_address(request))), _KEYS_KEPT_S)


def statuses(request: HttpRequest, name: str) -> HttpResponse:
    """A status list, never kept anywhere on the way: it says what stands now."""
    signed = status_list(name, public_address(request), timezone.now())
    return _for_all(HttpResponse(signed, content_type=MEDIA_TYPE), 0)


def words(request: HttpRequest, type_code: str) -> HttpResponse:
    """The name and the fields of a certificate type."""
    return _for_all(JsonResponse(type_metadata(type_code, public_address(request))), _WORDS_KEPT_S)


def _for_all(response: HttpResponse, kept_s: int) -> HttpResponse:
    """Readable by programs on other sites too: it is the same for everybody."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={kept_s}" if kept_s else "no-store"
    return response
