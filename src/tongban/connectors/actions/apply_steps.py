"""Apply the steps of a system to our case: in their order, each once, by the system's own post."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.api import CaseView, case
from tongban.connectors import events
from tongban.connectors.carrying_out import carry_out, standing_of
from tongban.connectors.domain.definition import Connector, StateRule
from tongban.connectors.domain.incoming import next_in_order
from tongban.connectors.domain.moves import Verdict, judge
from tongban.connectors.keeping import (
    CONFLICT,
    NOT_APPLIED,
    NOT_SENT,
    STATE_UNKNOWN,
    free,
    locked,
    stick,
    tell,
)
from tongban.connectors.models import Referral, ReferralStep
from tongban.connectors.published import connector_version
from tongban.connectors.system_post import PLATFORM, system_actor
from tongban.kernel.refusal import Refusal
from tongban.kernel.text import Text
from tongban.ledger.api import unseal

_APPLY_AGAIN = Text.of(
    "处理好后点“再发一次”，会接着办。", "Mend it and press “send again”: it goes on from there."
)


def apply_steps(referral_id: str, now: datetime) -> int:
    """Apply what comes next without a gap; how many. Stops at what a person must look at.

    A step and what it does to the case are one transaction. Harmless when repeated.
    """
    applied = 0
    while _apply_next(referral_id, now):
        applied += 1
    return applied


def _apply_next(referral_id: str, now: datetime) -> bool:
    """The next step; False when there is none or it waits."""
    try:
        with transaction.atomic():
            found = _next(referral_id)
            if found is None:
                return False
            row, step = found
            connector = connector_version(row.connector_code, row.connector_version)
            rule = connector.state(step.state)
            if rule is None:
                _unknown(row, step, now)
                return False
            known = case(PLATFORM, row.case_id, now)
            verdict = judge(rule.move, standing_of(known))
            if verdict is Verdict.CONFLICT:
                _conflict(row, rule, known, now)
                return False
            _do(row, step, rule, connector, known, verdict, now)
            return True
    except Refusal as refused:
        _not_applied(referral_id, refused, now)
        return False


def _next(referral_id: str) -> tuple[Referral, ReferralStep] | None:
    row = locked(referral_id)
    if row is None or row.conflict or row.ended:
        return None
    waiting = {
        step.seq: step
        for step in ReferralStep.objects.filter(referral=row, applied_at__isnull=True).order_by(
            "seq"
        )
    }
    run = next_in_order(row.applied_seq, waiting)
    return (row, waiting[run[0]]) if run else None


def _do(
    row: Referral,
    step: ReferralStep,
    rule: StateRule,
    connector: Connector,
    known: CaseView,
    verdict: Verdict,
    now: datetime,
) -> None:
    actor = system_actor(connector)
    if step.certificate:
        row.certificate_number = step.certificate
    if rule.move.decides:  # before the verb: whoever hears of the decision knows whose it was
        row.ended, row.ended_at = rule.move.value, now
    step.outcome, step.applied_at = verdict.value, now
    step.save(update_fields=["outcome", "applied_at"])
    row.applied_seq = step.seq
    if row.problem_code != NOT_SENT:
        free(row)
    row.save()
    if verdict is Verdict.DO:
        carry_out(rule, actor, known, _words(row, step), step.certificate, connector, now)
    tell(
        row, events.REFERRAL_STEP_APPLIED, "step-applied", now, actor=actor, step=step.seq,
        state=step.state, move=rule.move.value, outcome=verdict.value,
    )  # fmt: skip
    if row.ended:
        tell(row, events.REFERRAL_ENDED, "referral-ended", now, actor=actor, ended=row.ended)


def _words(row: Referral, step: ReferralStep) -> str:
    if step.sealed_words is None:
        return ""
    return unseal(row.subject_id, bytes(step.sealed_words)).decode()


def _unknown(row: Referral, step: ReferralStep, now: datetime) -> None:
    stick(
        row,
        STATE_UNKNOWN,
        Text.of(
            f"对方系统到了状态“{step.state}”，对接配置里没有它的含义，没有采用。",
            f"Their system is at state “{step.state}”, which the connector does not explain.",
        ),
        Text.of(
            "请管理员补上这个状态的含义，再点“再发一次”。",
            "Have the state added to the connector, then press “send again”.",
        ),
        now,
    )


def _conflict(row: Referral, rule: StateRule, known: CaseView, now: datetime) -> None:
    here = known.state.label
    stick(
        row,
        CONFLICT,
        Text.of(
            f"对方系统：“{rule.says.zh}”；我方办件：“{here.zh}”。两边不一致，没有自动处理。",
            f"Their system says “{rule.says.en}”, our case is “{here.en}”. Nothing was done.",
        ),
        Text.of(
            "请与对方核实，按核实的结果处理，再写明怎样处理的。",
            "Clear it up with the other side, act on it, then write down what was done.",
        ),
        now,
        conflict=True,
    )


def _not_applied(referral_id: str, refused: Refusal, now: datetime) -> None:
    with transaction.atomic():
        row = locked(referral_id)
        if row is not None:
            said = Text.of(
                f"对方的环节暂时不能记入办件：{refused.message.zh}",
                f"Their step cannot enter the case yet: {refused.message.en}",
            )
            stick(row, NOT_APPLIED, said, _APPLY_AGAIN, now)
