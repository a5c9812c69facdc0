"""A form straight from a pack, before anything is published: for ``pack check`` and examples."""

from __future__ import annotations

from tongban.content.api import PackView
from tongban.forms.domain.composing import ElementFacts, compose, kind_of_element
from tongban.forms.views import FieldKind, FormView, Option
from tongban.kernel.text import Text


def form_from_pack(pack: PackView, form_code: str) -> FormView | None:
    """The form as publishing would make it; None when the pack has no such well-formed entry.

    Faulty references inside it (told by the shelf's check) become plain text fields.
    """
    entry = pack.entry("forms", form_code)
    if entry is None:
        return None

    def facts(element_id: str) -> ElementFacts:
        return _facts(pack, element_id)

    return compose(entry.model, facts, version=0, version_id="")


def _facts(pack: PackView, element_id: str) -> ElementFacts:
    element = pack.entry("elements", element_id)
    if element is None:
        return ElementFacts(Text.of(element_id), FieldKind.TEXT, (), authoritative=False)
    model = element.model
    listed = pack.entry("code-lists", model.code_list) if model.code_list else None
    options = tuple(Option(e.code, e.name) for e in listed.model.entries) if listed else ()
    source = pack.entry("sources", model.source) if model.source else None
    return ElementFacts(
        name=model.name,
        kind=kind_of_element(model.kind.value),
        options=options,
        authoritative=bool(source and source.model.authoritative),
    )
