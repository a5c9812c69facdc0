"""A small world to exchange in: a platform, two nodes, a stranger's and one of another platform,
grants good and bad."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tongban_trust.signing import PublicKey, SoftKey, algorithm_of, generate_key
from tongban_wire.case_token import (
    Acting,
    CaseToken,
    Subject,
    sign_token,
    sign_tokens,
    subject_digest,
)
from tongban_wire.messages import Request
from tongban_wire.policy import (
    Article,
    Grant,
    Node,
    NodeKey,
    Operator,
    OtherPlatform,
    Question,
)
from tongban_wire.snapshot import Heartbeat, Snapshot, digest_of, sign_heartbeat, sign_snapshot

DAY_MS = 86_400_000
PROVIDER, CONSUMER, STRANGER = "node-register", "node-counter", "node-stranger"
ABROAD, OTHER, THIRD = "node-abroad", "other", "third"
"""A node of the other platform, that platform, and a third one that is given nothing."""
RESOURCE, SCHEME = "population", "resident-id"
FIELDS = ("address", "birth_date", "name")
IN_FORCE, LAPSED = "shuju-gongxiang/16@2025-08-01", "jiufa/3@1999-01-01"
PEOPLE = 1000
_PLENTY = 1_000_000_000
_ISSUER = "platform"
_OTHERS = (OTHER, THIRD)


@dataclass(frozen=True, slots=True)
class Draft:
    """One call as an attacker may shape it: the request, its token, who sends and who signs.

    ``twice`` sends the very same message again, ``flip`` changes a byte after authentication,
    ``rubbish`` replaces the body, ``headers`` go with the HTTP request. ``signer`` is whose
    platform signs the token, "" for ours.
    """

    request: Request
    token: CaseToken
    caller: str = CONSUMER
    signer: str = ""
    forged_token: bool = False
    no_token: bool = False
    signed: bool = False
    twice: bool = False
    flip: bool = False
    rubbish: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class World:
    """Keys and policy of one small exchange under a suite; ``filler`` adds grants of others."""

    def __init__(self, suite_name: str, now_ms: int, seed: int = 1, filler: int = 0) -> None:
        self.suite_name, self.start_ms = suite_name, now_ms
        self.dice = random.Random(seed)  # noqa: S311  invented people, the same each time
        algorithm = algorithm_of(suite_name)
        self.platform_key, self.forger_key = generate_key(algorithm), generate_key(algorithm)
        self.signers = {"": self.platform_key, **{e: generate_key(algorithm) for e in _OTHERS}}
        names = (PROVIDER, CONSUMER, STRANGER, ABROAD)
        self.keys = {name: generate_key(algorithm) for name in names}
        self.log_keys = {name: generate_key(algorithm) for name in names}
        self.urls = {name: f"http://127.0.0.1:9/{name}" for name in names}
        self.revoked: tuple[str, ...] = (
            "g-revoked", "case-closed", "consent-withdrawn", "mandate-ended", "token-revoked",
        )  # fmt: skip
        self._filler = filler

    @property
    def platform_keys(self) -> dict[str, PublicKey]:
        """The key nodes trust, by its id."""
        return {self.platform_key.public.key_id: self.platform_key.public}

    def grants(self) -> tuple[Grant, ...]:
        """One good grant, others good for something else, and one for each way to be bad."""
        good, start = self.grant("g-good"), self.start_ms
        return (
            good,
            replace(good, id="g-second"),
            replace(good, id="g-signed", sign_each=True),
            replace(good, id="g-consent", needs_consent=True),
            replace(good, id="g-abroad", consumer=ABROAD, needs_consent=True),
            replace(good, id="g-mandate", needs_mandate=True),
            replace(good, id="g-revoked"),
            replace(good, id="g-expired", until_at_ms=start - DAY_MS),
            replace(good, id="g-future", from_at_ms=start + DAY_MS),
            replace(good, id="g-lapsed-law", article=LAPSED),
            replace(good, id="g-stale", max_age_s=-3600),
            replace(good, id="g-no-rate", per_minute=0),
            replace(good, id="g-no-volume", values_per_day=0),
            replace(good, id="g-strangers", consumer=STRANGER),
            replace(good, id="g-elsewhere", provider=STRANGER, consumer=STRANGER),
            replace(good, id="g-other-resource", resource="marriage"),
            replace(good, id="g-other-item", item="item-other"),
            *(replace(good, id=f"g-{number}", consumer="node-x") for number in range(self._filler)),
        )

    def grant(self, grant_id: str) -> Grant:
        """A grant nothing is wrong with."""
        return Grant(
            id=grant_id, resource=RESOURCE, provider=PROVIDER, consumer=CONSUMER, item="item-move",
            purpose="residence-permit", article=IN_FORCE, fields=FIELDS,
            questions=(
                Question("is-adult", "birth_date", Operator.AGE_AT_LEAST, "18"),
                Question("name-is", "name", Operator.EQUALS, None),
            ),
            from_at_ms=self.start_ms - 30 * DAY_MS, until_at_ms=self.start_ms + 365 * DAY_MS,
            max_age_s=36_000, per_minute=_PLENTY, per_day=_PLENTY, values_per_day=_PLENTY,
            needs_consent=False, needs_mandate=False, sign_each=False,
        )  # fmt: skip

    def snapshot(self, node: str, sequence: int = 1, now_ms: int | None = None) -> Snapshot:
        """The policy of a node."""
        now = self.start_ms if now_ms is None else now_ms
        return Snapshot(
            v=1, issuer=_ISSUER, node=node, sequence=sequence, issued_at_ms=now,
            expires_at_ms=now + DAY_MS, utc_offset_min=480, nodes=tuple(self._nodes()),
            articles=(
                Article(IN_FORCE, "2025-08-01", None),
                Article(LAPSED, "1999-01-01", "2024-12-31"),
            ),
            grants=self.grants(), revoked=self.revoked, platforms=tuple(self._platforms()),
        )  # fmt: skip

    def signed_snapshot(self, node: str, sequence: int = 1, now_ms: int | None = None) -> str:
        """The policy of a node as the platform signs it."""
        return sign_snapshot(self.snapshot(node, sequence, now_ms), self.platform_key)

    def signed_heartbeat(self, node: str, sequence: int, text: str, now_ms: int) -> str:
        """The platform's word that the snapshot in ``text`` still stands."""
        digest, until = digest_of(text), now_ms + DAY_MS
        beat = Heartbeat(1, _ISSUER, node, sequence, digest, now_ms, until)
        return sign_heartbeat(beat, self.platform_key)

    def lawful(self, now_ms: int, grant_id: str = "g-good") -> Draft:
        """A call nothing speaks against."""
        grant = next(each for each in self.grants() if each.id == grant_id)
        subject = Subject(SCHEME, number_of(self.dice.randrange(PEOPLE)))
        fields = tuple(sorted(self.dice.sample(FIELDS, self.dice.randint(1, len(FIELDS)))))
        questions: dict[str, str | None] = {}
        if self.dice.random() < 0.5:
            questions["is-adult"] = None
        if self.dice.random() < 0.5:
            questions["name-is"] = "某某"
        case = f"case-{self.dice.randrange(10**9)}"
        token = self.token(grant, case, subject, now_ms)
        request = Request(
            v=1, id=self._hex(), at_ms=now_ms, consumer=grant.consumer, provider=grant.provider,
            resource=grant.resource, grant=grant.id, item=grant.item, purpose=grant.purpose,
            article=grant.article, case=case, subject=subject, fields=fields, questions=questions,
            token="", nonce=self._hex(),
        )  # fmt: skip
        signer = OTHER if grant.consumer == ABROAD else ""
        return Draft(request, token, grant.consumer, signer, signed=grant.sign_each)

    def token(self, grant: Grant, case: str, subject: Subject, now_ms: int) -> CaseToken:
        """A token that fits a grant, a case and a person."""
        token_id = self._hex()
        issuer = OTHER if grant.consumer == ABROAD else _ISSUER
        return CaseToken(
            v=1, id=token_id, issuer=issuer, case=case, case_open_at_ms=now_ms, grant=grant.id,
            item=grant.item, purpose=grant.purpose, consumer=grant.consumer,
            audience=grant.provider, subject=subject_digest(token_id, subject),
            acting=Acting.SUBJECT, consent="consent-1", mandate="mandate-1", issued_at_ms=now_ms,
            expires_at_ms=now_ms + 600_000,
        )  # fmt: skip

    def finished(self, draft: Draft) -> Request:
        """The request with its token signed and in it."""
        if draft.no_token:
            return draft.request
        key: SoftKey = self.forger_key if draft.forged_token else self.signers[draft.signer]
        return replace(draft.request, token=sign_token(draft.token, key))

    def finished_together(self, drafts: Sequence[Draft]) -> list[Request]:
        """The requests with their tokens in them, all under one signature of the platform."""
        texts = sign_tokens([draft.token for draft in drafts], self.platform_key)
        pairs = zip(drafts, texts, strict=True)
        return [replace(draft.request, token=text) for draft, text in pairs]

    def people(self) -> Iterator[dict[str, str]]:
        """The rows of the register."""
        for number in range(PEOPLE):
            yield {
                "sfzh": number_of(number), "xm": f"某{number}",
                "csrq": f"{1940 + number % 80}-0{1 + number % 9}-1{number % 10}",
                "dz": f"示例路 {number} 号", "gxrq": "2026-01-01",
            }  # fmt: skip

    def _nodes(self) -> Iterator[Node]:
        for name, key in self.keys.items():
            log = self.log_keys[name].public.spki.hex()
            yield Node(name, f"agency-of-{name}", self.urls[name], log, (self._told(key),))

    def _platforms(self) -> Iterator[OtherPlatform]:
        for name in _OTHERS:
            nodes, grants = ((ABROAD,), ("g-abroad",)) if name == OTHER else ((), ())
            keys, ended = (self._told(self.signers[name]),), (f"consent-ended-{name}",)
            yield OtherPlatform(name, keys, nodes, grants, ended)

    def _told(self, key: SoftKey) -> NodeKey:
        term = (self.start_ms - DAY_MS, self.start_ms + 30 * DAY_MS)
        return NodeKey(key.public.key_id, key.public.spki.hex(), *term)

    def _hex(self) -> str:
        return f"{self.dice.getrandbits(128):032x}"


def number_of(person: int) -> str:
    """The invented number of an invented person."""
    return f"99{person:016d}"
