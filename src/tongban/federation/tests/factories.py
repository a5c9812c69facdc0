"""Another platform, for tests: it signs snapshots with its own key and its own trust."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.trust.issued import World

from tongban.federation.api import NewPlatform, PlatformKind, register_platform, take_snapshot
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban_trust.bundle import write_bundle
from tongban_trust.signing import SoftKey, algorithm_of, generate_key
from tongban_wire.federation import FederationSnapshot, Offer, Share, sign_federation

SYSTEM = Actor.system("tests")


def offer(code: str = "item-1", name: str = "医保关系转移接续") -> Offer:
    return Offer(
        code, name, "Move medical insurance", "甲省医保局", "Insurance office of A", "880000",
        f"https://a.example/items/{code}",
    )  # fmt: skip


@dataclass
class Elsewhere:
    """Province A: ``world`` issues its certificates."""

    code: str = "province-a"
    kind: PlatformKind = PlatformKind.REGION
    key: SoftKey = field(default_factory=lambda: generate_key(algorithm_of("intl")))
    bundle_key: SoftKey = field(default_factory=lambda: generate_key(algorithm_of("intl")))
    world: World = field(default_factory=lambda: World("intl"))

    def new(self, **changed) -> NewPlatform:
        said = {
            "code": self.code, "kind": self.kind, "name": Text.of("甲省", "Province A"),
            "url": "https://a.example", "spki": self.key.public.spki.hex(),
        }  # fmt: skip
        return NewPlatform(**(said | changed))

    def join(self, now: datetime) -> Elsewhere:
        register_platform(actor=SYSTEM, new=self.new(), now=now)
        return self

    def share(self, *offers: Offer, platform: str = "", **bundle) -> Share:
        trust = write_bundle(self.world.bundle(**bundle), self.bundle_key).decode()
        return Share(platform or self.code, "甲省", "Province A", trust, offers)

    def text(self, now: datetime, *shares: Share, sequence: int = 1) -> str:
        at, until = (int(one.timestamp() * 1000) for one in (now, now + timedelta(hours=1)))
        found = FederationSnapshot(1, self.code, sequence, at, until, shares)
        return sign_federation(found, self.key)

    def tell(self, now: datetime, *shares: Share, sequence: int = 1) -> bool:
        return take_snapshot(
            code=self.code, text=self.text(now, *shares, sequence=sequence), now=now
        )
