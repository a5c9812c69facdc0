"""一次告知: tell all defects at once; the applicant supplies 补正."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tongban.cases import policies
from tongban.cases.checks import need_defects, need_words
from tongban.cases.domain.events import APPLICANT, CorrectionRequested, CorrectionSupplied
from tongban.cases.dossier import Words
from tongban.cases.officer import InHand, append_act, locked, status_of, take_in_hand
from tongban.cases.queries.cases import case as read_case
from tongban.cases.refusals import CaseChanged, CaseNotFound, DefectsNotToldAtOnce, NotYourTask
from tongban.cases.supplying import correct_dossier
from tongban.cases.telling import tell_correction
from tongban.cases.views.case import CaseView
from tongban.cases.views.material import Defect
from tongban.cases.writing import Said, append
from tongban.jurisdiction.api import calendar as calendar_of
from tongban.kernel.actor import Actor
from tongban.kernel.text import Text


def request_correction(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    defects: Sequence[Defect],
    superior_reason: str = "",
    now: datetime,
) -> CaseView:
    """Tell the applicant everything that must be put right, in one notice.

    A second notice may only repeat targets of the first, unless ``superior_reason`` says why a
    superior lets it: it is recorded as a breach, and acceptance counts from the first receipt.
    Only an approver may give that reason. Refuses WordsMissing, DefectsNotToldAtOnce, NotYourTask,
    and what ``accept_case`` refuses. Source: 行政许可法 32(4), 72(4).
    """
    need_defects(defects)
    if superior_reason:
        need_words(superior_reason, "superior_reason")
    with transaction.atomic():
        hand = take_in_hand(
            actor=actor,
            verb="request_correction",
            case_id=case_id,
            expected_version=expected_version,
            now=now,
        )
        targets = tuple(dict.fromkeys(defect.target for defect in defects))
        late = [target for target in targets if target not in hand.status.told]
        breach = bool(hand.status.told and late)
        if breach:
            _need_superior(actor, hand, superior_reason, late)
        event = CorrectionRequested(
            at=now, by=hand.case.current_agency, targets=targets, breach=breach
        )
        words = Words(opinion=superior_reason if breach else "", defects=tuple(defects))
        append_act(hand, event, words, actor=actor, now=now)
        tell_correction(hand.case, now)
    return read_case(actor, case_id, now)


def _need_superior(actor: Actor, hand: InHand, reason: str, late: Sequence[str]) -> None:
    if not reason:
        raise DefectsNotToldAtOnce(late)
    post = policies.fitting_post(actor, "allow_second_notice", hand.case)
    if isinstance(post, Text):
        raise NotYourTask(post)


def supply_correction(
    *,
    actor: Actor,
    case_id: str,
    expected_version: int,
    answers: Mapping[str, Any],
    material_blobs: Mapping[str, str],
    now: datetime,
) -> CaseView:
    """The applicant answers the notice: corrected ``answers`` by field, blobs by material code.

    The five days to look at it start anew. Refuses CaseNotFound (also when not a party),
    CaseChanged, StepNotPossible, forms' FormNotComplete. Source: 行政许可法 32(4).
    """
    with transaction.atomic():
        case = locked(case_id)
        if not policies.is_party(actor, case):
            raise CaseNotFound
        if case.version != expected_version:
            raise CaseChanged
        calendar = calendar_of()
        status = status_of(case, now, calendar)
        correct_dossier(actor, case, status, answers, material_blobs)
        targets = tuple(sorted({*answers, *material_blobs} & status.told))
        event = CorrectionSupplied(at=now, by=APPLICANT, targets=targets)
        append(
            case,
            status,
            [Said(event, Words(answers=answers))],
            actor=actor,
            post=None,
            calendar=calendar,
            now=now,
        )
    return read_case(actor, case_id, now)
