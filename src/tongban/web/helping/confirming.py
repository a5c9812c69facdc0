"""What a resident confirms: what the helper typed and what sources say, theirs to read."""

from __future__ import annotations

from dataclasses import replace

from tongban.assistance.api import ErrandView
from tongban.catalogue.api import ItemView
from tongban.kernel.actor import Actor
from tongban.web.design.parts import Field
from tongban.web.portal.application import (
    Application,
    MaterialLine,
    begin,
    checked,
    materials,
    prefilled,
    questions,
)
from tongban.web.portal.attachments import Attached
from tongban.web.present.questions import ANSWER, Part


def as_application(item: ItemView, known: ErrandView) -> Application:
    """The prepared application, as one of the resident's own."""
    kept = known.prepared
    blank = begin(item, kept.situation if kept else None)
    if kept is None:
        return blank
    attached = {code: Attached(one.blob_id, one.filename) for code, one in kept.sheets.items()}
    return replace(blank, answers=dict(kept.answers), attached=attached)


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
