"""One step of theirs as a verb of ``cases``, with words that name the system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tongban.cases.api import (
    CaseState,
    CaseView,
    Defect,
    accept_case,
    case,
    complete_step,
    decide_case,
    give_opinion,
    refuse_acceptance,
    release_task,
    request_correction,
)
from tongban.connectors.domain.definition import Connector, Move, StateRule
from tongban.connectors.domain.moves import Standing
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text

_STANDINGS = {
    CaseState.SUBMITTED: Standing.RECEIVED,
    CaseState.CORRECTING: Standing.CORRECTING,
    CaseState.ACCEPTED: Standing.HANDLED,
    CaseState.PAUSED: Standing.HANDLED,
    CaseState.AWAITING_PAYMENT: Standing.HANDLED,
    CaseState.APPROVED: Standing.APPROVED,
    CaseState.DENIED: Standing.DENIED,
    CaseState.NOT_ACCEPTED: Standing.REFUSED,
    CaseState.WITHDRAWN: Standing.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class _Act:
    rule: StateRule
    actor: Actor
    case: CaseView
    said: str
    now: datetime


def standing_of(known: CaseView) -> Standing:
    """Where our case stands, for a step of theirs."""
    return _STANDINGS[known.state]


def carry_out(
    rule: StateRule,
    actor: Actor,
    known: CaseView,
    words: str,
    certificate: str,
    connector: Connector,
    now: datetime,
) -> None:
    """Do what the state means, as the system's post. Refuses what the verb refuses.

    The task goes back into the queue: an officer of the agency may act at any time.
    """
    verb = _VERBS.get(rule.move)
    if verb is not None:
        said = said_of(rule, words, certificate, connector)
        verb(_Act(rule, actor, known, said, now))
        _let_go(actor, known.id, now)


def said_of(rule: StateRule, words: str, certificate: str, connector: Connector) -> str:
    """``system: our words. Their words. Their certificate number``, as the case keeps it."""
    parts = [f"{connector.name.zh}：{rule.says.zh}"]
    parts += [words.strip()] if words.strip() else []
    parts += [f"对方证号：{certificate}"] if certificate else []
    return "。".join(part.rstrip("。") for part in parts) + "。"


def _let_go(actor: Actor, case_id: str, now: datetime) -> None:
    after = case(actor, case_id, now)
    if "release_task" in after.available:
        release_task(actor=actor, case_id=case_id, expected_version=after.version, now=now)


def _accept(act: _Act) -> None:
    accept_case(
        actor=act.actor, case_id=act.case.id, expected_version=act.case.version, now=act.now
    )


def _correct(act: _Act) -> None:
    defects = (Defect(act.rule.target, Text.of(act.said, act.said)),)
    request_correction(
        actor=act.actor, case_id=act.case.id, expected_version=act.case.version, defects=defects,
        now=act.now,
    )  # fmt: skip


def _refuse(act: _Act) -> None:
    refuse_acceptance(
        actor=act.actor, case_id=act.case.id, expected_version=act.case.version, reason=act.said,
        articles=act.rule.articles, now=act.now,
    )  # fmt: skip


def _opinion(act: _Act) -> None:
    give_opinion(
        actor=act.actor, case_id=act.case.id, expected_version=act.case.version, opinion=act.said,
        now=act.now,
    )  # fmt: skip


def _step(act: _Act) -> None:
    complete_step(
        actor=act.actor, case_id=act.case.id, expected_version=act.case.version,
        outcome=act.rule.outcome, opinion=act.said, now=act.now, step=act.rule.step,
    )  # fmt: skip


def _decide(act: _Act) -> None:
    decide_case(
        actor=act.actor, case_id=act.case.id, expected_version=act.case.version,
        approve=act.rule.move is Move.APPROVE, opinion=act.said, articles=act.rule.articles,
        now=act.now,
    )  # fmt: skip


_VERBS: dict[Move, Callable[[_Act], None]] = {
    Move.ACCEPT: _accept,
    Move.CORRECT: _correct,
    Move.REFUSE: _refuse,
    Move.OPINION: _opinion,
    Move.STEP: _step,
    Move.APPROVE: _decide,
    Move.DENY: _decide,
}
