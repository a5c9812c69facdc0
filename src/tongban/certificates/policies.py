"""Who may issue, change and read certificates."""

from __future__ import annotations

from tongban.kernel.actor import Actor, ActorKind, Duty


def may_issue(actor: Actor, issuer_code: str) -> bool:
    """An approver of the issuing agency, or the platform carrying out a decision.

    People never issue; when rules pass a person's case the platform acts, not the person.
    """
    if actor.kind is ActorKind.SERVICE:
        return True
    return actor.kind is ActorKind.OFFICER and actor.has_duty(Duty.APPROVER, issuer_code)


def may_read(actor: Actor, holder_id: str) -> bool:
    """The holder, whoever acts for the holder, the platform: reading one's own is no use."""
    if actor.kind is ActorKind.SERVICE:
        return True
    return is_holder(actor, holder_id)


def is_holder(actor: Actor, holder_id: str) -> bool:
    """The holder or a lawful agent of the holder, signed in as such."""
    return (
        actor.kind in (ActorKind.PERSON, ActorKind.FIRM_AGENT)
        and actor.acts_for is not None
        and actor.acts_for == holder_id
    )


def may_manage(actor: Actor, holder_id: str, issuer_code: str) -> bool:
    """Who may see status and history, no field values: readers, and officers of the issuer."""
    if actor.kind is ActorKind.OFFICER:
        return issuer_code in actor.agencies
    return may_read(actor, holder_id)


def may_seal(actor: Actor, issuer_code: str) -> bool:
    """Who keeps the issuer's seals: knows that there is such a certificate, not what it says."""
    return actor.kind is ActorKind.OFFICER and actor.has_duty(Duty.SEAL_KEEPER, issuer_code)


def may_hand_in(actor: Actor, holder_id: str) -> bool:
    """Who may read it, and a parent who hands in their own for a child."""
    own = actor.kind is ActorKind.PERSON and actor.subject_id == holder_id
    return own or may_read(actor, holder_id)


def attesting_post(actor: Actor, agency_code: str) -> str | None:
    """The window post under which a clerk of this body compares uploads with originals."""
    if actor.kind is not ActorKind.OFFICER:
        return None
    posts = (p for p in actor.posts if p.agency_code == agency_code)
    return next((post.id for post in posts if Duty.WINDOW_CLERK in post.duties), None)


def may_follow_batches(actor: Actor) -> bool:
    """Every body's batches: operators and the platform; no row of a batch names anybody."""
    return actor.kind is ActorKind.SERVICE or actor.has_duty(Duty.OPERATOR)
