"""Who may see, pay, waive, refund and reconcile."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty
from tongban.payments.models import Notice


def may_see(actor: Actor, notice: Notice) -> bool:
    """The payer or who acts for it, officers of the charging agency, services."""
    if actor.kind is ActorKind.SERVICE:
        return True
    return notice.agency_code in actor.agencies or is_payer(actor, notice)


def is_payer(actor: Actor, notice: Notice) -> bool:
    """The subject the notice was sent to, or who acts for it now."""
    return actor.acts_for is not None and actor.acts_for == notice.payer_id and not actor.posts


def may_decide(actor: Actor, notice: Notice) -> bool:
    """Waiving and refunding are decisions: an approver of the charging agency, or the platform."""
    if actor.kind is ActorKind.SERVICE:
        return True
    return actor.has_duty(Duty.APPROVER, notice.agency_code)


def may_reconcile(actor: Actor) -> bool:
    """Operators and supervisors, and the platform by itself."""
    if actor.kind is ActorKind.SERVICE:
        return True
    return actor.has_duty(Duty.OPERATOR) or actor.has_duty(Duty.SUPERVISOR)
