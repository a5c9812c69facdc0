"""POST /desk/cases/<id>/archive: the archive package of a closed case, as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tongban.cases.api import case, export_archive
from tongban.web.desk.entry import officer_of


def send(request: HttpRequest, case_id: str) -> HttpResponse:
    """The package; each export is left as evidence, so it is no GET."""
    actor = officer_of(request)
    number = case(actor, case_id).number
    package = export_archive(actor=actor, case_id=case_id, now=timezone.now())
    answer = HttpResponse(package, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{number}.zip"'
    return answer
