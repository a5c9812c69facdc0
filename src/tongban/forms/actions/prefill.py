"""Fill a form from the sources before anyone types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tongban.elements.api import Asked, SourcedValue, ask_sources, record_looks
from tongban.forms.domain.prefilling import as_prefilled
from tongban.forms.queries import form
from tongban.forms.views import FieldView, PrefilledField, SubjectRole
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What sources said for a form, in its order, and for more elements of the subject.

    ``looks`` is for elements' ``record_looks``, in the transaction of what the values are for.
    """

    fields: tuple[PrefilledField, ...]
    more: tuple[SourcedValue, ...]
    looks: tuple[Asked, ...]


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
    said = prefill_with(
        actor=actor,
        form_code=form_code,
        subject_id=subject_id,
        item_code=item_code,
        purpose=purpose,
        now=now,
        case_id=case_id,
        also=(),
    )
    with transaction.atomic():
        record_looks(said.looks)
    return said.fields


def prefill_with(
    *,
    actor: Actor,
    form_code: str | None,
    subject_id: str,
    item_code: str,
    purpose: ArticleRef,
    now: datetime,
    case_id: str | None,
    also: Iterable[str],
) -> Prefilled:
    """``prefill``, and in the same look-up the elements ``also`` of the subject; writes nothing.

    Elements the form asks for anyway are left out of ``more``; without a form only ``also`` is
    asked. Sources may be far away and take seconds: call it before the transaction that
    ``record_looks`` belongs to. Refuses as ``prefill``.
    """
    bound = [field for field in form(form_code).fields if field.element_id] if form_code else []
    in_form = {field.element_id for field in bound}
    more = [element_id for element_id in also if element_id not in in_form]
    asked: dict[str, list[str]] = defaultdict(list)
    for field in bound:
        asked[_whose(field, actor, subject_id)].append(field.element_id or "")
    if more:
        asked[subject_id] += more
    looks = tuple(
        ask_sources(
            actor=actor,
            subject_id=whose,
            element_ids=element_ids,
            item_code=item_code,
            purpose=purpose,
            case_id=case_id,
            now=now,
        )
        for whose, element_ids in asked.items()
    )
    known = {
        (look.question.subject_id, value.element_id): value
        for look in looks
        for value in look.values
    }
    fields = tuple(
        as_prefilled(field, known[_whose(field, actor, subject_id), field.element_id or ""])
        for field in bound
    )
    return Prefilled(fields, tuple(known[subject_id, element_id] for element_id in more), looks)


def _whose(field: FieldView, actor: Actor, subject_id: str) -> str:
    if field.subject_role is SubjectRole.APPLICANT:
        return actor.subject_id or subject_id
    return subject_id
