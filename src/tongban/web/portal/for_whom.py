"""For whom one acts: oneself, a child, a firm; and whether a service is for them."""

from __future__ import annotations

from dataclasses import dataclass

from tongban.catalogue.api import AudienceSide, ItemView
from tongban.identity.api import SubjectKind
from tongban.web.plumbing.acting import Visitor


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody the visitor may act for: ``subject_id`` and name; ``own`` for the visitor."""

    subject_id: str
    name: str
    masked_identifier: str
    kind: SubjectKind
    own: bool
    chosen: bool


def parties_of(visitor: Visitor, item: ItemView | None = None) -> tuple[Party, ...]:
    """Oneself first, then whom one represents; with ``item``, only those it is given to."""
    account = visitor.account
    if account is None or account.subject_id is None:
        return ()
    acts_for = visitor.actor.acts_for
    own = Party(
        account.subject_id, account.name, "", SubjectKind.PERSON, True,
        acts_for == account.subject_id,
    )  # fmt: skip
    others = (
        Party(one.id, one.name, one.masked_identifier or "", one.kind, False, acts_for == one.id)
        for one in account.represents
    )
    return tuple(one for one in (own, *others) if item is None or _given_to(item, one.kind))


def is_for(item: ItemView, visitor: Visitor) -> bool:
    """Whether the service is for whom the visitor acts; the room cases judges it again."""
    kind = visitor.principal.kind if visitor.principal else SubjectKind.PERSON
    return _given_to(item, kind)


def _given_to(item: ItemView, kind: SubjectKind) -> bool:
    side = AudienceSide.PERSON if kind is SubjectKind.PERSON else AudienceSide.FIRM
    return not item.sides or side in item.sides
