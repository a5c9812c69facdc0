"""What a resident confirms: what the helper typed and what sources say, theirs to read."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest

from tongban.assistance.api import ErrandView
from tongban.catalogue.api import ItemView
from tongban.kernel.actor import Actor
from tongban.web.design.parts import Field
from tongban.web.portal.application import (
    Application,
    MaterialLine,
    begin,
    checked,
    delivered_by_material,
    materials,
    prefilled,
    questions,
)
from tongban.web.portal.attachments import Attached, read_chosen
from tongban.web.present.questions import ANSWER, Part, read_answers


def as_application(
    request: HttpRequest, actor: Actor, item: ItemView, known: ErrandView
) -> Application:
    """The prepared application, as one of the resident's own, with what they chose and typed.

    They choose among what institutions 中介机构 delivered to them: no helper sees those.
    """
    kept = known.prepared
    blank = begin(item, kept.situation if kept else None)
    if kept is None:
        return blank
    attached = {code: Attached(one.blob_id, one.filename) for code, one in kept.sheets.items()}
    own = read_answers(blank.form, request.POST.dict()) if blank.form else {}
    return replace(
        blank,
        answers={**kept.answers, **own},
        attached=read_chosen(request, attached, delivered_by_material(item, actor)),
    )


def review_of(
    application: Application, actor: Actor
) -> tuple[tuple[Part, ...], tuple[MaterialLine, ...], tuple[Field, ...]]:
    """Answers to read, materials, and what is still missing, to be filled in by the resident."""
    known = prefilled(application, actor)
    _answers, wrong = checked(application, known)
    asked = {ANSWER + one.where for one in wrong}
    told = replace(application, problems=wrong)
    parts = questions(told, known)
    answered = tuple(
        Part(part.title, tuple(one for one in part.fields if one.values and one.name not in asked))
        for part in parts
    )
    missing = tuple(
        replace(one, error="") for part in parts for one in part.fields if one.name in asked
    )
    lines = materials(application, actor, known)
    return tuple(part for part in answered if part.fields), lines, missing
