"""Platforms join and leave 平台加入与退出."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from tongban.federation import events, policies
from tongban.federation.actions.take_snapshot import forget_untold
from tongban.federation.models import OfferedItem, Platform, TrustedPlatform
from tongban.federation.queries.platforms import platform_view
from tongban.federation.refusals import FederationNotYours, PlatformNotRight, PlatformUnknown
from tongban.federation.views import PlatformKind, PlatformView
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.ledger.api import record
from tongban_trust.signing import BadEncoding, PublicKey

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,58}")
_LONGEST = 100
_MOST_PLATFORMS = 199


@dataclass(frozen=True, slots=True)
class NewPlatform:
    """What a platform tells of itself: ``spki`` in hex (DER), where others reach it."""

    code: str
    kind: PlatformKind
    name: Text
    url: str
    spki: str


def register_platform(*, actor: Actor, new: NewPlatform, now: datetime) -> PlatformView:
    """Let a platform take part as a hub or member; the same again changes name and address.

    Its key never changes in place: with another key it leaves first and joins anew. Refuses:
    FederationNotYours, PlatformNotRight (code, address, key, or too many).
    """
    if not policies.may_run(actor):
        raise FederationNotYours
    _check(new)
    with transaction.atomic():
        others = Platform.objects.filter(left_at__isnull=True).exclude(code=new.code)
        if others.count() >= _MOST_PLATFORMS:
            raise PlatformNotRight(Text.of("平台太多。", "there are too many platforms."))
        row, made = Platform.objects.select_for_update().get_or_create(
            code=new.code,
            defaults={"kind": new.kind.value, "spki": new.spki, "joined_at": now, "due_at": now},
        )
        if not made and row.left_at is None and row.spki != new.spki:
            raise PlatformNotRight(
                Text.of("同名平台用的是另一把公钥。", "it is known with another key.")
            )
        row.kind, row.spki, row.url, row.left_at = new.kind.value, new.spki, new.url, None
        row.name_zh, row.name_en, row.due_at = new.name.zh, new.name.en, now
        row.save()
        _tell(row, "federation.platform-joined", events.PLATFORM_JOINED, actor, now)
    return platform_view(row)


def retire_platform(*, actor: Actor, code: str, now: datetime) -> None:
    """A platform takes part no longer; what it told is forgotten, what was seen of it is not.

    Refuses: FederationNotYours, PlatformUnknown.
    """
    if not policies.may_run(actor):
        raise FederationNotYours
    with transaction.atomic():
        rows = Platform.objects.select_for_update().filter(code=code, left_at__isnull=True)
        row = rows.order_by("code").first()
        if row is None:
            raise PlatformUnknown(code)
        row.left_at, row.taken_at = now, None
        row.save(update_fields=["left_at", "taken_at"])
        OfferedItem.objects.filter(source=code).delete()
        TrustedPlatform.objects.filter(source=code).delete()
        forget_untold(now)
        _tell(row, "federation.platform-left", events.PLATFORM_LEFT, actor, now)


def _check(new: NewPlatform) -> None:
    at = urlsplit(new.url)
    if not _CODE.fullmatch(new.code) or new.code == settings.PLATFORM_CODE:
        raise PlatformNotRight(
            Text.of("代码不合规格，或者就是本平台。", "its code is odd, or is this platform's own.")
        )
    if at.scheme not in ("http", "https") or not at.hostname or len(new.url) > 2 * _LONGEST:
        raise PlatformNotRight(Text.of("地址不是网址。", "its address is no web address."))
    if max(len(new.name.zh), len(new.name.en)) > _LONGEST:
        raise PlatformNotRight(Text.of("名称太长。", "its name is too long."))
    try:
        PublicKey.from_spki(bytes.fromhex(new.spki))
    except (BadEncoding, ValueError) as error:
        raise PlatformNotRight(Text.of("公钥读不出来。", "its key cannot be read.")) from error


def _tell(row: Platform, kind: str, event: str, actor: Actor, now: datetime) -> None:
    facts = {"platform": row.code, "kind": row.kind}
    record(kind=kind, about=row.code, facts=facts, actor=actor, now=now)
    publish(event=event, aggregate=row.code, payload=facts, now=now)
