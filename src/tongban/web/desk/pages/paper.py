"""/desk/cases/<id>/papers/<code>: an uploaded material, sent as a file and never shown inline."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from tongban.cases.api import MaterialWay, case
from tongban.files.api import read_blob
from tongban.web.desk.entry import officer_of


def send(request: HttpRequest, case_id: str, code: str) -> HttpResponse:
    """The bytes of one upload of a case the officer may read; 404 for any other material."""
    actor = officer_of(request)
    for material in case(actor, case_id).materials:
        if material.code == code and material.way is MaterialWay.UPLOAD:
            response = HttpResponse(
                read_blob(actor, material.reference), content_type="application/octet-stream"
            )
            response["Content-Disposition"] = f'attachment; filename="{material.code}"'
            return response
    raise Http404
