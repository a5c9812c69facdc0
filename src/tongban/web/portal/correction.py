"""What a person hands in after being told of defects 补正: answers and files, all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest

from tongban.cases.api import CaseView, Defect
from tongban.catalogue.api import item_by_version
from tongban.forms.api import Answer, FormView, form
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem, Refusal
from tongban.kernel.text import Text
from tongban.web.design.parts import Fault, Field
from tongban.web.plumbing.forms import version_of
from tongban.web.portal.regions import region_choices
from tongban.web.portal.supplying import FileAsked, file_control, files_asked, files_given
from tongban.web.present.questions import ANSWER, Filled, questions_of, read_answers


@dataclass(frozen=True, slots=True)
class Correction:
    """The posted form, files already stored; ``problems`` lists those that could not be."""

    answers: dict[str, Answer]
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
    """A defect with the control that mends it: the form's own question, or a file."""

    told: Defect
    file: FileAsked
    question: Field | None = None


def defect_lines(case: CaseView, actor: Actor) -> tuple[DefectLine, ...]:
    """Every defect of the case with the control that mends it, or what was delivered for it."""
    papers = {one.code: one.name for one in item_by_version(case.item_version_id).materials}
    questions = _questions(case)
    named = [(one.target, papers.get(one.target, one.target)) for one in case.defects]
    files = files_asked(case, actor, named)
    return tuple(
        DefectLine(one, file, questions.get(one.target))
        for one, file in zip(case.defects, files, strict=True)
    )


def _form_of(case: CaseView) -> FormView | None:
    code = item_by_version(case.item_version_id).form_code
    return form(code) if code else None


def _questions(case: CaseView) -> dict[str, Field]:
    """The questions that were answered wrongly, with what was answered, by field name."""
    asked = _form_of(case)
    if asked is None:
        return {}
    told = {defect.target for defect in case.defects}
    filled = Filled.of((), {name: case.answers.get(name) for name in told})
    return {
        one.name.removeprefix(ANSWER): replace(one, required=True, shown_when=None)
        for part in questions_of(asked, filled, region_choices())
        for one in part.fields
        if one.name.removeprefix(ANSWER) in told
    }


def _control(where: str) -> str:
    return file_control(where) or (ANSWER + where if where else "")


def read_correction(request: HttpRequest, case: CaseView, actor: Actor) -> Correction:
    """Read one file or answer for each defect of the case; blanks are left out."""
    asked = _form_of(case)
    typed = read_answers(asked, request.POST.dict()) if asked else {}
    told = {defect.target for defect in case.defects}
    answers = {name: value for name, value in typed.items() if name in told}
    blobs, problems = files_given(request, actor, (one.target for one in case.defects))
    return Correction(answers, blobs, version_of(request.POST), problems)
