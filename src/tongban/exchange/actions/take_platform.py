"""Take what another platform told of its exchange 跨平台共享, or forget it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tongban.exchange import events
from tongban.exchange.domain.sharing import GrantTerms
from tongban.exchange.granting import mark_crossing_stale
from tongban.exchange.models import (
    CrossGrant,
    CrossRequest,
    Node,
    NodeKey,
    OtherKey,
    OtherNode,
    OtherPlatform,
)
from tongban.exchange.queries.elsewhere import NO_LONGER_TOLD
from tongban.exchange.taking_requests import take_requests
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms, moment_of
from tongban.kernel.text import Text
from tongban.ledger.api import record
from tongban_trust.signing import BadEncoding, PublicKey
from tongban_wire import across
from tongban_wire.across import ExchangeShare, take_exchange
from tongban_wire.numbered import Seen, SnapshotRefused

_MAKER = Actor.system("exchange")
_ANOTHERS_KEY = "exchange.anothers_key"
_KEY_CHANGED = "exchange.key_changed"
_KEY_ODD = "exchange.key_odd"
_LATEST_MS = 253_402_300_799_000  # the last second of the year 9999
_NOTICEABLY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ToldPlatform:
    """A platform as a snapshot tells of it: ``spki`` (hex) signs ``text``, an ExchangeShare."""

    code: str
    name: Text
    url: str
    spki: str
    text: str


def take_platform(*, told: ToldPlatform, until: datetime, now: datetime) -> str:
    """Put what a platform tells of its exchange in place of what it told; "" or why not.

    Its word holds until ``until``, or its own earlier end. Nothing changes when it is refused: the
    codes are SnapshotFault's, or another key than at first, or a key that another platform or a
    node of ours told of first. A grant it names for no node of ours is passed over.
    """
    with transaction.atomic():
        row = OtherPlatform.objects.select_for_update().filter(code=told.code).first()
        if row is not None and row.left_at is None and row.spki != told.spki:
            return _KEY_CHANGED
        try:
            key = PublicKey.from_spki(bytes.fromhex(told.spki))
            seen = Seen(row.sequence, row.digest) if row else Seen()
            share, seen = take_exchange(told.text, {key.key_id: key}, told.code, seen, at_ms(now))
        except SnapshotRefused as refused:
            return refused.fault.value
        except (BadEncoding, ValueError):
            return _KEY_ODD
        if _is_anothers(share):
            return _ANOTHERS_KEY
        fresh = row is None or row.left_at is not None or row.sequence != seen.sequence
        ends = min(until, moment_of(share.expires_at_ms))
        row = row or OtherPlatform(code=told.code)
        moved = fresh or not row.expires_at <= ends <= row.expires_at + _NOTICEABLY
        row.name_zh, row.name_en, row.url, row.spki = (
            told.name.zh,
            told.name.en,
            told.url,
            told.spki,
        )
        row.sequence, row.digest = seen.sequence, seen.digest
        row.expires_at = ends if moved else row.expires_at
        row.taken_at, row.left_at = now, None
        row.token_keys = [asdict(each) for each in share.token_keys]
        row.resources = [asdict(each) for each in share.resources]
        row.revoked = list(share.revoked)
        row.save()
        if fresh:
            _replace(row, share, now)
        if moved:
            mark_crossing_stale()
    return ""


def forget_platforms(*, told: Collection[str], now: datetime) -> int:
    """Platforms nobody tells of any longer speak for nobody here, at once; how many.

    What has been seen of them stays, so that they cannot come back with an old word; so do their
    requests, which cannot be granted meanwhile.
    """
    with transaction.atomic():
        rows = OtherPlatform.objects.select_for_update().filter(left_at__isnull=True)
        gone = [row for row in rows.order_by("code") if row.code not in told]
        for row in gone:
            row.left_at = now
            row.save(update_fields=["left_at"])
            row.keys.all().delete()
            row.nodes.all().delete()
            _tell(row, "exchange.platform-left", events.PLATFORM_LEFT, now)
        if gone:
            mark_crossing_stale()
    return len(gone)


def _is_anothers(share: ExchangeShare) -> bool:
    """Whether it tells of a key or grant that is somebody else's."""
    keys = {key.key_id for node in share.nodes for key in node.keys}
    own = NodeKey.objects.filter(key_id__in=keys).exists()
    others = OtherKey.objects.filter(key_id__in=keys).exclude(platform_id=share.platform)
    return own or others.exists()


def _replace(row: OtherPlatform, share: ExchangeShare, now: datetime) -> None:
    row.nodes.all().delete()
    row.keys.all().delete()
    OtherNode.objects.bulk_create(
        OtherNode(
            id=node.id, platform=row, agency_code=node.agency, url=node.url,
            log_spki=node.log_spki, keys=[asdict(key) for key in node.keys],
        )
        for node in share.nodes
    )  # fmt: skip
    OtherKey.objects.bulk_create(
        OtherKey(key_id=key.key_id, platform=row) for node in share.nodes for key in node.keys
    )
    _replace_grants(row, share, now)
    take_requests(row.code, share, now)
    _tell(row, "exchange.platform-taken", events.PLATFORM_TAKEN, now)


def _replace_grants(row: OtherPlatform, share: ExchangeShare, now: datetime) -> None:
    """What it grants to nodes of ours; what it grants no longer ends now."""
    own = dict(Node.objects.filter(left_at__isnull=True).values_list("id", "agency_code"))
    kept = [
        each
        for each in share.grants
        if each.platform == settings.PLATFORM_CODE and each.grant.consumer in own and _fits(each)
    ]
    standing = CrossGrant.objects.filter(given=False, platform=row.code, revoked_at__isnull=True)
    standing.exclude(id__in=[each.grant.id for each in kept]).update(
        revoked_at=now, revoked_reason=NO_LONGER_TOLD
    )
    filed = CrossRequest.objects.filter(received=False, platform=row.code)
    for_whom = {
        (each.consumer_node, each.item_code, each.resource_code): each.consumer_code
        for each in filed.order_by("filed_at", "id")
    }
    for each in kept:
        grant = each.grant
        # A node may ask for many agencies; it is theirs who asked for the grant, where one did.
        use = (grant.consumer, grant.item, grant.resource)
        CrossGrant.objects.get_or_create(
            id=grant.id,
            defaults=_received(row, each, for_whom.get(use) or own[grant.consumer]),
        )


def _fits(told: across.CrossGrant) -> bool:
    """Whether it can be kept as it is: names within our lengths, a term that is one."""
    grant = told.grant
    lengths = (
        (grant.id, 100), (told.agency, 18), (grant.resource, 40), (grant.item, 60),
        (grant.purpose, 80), (grant.article, 120),
    )  # fmt: skip
    short = all(len(words) <= most for words, most in lengths)
    return short and 0 <= grant.from_at_ms < grant.until_at_ms < _LATEST_MS


def _received(row: OtherPlatform, told: across.CrossGrant, consumer_code: str) -> dict[str, object]:
    grant = told.grant
    terms = GrantTerms(
        grant.max_age_s, grant.per_minute, grant.per_day, grant.values_per_day,
        grant.needs_consent, grant.needs_mandate, grant.sign_each, 0, 0, "",
    )  # fmt: skip
    return {
        "given": False, "platform": row.code, "provider_node": grant.provider,
        "consumer_node": grant.consumer, "provider_code": told.agency,
        "consumer_code": consumer_code, "provider_zh": told.provider_zh,
        "provider_en": told.provider_en, "resource_code": grant.resource,
        "resource_zh": told.resource_zh, "resource_en": told.resource_en,
        "item_code": grant.item, "purpose": grant.purpose, "article": grant.article,
        "fields": list(grant.fields),
        "questions": [{**asdict(q), "operator": q.operator.value} for q in grant.questions],
        "terms": asdict(terms), "valid_from": moment_of(grant.from_at_ms),
        "valid_until": moment_of(grant.until_at_ms),
    }  # fmt: skip


def _tell(row: OtherPlatform, kind: str, event: str, now: datetime) -> None:
    facts = {"platform": row.code, "sequence": row.sequence, "digest": row.digest}
    record(kind=kind, about=row.code, facts=facts, actor=_MAKER, now=now)
    publish(event=event, aggregate=row.code, payload=facts, now=now)
