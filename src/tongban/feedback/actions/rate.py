"""Rate a service 评价: once, by the person served; a second time only after rectification."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from tongban.feedback import events, policies
from tongban.feedback.encounters import (
    applicant_of,
    case_id_of,
    encounter_of_case,
    open_all,
    rateable_case,
)
from tongban.feedback.models import Encounter, Rating
from tongban.feedback.refusals import (
    AlreadyRated,
    EncounterNotFound,
    RatingNotComplete,
    RerateNotAllowed,
)
from tongban.feedback.views import RatingView, Satisfaction
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor, Channel
from tongban.kernel.ids import new_id
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.ledger.api import record, seal

MAX_WRITING = 1000
MAX_TAGS = 10
MAX_TAG = 40


def rate(
    *,
    actor: Actor,
    encounter_id: str,
    level: Satisfaction,
    tags: Sequence[str],
    writing: str,
    channel: Channel,
    now: datetime,
) -> RatingView:
    """Rate one service encounter. ``writing`` up to 1000 characters, up to 10 tags of 40.

    Refuses EncounterNotFound (also for staff and strangers), RatingNotComplete, AlreadyRated.
    Source: 国办发〔2019〕51号 (一事一评), GB/T 39735.
    """
    _check(tags, writing)
    with transaction.atomic():
        encounter = _mine(actor, encounter_id, now)
        rating = Rating(
            id=new_id("rating"),
            encounter=encounter,
            round=encounter.round,
            level=level.value,
            tags=list(tags),
            writing=seal(encounter.subject_id, writing.encode()) if writing.strip() else None,
            channel=channel.value,
            rated_at=now,
        )
        try:
            with transaction.atomic():
                rating.save(force_insert=True)
        except IntegrityError as fault:
            raise AlreadyRated from fault
        facts = {
            "encounter": encounter.id,
            "item": encounter.item_code,
            "agency": encounter.agency_code,
            "level": level.value,
            "round": encounter.round,
            "bad": level.bad,
        }
        record(
            kind="feedback.rated",
            about=encounter.id,
            facts=facts,
            actor=actor,
            now=now,
            subject_id=encounter.subject_id,
        )
        publish(event=events.SERVICE_RATED, aggregate=encounter.id, payload=facts, now=now)
    return RatingView(encounter.round, level, tuple(tags), writing, now)


def open_second_round(*, actor: Actor, encounter_id: str, now: datetime) -> None:
    """Ask for a second rating 复评 after a bad first one was put right.

    Refuses EncounterNotFound, RerateNotAllowed.
    """
    with transaction.atomic():
        encounter = _locked(encounter_id)
        if encounter is None:
            raise EncounterNotFound
        first = Rating.objects.filter(encounter=encounter, round=1).order_by("id").first()
        bad = first is not None and Satisfaction(first.level).bad
        allowed = policies.may_open_second_round(actor, encounter.agency_code)
        if not (bad and allowed and encounter.round == 1):
            raise RerateNotAllowed
        Encounter.objects.filter(id=encounter.id).update(round=2)
        facts = {
            "encounter": encounter.id,
            "item": encounter.item_code,
            "agency": encounter.agency_code,
        }
        record(
            kind="feedback.rerating-opened",
            about=encounter.id,
            facts=facts,
            actor=actor,
            now=now,
        )
        publish(event=events.RERATING_OPENED, aggregate=encounter.id, payload=facts, now=now)


def _mine(actor: Actor, encounter_id: str, now: datetime) -> Encounter:
    encounter = _locked(encounter_id) or _opened_now(actor, encounter_id, now)
    if encounter is None or not policies.may_rate(actor, encounter.subject_id):
        raise EncounterNotFound
    return encounter


def _opened_now(actor: Actor, encounter_id: str, now: datetime) -> Encounter | None:
    # The person may be quicker than the outbox: what is decided can be rated at once.
    view = rateable_case(actor, case_id_of(encounter_id))
    if view is None:
        return None
    opened = encounter_of_case(
        case_id=view.id,
        subject_id=applicant_of(view),
        item_code=view.item_code,
        agency_code=view.agency_code,
        region=view.region,
        now=now,
    )
    open_all([opened])
    return opened


def _locked(encounter_id: str) -> Encounter | None:
    rows = Encounter.objects.select_for_update().filter(id=encounter_id)
    return rows.order_by("id").first()


def _check(tags: Sequence[str], writing: str) -> None:
    problems = []
    if len(writing) > MAX_WRITING:
        problems.append(
            Problem(
                "writing",
                "feedback.writing_too_long",
                Text.of(
                    f"文字超过了{MAX_WRITING}字。",
                    f"The words exceed {MAX_WRITING} characters.",
                ),
                Text.of("请写得简短一些。", "Please shorten them."),
            )
        )
    if len(tags) > MAX_TAGS or any(not tag.strip() or len(tag) > MAX_TAG for tag in tags):
        problems.append(
            Problem(
                "tags",
                "feedback.tags_not_right",
                Text.of("标签过多或过长。", "There are too many tags, or one is too long."),
                Text.of(
                    f"最多{MAX_TAGS}个，每个不超过{MAX_TAG}字。",
                    f"At most {MAX_TAGS} tags of {MAX_TAG} characters.",
                ),
            )
        )
    if problems:
        raise RatingNotComplete(problems)
