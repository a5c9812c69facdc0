"""Another platform with a node, its keys and what it tells of its exchange, for tests."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.node.apart import run_apart

from tongban.exchange.api import ToldPlatform, take_platform, told_exchange
from tongban.kernel.text import Text
from tongban_node.together import Together
from tongban_node.tokens import Tokens
from tongban_trust.signing import SoftKey, algorithm_of, generate_key
from tongban_wire.across import (
    VERSION,
    CrossGrant,
    CrossRequest,
    ExchangeShare,
    ResourceOffer,
    sign_exchange,
)
from tongban_wire.asking import request_for as passed_on
from tongban_wire.case_token import Acting, CaseToken, Subject, sign_token, subject_digest
from tongban_wire.faults import Code, Fault
from tongban_wire.legal_check import Call, Policy, check, ready
from tongban_wire.messages import Outcome, Request, fresh_id, respond
from tongban_wire.numbered import Seen
from tongban_wire.policy import Article, Grant, Node, NodeKey, OtherPlatform
from tongban_wire.snapshot import Snapshot
from tongban_wire.usage import Usage

DAY = timedelta(days=1)
FOREIGN_ITEM = "11880000002000000M4880500027000"


MARRIED = "person.marriage.status"
OFFER = ResourceOffer(
    "9010201/1", "婚姻", "Marriages", "甲省民政厅", "Civil affairs", "", (MARRIED,)
)


def made_key() -> SoftKey:
    return generate_key(algorithm_of("intl"))


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def told_key(key: SoftKey, now: datetime) -> NodeKey:
    public = key.public
    return NodeKey(public.key_id, public.spki.hex(), ms(now - DAY), ms(now + 30 * DAY))


@dataclass
class Abroad:
    """Province A: ``signs`` its shares, ``tokens`` its case tokens, ``node_key`` its messages."""

    code: str = "province-a"
    signs: SoftKey = field(default_factory=made_key)
    tokens: SoftKey = field(default_factory=made_key)
    node_key: SoftKey = field(default_factory=made_key)
    log_key: SoftKey = field(default_factory=made_key)

    @property
    def node(self) -> str:
        return f"{self.code}.gov"

    def share(self, now: datetime, sequence: int = 1, **changed) -> ExchangeShare:
        node = Node(
            self.node, "11880000MA0000000A", "http://127.0.0.1:9",
            self.log_key.public.spki.hex(), (told_key(self.node_key, now),),
        )  # fmt: skip
        said = {
            "v": VERSION, "platform": self.code, "sequence": sequence, "issued_at_ms": ms(now),
            "expires_at_ms": ms(now + DAY), "nodes": (node,),
            "token_keys": (told_key(self.tokens, now),),
            "resources": (ResourceOffer("1010101/1", "人口", "People", "甲省公安厅", "Police of A",
                                        "", ("person.name",)),),
            "grants": (), "revoked": (), "requests": (), "answers": (),
        }  # fmt: skip
        return ExchangeShare(**(said | changed))

    def tell(
        self, now: datetime, sequence: int = 1, *, key: SoftKey | None = None,
        url: str = "https://a.example", **changed,
    ):  # fmt: skip
        """Take what it tells; "" or the fault."""
        text = sign_exchange(self.share(now, sequence, **changed), key or self.signs)
        told = ToldPlatform(
            self.code, Text.of("甲省", "Province A"), url,
            (key or self.signs).public.spki.hex(), text,
        )  # fmt: skip
        return take_platform(told=told, until=now + DAY, now=now)

    def grant(self, now: datetime, consumer: str, item: str, **changed) -> CrossGrant:
        """What it grants to a node of ours."""
        said = {
            "id": f"{self.code}.g1", "resource": "1010101/1", "provider": self.node,
            "consumer": consumer, "item": item, "purpose": "handle/item",
            "article": "xuke-fa/42@2019-04-23", "fields": ("person.name",), "questions": (),
            "from_at_ms": ms(now), "until_at_ms": ms(now + 90 * DAY), "max_age_s": 3600,
            "per_minute": 100, "per_day": 1000, "values_per_day": 1000, "needs_consent": False,
            "needs_mandate": False, "sign_each": False,
        }  # fmt: skip
        grant = Grant(**(said | changed))
        return CrossGrant(
            "shili", "11880000MA0000000A", "甲省公安厅", "Police of A", "人口", "People", grant
        )

    def token(self, grant: Grant, subject: Subject, now: datetime, **changed) -> CaseToken:
        """A token that fits a grant we gave it."""
        token_id = fresh_id()
        said = {
            "v": 1, "id": token_id, "issuer": self.code, "case": f"case-{secrets.token_hex(4)}",
            "case_open_at_ms": ms(now), "grant": grant.id, "item": grant.item,
            "purpose": grant.purpose, "consumer": self.node, "audience": grant.provider,
            "subject": subject_digest(token_id, subject), "acting": Acting.SUBJECT,
            "consent": None, "mandate": None, "issued_at_ms": ms(now),
            "expires_at_ms": ms(now) + 600_000,
        }  # fmt: skip
        return CaseToken(**(said | changed))

    def signed(self, token: CaseToken, key: SoftKey | None = None) -> str:
        return sign_token(token, key or self.tokens)


def request_for(
    grant: Grant, token: CaseToken, text: str, subject: Subject, now: datetime, **changed
):
    """The request of a lawful call."""
    said = {
        "v": 1, "id": fresh_id(), "at_ms": ms(now), "consumer": grant.consumer,
        "provider": grant.provider, "resource": grant.resource, "grant": grant.id,
        "item": grant.item, "purpose": grant.purpose, "article": grant.article,
        "case": token.case, "subject": subject, "fields": grant.fields, "questions": {},
        "token": text, "nonce": fresh_id(),
    }  # fmt: skip
    return Request(**(said | changed))


def from_abroad(abroad: Abroad, now: datetime, **changed) -> CrossRequest:
    """What an agency there asks of our civil affairs."""
    said = {
        "id": f"{abroad.code}.r1", "platform": "shili", "agency_zh": "甲省公安厅",
        "agency_en": "Police of A", "consumer": abroad.node, "resource": "1010201/1",
        "fields": (MARRIED,), "item": FOREIGN_ITEM, "item_zh": "户口迁移",
        "item_en": "Move a household", "purpose": f"handle/{FOREIGN_ITEM}",
        "article": "xuke-fa/42@2019-04-23", "article_zh": "《行政许可法》第四十二条",
        "article_en": "Licensing law, article 42", "asked_at_ms": ms(now),
    }  # fmt: skip
    return CrossRequest(**(said | changed))


def codes_of(
    policy: Policy, seen: Seen, trusted, caller: str, key_id: str, request, at
) -> set[Code]:
    """The faults a node of ``policy`` finds in a request that ``caller`` sends by that key."""

    async def opened():
        signatures = Together()
        try:
            tokens = Tokens(trusted, signatures)
            tokens.trust(policy.foreign_token_keys)
            return (await tokens.open_all([request.token]))[0]
        finally:
            signatures.close()

    found = run_apart(opened())
    call = Call(
        request, caller, key_id, signed=False, token=found.token,
        token_signed=found.signed, token_key=found.foreign_key,
    )  # fmt: skip
    return {fault.code for fault in check(call, policy, seen, Usage(480), ms(at)).faults}


class NodeOfA:
    """The provider's node at Province A: it obeys what A granted and what our platform tells now.

    Put in place of the doors of our nodes: what ours passes on is judged here and answered with
    ``values``, unless it is ``away``.
    """

    def __init__(self, a: Abroad, grant: Grant, now: datetime, **values) -> None:
        self.a, self.grant, self.now, self.values = a, grant, now, values
        self.away, self.calls, self.refused = False, [], []

    def codes(self, request: Request, *, caller: str = "", key_id: str = "") -> set[Code]:
        """The faults of a request; ``caller`` and its key are our node of the grant."""
        told = told_exchange(self.now)
        ours = next(each for each in told.nodes if each.id == self.grant.consumer)
        platform = OtherPlatform(
            "shili", told.token_keys, (ours.id,), (self.grant.id,), told.revoked
        )  # fmt: skip
        at, until = ms(self.now), ms(self.now + DAY)
        snapshot = Snapshot(
            1, "tongban", self.a.node, 1, at, until, 480, (ours, *self.a.share(self.now).nodes),
            (Article(self.grant.article, "2000-01-01", None),), (self.grant,), (), (platform,),
        )  # fmt: skip
        seen = Seen(1, "", at, until)
        trusted = {self.a.tokens.public.key_id: self.a.tokens.public}
        return codes_of(
            ready(snapshot), seen, trusted, caller or ours.id, key_id or ours.keys[0].key_id,
            request, self.now,
        )  # fmt: skip

    def ask(self, calls):
        """Each call as our node passes it on, and what comes back."""
        self.calls += calls
        return [None if self.away else self._answer(call) for call in calls]

    def _answer(self, call):
        grant = self.grant
        request = passed_on(
            call.ask, call.node, ms(self.now), provider=grant.provider, resource=grant.resource,
            item=grant.item,
        )  # fmt: skip
        codes = self.codes(request)
        self.refused += codes
        values = {} if codes else {each: self.values.get(each) for each in request.fields}
        return respond(
            request, "0" * 64, Outcome.REFUSED if codes else Outcome.ANSWERED,
            [Fault(code, "$") for code in codes], provider=grant.provider, consumer=call.node,
            at_ms=ms(self.now), values=values, as_of="2026-01-01",
        )  # fmt: skip
