"""Who may put files here, and who may read them."""

from __future__ import annotations

from tongban.files.refusals import FileNotYours, SignInToUpload
from tongban.kernel.actor import Actor, ActorKind


def owner_of_upload(actor: Actor) -> str:
    """Whose file an upload becomes: the represented subject's, else the officer's or service's.

    Raises SignInToUpload for anonymous actors.
    """
    owner = actor.acts_for or actor.account_id
    if actor.kind is ActorKind.SERVICE:
        owner = owner or f"service:{actor.name}"
    if actor.kind is ActorKind.ANONYMOUS or owner is None:
        raise SignInToUpload
    return owner


def require_reader(actor: Actor, owner_id: str, *, granted: bool) -> None:
    """Raise FileNotYours unless the actor owns the file or a room above vouches for the actor."""
    mine = {actor.acts_for, actor.subject_id, actor.account_id, f"service:{actor.name}"}
    if not granted and owner_id not in mine - {None}:
        raise FileNotYours
