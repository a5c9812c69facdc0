"""Fill a form from the sources before anyone types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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
    fields, _ = prefill_with(
        actor=actor,
        form_code=form_code,
        subject_id=subject_id,
        item_code=item_code,
        purpose=purpose,
        now=now,
        case_id=case_id,
        also=(),
    )
    return fields


def prefill_with(
    *,
    actor: Actor,
    form_code: str,
    subject_id: str,
    item_code: str,
    purpose: ArticleRef,
    now: datetime,
    case_id: str | None,
    also: Iterable[str],
) -> tuple[tuple[PrefilledField, ...], tuple[SourcedValue, ...]]:
    """``prefill``, and in the same look-up the elements ``also`` of the subject.

    Elements the form asks for anyway are left out of the second part. Refuses as ``prefill``.
    """
    bound = [field for field in form(form_code).fields if field.element_id]
    in_form = {field.element_id for field in bound}
    more = [element_id for element_id in also if element_id not in in_form]
    asked: dict[str, list[str]] = defaultdict(list)
    for field in bound:
        asked[_whose(field, actor, subject_id)].append(field.element_id or "")
    if more:
        asked[subject_id] += more
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
    fields = tuple(
        as_prefilled(field, known[_whose(field, actor, subject_id), field.element_id or ""])
        for field in bound
    )
    return fields, tuple(known[subject_id, element_id] for element_id in more)


def _whose(field: FieldView, actor: Actor, subject_id: str) -> str:
    if field.subject_role is SubjectRole.APPLICANT:
        return actor.subject_id or subject_id
    return subject_id
