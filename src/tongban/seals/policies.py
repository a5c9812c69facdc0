"""Who may issue, stop and use a seal."""

from __future__ import annotations

from datetime import date

from tongban.identity.api import MandateKind, in_force, mandates_of
from tongban.kernel.actor import Actor, ActorKind, Duty, Post
from tongban.seals.models import Seal

_SEALS = Actor.system("seals")


def may_issue(actor: Actor) -> bool:
    """The platform (publishing a pack, carrying out a decision) and its operators."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)


def may_stop(actor: Actor, seal: Seal, on: date) -> bool:
    """Suspend, restore, revoke: the keepers of the seal, the operators, the platform.

    For a firm's seal its legal representative.
    """
    if may_issue(actor):
        return True
    if seal.agency_code is not None:
        return keeper_post(actor, seal.agency_code) is not None
    return represents(actor, seal, on)


def may_read(actor: Actor, seal: Seal, on: date) -> bool:
    """The list of uses: keepers, operators, supervisors; for a firm who represents it."""
    if may_issue(actor) or actor.has_duty(Duty.SUPERVISOR):
        return True
    if seal.agency_code is not None:
        return keeper_post(actor, seal.agency_code) is not None
    return represents(actor, seal, on)


def may_use(actor: Actor, seal: Seal, on: date) -> bool:
    """The platform and a keeper of the agency; for a firm's seal its legal representative."""
    if actor.kind is ActorKind.SERVICE:
        return seal.agency_code is not None
    if seal.agency_code is not None:
        return keeper_post(actor, seal.agency_code) is not None
    return represents(actor, seal, on)


def keeper_post(actor: Actor, agency_code: str) -> Post | None:
    """The post with which an officer keeps the seals of an agency, if there is one."""
    if actor.kind is not ActorKind.OFFICER or actor.account_id is None:
        return None
    return next(
        (
            post
            for post in actor.posts
            if post.agency_code == agency_code and Duty.SEAL_KEEPER in post.duties
        ),
        None,
    )


def represents(actor: Actor, seal: Seal, on: date) -> bool:
    """Whether the actor, now acting for the firm, is its legal representative on that day."""
    if seal.subject_id is None or actor.subject_id is None or actor.acts_for != seal.subject_id:
        return False
    return is_representative(actor.subject_id, seal.subject_id, on)


def stands_for(actor: Actor, on: date) -> bool:
    """Whether the actor is, on that day, representative or agent of the firm it acts for."""
    firm_id = actor.on_behalf_of
    return (
        actor.kind is ActorKind.FIRM_AGENT
        and firm_id is not None
        and any(
            held.agent_id == actor.subject_id and in_force(held, on)
            for held in mandates_of(_SEALS, firm_id)
        )
    )


def is_representative(person_id: str, firm_id: str, on: date) -> bool:
    """Whether a person is the legal representative 法定代表人 of a firm on a day."""
    return any(
        held.agent_id == person_id
        and held.kind is MandateKind.LEGAL_REPRESENTATIVE
        and in_force(held, on)
        for held in mandates_of(_SEALS, firm_id)
    )
