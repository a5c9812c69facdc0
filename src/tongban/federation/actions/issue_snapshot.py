"""Issue our snapshot anew when what it says has changed, or half its time is gone."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from tongban.certificates.api import published_bundle
from tongban.federation import events
from tongban.federation.actions.issue_exchange import issue_exchange
from tongban.federation.adapters.platform_key import platform_key
from tongban.federation.models import IssuedSnapshot, OfferedItem, Platform, TrustedPlatform
from tongban.federation.views import PlatformKind
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.moments import at_ms
from tongban.ledger.api import record
from tongban_wire.federation import (
    VERSION,
    FederationSnapshot,
    Offer,
    Share,
    name_of,
    sign_federation,
)
from tongban_wire.plain import encode

_MAKER = Actor.system("federation")
_LIFE = timedelta(hours=24)
_KEPT = 20
_LOCK = 0x746F6E67_66656465  # "tongfede": who issues


def issue_snapshot(now: datetime) -> int:
    """The number of the snapshot that stands, a new one if anything it says has changed.

    Nothing is issued, and the answer is 0, while this platform has no ``settings.PLATFORM_CODE``.
    Refuses: ledger's KeysUnusable.
    """
    if not settings.PLATFORM_CODE:
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        shares = (_own_share(now), *_members_shares(now))
        said = hashlib.sha256(b"".join(map(encode, shares))).hexdigest()
        newest = IssuedSnapshot.objects.order_by("-sequence").first()
        if newest and newest.shares_digest == said and now < newest.issued_at + _LIFE / 2:
            return newest.sequence
        return _issue(shares, said, newest.sequence if newest else 0, now)


def _issue(shares: tuple[Share, ...], said: str, last: int, now: datetime) -> int:
    # By the clock, so that numbers go on growing after a restore from an older backup.
    sequence = max(last + 1, int(now.timestamp()))
    until = now + _LIFE
    snapshot = FederationSnapshot(
        VERSION, settings.PLATFORM_CODE, sequence, at_ms(now), at_ms(until), shares
    )
    text = sign_federation(snapshot, platform_key(now))
    made = IssuedSnapshot.objects.create(
        sequence=sequence, digest=name_of(text), shares_digest=said, text=text,
        issued_at=now, expires_at=until,
    )  # fmt: skip
    kept = list(IssuedSnapshot.objects.order_by("-sequence").values_list("pk", flat=True)[:_KEPT])
    IssuedSnapshot.objects.exclude(pk__in=kept).delete()
    facts = {"sequence": sequence, "digest": made.digest}
    record(
        kind="federation.snapshot-issued", about=settings.PLATFORM_CODE, actor=_MAKER, now=now,
        facts={**facts, "shares": len(shares)},
    )  # fmt: skip
    publish(event=events.SNAPSHOT_ISSUED, aggregate=settings.PLATFORM_CODE, payload=facts, now=now)
    return sequence


def _own_share(now: datetime) -> Share:
    bundle, name = published_bundle(), settings.PLATFORM_NAME or settings.PLATFORM_CODE
    offers = OfferedItem.objects.filter(source="").order_by("code")
    trust = bundle.decode() if bundle else ""
    spki = platform_key(now).public.spki.hex()
    return Share(
        settings.PLATFORM_CODE, name, name, trust, tuple(map(_offer, offers)),
        settings.PUBLIC_URL, spki, issue_exchange(now),
    )  # fmt: skip


def _members_shares(now: datetime) -> tuple[Share, ...]:
    """What each member told of itself, while that has not expired: a hub passes it on."""
    members = Platform.objects.filter(left_at__isnull=True, expires_at__gt=now)
    codes = members.exclude(kind=PlatformKind.HUB.value).order_by("code").values("code")
    offers: dict[str, list[Offer]] = defaultdict(list)
    for row in OfferedItem.objects.filter(source__in=codes).order_by("platform", "code"):
        offers[row.platform].append(_offer(row))
    told = TrustedPlatform.objects.filter(source__in=codes).order_by("platform")
    # Of its members the hub tells address and key as they were registered with it.
    known = {row.code: row for row in members.order_by("code")}
    return tuple(
        Share(
            row.platform, row.name_zh, row.name_en, row.bundle, tuple(offers[row.platform]),
            known[row.source].url, known[row.source].spki, row.exchange,
        )
        for row in told
    )  # fmt: skip


def _offer(row: OfferedItem) -> Offer:
    return Offer(
        row.code, row.name_zh, row.name_en, row.agency_zh, row.agency_en, row.region, row.url
    )
