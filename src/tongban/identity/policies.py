"""Who may see and change what in this room."""

from __future__ import annotations

from tongban.identity.domain.mandates import GRANTED
from tongban.identity.views import MandateKind
from tongban.kernel.actor import Actor, ActorKind, Duty

_REGISTRARS = (Duty.WINDOW_CLERK, Duty.DATA_STEWARD, Duty.OPERATOR)


def is_self(actor: Actor, subject_id: str) -> bool:
    """The actor is this subject, or is acting for it now."""
    return subject_id in (actor.subject_id, actor.on_behalf_of)


def may_see_whole(actor: Actor, subject_id: str, principals: frozenset[str]) -> bool:
    """Whole name and dates: oneself, whom one represents, and the platform's own services."""
    return (
        actor.kind is ActorKind.SERVICE
        or is_self(actor, subject_id)
        or (actor.kind is not ActorKind.ANONYMOUS and subject_id in principals)
    )


def may_see_masked(actor: Actor) -> bool:
    """The masked view: officers in post."""
    return actor.kind is ActorKind.OFFICER and bool(actor.posts)


def may_open(actor: Actor, subject_id: str) -> bool:
    """The whole view for a stated reason: officers in post, services, oneself."""
    return may_see_masked(actor) or may_see_whole(actor, subject_id, frozenset())


def may_register(actor: Actor) -> bool:
    """Create subjects and check documents: services, and officers whose post says so."""
    return actor.kind is ActorKind.SERVICE or any(actor.has_duty(duty) for duty in _REGISTRARS)


def may_open_account(actor: Actor, subject_id: str) -> bool:
    """For oneself, or by a registrar."""
    return is_self(actor, subject_id) or may_register(actor)


def may_grant(actor: Actor, kind: MandateKind, principal_id: str) -> bool:
    """A grant is the principal's own act; guardians and representatives are put on record."""
    if kind in GRANTED:
        return is_self(actor, principal_id) or actor.kind is ActorKind.SERVICE
    return may_register(actor)


def may_revoke(actor: Actor, kind: MandateKind, principal_id: str, agent_id: str) -> bool:
    """Either side ends a grant; what the law or a register says is changed by a registrar."""
    if kind in GRANTED and (is_self(actor, principal_id) or actor.subject_id == agent_id):
        return True
    if kind is MandateKind.HELPER:
        return actor.kind is ActorKind.SERVICE
    return may_register(actor)


def may_forget(actor: Actor, subject_id: str) -> bool:
    """One's own erasure, or by the operator or a service on a decided request."""
    return (
        actor.kind is ActorKind.SERVICE
        or actor.subject_id == subject_id
        or actor.has_duty(Duty.OPERATOR)
    )
