"""Record and publish what an inspection found 检查结果公示."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tongban.files.api import blob
from tongban.jobs.api import publish
from tongban.kernel.actor import Actor
from tongban.kernel.refusal import Problem
from tongban.kernel.text import Text
from tongban.kernel.wording import faults_of_words
from tongban.ledger.api import record
from tongban.supervision import events
from tongban.supervision.models import Inspection
from tongban.supervision.policies import drawn_post
from tongban.supervision.refusals import FindingNotComplete, FindingStands, NotYoursToOversee
from tongban.supervision.views import Finding

_UNSAID = (
    Text.of("没有写明检查情况。", "What was found is not described."),
    Text.of("用一两句话写明，这些话会公示。", "Say it in a sentence or two for the public."),
)
MAX_PHOTOS = 3


def record_inspection(
    *,
    actor: Actor,
    inspection_id: str,
    finding: Finding,
    words: str,
    photos: Sequence[str] = (),
    now: datetime,
) -> None:
    """Publish the finding on one drawn business, once; ``words`` up to 1000 characters.

    Words are needed unless nothing was found, and may hold no number of a person. Only a post that
    was drawn for this business records. Refuses NotYoursToOversee, FindingNotComplete,
    FindingStands, and files' FileNotYours. ``photos`` are up to three uploads of the inspector's
    own: kept with their digests, never published. Source: 国发〔2019〕5号 (结果公示).
    """
    said = words.strip()
    with transaction.atomic():
        rows = Inspection.objects.select_for_update(of=("self",)).select_related("draw")
        row = rows.filter(id=inspection_id).order_by("id").first()
        post = drawn_post(actor, row.draw.supervisor, row.inspectors) if row else None
        if row is None or post is None:
            raise NotYoursToOversee
        _check(finding, said, len(photos))
        if row.recorded_at is not None:
            raise FindingStands
        row.finding, row.words = finding.value, said
        row.photos = [[one.id, one.sha256] for one in (blob(actor, each) for each in photos)]
        row.recorded_at, row.recorded_post = now, post.id
        row.save(update_fields=["finding", "words", "photos", "recorded_at", "recorded_post"])
        facts = {"inspection": row.id, "draw": row.draw_id, "finding": finding.value}
        facts["photos"] = ",".join(digest for _, digest in row.photos)
        record(
            kind="supervision.inspected",
            about=row.draw_id,
            facts=facts,
            actor=actor,
            now=now,
            subject_id=row.subject_id,
        )
        publish(event=events.INSPECTION_RECORDED, aggregate=row.id, payload=facts, now=now)


def _check(finding: Finding, said: str, photos: int) -> None:
    missing = None if finding is Finding.NOTHING else _UNSAID
    problems = faults_of_words(said, room="supervision", missing=missing)
    if photos > MAX_PHOTOS:
        problems.append(
            Problem(
                "photos",
                "supervision.too_many_photos",
                Text.of(f"照片超过{MAX_PHOTOS}张。", f"More than {MAX_PHOTOS} photos."),
                Text.of("请挑最说明问题的。", "Choose those that show it best."),
            )
        )
    if problems:
        raise FindingNotComplete(tuple(problems))
