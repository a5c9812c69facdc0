"""What a person hands in after being told of defects 补正: answers and files, all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from tongban.cases.api import CaseView, Defect
from tongban.catalogue.api import item_by_version
from tongban.files.api import store_upload
from tongban.forms.api import form
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem, Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Fault, field_id

FILE = "file."
TEXT = "text."
MATERIAL = "material:"


@dataclass(frozen=True, slots=True)
class Correction:
    """The posted form, files already stored; ``problems`` lists those that could not be."""

    answers: dict[str, str]
    blobs: dict[str, str]
    expected_version: int
    problems: tuple[Problem, ...]

    @property
    def refusal(self) -> Refusal:
        """The refusal of the bad files."""
        return Refusal(
            code="web.files_not_usable",
            message=Text.of("有文件不能使用", "Some files cannot be used"),
            mend=Text.of("请按提示更换文件", "Replace them as said below"),
            problems=self.problems,
        )

    def faults(self, problems: Iterable[Problem]) -> tuple[Fault, ...]:
        """Problems as lines of the error summary."""
        return tuple(Fault(one.message, one.mend, _control(one.where)) for one in problems)


@dataclass(frozen=True, slots=True)
class DefectLine:
    """A defect with the control that mends it."""

    told: Defect
    name: Text | str
    is_material: bool
    answer: str = ""

    @property
    def control(self) -> str:
        """The name of its control."""
        return (FILE if self.is_material else TEXT) + self.told.target

    @property
    def control_id(self) -> str:
        """The id of its control, which the error summary links to."""
        return field_id(self.control)


def defect_lines(case: CaseView) -> tuple[DefectLine, ...]:
    """Every defect of the case with the control that mends it: a file, or a text."""
    item = item_by_version(case.item_version_id)
    papers = {one.code: one.name for one in item.materials}
    asked = {one.name: one.label for one in form(item.form_code).fields} if item.form_code else {}
    return tuple(
        DefectLine(
            one,
            papers.get(one.target) or asked.get(one.target) or one.target,
            one.target in papers,
            str(case.answers.get(one.target, "")),
        )
        for one in case.defects
    )


def _control(where: str) -> str:
    if where.startswith(MATERIAL):
        return FILE + where.removeprefix(MATERIAL)
    return where if where.startswith(FILE) or not where else TEXT + where


def read_correction(request: HttpRequest, case: CaseView, actor: Actor) -> Correction:
    """Read one file or text for each defect of the case; blanks are left out."""
    answers: dict[str, str] = {}
    blobs: dict[str, str] = {}
    problems: list[Problem] = []
    for defect in case.defects:
        typed = request.POST.get(TEXT + defect.target, "").strip()
        upload = request.FILES.get(FILE + defect.target)
        if typed:
            answers[defect.target] = typed
        if upload is None:
            continue
        try:
            stored = store_upload(
                actor=actor,
                filename=upload.name or "",
                stream=upload.file,
                declared_type=upload.content_type or "",
                purpose="case-material",
                now=timezone.now(),
            )
        except Refusal as refused:
            where = FILE + defect.target
            problems.append(Problem(where, refused.code, refused.message, refused.mend))
        else:
            blobs[defect.target] = stored.id
    version = request.POST.get("version", "")
    return Correction(answers, blobs, int(version) if version.isdecimal() else 0, tuple(problems))
