"""The provider's end: authenticate · authorise · limit · ask the source · filter · sign · evidence.

A batch of messages goes through each step together, so that the costly ones (verifying tokens,
asking the source, flushing the spool) are paid once for all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from tongban_node.accepting import Sessions
from tongban_node.adapters import Row, Source, SourceOdd, SourceSilent
from tongban_node.evidence import Evidence
from tongban_node.journal import EvidenceClosed
from tongban_node.policy import PolicyKept
from tongban_node.replays import Replays
from tongban_node.together import Together
from tongban_node.tokens import UNREADABLE, Opened, Tokens
from tongban_trust.signing import SigningKey
from tongban_trust.suites import Suite
from tongban_wire.answering import answer
from tongban_wire.evidence import LeafKind, Side, read_leaf
from tongban_wire.faults import Code, Fault
from tongban_wire.leaves import LeafWriter, Record
from tongban_wire.legal_check import Call, Granted, Policy, check
from tongban_wire.messages import (
    VERSION,
    FaultTold,
    Outcome,
    Request,
    Response,
    fresh_id,
    read_request,
    write,
)
from tongban_wire.plain import Malformed, Scalar
from tongban_wire.sessions import Direction, Sealed, Session, signature_holds
from tongban_wire.usage import Usage


@dataclass(slots=True)
class _Asked:
    """One message of a batch on its way through the pipeline."""

    sealed: Sealed
    request: Request | None = None
    opened: Opened = UNREADABLE
    signed: bool = False
    granted: Granted | None = None
    faults: tuple[Fault, ...] = ()
    outcome: Outcome = Outcome.REFUSED
    values: Mapping[str, Scalar] = field(default_factory=dict)
    answers: Mapping[str, bool | None] = field(default_factory=dict)
    as_of: str | None = None


class Provider:
    """Answers batches of authenticated requests from this agency's sources."""

    def __init__(
        self,
        *,
        node: str,
        suite: Suite,
        key: SigningKey,
        policy: PolicyKept,
        evidence: Evidence,
        sources: Mapping[tuple[str, str], Source],
        now: Callable[[], int],
        signatures: Together,
    ) -> None:
        """``sources`` by resource and the scheme of number it is asked with."""
        self._node, self._key, self._policy, self._evidence = node, key, policy, evidence
        self._sources, self._now = sources, now
        self._leaves = LeafWriter(suite, node, Side.PROVIDER)
        self._tokens = Tokens(policy.platform_keys, signatures)
        self._replays, self._signatures = Replays(), signatures
        self._usage = self._usage_so_far(policy.policy)
        self.sessions = Sessions(node, key, policy, evidence, self._leaves, now)

    async def answer(self, session: Session, batch: Sequence[Sealed]) -> list[Sealed]:
        """One response for each message, in order, all durable in evidence. EvidenceClosed."""
        policy = self._policy.policy
        if policy is None:
            raise EvidenceClosed("This node has no policy yet")
        if self._usage.utc_offset_min != policy.snapshot.utc_offset_min:
            self._usage = self._usage_so_far(policy)
        self._tokens.trust(policy.foreign_token_keys)
        asked = [self._authenticated(session, sealed) for sealed in batch]
        opened, _ = await asyncio.gather(
            self._tokens.open_all([a.request.token for a in asked if a.request]),
            self._verify(session, policy, asked),
        )
        waiting = iter(opened)
        for each in asked:
            if each.request is not None:
                each.opened = next(waiting)
                self._judge(session, policy, each)
        await self._ask_sources(policy, [each for each in asked if not each.faults])
        return await self._kept(session, asked)

    def _authenticated(self, session: Session, sealed: Sealed) -> _Asked:
        if not session.holds(Direction.TO_PROVIDER, sealed):
            return _Asked(sealed, faults=(Fault(Code.NOT_AUTHENTIC, "$"),))
        try:
            request = read_request(sealed.body)
        except Malformed:
            return _Asked(sealed, faults=(Fault(Code.MALFORMED, "$"),))
        return _Asked(sealed, request)

    def _judge(self, session: Session, policy: Policy, each: _Asked) -> None:
        request, now = each.request, self._now()
        if request is None:
            return
        call = Call(
            request=request,
            caller=session.consumer,
            key_id=session.peer_key_id,
            signed=each.signed,
            token=each.opened.token,
            token_signed=each.opened.signed,
            token_key=each.opened.foreign_key,
        )
        verdict = check(call, policy, self._policy.seen, self._usage, now)
        each.granted, each.faults = verdict.granted, verdict.faults
        if request.v != VERSION:
            each.faults += (Fault(Code.MALFORMED, "v"),)
        if not self._replays.is_new(f"{session.consumer} {request.id}", now):
            each.faults += (Fault(Code.REPLAYED, "id"),)
        if not each.faults:
            self._usage.add(request.grant, len(request.fields) + len(request.questions), now)

    async def _verify(self, session: Session, policy: Policy, asked: Sequence[_Asked]) -> None:
        """Whether each message that bears a signature was signed by the caller's key."""
        known = policy.keys.get(session.peer_key_id)
        signed = [each for each in asked if each.sealed.signature]
        if known is None or not signed:
            return
        key = known[1].public
        verdicts = await self._signatures.do_all(
            [partial(signature_holds, each.sealed, key) for each in signed]
        )
        for each, verdict in zip(signed, verdicts, strict=True):
            each.signed = verdict

    async def _ask_sources(self, policy: Policy, lawful: Sequence[_Asked]) -> None:
        by_source: dict[tuple[str, str], list[_Asked]] = {}
        for each in lawful:
            if each.request:
                wanted = (each.request.resource, each.request.subject.scheme)
                by_source.setdefault(wanted, []).append(each)
        for (resource, scheme), some in by_source.items():
            await self._ask_source(policy, resource, scheme, some)

    async def _ask_source(
        self, policy: Policy, resource: str, scheme: str, some: Sequence[_Asked]
    ) -> None:
        source = self._sources.get((resource, scheme))
        try:
            if source is None and not any(known == resource for known, _ in self._sources):
                raise SourceSilent("This node has no such source")
            numbers = {each.request.subject.value for each in some if each.request}
            fields = {name for each in some for name in _needed(each)}
            # A register that knows nobody by such a number has no record of them.
            rows = await source.rows(sorted(numbers), sorted(fields)) if source else {}
        except SourceSilent:
            self._end(some, Outcome.SILENT, Code.SOURCE_SILENT)
        except SourceOdd:
            self._end(some, Outcome.SILENT, Code.SOURCE_ODD)
        else:
            for each in some:
                _fill(each, rows, _day(policy, self._now()))

    def _end(self, some: Sequence[_Asked], outcome: Outcome, code: Code) -> None:
        for each in some:
            each.outcome, each.faults = outcome, (Fault(code, "resource"),)

    async def _kept(self, session: Session, asked: Sequence[_Asked]) -> list[Sealed]:
        if any(_signs(each) for each in asked):
            done = await self._signatures.do_all(
                [partial(self._sealed, session, each) for each in asked]
            )
        else:
            done = [self._sealed(session, each) for each in asked]
        await self._evidence.keep([record for _, some in done for record in some])
        return [sealed for sealed, _ in done]

    def _sealed(self, session: Session, each: _Asked) -> tuple[Sealed, list[Record]]:
        request, peer = each.request, session.consumer
        digest = self._leaves.digest_of(each.sealed)
        response = Response(
            v=VERSION, id=request.id if request else "", at_ms=self._now(), provider=self._node,
            consumer=peer, request=digest, outcome=each.outcome,
            faults=tuple(FaultTold(fault.code.value, fault.where) for fault in each.faults[:64]),
            values=each.values, answers=each.answers, as_of=each.as_of, nonce=fresh_id(),
        )  # fmt: skip
        signing = self._key if _signs(each) else None
        sealed = session.seal(Direction.TO_CONSUMER, write(response), signing)
        token_id = each.opened.token.id if each.opened.token else ""
        if request is None:
            codes = tuple(fault.code.value for fault in each.faults)
            return sealed, [self._leaves.of_rubbish(each.sealed, peer, response.at_ms, codes)]
        return sealed, [
            self._leaves.of_request(request, token_id, each.sealed, digest, peer, response.at_ms),
            self._leaves.of_response(request, token_id, response, sealed, peer),
        ]

    def _usage_so_far(self, policy: Policy | None) -> Usage:
        """Counters of the policy's days as they stand, from the evidence of the last 24 hours."""
        usage = Usage(policy.snapshot.utc_offset_min if policy else 0)
        since = self._now() - 86_400_000
        for _, record in self._evidence.journal.read(written_since_s=since / 1000):
            leaf = read_leaf(record.leaf)
            let_through = leaf.outcome in (Outcome.ANSWERED, Outcome.NOT_FOUND, Outcome.SILENT)
            ours = leaf.kind is LeafKind.RESPONSE and leaf.side is Side.PROVIDER
            if ours and let_through and leaf.at_ms >= since:
                usage.add(leaf.grant, len(leaf.fields) + len(leaf.questions), leaf.at_ms)
        return usage


def _signs(each: _Asked) -> bool:
    return each.granted is not None and each.granted.grant.sign_each


def _needed(each: _Asked) -> set[str]:
    if each.request is None or each.granted is None:
        return set()
    asked = (each.granted.questions[name].field for name in each.request.questions)
    return {*each.request.fields, *asked}


def _fill(each: _Asked, rows: Mapping[str, Row], today: datetime) -> None:
    """Only what was asked for leaves: values of the fields, answers to the questions."""
    request, granted = each.request, each.granted
    if request is None or granted is None:
        return
    row = rows.get(request.subject.value)
    if row is None:
        each.outcome = Outcome.NOT_FOUND
        return
    each.outcome, each.as_of = Outcome.ANSWERED, row.as_of
    each.values = {name: row.values.get(name) for name in request.fields}
    each.answers = {
        name: answer(granted.questions[name], operand, row.values, today.date())
        for name, operand in request.questions.items()
    }


def _day(policy: Policy, now: int) -> datetime:
    offset = timedelta(minutes=policy.snapshot.utc_offset_min)
    return datetime.fromtimestamp(now / 1000, UTC) + offset
