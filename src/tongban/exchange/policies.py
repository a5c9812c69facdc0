"""Who may do what with shared data."""

from __future__ import annotations

from tongban.exchange.domain.requests import Mover
from tongban.kernel.actor import Actor, ActorKind, Duty

_OVERSEERS = (Duty.OPERATOR, Duty.SUPERVISOR, Duty.DATA_COORDINATOR)


def is_platform(actor: Actor) -> bool:
    """The platform's own programs."""
    return actor.kind is ActorKind.SERVICE


def may_run(actor: Actor) -> bool:
    """Publish resources, register nodes: the platform and its operators."""
    return is_platform(actor) or actor.has_duty(Duty.OPERATOR)


def may_answer(actor: Actor, provider_code: str) -> bool:
    """Answer and revoke: a data steward of that very provider."""
    return actor.has_duty(Duty.DATA_STEWARD, provider_code)


def may_coordinate(actor: Actor) -> bool:
    """Rule on disputes: who coordinates data sharing for the whole."""
    return actor.has_duty(Duty.DATA_COORDINATOR)


def may_ask(actor: Actor, consumer_code: str) -> bool:
    """Dispute and withdraw: a data steward or catalogue editor of the agency that asks."""
    return actor.has_duty(Duty.DATA_STEWARD, consumer_code) or actor.has_duty(
        Duty.CATALOGUE_EDITOR, consumer_code
    )


def may_move(actor: Actor, mover: Mover, *, provider_code: str, consumer_code: str) -> bool:
    """Whether the actor may take steps of this side; the platform takes the consumer's."""
    if mover is Mover.PROVIDER:
        return may_answer(actor, provider_code)
    if mover is Mover.COORDINATOR:
        return may_coordinate(actor)
    return is_platform(actor) or may_ask(actor, consumer_code)


def may_end_across(actor: Actor, *, given: bool, provider_code: str, consumer_code: str) -> bool:
    """End a grant across platforms: the steward of its end that is ours."""
    return may_answer(actor, provider_code) if given else may_ask(actor, consumer_code)


def may_oversee(actor: Actor) -> bool:
    """See every request, grant, node and proof."""
    return is_platform(actor) or any(actor.has_duty(duty) for duty in _OVERSEERS)


def agencies_of(actor: Actor) -> frozenset[str]:
    """Agencies for whose data the actor speaks."""
    duties = (Duty.DATA_STEWARD, Duty.CATALOGUE_EDITOR)
    return frozenset(
        post.agency_code for post in actor.posts if any(duty in post.duties for duty in duties)
    )


def may_consent(actor: Actor, subject_id: str) -> bool:
    """Give and withdraw consent: the person, or who acts for the person; no program does."""
    is_somebody = actor.kind in (ActorKind.PERSON, ActorKind.FIRM_AGENT)
    return is_somebody and subject_id == actor.acts_for


def may_see_looks(actor: Actor, subject_id: str) -> bool:
    """One's own, or those of whom one acts for; the platform."""
    if is_platform(actor):
        return True
    is_somebody = actor.kind in (ActorKind.PERSON, ActorKind.FIRM_AGENT)
    return is_somebody and subject_id in (actor.subject_id, actor.on_behalf_of)
