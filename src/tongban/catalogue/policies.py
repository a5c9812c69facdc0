"""Who may change the catalogue, and who may see what is not published."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_edit(actor: Actor, agency_code: str) -> bool:
    """The platform itself, or a catalogue editor of that very agency (no other agency's)."""
    return actor.kind is ActorKind.SERVICE or (
        actor.kind is ActorKind.OFFICER and actor.has_duty(Duty.CATALOGUE_EDITOR, agency_code)
    )


def may_import(actor: Actor) -> bool:
    """Whole lists come in by the platform or an operator only."""
    return actor.kind is ActorKind.SERVICE or (
        actor.kind is ActorKind.OFFICER and actor.has_duty(Duty.OPERATOR)
    )


def may_see_drafts(actor: Actor, agency_code: str | None = None) -> bool:
    """Editors see drafts (of ``agency_code`` when given), operators and supervisors see all."""
    if actor.kind is ActorKind.SERVICE:
        return True
    if actor.kind is not ActorKind.OFFICER:
        return False
    overseeing = actor.has_duty(Duty.OPERATOR) or actor.has_duty(Duty.SUPERVISOR)
    return overseeing or actor.has_duty(Duty.CATALOGUE_EDITOR, agency_code)
