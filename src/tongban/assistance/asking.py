"""What a helper is asked: the questions of a form that no source answers."""

from __future__ import annotations

from dataclasses import replace

from tongban.catalogue.api import published_item
from tongban.elements.api import elements
from tongban.forms.api import FilledBy, FormView, form


def asked_of_helper(item_code: str) -> FormView | None:
    """The item's form with only what the applicant answers and no source knows; None without form.

    What a source knows is filled in when the resident confirms, before their eyes and not the
    helper's. Refuses catalogue's ItemNotFound.
    """
    item = published_item(item_code)
    if item.form_code is None:
        return None
    whole = form(item.form_code)
    known = elements([field.element_id for field in whole.fields if field.element_id])
    sourced = {each for each, element in known.items() if element.source_code is not None}
    sections = tuple(
        replace(
            section,
            fields=tuple(
                field
                for field in section.fields
                if field.filled_by is FilledBy.APPLICANT and field.element_id not in sourced
            ),
        )
        for section in whole.sections
    )
    return replace(whole, sections=tuple(one for one in sections if one.fields))
