"""/federation/: our snapshot, for other platforms; it is signed and public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from tongban.federation.api import current_snapshot
from tongban.web.plumbing.refusals import UNKNOWN_PAGE, refusal_json


@require_safe
def snapshot(request: HttpRequest) -> HttpResponse:
    """The newest snapshot as text; 304 to who names its digest, 404 before the first."""
    newest = current_snapshot()
    if newest is None:
        return refusal_json(UNKNOWN_PAGE, request)
    told = {"ETag": f'"{newest.digest}"', "Cache-Control": "no-cache"}
    if request.headers.get("If-None-Match") == told["ETag"]:
        return HttpResponseNotModified(headers=told)
    return HttpResponse(newest.text, content_type="text/plain; charset=us-ascii", headers=told)


urlpatterns: list[URLPattern] = [path("snapshot", snapshot, name="federation-snapshot")]
