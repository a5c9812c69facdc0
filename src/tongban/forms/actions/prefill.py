"""Fill a form from the sources before anyone types."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from tongban.elements.api import SourcedValue, look_up
from tongban.forms.domain.prefilling import as_prefilled
from tongban.forms.queries import form
from tongban.forms.views import FieldView, PrefilledField, SubjectRole
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef


def prefill(
    *,
    actor: Actor,
    form_code: str,
    subject_id: str,
    item_code: str,
    purpose: ArticleRef,
    now: datetime,
    case_id: str | None = None,
) -> tuple[PrefilledField, ...]:
    """What the sources know for every field bound to an element, in form order.

    Fields about the subject are asked of ``subject_id``, fields about the applicant of the person
    at the keyboard; each of the two is one look-up with one evidence leaf. Silent sources give
    silent fields with a reason. Refuses: FormUnknown, elements' LookUpNotAllowed.
    """
    bound = [field for field in form(form_code).fields if field.element_id]
    asked: dict[str, list[str]] = defaultdict(list)
    for field in bound:
        asked[_whose(field, actor, subject_id)].append(field.element_id or "")
    known: dict[tuple[str, str], SourcedValue] = {}
    for whose, element_ids in asked.items():
        values = look_up(
            actor=actor,
            subject_id=whose,
            element_ids=element_ids,
            item_code=item_code,
            purpose=purpose,
            case_id=case_id,
            now=now,
        )
        known |= {(whose, value.element_id): value for value in values}
    return tuple(
        as_prefilled(field, known[_whose(field, actor, subject_id), field.element_id or ""])
        for field in bound
    )


def _whose(field: FieldView, actor: Actor, subject_id: str) -> str:
    if field.subject_role is SubjectRole.APPLICANT:
        return actor.subject_id or subject_id
    return subject_id
