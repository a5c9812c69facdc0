"""Who may rate: the party of the case, never staff, never the platform by itself."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_rate(actor: Actor, subject_id: str) -> bool:
    """The subject served, or who acts for it. Officers and services never (no default praise)."""
    if actor.kind not in (ActorKind.PERSON, ActorKind.FIRM_AGENT):
        return False
    return actor.acts_for is not None and actor.acts_for == subject_id


def may_open_second_round(actor: Actor, agency_code: str) -> bool:
    """A supervisor who is not of the rated agency's own staff, or the platform."""
    if actor.kind is ActorKind.SERVICE:
        return True
    return actor.has_duty(Duty.SUPERVISOR) and agency_code not in actor.agencies
