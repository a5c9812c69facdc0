"""Registers asked through nodes: what is shared travels by grant and token, the rest as before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from django.db import transaction

from tongban.elements.api import (
    AdapterHealth,
    ElementKind,
    ElementView,
    NoAnswer,
    Question,
    RegisterAdapter,
    RegisterAnswer,
    Scalar,
)
from tongban.exchange.actions.issue_case_token import TokenRequest, issue_case_token
from tongban.exchange.adapters.node_doors import Call, NodeDoors
from tongban.exchange.models import Grant, Node
from tongban.exchange.queries.resources import resource_of_element
from tongban.exchange.refusals import ConsentMissing, NoRightToAsk
from tongban.exchange.telling import tell_consent_wanted
from tongban.identity.api import IdentifierScheme, guardian_number, register_number
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import new_id
from tongban.kernel.sitting import noted
from tongban.kernel.text import Text
from tongban.ledger.api import recorded_together
from tongban_wire.asking import Ask
from tongban_wire.case_token import Acting, Subject
from tongban_wire.messages import Outcome

_PLATFORM = Actor.system("exchange")
_SCHEMES = {IdentifierScheme.RESIDENT_ID: "resident-id", IdentifierScheme.USCC: "uscc"}
_OF_THE_GUARDIAN = "guardian-resident-id"
_SILENT = "exchange.silent_providers"


def register_subject(subject_id: str) -> Subject | None:
    """What registers are asked with about somebody; None where they cannot know them.

    A child without a number is asked for by the guardian's: the register of births knows it so.
    """
    known = register_number(_PLATFORM, subject_id)
    if known is not None:
        return Subject(_SCHEMES[known.scheme], known.value) if known.scheme in _SCHEMES else None
    guardian = guardian_number(_PLATFORM, subject_id)
    return None if guardian is None else Subject(_OF_THE_GUARDIAN, guardian.value)


class NodeRegisters:
    """Asks the platform's nodes for elements whose provider has a node, ``otherwise`` for others.

    ``doors``: the local address of each node that may ask, by its id; ``secret`` is the platform's
    as their application; a node is waited for ``timeout_s``. All sources of one question are asked
    at once. RuntimeError inside a transaction: it would be held open while nodes are waited for,
    and a look whose token was rolled back could not be told to the person.
    Source: 政务数据共享条例, 个人信息保护法 34.
    """

    def __init__(
        self,
        *,
        doors: Mapping[str, str],
        secret: str,
        otherwise: RegisterAdapter,
        timeout_s: float = 3.0,
    ) -> None:
        self._doors = NodeDoors(doors, secret, timeout_s)
        self._otherwise = otherwise

    def fetch(self, question: Question) -> Mapping[str, RegisterAnswer | NoAnswer]:
        """Answers by source; an element that did not come is silent with its reason."""
        shared = _shared(question)
        left = {
            code: rest
            for code, views in question.wanted.items()
            if (rest := tuple(view for view in views if view.id not in shared))
        }
        known = dict(self._otherwise.fetch(replace(question, wanted=left))) if left else {}
        if not shared:
            return known
        values, silent, as_of = self._travelled(question, shared)
        for code, views in question.wanted.items():
            ours = {view.id for view in views} & shared.keys()
            if ours:
                known[code] = _merged(known.get(code), ours, values, silent, as_of, question.now)
        return known

    def check(self) -> AdapterHealth:
        """Works when every node of the platform listens."""
        away = self._doors.away()
        told = (
            Text.of(f"节点没有回应：{'、'.join(away)}", f"Nodes do not answer: {', '.join(away)}")
            if away
            else Text.of("节点可用", "Nodes are ready")
        )
        return AdapterHealth("exchange-nodes", not away, told)

    def _travelled(
        self, question: Question, shared: Mapping[str, ElementView]
    ) -> tuple[dict[str, Scalar], dict[str, NoAnswer], dict[str, datetime]]:
        values: dict[str, Scalar] = {}
        as_of: dict[str, datetime] = {}
        number = register_subject(question.subject_id)
        if number is None:
            return values, dict.fromkeys(shared, NoAnswer.NO_RECORD), as_of
        with transaction.atomic(durable=True), recorded_together():
            asked, silent = _calls(question, number, tuple(shared))
        granted = {field for _, call in asked for field in call.ask.fields}
        missing = shared.keys() - granted - silent.keys()
        silent |= dict.fromkeys(missing, NoAnswer.NOT_GRANTED)
        responses = self._doors.ask([call for _, call in asked])
        for (provider, call), response in zip(asked, responses, strict=True):
            if response is None or response.outcome is not Outcome.ANSWERED:
                is_told = response is not None and response.outcome is Outcome.NOT_FOUND
                why = NoAnswer.NO_RECORD if is_told else NoAnswer.UNREACHABLE
                silent |= dict.fromkeys(call.ask.fields, why)
                if response is None or response.outcome is Outcome.SILENT:
                    noted(_SILENT, [provider], lambda codes: dict.fromkeys(codes, True))
                continue
            for field in call.ask.fields:
                values[field] = _typed(shared[field].kind, response.values.get(field))
                as_of[field] = _moment(response.as_of, question.now)
        return values, silent, as_of


def _calls(
    question: Question, number: Subject, fields: Sequence[str]
) -> tuple[list[tuple[str, Call]], dict[str, NoAnswer]]:
    """A call with its token for each grant, by provider; the tokens stand before anybody is asked.

    Who was silent a moment ago in the same sitting is not waited for again, whoever it is about:
    the fields are told as silent.
    """
    case = question.case_id or new_id("draft")
    acting = _acting(question.actor, question.subject_id)
    calls: list[tuple[str, Call]] = []
    silent: dict[str, NoAnswer] = {}
    for grant, granted in _granted(question, fields):
        if noted(_SILENT, [grant.provider_code], lambda _: {}):
            silent |= dict.fromkeys(granted, NoAnswer.UNREACHABLE)
            continue
        wanted = TokenRequest(
            case_ref=case, case_open_at=question.now, item_code=question.item_code,
            resource_code=grant.resource_code, fields=granted,
            subject_id=question.subject_id, number=number, acting=acting,
            asked_by=question.actor.account_id or question.actor.subject_id or "platform",
            mandate=question.actor.mandate_id if acting is Acting.AGENT else None,
        )  # fmt: skip
        try:
            issued = issue_case_token(actor=_PLATFORM, wanted=wanted, now=question.now)
        except (ConsentMissing, NoRightToAsk) as missing:  # the form asks the person instead
            if question.case_id and isinstance(missing, ConsentMissing):
                tell_consent_wanted(grant, question.subject_id, case, question.now)
            continue
        ask = Ask(
            issued.grant_id, grant.purpose, grant.article, case, number, granted, {}, issued.text
        )
        calls.append((grant.provider_code, Call(issued.consumer_node, ask)))
    return calls, silent


def _shared(question: Question) -> dict[str, ElementView]:
    """The wanted elements that are in a resource whose provider has a node."""
    resource_of = resource_of_element()
    views = {v.id: v for each in question.wanted.values() for v in each if v.id in resource_of}
    if not views:
        return {}
    served = Node.objects.filter(left_at__isnull=True).order_by("id").values("agency_code")
    from_nodes = set(
        Grant.objects.filter(
            provider_code__in=served, resource_code__in={resource_of[key] for key in views}
        ).values_list("resource_code", flat=True).order_by("resource_code")
    )  # fmt: skip
    return {key: view for key, view in views.items() if resource_of[key] in from_nodes}


def _granted(question: Question, fields: Sequence[str]) -> list[tuple[Grant, tuple[str, ...]]]:
    """The grants in force for the item, each with the wanted fields it lets; no field twice."""
    rows = Grant.objects.filter(
        item_code=question.item_code, revoked_at__isnull=True,
        valid_from__lte=question.now, valid_until__gt=question.now,
    )  # fmt: skip
    left, found = set(fields), []
    for row in rows.order_by("id"):
        lets = tuple(sorted(left & set(row.fields)))
        left -= set(lets)
        if lets:
            found.append((row, lets))
    return found


def _merged(
    known: RegisterAnswer | NoAnswer | None,
    ours: set[str],
    values: Mapping[str, Scalar],
    silent: Mapping[str, NoAnswer],
    as_of: Mapping[str, datetime],
    now: datetime,
) -> RegisterAnswer:
    base = known if isinstance(known, RegisterAnswer) else RegisterAnswer({}, now)
    came = {key: values[key] for key in ours if key in values}
    oldest = min((as_of[key] for key in came), default=base.as_of)
    quiet = {key: silent[key] for key in ours if key in silent}
    return RegisterAnswer({**base.values, **came}, oldest, {**base.silent, **quiet})


def _acting(actor: Actor, subject_id: str) -> Acting:
    if actor.kind in (ActorKind.OFFICER, ActorKind.SERVICE):
        return Acting.OFFICER
    return Acting.SUBJECT if actor.subject_id == subject_id else Acting.AGENT


def _typed(kind: ElementKind, value: Scalar) -> Scalar:
    """A value as its kind has it: sources that only know text say true, false and digits."""
    if isinstance(value, str):
        if kind is ElementKind.YES_NO:
            return {"true": True, "false": False}.get(value)
        if kind is ElementKind.NUMBER:
            return int(value) if value.isdecimal() else None
    return value


def _moment(said: str | None, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(said) if said else now
    except ValueError:
        return now
    return at if at.tzinfo else at.replace(tzinfo=UTC)
