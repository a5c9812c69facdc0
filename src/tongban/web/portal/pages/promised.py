"""POST /cases/<id>/promised: hand in what was promised when the case was accepted 容缺补交."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tongban.cases.api import MaterialsMissing, case, supply_promised
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.web.design.parts import Fault
from tongban.web.plumbing.acting import require_actor
from tongban.web.plumbing.forms import version_of
from tongban.web.plumbing.sessions import see_other
from tongban.web.portal.pages.cases import page
from tongban.web.portal.supplying import file_control, files_given

_NO_FILE = Fault(
    Text.of("没有选择文件", "No file is chosen"),
    Text.of("请选择要补交的材料", "Choose what you hand in"),
)


def bring(request: HttpRequest, case_id: str) -> HttpResponse:
    """Keep the files and add them to the case; told in place where one cannot be used."""
    actor = require_actor(request)
    known = case(actor, case_id)
    blobs, problems = files_given(request, actor, (code for code, _name in known.awaited))
    if problems or not blobs:
        return page(request, actor, known, _told(problems) or (_NO_FILE,), 422)
    try:
        supply_promised(
            actor=actor,
            case_id=known.id,
            expected_version=version_of(request.POST),
            material_blobs=blobs,
            now=timezone.now(),
        )
    except MaterialsMissing as refused:
        return page(request, actor, known, _told(refused.every_problem), 422)
    return see_other(f"/cases/{case_id}")


def _told(problems: Iterable[Problem]) -> tuple[Fault, ...]:
    return tuple(Fault(one.message, one.mend, file_control(one.where)) for one in problems)
