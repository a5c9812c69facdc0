"""Platforms, for operators, and our own snapshot, for everybody."""

from __future__ import annotations

from django.conf import settings

from tongban.federation import policies
from tongban.federation.domain.hindrances import hindrances_of, worded
from tongban.federation.models import IssuedSnapshot, Platform
from tongban.federation.refusals import FederationNotYours
from tongban.federation.views import PlatformKind, PlatformView, SnapshotFile
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban_wire.federation import since


def platforms(actor: Actor) -> tuple[PlatformView, ...]:
    """Every platform that takes part, by code. Refuses: FederationNotYours."""
    if not policies.may_run(actor):
        raise FederationNotYours
    return tuple(map(platform_view, Platform.objects.filter(left_at__isnull=True).order_by("code")))


def current_snapshot(has: str = "") -> SnapshotFile | None:
    """Our newest snapshot, None before the first. Public: signed, and nothing in it is secret.

    Who ``has`` one of the newest twenty, by digest, gets only the parts that are not in that.
    """
    if not settings.PLATFORM_CODE:
        return None
    row = IssuedSnapshot.objects.order_by("-sequence").first()
    if row is None:
        return None
    older = IssuedSnapshot.objects.filter(digest=has).order_by("sequence").first() if has else None
    text = since(row.text, older.text) if older else row.text
    return SnapshotFile(row.sequence, row.digest, text)


def our_hub() -> Platform | None:
    """Whom rows go to: the hub that was joined first, None while there is none."""
    hubs = Platform.objects.filter(left_at__isnull=True, kind=PlatformKind.HUB.value)
    return hubs.order_by("joined_at", "code").first()


def platform_view(row: Platform) -> PlatformView:
    """A platform row as outsiders see it."""
    return PlatformView(
        row.code, PlatformKind(row.kind), Text.of(row.name_zh, row.name_en), row.url,
        row.sequence, row.issued_at, row.expires_at, row.taken_at,
        worded(hindrances_of(row.hindrances)), row.failures,
    )  # fmt: skip
