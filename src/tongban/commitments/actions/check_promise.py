"""Check a promise afterwards 事后核查: true, to be put right in time, or untrue."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.api import RevocationGround, case, propose_revocation
from tongban.commitments import policies
from tongban.commitments.domain.steps import FINDINGS, PromiseStep
from tongban.commitments.published import terms
from tongban.commitments.recording import locked_promise, move
from tongban.commitments.refusals import PromiseNotFound, need_words
from tongban.kernel.actor import Actor
from tongban.kernel.article import ArticleRef

_LAW = ArticleRef("xuke-fa", "69", "2019-04-23")


def check_promise(
    *, actor: Actor, promise_id: str, finding: PromiseStep, words: str, now: datetime
) -> None:
    """Say what a check on the spot or of papers found; the holder reads the words.

    ``FOUND_WANTING`` starts the time to put it right; ``FOUND_FALSE`` tells the holder, in the same
    transaction, that the decision is to be revoked and that they may be heard. Refuses WordsNeeded,
    PromiseNotFound (no checking post of the deciding agency there), StepNotOpen, and what
    ``propose_revocation`` of cases refuses. ValueError for a step that is no finding.
    Source: 行政许可法 61, 69; 国办发〔2020〕42号.
    """
    if finding not in FINDINGS:
        raise ValueError(f"{finding.value} is no finding of a check")
    need_words(words)
    with transaction.atomic():
        row = locked_promise(promise_id)
        post = policies.post_at(actor, row.agency_code, row.region)
        if post is None:
            raise PromiseNotFound
        move(row, finding, actor=actor, now=now, post=post, words=words)
        if finding is PromiseStep.FOUND_FALSE:
            under = terms(row.terms_code, row.terms_version)
            propose_revocation(
                actor=actor,
                case_id=row.case_id,
                expected_version=case(Actor.system("commitments"), row.case_id, now).version,
                ground=RevocationGround.FALSE_PROMISE,
                reason=words,
                articles=(under.article, _LAW),
                now=now,
            )
