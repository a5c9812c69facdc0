"""Apply for a whole bundle 一件事: one form, one signature, one receipt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from tongban.bundles import events
from tongban.bundles.actions.keep_draft import discard_bundle_draft
from tongban.bundles.advancing import advance, go_on, hear_next, tell
from tongban.bundles.asking import Asked, checked, placed
from tongban.bundles.content import Content, open_problems, seal_content
from tongban.bundles.domain.progress import BundleState, StepState
from tongban.bundles.models import BundleCase, BundleStep
from tongban.bundles.published import current_bundle
from tongban.bundles.queries.bundle_cases import bundle_case
from tongban.bundles.refusals import BundleChanged, BundleNotComplete, BundleNotForYou
from tongban.bundles.signer import signer_to_json
from tongban.bundles.starting import Running
from tongban.bundles.views import BundleCaseView
from tongban.cases.api import Heard, TokenUnusable, keep_looks
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem, Refusal
from tongban.seals.api import STATEMENT_CODE, Agreement, StatementNotAgreed

_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,80}")


def submit_bundle(
    *,
    actor: Actor,
    bundle_code: str,
    bundle_version: int,
    answers: Mapping[str, Any],
    material_blobs: Mapping[str, str],
    idempotency_token: str,
    agreement: Agreement | None,
    now: datetime,
) -> BundleCaseView:
    """Hand in the one form; the same token of the same signer gives the same bundle case back.

    ``answers`` by merged name (``q.…``, ``take.…``, ``step.field``), ``material_blobs`` by merged
    material. Every step that can begin becomes a case of its own in this transaction; the others
    follow in the signer's name as those before them are approved, which the declaration covers. The
    draft of it is dropped.
    Refuses TokenUnusable, BundleUnknown, BundleNotForYou, BundleChanged, StatementNotAgreed, and
    BundleNotComplete with every problem of every step. Source: 国办发〔2022〕32号 (一件事).
    """
    if not _TOKEN.fullmatch(idempotency_token):
        raise TokenUnusable
    if actor.kind not in (ActorKind.PERSON, ActorKind.FIRM_AGENT) or actor.subject_id is None:
        raise BundleNotForYou
    if agreement is None or agreement.statement != STATEMENT_CODE:
        raise StatementNotAgreed
    standing = _standing(actor, idempotency_token)
    if standing is None:
        bundle = current_bundle(bundle_code)
        if bundle.version != bundle_version:
            raise BundleChanged
        asked, clean = checked(actor, bundle, answers, material_blobs, now)
        content = Content(clean, dict(material_blobs))
        begun = _begun(actor, asked, content, idempotency_token, agreement, now)
        heard = hear_next(begun, now)
        try:
            with transaction.atomic():
                standing = _store(actor, asked, begun, heard, now)
        except (IntegrityError, Refusal) as fault:
            for one in filter(None, heard.values()):
                keep_looks(one)
            # The same form may have been sent twice at once, and the other one was quicker.
            twice = isinstance(fault, IntegrityError)
            standing = _standing(actor, idempotency_token) if twice else None
            if standing is None:
                raise
        go_on(standing, now)
    return bundle_case(actor, standing, now)


def _standing(actor: Actor, token: str) -> str | None:
    return (
        BundleCase.objects.filter(signer_id=actor.subject_id, idempotency_token=token)
        .order_by("id")
        .values_list("id", flat=True)
        .first()
    )


def _begun(
    actor: Actor, asked: Asked, content: Content, token: str, agreement: Agreement, now: datetime
) -> Running:
    """The bundle case as it will be written, to ask what its first steps need."""
    applicant = actor.acts_for or ""
    row = BundleCase(
        id=new_id("bundle"),
        number=_number(asked, now),
        bundle_code=asked.bundle.code,
        bundle_version=asked.bundle.version,
        applicant_id=applicant,
        signer_id=actor.subject_id or "",
        signer=signer_to_json(actor, agreement),
        idempotency_token=token,
        sealed=seal_content(applicant, content),
        state=BundleState.UNDER_WAY.value,
        submitted_at=now,
    )
    rows = {
        step.code: BundleStep(bundle=row, code=step.code, state=StepState.WAITING.value)
        for step in asked.steps
    }
    return Running(row, asked.bundle, rows, content)


def _store(
    actor: Actor,
    asked: Asked,
    running: Running,
    heard: Mapping[str, Heard | None],
    now: datetime,
) -> str:
    row = running.row
    row.save(force_insert=True)
    discard_bundle_draft(actor=actor, bundle_code=asked.bundle.code, now=now)
    for kept in running.rows.values():
        kept.save(force_insert=True)
    tell(running, events.BUNDLE_SUBMITTED, now)
    advance(running, now, heard)
    problems = tuple(_stuck(asked, running))
    if problems:
        raise BundleNotComplete(problems)
    return row.id


def _number(asked: Asked, now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('bundles_number')")
        serial = cursor.fetchone()[0]
    region = next(iter(asked.items.values())).region[:6] if asked.items else "000000"
    return f"J{region}{local_date(now):%Y%m%d}{serial:07d}"


def _stuck(asked: Asked, running: Running) -> Iterable[Problem]:
    """Why steps that should begin now cannot: told before anything is kept."""
    told: set[str] = set()
    for step in running.steps:
        kept = running.rows[step.code]
        for problem in open_problems(running.row.applicant_id, kept.sealed_problems):
            named = placed(asked, step, problem) if problem.where else problem
            if (named.where or named.code) not in told:
                told.add(named.where or named.code)
                yield named
