"""Reconciliation with a node of another platform: asked and answered by signature, bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tongban.agencies.api import agency_by_short
from tongban.exchange import api as exchange
from tongban.exchange.tests.factories import (
    SYSTEM,
    Abroad,
    FakeNode,
    a_leaf,
    made_key,
    ms,
    send,
    steward,
)
from tongban.federation import api as federation
from tongban.federation.tests.test_bad_servers import saying, serving
from tongban_trust.signing import PublicKey
from tongban_wire.evidence import Side, write_leaf
from tongban_wire.numbered import SnapshotFault, SnapshotRefused, digest_of
from tongban_wire.peer_evidence import (
    VERSION,
    EvidenceAsk,
    EvidencePage,
    open_ask,
    open_page,
    sign_ask,
    sign_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]
A_DAY = timedelta(days=1)


class Meeting:
    """Our node has written of three calls with A's node; A's platform is at ``url``."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.at = self.now - timedelta(hours=1)
        self.abroad = Abroad()
        self.ours = FakeNode("shili.gov", agency_by_short("zsj-990000").code)
        self.ours.register(self.now, serves_everybody=True)
        self.ours.write(*(self.leaf(call) for call in ("a", "b", "c")))
        self.ours.write(replace(self.leaf("z"), peer="province-c.gov"))
        send(self.ours, self.now)
        self.asked: list[EvidenceAsk] = []
        self.times = 0

    def leaf(self, call: str):
        return a_leaf(
            self.ours, self.abroad.node, call=call * 32, token="t", grant="province-a.g",
            at=self.at, side=Side.CONSUMER,
        )  # fmt: skip

    def theirs(self, call: str) -> str:
        """What A's node keeps of the same call."""
        ours = self.leaf(call)
        other = replace(ours, node=ours.peer, peer=ours.node, side=Side.PROVIDER)
        return write_leaf(other).decode()

    def reconcile(self):
        return federation.reconcile_nodes(
            actor=SYSTEM, one=self.ours.id, other=self.abroad.node, since=self.now - A_DAY,
            until=self.now,
        )  # fmt: skip

    def joined(self, url: str) -> None:
        """A tells us where it is."""
        self.times += 1
        assert self.abroad.tell(self.now, self.times, url=url) == ""


@pytest.fixture
def meeting(settings) -> Meeting:
    settings.PLATFORM_CODE, settings.TRUST_SUITE = "shili", "intl"
    return Meeting()


def answering(meeting: Meeting, page: Callable[[EvidenceAsk, str], EvidencePage], key=None):
    """A's door: it opens our ask by our platform's key and answers with what ``page`` makes."""
    spki = federation.platform_key(meeting.now).public
    signs = key or meeting.abroad.signs

    def answer(door) -> None:
        text = door.rfile.read(int(door.headers["Content-Length"])).decode()
        ask = open_ask(text, {spki.key_id: spki}, "shili", "province-a", ms(timezone.now()))
        meeting.asked.append(ask)
        saying(sign_page(page(ask, text), signs).encode())(door)

    return answer


def test_what_either_side_lacks_is_named_page_by_page(meeting: Meeting) -> None:
    kept = [meeting.theirs(call) for call in ("d", "c", "a")]

    def page(ask: EvidenceAsk, text: str) -> EvidencePage:
        at = len(kept) - 1 if ask.before > 2 else ask.before - 1
        leaves = (kept[len(kept) - 1 - at],)
        return EvidencePage(VERSION, "province-a", digest_of(text), leaves, at, at > 0)

    with serving(answering(meeting, page)) as (url, paths):
        meeting.joined(url)
        lacks = meeting.reconcile()
    assert set(paths) == {"/federation/evidence/shili"}
    assert [ask.before for ask in meeting.asked][1:] == [2, 1]
    assert {(each.call[0], each.has, each.lacks) for each in lacks} == {
        ("b", meeting.ours.id, meeting.abroad.node), ("d", meeting.abroad.node, meeting.ours.id),
    }  # fmt: skip
    with pytest.raises(exchange.NodesNotYours):
        federation.reconcile_nodes(
            actor=steward("mzt-990000"), one=meeting.ours.id, other=meeting.abroad.node,
            since=meeting.now - A_DAY, until=meeting.now,
        )  # fmt: skip


def test_an_answer_that_does_not_hold_is_refused_in_words(meeting: Meeting) -> None:
    leaf = meeting.theirs("a")

    def good(ask: EvidenceAsk, text: str) -> EvidencePage:
        return EvidencePage(VERSION, "province-a", digest_of(text), (leaf,), 0, more=False)

    def changed(**said):
        return answering(meeting, lambda ask, text: replace(good(ask, text), **said))

    bad = (
        answering(meeting, good, made_key()), changed(digest="0" * 64), changed(platform="c"),
        changed(leaves=(write_leaf(meeting.leaf("a")).decode(),)), changed(leaves=("{}",)),
        changed(more=True, last=2**53 - 1), changed(leaves=(), more=True), saying(b"no"),
        saying(b"", 500),
    )  # fmt: skip
    for each in bad:
        with serving(each) as (url, paths):
            meeting.joined(url)
            with pytest.raises(federation.PeerEvidenceNotTaken, match="province-a"):
                meeting.reconcile()
        assert len(paths) == 1
    # A platform that always has more is asked so often and no further.
    endless = answering(
        meeting, lambda ask, text: replace(good(ask, text), last=ask.before - 1, more=True)
    )
    with serving(endless) as (url, paths):
        meeting.joined(url)
        meeting.reconcile()
    assert len(paths) == 20


def test_we_show_another_platform_what_concerns_its_own_node_alone(meeting: Meeting) -> None:
    a, now = meeting.abroad, meeting.now
    meeting.joined("https://a.example")
    ask = EvidenceAsk(
        VERSION, a.code, "shili", meeting.ours.id, a.node, ms(now - A_DAY), ms(now), 99, ms(now)
    )

    def shown(ask: EvidenceAsk, key=None, code: str = a.code) -> EvidencePage:
        text = sign_ask(ask, key or a.signs)
        answer = Client().post(
            f"/federation/evidence/{code}", text, content_type="text/plain; charset=us-ascii"
        )
        if answer.status_code != 200:
            raise LookupError(answer.status_code)
        ours: PublicKey = federation.platform_key(now).public
        page, leaves = open_page(answer.content.decode(), {ours.key_id: ours}, text, ask)
        assert all(leaf.peer == a.node for leaf in leaves)
        return page

    page = shown(ask)
    assert (len(page.leaves), page.last, page.more) == (3, 0, False)
    assert len(shown(replace(ask, before=2)).leaves) == 2
    assert shown(replace(ask, until_ms=ms(now - timedelta(hours=2)))).leaves == ()
    stolen = (
        {"ask": ask, "key": made_key()}, {"ask": ask, "code": "province-c"},
        {"ask": replace(ask, peer="province-c.gov")}, {"ask": replace(ask, asked="other")},
        {"ask": replace(ask, at_ms=ms(now - timedelta(minutes=2)))},
        {"ask": replace(ask, at_ms=ms(now + timedelta(minutes=2)))},
        {"ask": replace(ask, node="shili.none")}, {"ask": replace(ask, from_ms=-(2**53) + 1)},
    )  # fmt: skip
    for each in stolen:
        with pytest.raises(LookupError):
            shown(**each)


def test_a_question_of_another_minute_or_node_is_refused_by_the_wire(meeting: Meeting) -> None:
    a, now = meeting.abroad, ms(meeting.now)
    keys = {a.signs.public.key_id: a.signs.public}
    ask = EvidenceAsk(VERSION, a.code, "shili", "shili.gov", "shili.gov", 0, now, 1, now)
    with pytest.raises(SnapshotRefused) as refused:
        open_ask(sign_ask(ask, a.signs), keys, a.code, "shili", now)
    assert refused.value.fault is SnapshotFault.FOR_ANOTHER
