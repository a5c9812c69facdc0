"""The provider's end: authenticate · authorise · limit · ask the source · filter · sign · evidence.

A batch of messages goes through each step together, so that the costly ones (verifying tokens,
asking the source, flushing the spool) are paid once for all of them.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from tongban_node.accepting import Sessions
from tongban_node.adapters import Row, Source, SourceOdd, SourceSilent
from tongban_node.journal import EvidenceClosed
from tongban_node.own import OwnNode
from tongban_node.replays import Replays
from tongban_node.tokens import NO_TOKEN, Opened, Tokens
from tongban_wire.answering import answer
from tongban_wire.evidence import Side, read_leaf
from tongban_wire.faults import Code, Fault
from tongban_wire.leaves import LeafWriter, Record
from tongban_wire.legal_check import Call, Granted, Policy, check
from tongban_wire.messages import UNREADABLE, Outcome, Request, read_request, respond, write
from tongban_wire.plain import Malformed, Scalar
from tongban_wire.sessions import Direction, Sealed, Session, signature_holds
from tongban_wire.usage import Usage


@dataclass(slots=True)
class _Asked:
    """One message of a batch on its way through the pipeline."""

    sealed: Sealed
    request: Request = UNREADABLE
    opened: Opened = NO_TOKEN
    signed: bool = False
    granted: Granted | None = None
    faults: tuple[Fault, ...] = ()
    outcome: Outcome = Outcome.REFUSED
    values: Mapping[str, Scalar] = field(default_factory=dict)
    answers: Mapping[str, bool | None] = field(default_factory=dict)
    as_of: str | None = None


class Provider:
    """Answers batches of authenticated requests from this agency's sources."""

    def __init__(self, own: OwnNode, sources: Mapping[tuple[str, str], Source]) -> None:
        """``sources`` by resource and the scheme of number it is asked with."""
        self._own, self._sources = own, sources
        self._leaves = LeafWriter(own.suite, own.id, Side.PROVIDER)
        self._tokens = Tokens(own.policy.platform_keys, own.signatures)
        self._replays = Replays()
        self._usage = self._usage_so_far(own.policy.policy)
        self.sessions = Sessions(own, self._leaves)

    async def answer(self, session: Session, batch: Sequence[Sealed]) -> list[Sealed]:
        """One response for each message, in order, all durable in evidence. EvidenceClosed."""
        policy = self._own.policy.policy
        if policy is None:
            raise EvidenceClosed("This node has no policy yet")
        if self._usage.utc_offset_min != policy.snapshot.utc_offset_min:
            self._usage = self._usage_so_far(policy)
        self._tokens.trust(policy.foreign_token_keys)
        asked = [_authenticated(session, sealed) for sealed in batch]
        readable = [each for each in asked if not each.faults]
        opened, _ = await asyncio.gather(
            self._tokens.open_all([each.request.token for each in readable]),
            self._verify(session, policy, readable),
        )
        for each, token in zip(readable, opened, strict=True):
            each.opened = token
            self._judge(session, policy, each)
        await self._ask_sources(policy, [each for each in readable if not each.faults])
        return await self._kept(session, asked)

    def _judge(self, session: Session, policy: Policy, each: _Asked) -> None:
        request, now = each.request, self._own.now()
        call = Call(
            request=request,
            caller=session.consumer,
            key_id=session.peer_key_id,
            signed=each.signed,
            token=each.opened.token,
            token_signed=each.opened.signed,
            token_key=each.opened.foreign_key,
        )
        verdict = check(call, policy, self._own.policy.seen, self._usage, now)
        each.granted, each.faults = verdict.granted, verdict.faults
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
        jobs = [partial(signature_holds, each.sealed, key) for each in signed]
        for each, verdict in zip(signed, await self._own.signatures.do_all(jobs), strict=True):
            each.signed = verdict

    async def _ask_sources(self, policy: Policy, lawful: Sequence[_Asked]) -> None:
        by_source: dict[tuple[str, str], list[_Asked]] = defaultdict(list)
        for each in lawful:
            by_source[each.request.resource, each.request.subject.scheme].append(each)
        for source, some in by_source.items():
            try:
                rows = await self._rows(source, some)
            except (SourceSilent, SourceOdd) as error:
                silent = isinstance(error, SourceSilent)
                code = Code.SOURCE_SILENT if silent else Code.SOURCE_ODD
                for each in some:
                    each.outcome, each.faults = Outcome.SILENT, (Fault(code, "resource"),)
            else:
                for each in some:
                    _fill(each, rows, policy.day(self._own.now()))

    async def _rows(self, wanted: tuple[str, str], some: Sequence[_Asked]) -> Mapping[str, Row]:
        source = self._sources.get(wanted)
        if source is not None:
            numbers = {each.request.subject.value for each in some}
            fields = {name for each in some for name in _needed(each)}
            return await source.rows(sorted(numbers), sorted(fields))
        if not any(resource == wanted[0] for resource, _ in self._sources):
            raise SourceSilent("This node has no such source")
        # A register that knows nobody by such a number has no record of them.
        return {}

    async def _kept(self, session: Session, asked: Sequence[_Asked]) -> list[Sealed]:
        jobs = [partial(self._sealed, session, each) for each in asked]
        costly = any(_signs(each) for each in asked)
        done = await self._own.signatures.do_all(jobs, costly=costly)
        await self._own.evidence.keep([record for _, some in done for record in some])
        return [sealed for sealed, _ in done]

    def _sealed(self, session: Session, each: _Asked) -> tuple[Sealed, list[Record]]:
        request, own, leaves, peer = each.request, self._own, self._leaves, session.consumer
        digest = leaves.digest_of(each.sealed)
        response = respond(
            request, digest, each.outcome, each.faults, provider=own.id, consumer=peer,
            at_ms=own.now(), values=each.values, answers=each.answers, as_of=each.as_of,
        )  # fmt: skip
        signing = own.key if _signs(each) else None
        sealed = session.seal(Direction.TO_CONSUMER, write(response), signing)
        if request is UNREADABLE:
            return sealed, [leaves.of_rubbish(response, each.sealed, peer)]
        token_id = each.opened.token.id if each.opened.token else ""
        return sealed, [
            leaves.of_request(request, token_id, each.sealed, digest, peer, response.at_ms),
            leaves.of_response(request, token_id, response, sealed, peer),
        ]

    def _usage_so_far(self, policy: Policy | None) -> Usage:
        """Counters of the policy's days as they stand, from the evidence of the last 24 hours."""
        usage = Usage(policy.snapshot.utc_offset_min if policy else 0)
        since = self._own.now() - 86_400_000
        for _, record in self._own.evidence.journal.read(written_since_s=since / 1000):
            usage.recount(read_leaf(record.leaf), since)
        return usage


def _authenticated(session: Session, sealed: Sealed) -> _Asked:
    if not session.holds(Direction.TO_PROVIDER, sealed):
        return _Asked(sealed, faults=(Fault(Code.NOT_AUTHENTIC, "$"),))
    try:
        return _Asked(sealed, read_request(sealed.body))
    except Malformed:
        return _Asked(sealed, faults=(Fault(Code.MALFORMED, "$"),))


def _signs(each: _Asked) -> bool:
    return each.granted is not None and each.granted.grant.sign_each


def _needed(each: _Asked) -> set[str]:
    known = each.granted.questions if each.granted else {}
    return {*each.request.fields, *(known[name].field for name in each.request.questions)}


def _fill(each: _Asked, rows: Mapping[str, Row], today: date) -> None:
    """Only what was asked for leaves: values of the fields, answers to the questions."""
    request, known = each.request, each.granted.questions if each.granted else {}
    row = rows.get(request.subject.value)
    if row is None:
        each.outcome = Outcome.NOT_FOUND
        return
    each.outcome, each.as_of = Outcome.ANSWERED, row.as_of
    each.values = {name: row.values.get(name) for name in request.fields}
    each.answers = {
        name: answer(known[name], operand, row.values, today)
        for name, operand in request.questions.items()
    }
