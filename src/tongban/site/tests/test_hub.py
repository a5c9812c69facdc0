"""The demo's national hub against the rules members take snapshots and receipts by."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tongban.federation.adapters.fetching import (
    PlatformAway,
    fetch_evidence,
    fetch_snapshot,
    send_batch,
)
from tongban_hub_demo import serving
from tongban_hub_demo.exchanging import asked_before, remember
from tongban_hub_demo.serving import Server
from tongban_hub_demo.telling import CODE, NEIGHBOUR, Telling
from tongban_trust.bundle import read_bundle
from tongban_trust.signing import PublicKey, algorithm_of, generate_key
from tongban_trust.tokens.qr import token_in
from tongban_trust.verify import Moment, Outcome, verify_code
from tongban_wire.across import AnswerState, CrossRequest, take_exchange
from tongban_wire.federation import name_of, take_federation
from tongban_wire.numbered import Seen, digest_of
from tongban_wire.peer_evidence import EvidenceAsk, open_page, sign_ask
from tongban_wire.rows import VERSION, RowBatch, open_receipt, sign_batch

KEY = generate_key(algorithm_of("intl"))


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    telling = Telling(folder, "intl", "")
    with Server(0, telling, ("shili", KEY.public.spki.hex(), "http://here")) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def test_a_member_takes_its_snapshot_its_neighbours_trust_and_its_receipt(tmp_path) -> None:
    now = datetime.now(UTC)
    now_ms = int(now.timestamp() * 1000) + 2000
    with running(tmp_path) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        hub = PublicKey.from_spki(bytes.fromhex(server.telling.spki()))
        text = fetch_snapshot(url, "")
        assert fetch_snapshot(url, name_of(text)) is None
        found, _ = take_federation(text, {hub.key_id: hub}, CODE, Seen(), now_ms, from_hub=True)
        (share,) = [each for each in found.shares if each.platform == NEIGHBOUR]
        trust, _ = read_bundle(share.trust.encode())
        token = token_in(server.telling.certificate_code())
        assert verify_code(token, trust, Moment(now, now.date())).outcome is Outcome.VALID
        batch = sign_batch(RowBatch(VERSION, "shili", CODE, 1, now_ms - 2000, ()), KEY)
        receipt = send_batch(url, "shili", batch)
        assert send_batch(url, "shili", batch) == receipt
        told = open_receipt(receipt, {hub.key_id: hub}, "shili", CODE, 1, digest_of(batch))
        assert (told.accepted, told.rejected) == (0, ())
        with pytest.raises(PlatformAway):
            send_batch(url, "stranger", batch)
        node = f"{NEIGHBOUR}.gov"
        ask = EvidenceAsk(1, "shili", NEIGHBOUR, node, "shili.platform", 0, now_ms, 1, now_ms)
        question = sign_ask(ask, KEY)
        key = PublicKey.from_spki(bytes.fromhex(share.spki))
        answer = fetch_evidence(url, "shili", question)
        assert open_page(answer, {key.key_id: key}, question, ask)[1] == ()


def test_an_item_has_its_page_and_nothing_else_has(tmp_path) -> None:
    server = Server(0, Telling(tmp_path, "intl", "http://hub"), ("shili", "00", "http://here"))
    server.server_close()
    for each in server.telling.offers():
        assert each.name_zh in serving.item_page(server, each.url.removeprefix("http://hub"))
    assert serving.item_page(server, "/items/<script>") == ""
    assert "http://here/verify?code=" in serving.front_page(server)


def test_the_neighbour_asks_us_and_grants_what_it_was_ever_asked(tmp_path) -> None:
    now = datetime.now(UTC)
    telling = Telling(tmp_path, "intl", "http://hub")
    asked = CrossRequest(
        "shili.1", NEIGHBOUR, "交警支队", "Traffic police", "shili.platform", "9800101/1",
        ("person.name",), "item", "换证", "Renew", "handle/item", "xuke-fa/42@2019-04-23",
        "《行政许可法》第四十二条", "Article 42", 1,
    )  # fmt: skip
    assert remember(tmp_path, (asked,)) == remember(tmp_path, ()) == asked_before(tmp_path)
    text = telling.snapshot(now, "shili", asked_before(tmp_path))
    hub = PublicKey.from_spki(bytes.fromhex(telling.spki()))
    at = int(now.timestamp() * 1000)
    found, _ = take_federation(text, {hub.key_id: hub}, CODE, Seen(), at, from_hub=True)
    (share,) = [each for each in found.shares if each.platform == NEIGHBOUR]
    key = PublicKey.from_spki(bytes.fromhex(share.spki))
    told, _ = take_exchange(share.exchange, {key.key_id: key}, NEIGHBOUR, Seen(), at)
    assert [each.platform for each in told.requests] == ["shili"]
    assert [(each.request, each.state) for each in told.answers] == [
        ("shili.1", AnswerState.GRANTED)
    ]
    assert [each.grant.consumer for each in told.grants] == ["shili.platform"]
