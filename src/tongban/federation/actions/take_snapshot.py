"""Take another platform's snapshot: signed by it, newer than all seen, and not over."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from tongban.exchange.api import ToldPlatform, forget_platforms, take_platform
from tongban.federation import events
from tongban.federation.domain.hindrances import MOST_KEPT, Hindrance
from tongban.federation.models import KnownPart, OfferedItem, Platform, TrustedPlatform
from tongban.federation.refusals import PlatformUnknown, SnapshotNotTaken
from tongban.federation.views import PlatformKind
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms, moment_of
from tongban.kernel.text import Text
from tongban.ledger.api import record
from tongban_trust.bundle import BundleRefused, Pin, read_bundle
from tongban_trust.signing import PublicKey
from tongban_wire.federation import FederationSnapshot, Share, parts_of, take_federation
from tongban_wire.numbered import Seen, SnapshotRefused

_MAKER = Actor.system("federation")


def take_snapshot(*, code: str, text: str, now: datetime) -> bool:
    """Put what platform ``code`` tells in place of what it told before; whether that was new.

    A trust bundle that goes back or changes its key is left out, and the older one stands.
    Refuses: PlatformUnknown; SnapshotNotTaken (not signed, malformed, rolled back, forked, over,
    ahead of our clock, speaking for others), after which nothing has changed.
    """
    with transaction.atomic():
        rows = Platform.objects.select_for_update().filter(code=code, left_at__isnull=True)
        row = rows.order_by("code").first()
        if row is None:
            raise PlatformUnknown(code)
        snapshot, seen = _open(row, text, now)
        if seen.sequence == row.sequence and row.taken_at is not None:
            return False
        left_out = _replace(row, snapshot, moment_of(seen.expires_at_ms), now)
        _keep_parts(code, snapshot)
        row.sequence, row.digest, row.taken_at = seen.sequence, seen.digest, now
        row.issued_at = moment_of(snapshot.issued_at_ms)
        row.expires_at = moment_of(seen.expires_at_ms)
        row.hindrances = [one.kept() for one in left_out[:MOST_KEPT]]
        row.save()
        facts = {"platform": code, "sequence": seen.sequence, "digest": seen.digest}
        record(kind="federation.snapshot-taken", about=code, facts=facts, actor=_MAKER, now=now)
        publish(event=events.SNAPSHOT_TAKEN, aggregate=code, payload=facts, now=now)
    return True


def _open(row: Platform, text: str, now: datetime) -> tuple[FederationSnapshot, Seen]:
    key = PublicKey.from_spki(bytes.fromhex(row.spki))
    try:
        return take_federation(
            text,
            {key.key_id: key},
            row.code,
            Seen(row.sequence, row.digest),
            at_ms(now),
            from_hub=PlatformKind(row.kind) is PlatformKind.HUB,
            known=_known_parts(row.code),
        )
    except SnapshotRefused as error:
        raise SnapshotNotTaken(row.code, error.fault.value, str(error)) from error


def _known_parts(source: str) -> dict[str, bytes]:
    rows = KnownPart.objects.filter(source=source).order_by("digest")
    return {digest: bytes(data) for digest, data in rows.values_list("digest", "data")}


def _keep_parts(source: str, snapshot: FederationSnapshot) -> None:
    """Keep the parts it names for the next snapshot, which is sent without them."""
    parts = parts_of(snapshot)
    KnownPart.objects.filter(source=source).exclude(digest__in=parts).delete()
    KnownPart.objects.bulk_create(
        (KnownPart(source=source, digest=name, data=data) for name, data in parts.items()),
        ignore_conflicts=True,
    )


def _replace(
    row: Platform, snapshot: FederationSnapshot, until: datetime, now: datetime
) -> list[Hindrance]:
    """Rows instead of those this platform told before; what of it was left out, and why."""
    shares = [each for each in snapshot.shares if each.platform != settings.PLATFORM_CODE]
    OfferedItem.objects.filter(source=row.code).delete()
    OfferedItem.objects.bulk_create(
        OfferedItem(
            source=row.code, platform=share.platform, code=offer.code, name_zh=offer.name_zh,
            name_en=offer.name_en, agency_zh=offer.agency_zh, agency_en=offer.agency_en,
            region=offer.region, url=offer.url,
        )
        for share in shares
        for offer in share.offers
    )  # fmt: skip
    told = [each.platform for each in shares]
    TrustedPlatform.objects.filter(source=row.code).exclude(platform__in=told).delete()
    faults = [_trust(row.code, share, until) for share in shares]
    faults += [_exchange(row, share, until, now) for share in shares if share.exchange]
    forget_untold(now)
    return [one for one in faults if one is not None]


def _exchange(row: Platform, share: Share, until: datetime, now: datetime) -> Hindrance | None:
    """Let the exchange take what the platform signed of it; its fault when that is left out."""
    own = share.platform == row.code
    told = ToldPlatform(
        share.platform, Text.of(share.name_zh, share.name_en), row.url if own else share.url,
        row.spki if own else share.spki, share.exchange,
    )  # fmt: skip
    fault = take_platform(told=told, until=until, now=now)
    return Hindrance(fault, share.platform) if fault else None


def forget_untold(now: datetime) -> None:
    """Whoever no platform tells of any longer takes no part in the exchange."""
    rows = TrustedPlatform.objects.exclude(exchange="").order_by("platform")
    forget_platforms(told=set(rows.values_list("platform", flat=True)), now=now)


def _trust(source: str, share: Share, until: datetime) -> Hindrance | None:
    """Keep the share's bundle; its fault when it is left out."""
    known, _ = TrustedPlatform.objects.get_or_create(
        source=source, platform=share.platform, defaults={"expires_at": until}
    )
    known.name_zh, known.name_en, known.expires_at = share.name_zh, share.name_en, until
    known.url, known.spki, known.exchange = share.url, share.spki, share.exchange
    fault = _pin(known, share.trust)
    known.save()
    return Hindrance(fault, share.platform) if fault else None


def _pin(known: TrustedPlatform, trust: str) -> str:
    if not trust or trust == known.bundle:
        return ""
    pin = Pin(known.key_id, known.sequence, known.digest) if known.key_id else None
    try:
        _, found = read_bundle(trust.encode(), pin)
    except BundleRefused as error:
        return error.code
    known.bundle, known.key_id = trust, found.key_id
    known.sequence, known.digest = found.sequence, found.digest
    return ""
