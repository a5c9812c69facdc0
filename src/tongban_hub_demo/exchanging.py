"""What the invented neighbour exchanges: it asks our police for data, and grants what we ask."""

from __future__ import annotations

import hashlib
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tongban_hub_demo.keys import LOG, NEIGHBOUR, NODE, TOKENS, kept_key
from tongban_trust.signing import PublicKey, SigningKey
from tongban_trust.whole_file import write_whole
from tongban_wire import federation, peer_evidence
from tongban_wire.across import (
    VERSION,
    AnswerState,
    CrossAnswer,
    CrossGrant,
    CrossRequest,
    ExchangeShare,
    ResourceOffer,
    sign_exchange,
    take_exchange,
)
from tongban_wire.numbered import Seen, digest_of
from tongban_wire.plain import decode, encode
from tongban_wire.policy import Grant, Node, NodeKey

_LIFE, _TERM = timedelta(hours=24), timedelta(days=365)
_FOR_EVER_MS = 4_102_444_800_000
_AGENCY, _ZH, _EN = "11980000000000015X", "示范邻省公安厅", "Police of the neighbour"
_FIELDS = ("person.birth_date", "person.id_card.valid_until", "person.name", "person.resident_id")
_WAIT_S = 5
_MOST_KEPT = 200


def exchange_of(
    code: str, member: str, folder: Path, suite_name: str, url: str,
    asked: tuple[CrossRequest, ...], now: datetime,
) -> str:  # fmt: skip
    """The neighbour's signed share: one node, one resource, one request; what is asked it grants.

    Its node is named but answers nobody: the demo shows how requests, answers and grants travel.
    """
    node_key, tokens = (kept_key(folder, name, suite_name) for name in (NODE, TOKENS))
    log = kept_key(folder, LOG, suite_name).public.spki.hex()
    node = Node(f"{code}.gov", _AGENCY, url, log, (_told(node_key),))
    share = ExchangeShare(
        VERSION, code, int(now.timestamp()), _ms(now), _ms(now + _LIFE), (node,), (_told(tokens),),
        (ResourceOffer("9800101/1", "人口基础信息（邻省）", "Basic data on people (neighbour)",
                       _ZH, _EN, "有条件共享", _FIELDS),),
        tuple(_granted(code, member, node.id, each) for each in asked), (),
        (_request(code, member, node.id, now),),
        tuple(
            CrossAnswer(each.id, member, AnswerState.GRANTED, each.asked_at_ms, None, "", "")
            for each in asked
        ),
    )  # fmt: skip
    return sign_exchange(share, kept_key(folder, NEIGHBOUR, suite_name))


def asked_of(code: str, member: tuple[str, str, str]) -> tuple[CrossRequest, ...]:
    """What the member's newest snapshot asks of the neighbour. SnapshotRefused, OSError."""
    name, spki, url = member
    with urllib.request.urlopen(f"{url}/federation/snapshot", timeout=_WAIT_S) as answer:  # noqa: S310
        text = answer.read(2 * federation.MOST_BYTES).decode("ascii")
    now_ms = _ms(datetime.now(UTC))
    keys: Mapping[str, PublicKey] = {
        key.key_id: key for key in (PublicKey.from_spki(bytes.fromhex(spki)),)
    }
    found, _ = federation.take_federation(text, keys, name, Seen(), now_ms, from_hub=False)
    if not found.shares[0].exchange:
        return ()
    share, _ = take_exchange(found.shares[0].exchange, keys, name, Seen(), now_ms)
    return tuple(each for each in share.requests if each.platform == code)


def asked_before(folder: Path) -> tuple[CrossRequest, ...]:
    """What was ever asked of it: a grant stands after its request is told no longer."""
    kept = sorted((folder / "asked").glob("*.json"))[:_MOST_KEPT]
    return tuple(decode(CrossRequest, each.read_bytes(), each.stat().st_size) for each in kept)


def remember(folder: Path, asked: tuple[CrossRequest, ...]) -> tuple[CrossRequest, ...]:
    """Keep these with those asked before; all of them."""
    (folder / "asked").mkdir(exist_ok=True)
    for each in asked:
        name = hashlib.sha256(each.id.encode()).hexdigest()
        write_whole(folder / "asked" / f"{name}.json", encode(each))
    return asked_before(folder)


def no_evidence(code: str, folder: Path, suite_name: str, text: str) -> str:
    """The signed answer to a question for evidence: its node has answered nobody."""
    page = peer_evidence.EvidencePage(
        peer_evidence.VERSION, code, digest_of(text), (), 0, more=False
    )  # fmt: skip
    return peer_evidence.sign_page(page, kept_key(folder, NEIGHBOUR, suite_name))


def _request(code: str, member: str, node: str, now: datetime) -> CrossRequest:
    return CrossRequest(
        f"{code}.hukou-1", member, _ZH, _EN, node, "1010101/1",
        ("person.birth_date", "person.name", "person.resident_id"), f"{code}-hukou",
        "户口迁移（邻省）", "Move a household registration (neighbour)", f"handle/{code}-hukou",
        "hukou-dengji-tiaoli/10@1958-01-09", "《户口登记条例》第十条",
        "Household registration regulations, article 10", _ms(now),
    )  # fmt: skip


def _granted(code: str, member: str, node: str, asked: CrossRequest) -> CrossGrant:
    at = asked.asked_at_ms
    grant = Grant(
        f"{code}.{asked.id}", asked.resource, node, asked.consumer, asked.item, asked.purpose,
        asked.article, asked.fields, (), at, at + int(_TERM.total_seconds()) * 1000, 3600, 120,
        10_000, 10_000, needs_consent=False, needs_mandate=False, sign_each=False,
    )  # fmt: skip
    return CrossGrant(
        member, _AGENCY, _ZH, _EN, "人口基础信息（邻省）", "Basic data on people (neighbour)", grant
    )


def _told(key: SigningKey) -> NodeKey:
    return NodeKey(key.public.key_id, key.public.spki.hex(), 0, _FOR_EVER_MS)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
