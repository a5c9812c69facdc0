"""The legal check 合法性校验: may this caller ask this, for this case, under this article, now?

Pure: the request as authenticated, the policy as indexed, the counters, the moment. It tells every
fault at once, so that whoever mends a call mends it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from tongban_trust.signing import PublicKey
from tongban_wire.case_token import LONGEST_TERM_MS, Acting, CaseToken, subject_digest
from tongban_wire.faults import Code, Fault
from tongban_wire.messages import VERSION, Request
from tongban_wire.plain import Malformed
from tongban_wire.policy import Article, Grant, Node, NodeKey, OtherPlatform, Question
from tongban_wire.snapshot import Seen, Snapshot
from tongban_wire.usage import Usage

MOST_SKEW_MS = 30_000
"""How far the clocks of two nodes, or of a node and the platform, may be apart."""


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant made ready to be checked against."""

    grant: Grant
    fields: frozenset[str]
    questions: Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Policy:
    """A snapshot made ready: looked up by id, whatever its size."""

    snapshot: Snapshot
    granted: Mapping[str, Granted]
    articles: Mapping[str, Article]
    nodes: Mapping[str, Node]
    keys: Mapping[str, tuple[Node, NodeKey]]
    revoked: frozenset[str]
    platform_of: Mapping[str, Foreign] = field(default_factory=dict)
    foreign_token_keys: Mapping[str, PublicKey] = field(default_factory=dict)

    def platform_for(self, name: str) -> OtherPlatform | None:
        """The other platform a grant or node belongs to; None for our own."""
        known = self.platform_of.get(name)
        return known.platform if known else None

    def keys_of(self, node: str, now_ms: int) -> dict[str, PublicKey]:
        """The keys that speak for a node at that moment, by id; none for an unknown node."""
        known = self.nodes.get(node)
        return {
            key.key_id: key.public
            for key in (known.keys if known else ())
            if key.speaks_at(now_ms) and key.key_id not in self.revoked
        }

    def day(self, now_ms: int) -> date:
        """The day it is at that moment where the policy is in force."""
        return _day((now_ms // 60_000 + self.snapshot.utc_offset_min) // 1440)


@dataclass(frozen=True, slots=True)
class Foreign:
    """Another platform made ready."""

    platform: OtherPlatform
    token_keys: Mapping[str, NodeKey]
    revoked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it arrived: ``caller`` is the node its authentication proves, by ``key_id``.

    ``token`` is None when it is unreadable, ``token_signed`` whether this platform signed it,
    ``token_key`` which key of another one did, "" for none. ``signed`` says whether the message
    itself bears the caller's signature.
    """

    request: Request
    caller: str
    key_id: str
    signed: bool
    token: CaseToken | None
    token_signed: bool
    token_key: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every fault found; none: the call is lawful. ``granted`` is the grant when it is known."""

    faults: tuple[Fault, ...]
    granted: Granted | None = field(default=None, repr=False)

    @property
    def lawful(self) -> bool:
        """Whether nothing speaks against the call."""
        return not self.faults


def ready(snapshot: Snapshot) -> Policy:
    """Index a snapshot. Malformed when a key in it is none, or speaks for two nodes."""
    for key in (key for node in snapshot.nodes for key in node.keys):
        _ = key.public
    keys = {key.key_id: (node, key) for node in snapshot.nodes for key in node.keys}
    if len(keys) != sum(len(node.keys) for node in snapshot.nodes):
        raise Malformed("A key speaks for two nodes")
    return Policy(
        snapshot=snapshot,
        granted={
            each.id: Granted(each, frozenset(each.fields), {q.name: q for q in each.questions})
            for each in snapshot.grants
        },
        articles={each.ref: each for each in snapshot.articles},
        nodes={each.id: each for each in snapshot.nodes},
        keys=keys,
        revoked=frozenset(snapshot.revoked),
        platform_of=_foreign(snapshot),
        foreign_token_keys={
            key.key_id: key.public for each in snapshot.platforms for key in each.token_keys
        },
    )


def _foreign(snapshot: Snapshot) -> dict[str, Foreign]:
    """Other platforms by the ids of what is theirs: grants and nodes."""
    found: dict[str, Foreign] = {}
    for each in snapshot.platforms:
        known = Foreign(each, {key.key_id: key for key in each.token_keys}, frozenset(each.revoked))
        found |= dict.fromkeys((*each.nodes, *each.grants), known)
    return found


def check(call: Call, policy: Policy, seen: Seen, usage: Usage, now_ms: int) -> Verdict:
    """Whether the provider of ``policy`` may answer ``call`` at ``now_ms``; it counts nothing yet.

    When the verdict is lawful and the call is let through, the caller adds it to ``usage``. Source:
    数据共享条例 (State Council order 809, 2025): no use beyond the purpose stated.
    """
    granted = policy.granted.get(call.request.grant)
    faults = [
        *_of_moment(call.request, seen, now_ms),
        *_of_caller(call, policy, now_ms),
        *_of_token(call, policy, now_ms),
    ]
    if granted is None:
        faults.append(Fault(Code.GRANT_UNKNOWN, "grant"))
    else:
        faults += _of_grant(call, granted.grant, policy, seen, now_ms)
        faults += _of_wishes(call.request, granted)
        faults += _of_person(call, granted.grant, policy)
        wanted = len(call.request.fields) + len(call.request.questions)
        for code in usage.exceeded(granted.grant, wanted, now_ms):
            faults.append(Fault(code, "grant"))
    return Verdict(tuple(faults), granted)


def _told(judgements: Iterable[tuple[bool, Code, str]]) -> Iterator[Fault]:
    return (Fault(code, where) for wrong, code, where in judgements if wrong)


def _of_moment(request: Request, seen: Seen, now_ms: int) -> Iterator[Fault]:
    skewed = abs(request.at_ms - now_ms) > MOST_SKEW_MS
    return _told(
        (
            (request.v != VERSION, Code.MALFORMED, "v"),
            (skewed, Code.CLOCK_SKEW, "at_ms"),
            (now_ms >= seen.expires_at_ms, Code.POLICY_EXPIRED, "grant"),
        )
    )


def _of_caller(call: Call, policy: Policy, now_ms: int) -> Iterator[Fault]:
    known = policy.keys.get(call.key_id)
    if known is None:
        revoked = call.key_id in policy.revoked
        yield Fault(Code.KEY_REVOKED if revoked else Code.CALLER_UNKNOWN, "consumer")
        return
    node, key = known
    yield from _told(
        (
            (call.key_id in policy.revoked, Code.KEY_REVOKED, "consumer"),
            (not key.speaks_at(now_ms), Code.KEY_NOT_VALID, "consumer"),
            (
                not node.id == call.caller == call.request.consumer,
                Code.CALLER_MISMATCH,
                "consumer",
            ),
        )
    )


def _of_grant(call: Call, grant: Grant, policy: Policy, seen: Seen, now_ms: int) -> Iterator[Fault]:
    request = call.request
    in_force = grant.from_at_ms <= now_ms < grant.until_at_ms
    too_old = now_ms - seen.fresh_at_ms > grant.max_age_s * 1000
    ours = grant.provider == request.provider == policy.snapshot.node
    yield from _told(
        (
            (grant.id in policy.revoked, Code.GRANT_REVOKED, "grant"),
            (not in_force, Code.GRANT_NOT_IN_FORCE, "grant"),
            (too_old, Code.POLICY_TOO_OLD, "grant"),
            (not _is_callers(call, grant, policy), Code.GRANT_OF_ANOTHER, "consumer"),
            (not ours, Code.PROVIDER_MISMATCH, "provider"),
            (grant.resource != request.resource, Code.RESOURCE_MISMATCH, "resource"),
            (grant.item != request.item, Code.ITEM_MISMATCH, "item"),
            (grant.purpose != request.purpose, Code.PURPOSE_MISMATCH, "purpose"),
            (grant.article != request.article, Code.ARTICLE_MISMATCH, "article"),
            (grant.sign_each and not call.signed, Code.NOT_SIGNED, "$"),
        )
    )
    article = policy.articles.get(request.article)
    if article is None or not _in_force(article, policy.day(now_ms)):
        yield Fault(Code.ARTICLE_NOT_IN_FORCE, "article")


def _is_callers(call: Call, grant: Grant, policy: Policy) -> bool:
    """Whether the grant is for who calls: the very node, and of the platform it was given to."""
    same_platform = policy.platform_for(grant.id) == policy.platform_for(call.caller)
    return grant.consumer == call.request.consumer and same_platform


def _is_vouched(call: Call, token: CaseToken, policy: Policy, now_ms: int) -> bool:
    """Whether the platform to whose agencies the grant was given signed the token, and no other."""
    other = policy.platform_of.get(call.request.grant)
    if other is None:
        return call.token_signed
    key = other.token_keys.get(call.token_key)
    return key is not None and key.speaks_at(now_ms) and token.issuer == other.platform.id


def _of_token(call: Call, policy: Policy, now_ms: int) -> Iterator[Fault]:
    token, request = call.token, call.request
    if token is None:
        yield Fault(Code.TOKEN_MALFORMED, "token")
        return
    early = max(token.issued_at_ms, token.case_open_at_ms) - now_ms > MOST_SKEW_MS
    short = token.expires_at_ms - token.issued_at_ms <= LONGEST_TERM_MS
    in_time = short and not early and now_ms < token.expires_at_ms
    same_end = (token.purpose, token.item) == (request.purpose, request.item)
    ours = token.audience == policy.snapshot.node == request.provider
    about = token.subject == subject_digest(token.id, request.subject)
    revoked = _ended(call, policy)
    yield from _told(
        (
            (not _is_vouched(call, token, policy, now_ms), Code.TOKEN_FORGED, "token"),
            (not in_time, Code.TOKEN_NOT_IN_TIME, "token"),
            (token.id in revoked, Code.TOKEN_REVOKED, "token"),
            (token.case in revoked, Code.CASE_CLOSED, "case"),
            (token.grant != request.grant, Code.TOKEN_OTHER_GRANT, "token"),
            (not same_end, Code.TOKEN_OTHER_PURPOSE, "token"),
            (not ours, Code.TOKEN_OTHER_AUDIENCE, "token"),
            (token.consumer != call.caller, Code.TOKEN_OTHER_CONSUMER, "token"),
            (token.case != request.case, Code.TOKEN_OTHER_CASE, "case"),
            (not about, Code.TOKEN_OTHER_SUBJECT, "subject"),
        )
    )


def _ended(call: Call, policy: Policy) -> frozenset[str]:
    """Tokens, cases, consents and mandates that ended, by the word of whose they are."""
    other = policy.platform_of.get(call.request.grant)
    return policy.revoked if other is None else other.revoked


def _of_wishes(request: Request, granted: Granted) -> Iterator[Fault]:
    if not request.fields and not request.questions:
        yield Fault(Code.NOTHING_ASKED, "fields")
    for name in request.fields:
        if name not in granted.fields:
            yield Fault(Code.FIELDS_EXCEED, f"fields.{name}")
    for name, operand in request.questions.items():
        question = granted.questions.get(name)
        if question is None:
            yield Fault(Code.QUESTIONS_EXCEED, f"questions.{name}")
        elif question.asks_operand != (operand is not None):
            yield Fault(Code.OPERAND_ODD, f"questions.{name}")


def _of_person(call: Call, grant: Grant, policy: Policy) -> Iterator[Fault]:
    token = call.token
    if token is None:
        return
    revoked = _ended(call, policy)
    lacks_mandate = (grant.needs_mandate or token.acting is Acting.AGENT) and not token.mandate
    yield from _told(
        (
            (grant.needs_consent and not token.consent, Code.CONSENT_MISSING, "token"),
            (token.consent in revoked, Code.CONSENT_WITHDRAWN, "token"),
            (lacks_mandate, Code.MANDATE_MISSING, "token"),
            (token.mandate in revoked, Code.MANDATE_REVOKED, "token"),
        )
    )


def _in_force(article: Article, day: date) -> bool:
    today = day.isoformat()
    return article.from_date <= today and (
        article.until_date is None or today <= article.until_date
    )


@lru_cache(maxsize=16)
def _day(days: int) -> date:
    return date(1970, 1, 1) + timedelta(days=days)
