"""Registers asked through nodes: what is shared travels by grant and token, the rest as before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from tongban.elements.api import (
    AdapterHealth,
    ElementView,
    NoAnswer,
    Question,
    RegisterAdapter,
    RegisterAnswer,
)
from tongban.exchange.actions.issue_case_token import TokenRequest, issue_case_token
from tongban.exchange.adapters.node_doors import Call, NodeDoors
from tongban.exchange.hearing import Heard, holds
from tongban.exchange.models import CrossGrant, Grant, Node, in_force
from tongban.exchange.queries.elsewhere import Elsewhere, elsewhere
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
from tongban_wire.messages import Outcome, Response

_PLATFORM = Actor.system("exchange")
_SCHEMES = {IdentifierScheme.RESIDENT_ID: "resident-id", IdentifierScheme.USCC: "uscc"}
_OF_THE_GUARDIAN = "guardian-resident-id"
_SILENT = "exchange.silent_providers"
_NOT_AGREED = {"grant", "article"}  # heads of codes that no second try would mend


def register_subject(subject_id: str) -> Subject | None:
    """What registers are asked with about somebody; None where they cannot know them.

    A child without a number is asked for by the guardian's: the register of births knows it so.
    """
    known = register_number(_PLATFORM, subject_id)
    if known is not None:
        return Subject(_SCHEMES[known.scheme], known.value) if known.scheme in _SCHEMES else None
    guardian = guardian_number(_PLATFORM, subject_id)
    return None if guardian is None else Subject(_OF_THE_GUARDIAN, guardian.value)


@dataclass(frozen=True, slots=True)
class _Question:
    """A question with the number it is put by, and what of it another platform holds."""

    asked: Question
    number: Subject
    abroad: Elsewhere


class NodeRegisters:
    """Asks the platform's nodes for elements whose provider has a node, ``otherwise`` for others.

    What another platform granted for the item is asked of its node, through ours; what it was asked
    for and has not granted is told as silent where ``otherwise`` has no record of it. ``doors``:
    the local address of each node that may ask, by its id; ``secret`` is the platform's as their
    application; a node is waited for ``timeout_s``. All sources of one question are asked at once.
    RuntimeError inside a transaction: it would be held open while nodes are waited for, and a look
    whose token was rolled back could not be told to the person.
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
        wanted = {view.id: view for views in question.wanted.values() for view in views}
        abroad = elsewhere(question.item_code, wanted, question.now)
        shared = _shared(wanted)
        travels = {k: v for k, v in wanted.items() if k in shared or k in abroad.granted}
        left = {
            code: rest
            for code, views in question.wanted.items()
            if (rest := tuple(view for view in views if view.id not in travels))
        }
        known = dict(self._otherwise.fetch(replace(question, wanted=left))) if left else {}
        heard = self._travelled(question, travels, abroad) if travels else Heard()
        withheld_here = abroad.holders.keys() - travels.keys()
        for code, views in question.wanted.items():
            withheld = {
                view.id: abroad.holders[view.id]
                for view in views
                if view.id in withheld_here and not holds(known.get(code), view.id)
            }
            heard.keep_silent(withheld, NoAnswer.NOT_GRANTED)
            heard.instead.update(withheld)
            ours = {view.id for view in views} & (travels.keys() | withheld.keys())
            if ours:
                known[code] = heard.joined(known.get(code), ours, question.now)
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
        self, question: Question, wanted: Mapping[str, ElementView], abroad: Elsewhere
    ) -> Heard:
        heard = Heard()
        number = register_subject(question.subject_id)
        if number is None:
            heard.keep_silent(wanted, NoAnswer.NO_RECORD)
            return heard
        asked = _Question(question, number, abroad)
        with transaction.atomic(durable=True), recorded_together():
            calls = _calls(asked, wanted, heard)
        granted = {field for _, call in calls for field in call.ask.fields}
        heard.keep_silent(wanted.keys() - granted - heard.silent.keys(), NoAnswer.NOT_GRANTED)
        responses = self._doors.ask([call for _, call in calls])
        for (provider, call), response in zip(calls, responses, strict=True):
            if response is not None and response.outcome is Outcome.ANSWERED:
                heard.take(response, wanted, call.ask.fields, question.now)
            else:
                heard.keep_silent(call.ask.fields, _why(response))
                if response is None or response.outcome is Outcome.SILENT:
                    noted(_SILENT, [provider], lambda codes: dict.fromkeys(codes, True))
        return heard


def _why(response: Response | None) -> NoAnswer:
    if response is None:
        return NoAnswer.UNREACHABLE
    if response.outcome is Outcome.NOT_FOUND:
        return NoAnswer.NO_RECORD
    heads = {fault.code.split(".")[0] for fault in response.faults}
    if heads & _NOT_AGREED:
        return NoAnswer.NOT_GRANTED
    return NoAnswer.NOT_CONSENTED if "consent" in heads else NoAnswer.UNREACHABLE


def _calls(
    said: _Question, wanted: Mapping[str, ElementView], heard: Heard
) -> list[tuple[str, Call]]:
    """A call with its token for each grant, by provider; the tokens stand before anybody is asked.

    Who was silent a moment ago in the same sitting is not waited for again, whoever it is about:
    the fields are told as silent. Who is asked on another platform is told with the fields.
    """
    question, number = said.asked, said.number
    case = question.case_id or new_id("draft")
    calls: list[tuple[str, Call]] = []
    for grant, fields in _granted(said, wanted):
        if isinstance(grant, CrossGrant):
            heard.instead.update({each: said.abroad.holders[each] for each in fields})
        provider = grant.provider_node if isinstance(grant, CrossGrant) else grant.provider_code
        if noted(_SILENT, [provider], lambda _: {}):
            heard.keep_silent(fields, NoAnswer.UNREACHABLE)
            continue
        try:
            token = _token_request(question, case, number, grant, fields)
            issued = issue_case_token(actor=_PLATFORM, wanted=token, now=question.now)
        except NoRightToAsk:  # the form asks the person instead
            continue
        except ConsentMissing:
            heard.keep_silent(fields, NoAnswer.NOT_CONSENTED)
            if question.case_id:
                tell_consent_wanted(grant, question.subject_id, case, question.now)
            continue
        ask = Ask(
            issued.grant_id, issued.purpose, issued.article, case, number, fields, {}, issued.text
        )
        calls.append((provider, Call(issued.consumer_node, ask)))
    return calls


def _token_request(
    question: Question, case: str, number: Subject, grant: Grant | CrossGrant,
    fields: tuple[str, ...],
) -> TokenRequest:  # fmt: skip
    acting = _acting(question.actor, question.subject_id)
    return TokenRequest(
        case_ref=case, case_open_at=question.now, item_code=question.item_code,
        resource_code=grant.resource_code, fields=fields,
        subject_id=question.subject_id, number=number, acting=acting,
        asked_by=question.actor.account_id or question.actor.subject_id or "platform",
        mandate=question.actor.mandate_id if acting is Acting.AGENT else None,
        platform=grant.platform if isinstance(grant, CrossGrant) else "",
    )  # fmt: skip


def _shared(wanted: Mapping[str, ElementView]) -> set[str]:
    """The wanted elements that are in a resource of ours whose provider has a node."""
    of_element = resource_of_element()
    resource_of = {each: of_element[each] for each in wanted if each in of_element}
    if not resource_of:
        return set()
    served = Node.objects.filter(left_at__isnull=True).order_by("id").values("agency_code")
    from_nodes = set(
        Grant.objects.filter(
            provider_code__in=served, resource_code__in=set(resource_of.values())
        ).values_list("resource_code", flat=True).order_by("resource_code")
    )  # fmt: skip
    return {each for each, code in resource_of.items() if code in from_nodes}


def _granted(
    said: _Question, wanted: Mapping[str, ElementView]
) -> Iterator[tuple[Grant | CrossGrant, tuple[str, ...]]]:
    """The grants in force for the item, each with the wanted fields it lets; no field twice.

    Ours first: another platform is asked for what nobody here may be asked for.
    """
    question = said.asked
    rows = Grant.objects.filter(in_force(question.now), item_code=question.item_code)
    found: list[Grant | CrossGrant] = [*rows.order_by("id"), *said.abroad.grants]
    left = set(wanted)
    for row in found:
        lets = tuple(sorted(left & set(row.fields)))
        left -= set(lets)
        if lets:
            yield row, lets


def _acting(actor: Actor, subject_id: str) -> Acting:
    if actor.kind in (ActorKind.OFFICER, ActorKind.SERVICE):
        return Acting.OFFICER
    return Acting.SUBJECT if actor.subject_id == subject_id else Acting.AGENT
