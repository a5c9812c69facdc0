"""policy_for: what each node may serve, signed, with a number that only grows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tongban.exchange.adapters.policy_key import policy_key
from tongban.exchange.adapters.settings_in_force import utc_offset_min
from tongban.exchange.domain.policy_text import (
    ISSUER,
    GrantFacts,
    Parties,
    assemble,
    wire_grant,
)
from tongban.exchange.domain.sharing import GrantTerms
from tongban.exchange.models import Consent, Grant, Node, NodeKey, PolicySnapshot
from tongban.exchange.queries.crossing import crossing_of, own_wire_node
from tongban.exchange.queries.ended import ended_tokens, withdrawn_consents
from tongban.exchange.queries.resources import read_question
from tongban.exchange.refusals import NodeUnknown
from tongban.exchange.views import PolicyAnswer, PolicyKind
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef
from tongban.kernel.moments import at_ms
from tongban.laws.api import ArticleView, articles
from tongban.ledger.api import record
from tongban_wire import policy as wire
from tongban_wire.snapshot import (
    VERSION,
    Heartbeat,
    Snapshot,
    digest_of,
    sign_heartbeat,
    sign_snapshot,
)

_MAKER = Actor.system("exchange")
_KEPT = 20


def policy_for(node_id: str, *, seen: int, now: datetime) -> PolicyAnswer:
    """What a node that polls gets: the newest snapshot, or a heartbeat when ``seen`` is its number.

    A policy that changed since (a revocation, a key) is issued now, so a node that polls every few
    seconds has it within them. Both are signed by the policy key and expire after
    ``settings.EXCHANGE_POLICY_HOURS``. Refuses: NodeUnknown, ledger's KeysUnusable.
    """
    with transaction.atomic():
        row = _locked(node_id)
        newest = _newest(row)
        if newest is None or _must_issue(row, newest, now):
            newest = _issue(row, now)
        row.polled_at = now
        row.save(update_fields=["polled_at"])
    if seen != newest.sequence:
        return PolicyAnswer(PolicyKind.SNAPSHOT, newest.sequence, newest.text)
    heartbeat = Heartbeat(
        VERSION, ISSUER, row.id, newest.sequence, newest.digest, at_ms(now), at_ms(_expiry(now))
    )
    return PolicyAnswer(
        PolicyKind.HEARTBEAT, newest.sequence, sign_heartbeat(heartbeat, policy_key(now))
    )


def _locked(node_id: str) -> Node:
    rows = Node.objects.select_for_update().filter(id=node_id, left_at__isnull=True)
    row = rows.order_by("id").first()
    if row is None:
        raise NodeUnknown
    return row


def _newest(row: Node) -> PolicySnapshot | None:
    return row.snapshots.filter(sequence=row.sequence).order_by("sequence").first()


def _must_issue(row: Node, newest: PolicySnapshot, now: datetime) -> bool:
    half_gone = newest.issued_at + (newest.expires_at - newest.issued_at) / 2 <= now
    return row.stale or half_gone


def _issue(row: Node, now: datetime) -> PolicySnapshot:
    snapshot = _snapshot(row, now)
    text = sign_snapshot(snapshot, policy_key(now))
    row.sequence, row.stale = snapshot.sequence, False
    row.save(update_fields=["sequence", "stale"])
    made = PolicySnapshot.objects.create(
        node=row,
        sequence=snapshot.sequence,
        digest=digest_of(text),
        text=text,
        issued_at=now,
        expires_at=_expiry(now),
    )
    kept = list(row.snapshots.order_by("-sequence").values_list("pk", flat=True)[:_KEPT])
    row.snapshots.exclude(pk__in=kept).delete()
    record(
        kind="exchange.policy-issued", about=row.id, actor=_MAKER, now=now,
        facts={"sequence": made.sequence, "digest": made.digest, "grants": len(snapshot.grants),
               "revoked": len(snapshot.revoked)},
    )  # fmt: skip
    return made


def _snapshot(row: Node, now: datetime) -> Snapshot:
    nodes = list(Node.objects.filter(left_at__isnull=True).prefetch_related("keys").order_by("id"))
    parties = Parties(
        {each.agency_code: each.id for each in nodes},
        next((each.id for each in nodes if each.serves_everybody), None),
    )
    live = Grant.objects.filter(valid_until__gt=now, revoked_at__isnull=True).order_by("id")
    grants = [made for each in live if (made := wire_grant(_facts(each), parties))]
    crossing = crossing_of(row.id, now)
    grants += crossing.grants
    cited = articles({ArticleRef.parse(each.article) for each in grants})
    return assemble(
        row.id,
        # By the clock, so that numbers go on growing after a restore from an older backup.
        sequence=max(row.sequence + 1, int(now.timestamp())),
        grants=grants,
        nodes=[*(own_wire_node(each, each.keys.all()) for each in nodes), *crossing.nodes],
        articles=map(_wire_article, cited.values()),
        revoked=_revoked(row, now),
        issued_at=now,
        expires_at=_expiry(now),
        utc_offset_min=utc_offset_min(now),
        platforms=crossing.platforms,
    )


def _facts(row: Grant) -> GrantFacts:
    return GrantFacts(
        id=row.id,
        resource=row.resource_code,
        provider=row.provider_code,
        consumer=row.consumer_code,
        item=row.item_code,
        purpose=row.purpose,
        article=row.article,
        fields=tuple(row.fields),
        questions=tuple(map(read_question, row.questions)),
        terms=GrantTerms(**row.terms),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _wire_article(view: ArticleView) -> wire.Article:
    """Its days in force, both included."""
    last = view.valid_until - timedelta(days=1) if view.valid_until else None
    return wire.Article(
        str(view.ref), view.valid_from.isoformat(), last.isoformat() if last else None
    )


def _revoked(row: Node, now: datetime) -> Iterator[str]:
    """Ids that no longer hold, while something that rests on them could still seem valid.

    Keys go to every node; grants to their sides; tokens, cases and consents only to who answers.
    """
    agency, everybodys = row.agency_code, row.serves_everybody
    ours = Grant.objects.filter(valid_until__gt=now)
    if not everybodys:
        ours = ours.filter(Q(provider_code=agency) | Q(consumer_code=agency))
    yield from ours.filter(revoked_at__isnull=False).order_by("id").values_list("id", flat=True)
    keys = NodeKey.objects.filter(revoked_at__isnull=False, valid_until__gt=now)
    yield from keys.order_by("id").values_list("key_id", flat=True)
    served = Grant.objects.filter(provider_code=agency).order_by("id").values("id")
    yield from ended_tokens(served, now)
    yield from withdrawn_consents(Consent.objects.filter(grant__provider_code=agency), now)


def _expiry(now: datetime) -> datetime:
    return now + timedelta(hours=settings.EXCHANGE_POLICY_HOURS)
