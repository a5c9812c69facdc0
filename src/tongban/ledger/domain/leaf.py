"""An evidence leaf 存证叶: the bytes that say what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.personal import carries_personal_number
from tongban_trust.canonical import canonical_bytes
from tongban_trust.commit import Commitment, commit
from tongban_trust.suites import Suite
from tongban_trust.tlog.layout import LARGEST_ENTRY
from tongban_trust.tlog.tree import leaf_hash

VERSION = 1


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf ready to be stored. ``openings`` are the salts of its commitments, by name."""

    leaf_id: str
    kind: str
    about: str
    actor: str
    at: datetime
    suite: Suite
    content: bytes
    digest: bytes
    openings: Mapping[str, Commitment]


class FactsCarryPersonalData(ValueError):
    """A programming error: evidence can never be erased, so personal values go in ``sealed``."""


def actor_reference(actor: Actor) -> str:
    """Who acted, without a name: ``officer:acct_…``, with the one represented after ``for``.

    Only programs are named; people are their internal ids, which mean nothing once forgotten.
    """
    if actor.kind is ActorKind.SERVICE:
        who = actor.name or "unnamed"
    else:
        who = actor.account_id or actor.subject_id or "-"
    represented = f" for {actor.on_behalf_of}" if actor.on_behalf_of else ""
    return f"{actor.kind.value}:{who}{represented}"


def build_leaf(
    *,
    leaf_id: str,
    kind: str,
    about: str,
    facts: Mapping[str, object],
    actor: Actor,
    at: datetime,
    sealed: Mapping[str, str],
    suite: Suite,
) -> Leaf:
    """The canonical bytes of a leaf; sealed values enter as salted commitments only.

    ValueError when ``at`` carries no zone, a fact has no canonical form (a float, bytes), the
    facts are too many for one entry of the log, or a resident or phone number would stand in the
    open (FactsCarryPersonalData).
    """
    if at.tzinfo is None:
        raise ValueError("A leaf needs a moment with a time zone")
    moment = at.astimezone(UTC)
    openings = {name: commit(suite, value.encode()) for name, value in sealed.items()}
    reference = actor_reference(actor)
    content = canonical_bytes(
        {
            "about": about,
            "actor": reference,
            "at": moment.isoformat(timespec="microseconds"),
            "channel": actor.channel.value,
            "commitments": {name: opening.digest.hex() for name, opening in openings.items()},
            "facts": facts,
            "id": leaf_id,
            "kind": kind,
            "posts": [post.id for post in actor.posts],
            "suite": suite.name,
            "v": VERSION,
        }
    )
    if carries_personal_number(content.decode()):
        raise FactsCarryPersonalData(f"The facts of {kind} carry a personal number")
    if len(content) > LARGEST_ENTRY:
        raise ValueError(f"The facts of {kind} are too many for a leaf: record their digest")
    digest = leaf_hash(suite, content)
    return Leaf(leaf_id, kind, about, reference, moment, suite, content, digest, openings)
