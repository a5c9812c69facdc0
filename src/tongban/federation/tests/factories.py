"""Another platform, for tests, with its own key and trust; and the line between member and hub."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from tests.trust.issued import NOW, World

from tongban.federation.actions import send_rows as sending
from tongban.federation.actions.keep_rows import keep_rows
from tongban.federation.adapters.fetching import PlatformAway
from tongban.federation.api import (
    NewPlatform,
    PlatformKind,
    platform_key,
    register_platform,
    send_rows,
    take_rows,
    take_snapshot,
)
from tongban.kernel.actor import Actor
from tongban.kernel.codes import item_code, uscc
from tongban.kernel.text import Text
from tongban_trust.bundle import write_bundle
from tongban_trust.signing import SoftKey, algorithm_of, generate_key
from tongban_wire.federation import (
    VERSION,
    FederationSnapshot,
    Offer,
    Share,
    sign_federation,
)
from tongban_wire.rows import RowKind

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
        found = FederationSnapshot(VERSION, self.code, sequence, at, until, shares)
        return sign_federation(found, self.key)

    def tell(self, now: datetime, *shares: Share, sequence: int = 1) -> bool:
        return take_snapshot(
            code=self.code, text=self.text(now, *shares, sequence=sequence), now=now
        )


BODY = uscc.make("1", "1", "990000", "00000001")
MEMBER, HUB = "province-a", "nation"


def an_item(number: int = 1, **changed: str) -> dict[str, str]:
    said = {
        "task_code": item_code.make_implementing(BODY, "2", f"9901{number:05}000"),
        "task_name": "某事项", "task_version": "1", "task_type": "01", "task_state": "1",
        "use_level": "2", "dept_code": BODY, "dept_name": "某局", "dept_type": "1",
        "project_type": "1", "area_code": "990000", "limit_scene_num": "0",
    }  # fmt: skip
    return said | changed


def a_case(number: int = 1, item: int = 1, **changed: str) -> dict[str, str]:
    said = {
        "project_no": f"9900-{number}", "task_code": an_item(item)["task_code"],
        "task_name": "某事项", "task_version": "1", "applyer_name": "测**", "applyer_type": "1",
        "apply_date": "2026-03-02 09:00:00", "apply_type": "1", "org_code": BODY,
        "org_name": "某局", "area_code": "990000", "state": "12",
        "accept_date": "2026-03-03 09:00:00",
    }  # fmt: skip
    return said | changed


@dataclass
class Line:
    """The way between member and hub, both in this database under their own names."""

    settings: object
    lose_batch: bool = False
    lose_receipt: bool = False
    sent: list[str] = field(default_factory=list)
    now: datetime = NOW

    def carry(self, _url: str, platform: str, text: str) -> str:
        self.sent.append(text)
        if self.lose_batch:
            raise PlatformAway("lost on the way up")
        receipt = self.at_hub(platform, text)
        if self.lose_receipt:
            raise PlatformAway("lost on the way back")
        return receipt

    def at_hub(self, platform: str, text: str) -> str:
        self.settings.PLATFORM_CODE = HUB
        try:
            return take_rows(code=platform, text=text, now=self.now)
        finally:
            self.settings.PLATFORM_CODE = MEMBER

    def send(self) -> int:
        self.now += timedelta(hours=1)
        return send_rows(self.now)

    def keep(self, kind: RowKind, *told: dict[str, str]) -> int:
        with transaction.atomic():
            return keep_rows(kind, list(told), self.now)


@pytest.fixture
def line(settings, monkeypatch: pytest.MonkeyPatch) -> Line:
    settings.TRUST_SUITE, settings.PLATFORM_CODE = "intl", MEMBER
    spki = platform_key(NOW).public.spki.hex()
    made = Line(settings)
    monkeypatch.setattr(sending, "send_batch", made.carry)
    hub = Elsewhere(HUB, PlatformKind.HUB)
    register_platform(actor=SYSTEM, new=hub.new(spki=spki), now=NOW)
    settings.PLATFORM_CODE = HUB
    register_platform(actor=SYSTEM, new=Elsewhere(MEMBER).new(spki=spki), now=NOW)
    settings.PLATFORM_CODE = MEMBER
    return made
