"""Publish forms: each change is a new version, old versions stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from tongban.elements.api import ElementKind, ElementView, SourceView, elements, sources
from tongban.forms import events, policies
from tongban.forms.domain.composing import ElementFacts, compose, kind_of_element, to_json
from tongban.forms.models import FormVersion
from tongban.forms.refusals import PublishingFormsNotAllowed
from tongban.forms.schema import FormEntry
from tongban.forms.views import Option
from tongban.jobs.api import publish
from tongban.jurisdiction.api import code_list
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.ledger.api import record


def publish_forms(
    *, actor: Actor, entries: Sequence[FormEntry], release: str, now: datetime
) -> tuple[str, ...]:
    """Write the forms of a release, with names, kinds and choices taken over from the elements.

    Returns the codes of which a new version was made; a form whose meaning is unchanged keeps its
    version. Refuses: PublishingFormsNotAllowed, elements' ElementUnknown.
    """
    if not policies.may_publish(actor):
        raise PublishingFormsNotAllowed
    facts = _element_facts(entries)
    with transaction.atomic():
        return tuple(entry.code for entry in entries if _put(actor, entry, facts, release, now))


def _element_facts(entries: Sequence[FormEntry]) -> Callable[[str], ElementFacts]:
    bound = {f.element for e in entries for s in e.sections for f in s.fields if f.element}
    known = elements(sorted(bound))
    registers = {source.code: source for source in sources()}
    facts = {key: _facts(view, registers) for key, view in known.items()}
    return facts.__getitem__


def _facts(view: ElementView, registers: dict[str, SourceView]) -> ElementFacts:
    options: tuple[Option, ...] = ()
    if view.kind is ElementKind.CODE and view.code_list:
        entries = code_list(view.code_list).entries
        options = tuple(Option(entry.code, entry.name) for entry in entries if entry.valid)
    source = registers.get(view.source_code or "")
    return ElementFacts(
        name=view.name,
        kind=kind_of_element(view.kind.value),
        options=options,
        authoritative=bool(source and source.authoritative),
    )


def _put(
    actor: Actor,
    entry: FormEntry,
    facts: Callable[[str], ElementFacts],
    release: str,
    now: datetime,
) -> bool:
    latest = (
        FormVersion.objects.select_for_update().filter(code=entry.code).order_by("-version").first()
    )
    version = latest.version + 1 if latest else 1
    made = compose(entry, facts, version=version, version_id=new_id("form"))
    body = to_json(made)
    if latest is not None and latest.body == body:
        return False
    FormVersion.objects.create(
        id=made.version_id,
        code=made.code,
        version=version,
        body=body,
        release=release,
        published_at=now,
    )
    told = {"code": made.code, "version": version, "version_id": made.version_id}
    record(
        kind="forms.published", about=made.code, facts={**told, "release": release}, actor=actor,
        now=now,
    )  # fmt: skip
    publish(event=events.FORM_PUBLISHED, aggregate=made.code, payload=told, now=now)
    return True
