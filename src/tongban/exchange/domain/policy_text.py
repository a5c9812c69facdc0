"""From grants, nodes and articles to the snapshot one node obeys; pure, the same in every order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tongban.exchange.domain.sharing import GrantTerms
from tongban.kernel.moments import at_ms
from tongban_wire.policy import Article, Grant, Node, OtherPlatform, Question
from tongban_wire.snapshot import VERSION, Snapshot

ISSUER = "tongban"
"""Who issues what only our own nodes take; across platforms a platform has its code."""


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """A grant as the platform keeps it: agencies, not nodes."""

    id: str
    resource: str
    provider: str
    consumer: str
    item: str
    purpose: str
    article: str
    fields: tuple[str, ...]
    questions: tuple[Question, ...]
    terms: GrantTerms
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class Parties:
    """Which node speaks for which agency; ``everybodys`` for those without one of their own."""

    node_of: Mapping[str, str]
    everybodys: str | None

    def of(self, agency_code: str) -> str | None:
        """The node of an agency; None when nobody speaks for it."""
        return self.node_of.get(agency_code, self.everybodys)


def wire_grant(facts: GrantFacts, parties: Parties) -> Grant | None:
    """The grant between nodes; None while one side has none.

    A provider asks its own registers itself: no call, no grant.
    """
    provider = parties.node_of.get(facts.provider)
    consumer = parties.of(facts.consumer)
    if provider is None or consumer is None or provider == consumer:
        return None
    terms = facts.terms
    return Grant(
        id=facts.id,
        resource=facts.resource,
        provider=provider,
        consumer=consumer,
        item=facts.item,
        purpose=facts.purpose,
        article=facts.article,
        fields=tuple(sorted(facts.fields)),
        questions=tuple(sorted(facts.questions, key=lambda one: one.name)),
        from_at_ms=at_ms(facts.valid_from),
        until_at_ms=at_ms(facts.valid_until),
        max_age_s=terms.max_age_s,
        per_minute=terms.per_minute,
        per_day=terms.per_day,
        values_per_day=terms.values_per_day,
        needs_consent=terms.needs_consent,
        needs_mandate=terms.needs_mandate,
        sign_each=terms.sign_each,
    )


def assemble(
    node: str,
    *,
    sequence: int,
    grants: Iterable[Grant],
    nodes: Iterable[Node],
    articles: Iterable[Article],
    revoked: Iterable[str],
    issued_at: datetime,
    expires_at: datetime,
    utc_offset_min: int,
    platforms: Iterable[OtherPlatform] = (),
) -> Snapshot:
    """The policy of one node: the grants it is a side of, and all that these rest on, sorted."""
    ours = sorted((g for g in grants if node in (g.provider, g.consumer)), key=lambda g: g.id)
    named = {node, *(g.provider for g in ours), *(g.consumer for g in ours)}
    cited = {grant.article for grant in ours}
    return Snapshot(
        v=VERSION,
        issuer=ISSUER,
        node=node,
        sequence=sequence,
        issued_at_ms=at_ms(issued_at),
        expires_at_ms=at_ms(expires_at),
        utc_offset_min=utc_offset_min,
        nodes=tuple(sorted((n for n in nodes if n.id in named), key=lambda n: n.id)),
        articles=tuple(sorted((a for a in articles if a.ref in cited), key=lambda a: a.ref)),
        grants=tuple(ours),
        revoked=tuple(sorted(set(revoked))),
        platforms=tuple(sorted(platforms, key=lambda one: one.id)),
    )
