"""Tell what could not be done 反映办不成的事."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tongban.cases.api import case
from tongban.catalogue.api import published_item
from tongban.jurisdiction.api import calendar
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.calendar import Span, due_at
from tongban.kernel.ids import new_id
from tongban.ledger.api import seal
from tongban.obstacles import events
from tongban.obstacles.domain.matter import MatterState
from tongban.obstacles.models import Matter
from tongban.obstacles.queries import matter_view
from tongban.obstacles.recording import tell
from tongban.obstacles.refusals import SignInToTell, WordsMissing
from tongban.obstacles.views import MatterView

ANSWER_WITHIN = Span.parse("5 working-days")
MOST_WORDS = 2000


def tell_matter(
    *, actor: Actor, item_code: str, case_id: str, words: str, token: str, now: datetime
) -> MatterView:
    """A person says what could not be done; the agency of the service answers in five working days.

    ``case_id`` is empty, or a case of the person's own. The same ``token`` of the same person is
    one matter. Refuses SignInToTell, WordsMissing, ItemNotFound of catalogue, CaseNotFound of
    cases. Source: 优化营商环境条例 (办不成事反映窗口), the term is a demo value.
    """
    if actor.acts_for is None or actor.posts or actor.kind is ActorKind.ANONYMOUS:
        raise SignInToTell
    said = words.strip()
    if not said or len(said) > MOST_WORDS:
        raise WordsMissing
    item = published_item(item_code)
    if case_id:
        case(actor, case_id)  # only one's own, or it does not exist
    with transaction.atomic():
        row, fresh = Matter.objects.get_or_create(
            subject_id=actor.acts_for,
            token=token[:80],
            defaults={
                "id": new_id("matter"),
                "item_code": item.code,
                "case_id": case_id,
                "agency_code": item.agency_code,
                "region": item.region,
                "state": MatterState.OPEN.value,
                "told": seal(actor.acts_for, said.encode()),
                "told_at": now,
                "due_at": due_at(now, ANSWER_WITHIN, calendar()),
            },
        )
        if fresh:
            tell(row, events.MATTER_TOLD, actor, now)
    return matter_view(row)
