"""Platforms join, tell and are believed: only what they signed, only forwards, only in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.trust.issued import NOW

from tongban.federation.actions import fetch_snapshots as fetching
from tongban.federation.adapters.fetching import PlatformAway
from tongban.federation.api import (
    FederationNotYours,
    PlatformKind,
    PlatformNotRight,
    SnapshotNotTaken,
    current_snapshot,
    issue_snapshot,
    items_elsewhere,
    platform_key,
    platforms,
    register_platform,
    retire_platform,
    take_snapshot,
)
from tongban.federation.domain.pacing import LONGEST, PERIOD, next_fetch
from tongban.federation.models import Platform
from tongban.federation.tests.factories import SYSTEM, Elsewhere, offer
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text
from tongban.ledger.api import leaves_about
from tongban_wire.federation import take_federation
from tongban_wire.numbered import Seen

pytestmark = pytest.mark.django_db
NEXT = NOW + timedelta(seconds=1)


@pytest.fixture
def other() -> Elsewhere:
    return Elsewhere().join(NOW)


def test_only_operators_let_platforms_join_leave_and_see_them(other: Elsewhere) -> None:
    nobody = Actor.anonymous()
    for act in (
        lambda: register_platform(actor=nobody, new=other.new(), now=NOW),
        lambda: retire_platform(actor=nobody, code=other.code, now=NOW),
        lambda: platforms(nobody),
    ):
        with pytest.raises(FederationNotYours):
            act()


@pytest.mark.parametrize("changed", [{"code": "甲"}, {"url": "ftp://a"}, {"spki": "00"}])
def test_a_platform_that_is_told_wrongly_does_not_join(changed: dict) -> None:
    with pytest.raises(PlatformNotRight):
        register_platform(actor=SYSTEM, new=Elsewhere().new(**changed), now=NOW)


def test_a_key_is_not_changed_in_place(other: Elsewhere) -> None:
    with pytest.raises(PlatformNotRight):
        Elsewhere().join(NOW)
    retire_platform(actor=SYSTEM, code=other.code, now=NOW)
    Elsewhere().join(NOW)


def test_what_is_told_takes_the_place_of_what_was(other: Elsewhere) -> None:
    assert other.tell(NOW, other.share(offer("one"), offer("two")))
    assert other.tell(NOW, other.share(offer("two")), sequence=2)
    assert [each.code for each in items_elsewhere("医保", NEXT)] == ["two"]
    kinds = [each.kind for each in leaves_about(SYSTEM, other.code)]
    assert kinds.count("federation.snapshot-taken") == 2


def test_the_same_text_again_changes_nothing(other: Elsewhere) -> None:
    text = other.text(NOW, other.share(offer()))
    assert take_snapshot(code=other.code, text=text, now=NOW)
    assert not take_snapshot(code=other.code, text=text, now=NEXT)


def test_what_is_refused_leaves_what_stood(other: Elsewhere) -> None:
    other.tell(NOW, other.share(offer("stands")), sequence=5)
    for text, fault in (
        (other.text(NOW, other.share(offer("old")), sequence=4), "rolled_back"),
        (other.text(NOW, other.share(offer("twin")), sequence=5), "forked"),
        (other.text(NOW, other.share(offer(), platform="b"), sequence=6), "for_another"),
        (Elsewhere().text(NOW, other.share(offer()), sequence=6), "not_signed"),
    ):
        with pytest.raises(SnapshotNotTaken, match=fault):
            take_snapshot(code=other.code, text=text, now=NEXT)
    assert [each.code for each in items_elsewhere("医保", NEXT)] == ["stands"]


def test_what_was_told_is_over_with_its_snapshot_and_with_its_platform(other: Elsewhere) -> None:
    other.tell(NOW, other.share(offer()))
    assert items_elsewhere("医保 甲省", NEXT)
    assert not items_elsewhere("医保 乙省", NEXT)
    assert not items_elsewhere("医保", NOW + timedelta(hours=1))
    retire_platform(actor=SYSTEM, code=other.code, now=NEXT)
    assert not items_elsewhere("医保", NEXT)


def test_who_joins_again_is_heard_again_though_it_tells_nothing_new(other: Elsewhere) -> None:
    text = other.text(NOW, other.share(offer()))
    take_snapshot(code=other.code, text=text, now=NOW)
    retire_platform(actor=SYSTEM, code=other.code, now=NEXT)
    other.join(NEXT)
    assert take_snapshot(code=other.code, text=text, now=NEXT)
    assert items_elsewhere("医保", NEXT)
    with pytest.raises(SnapshotNotTaken, match="forked"):
        take_snapshot(code=other.code, text=other.text(NOW, other.share()), now=NEXT)


def test_a_hub_passes_on_what_its_members_told(settings, other: Elsewhere) -> None:
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "hub", "intl"
    other.tell(NOW, other.share(offer()))
    first = issue_snapshot(NEXT)
    assert issue_snapshot(NEXT) == first
    other.tell(NOW, other.share(offer(), offer("more")), sequence=2)
    assert issue_snapshot(NEXT) > first
    newest, key = current_snapshot(), platform_key(NEXT).public
    assert newest is not None
    found, _ = take_federation(
        newest.text, {key.key_id: key}, "hub", Seen(), int(NEXT.timestamp() * 1000), from_hub=True
    )
    told = {share.platform: [each.code for each in share.offers] for share in found.shares}
    assert told == {"hub": [], other.code: ["item-1", "more"]}


def test_a_platform_without_a_code_issues_nothing(settings) -> None:
    settings.PLATFORM_CODE = ""
    assert issue_snapshot(NOW) == 0
    assert current_snapshot() is None


def test_our_snapshot_is_fetched_on_condition(settings, client) -> None:
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "hub", "intl"
    assert client.get("/federation/snapshot").status_code == 404
    issue_snapshot(NOW)
    first = client.get("/federation/snapshot")
    again = client.get("/federation/snapshot", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_who_names_an_older_snapshot_gets_what_changed(settings, client, other: Elsewhere) -> None:
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "hub", "intl"
    other.tell(NOW, other.share(offer()))
    issue_snapshot(NEXT)
    first = client.get("/federation/snapshot")
    other.tell(NOW, other.share(offer(), offer("more")), sequence=2)
    issue_snapshot(NEXT)
    whole = client.get("/federation/snapshot").content.decode()
    told = client.get("/federation/snapshot", headers={"If-None-Match": first["ETag"]})
    changed = told.content.decode()
    assert len(whole.split("\n")) == len(changed.split("\n")) + 1  # the trust bundle was known
    hub = Elsewhere("hub", PlatformKind.HUB)
    settings.PLATFORM_CODE = "reader"
    spki = platform_key(NEXT).public.spki.hex()
    register_platform(actor=SYSTEM, new=hub.new(spki=spki), now=NEXT)
    with pytest.raises(SnapshotNotTaken, match="incomplete"):
        take_snapshot(code="hub", text=changed, now=NEXT)
    assert take_snapshot(code="hub", text=first.content.decode(), now=NEXT)
    assert take_snapshot(code="hub", text=changed, now=NEXT)
    assert [each.code for each in items_elsewhere("医保", NEXT)] == ["item-1", "more"]


def test_who_lost_a_part_asks_for_the_whole(monkeypatch, other: Elsewhere) -> None:
    text = other.text(NOW, other.share(offer()))
    asked: list[str] = []

    def fetch(_url: str, digest: str) -> str:
        asked.append(digest)
        return text if len(asked) > 1 else text.partition("\n")[0]

    monkeypatch.setattr(fetching, "fetch_snapshot", fetch)
    assert fetching.fetch_snapshots(NOW) == 1
    assert asked == ["", ""]


def test_one_that_is_away_keeps_nobody_waiting(monkeypatch, other: Elsewhere) -> None:
    away = Elsewhere("province-b").join(NOW)
    text = other.text(NOW, other.share(offer()))
    Platform.objects.filter(code=away.code).update(url="https://b.example")

    def fetch(url: str, _digest: str) -> str:
        if url == "https://b.example":
            raise PlatformAway("nobody listens")
        return text

    monkeypatch.setattr(fetching, "fetch_snapshot", fetch)
    assert fetching.fetch_snapshots(NOW) == 1
    assert fetching.fetch_snapshots(NOW) == 0
    said = {each.code: (each.sequence, each.failures, each.refused) for each in platforms(SYSTEM)}
    told = Text.of(
        "nobody listens：连接不上，或者没有正常答复（federation.away）",
        "nobody listens: it cannot be reached, or gives no proper answer (federation.away)",
    )
    assert said == {other.code: (1, 0, None), away.code: (0, 1, told)}


def test_kinds_have_their_own_powers() -> None:
    hub = Elsewhere("hub", PlatformKind.HUB).join(NOW)
    assert hub.tell(NOW, hub.share(), hub.share(offer(), platform="province-b"))
    assert [each.platform for each in items_elsewhere("医保", NEXT)] == ["province-b"]


@given(st.integers(0, 1000), st.floats(0, 1))
def test_waiting_has_both_its_limits(failures: int, draw: float) -> None:
    assert NOW + PERIOD * 0.75 <= next_fetch(NOW, failures, draw) <= NOW + LONGEST
