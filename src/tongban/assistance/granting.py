"""The mandate behind an errand, given by the person or, on proof of their consent, noted here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings

from tongban.assistance.domain.errand import ErrandState
from tongban.assistance.domain.power import fits_term, lives_there, serves
from tongban.assistance.models import Errand, Helper
from tongban.assistance.policies import ROOM, appointment
from tongban.assistance.refusals import RequestNotRight, TooManyErrands
from tongban.catalogue.api import ItemView
from tongban.identity.api import MandateKind, grant_mandate, subject
from tongban.jurisdiction.api import local_date
from tongban.kernel.actor import Actor
from tongban.kernel.ids import new_id
from tongban.kernel.text import Text
from tongban.ledger.api import seal

MOST_OF_A_RESIDENT = 5
MOST_OF_A_HELPER = 60
MOST_WORDS = 300
_OVER = [state.value for state in ErrandState if state.over]


def usual_term(today: date) -> date:
    """The last day of a mandate when nobody says another: short, by the settings."""
    return today + timedelta(days=settings.ASSISTANCE_TERM_DAYS)


def admit(
    *, helper: Helper, subject_id: str, village: str, item: ItemView, ends_on: date, today: date
) -> None:
    """Whether this helper may be asked this, for somebody of this village, until that day.

    Refuses RequestNotRight, TooManyErrands.
    """
    if not appointment(helper).holds(today) or not serves(helper.area, village, item.region):
        raise RequestNotRight(
            Text.of(
                "这位代办员不负责这个村（社区），或不能代办这个地区的事项。",
                "This helper does not serve this village, or not services of this region.",
            ),
            Text.of("请选择本村（社区）的代办员和本地事项。", "Choose a helper of your village."),
            "helper",
        )
    registered = subject(ROOM, subject_id).region
    if not lives_there(registered, village):
        raise RequestNotRight(
            Text.of(
                "登记的居住地不在这个村（社区）所在的区县。",
                "The residence on record is not in the county of this village.",
            ),
            Text.of("请选择居住地的代办员。", "Choose a helper where you live."),
            "village",
        )
    if helper.subject_id == subject_id:
        raise RequestNotRight(
            Text.of("代办员不能代办自己的事。", "Helpers do not act for themselves."),
            Text.of("请自己登录办理，或找另一位代办员。", "Apply yourself, or ask another helper."),
            "helper",
        )
    if not fits_term(today, ends_on) or ends_on > helper.valid_until:
        raise RequestNotRight(
            Text.of(
                "授权期限不对：从今天起，最长90天，也不能超过代办员的任期。",
                "The term does not fit: from today, 90 days at most, within the helper's own term.",
            ),
            Text.of("请改一个日期。", "Choose another day."),
            "until",
        )
    mine = Errand.objects.filter(subject_id=subject_id).exclude(state__in=_OVER)
    theirs = Errand.objects.filter(helper=helper).exclude(state__in=_OVER)
    if mine.count() >= MOST_OF_A_RESIDENT or theirs.count() >= MOST_OF_A_HELPER:
        raise TooManyErrands


def purpose_words(words: str) -> bytes:
    """What the person wants, cleaned. Refuses RequestNotRight when empty or too long."""
    said = words.strip()
    if not said or len(said) > MOST_WORDS:
        raise RequestNotRight(
            Text.of("请写清楚要办什么（300字以内）。", "Say what is to be done (300 characters)."),
            Text.of("写一两句话就可以。", "A sentence or two will do."),
            "purpose",
        )
    return said.encode()


def new_errand(
    *,
    helper: Helper,
    subject_id: str,
    item: ItemView,
    purpose: str,
    until: date | None,
    token: str,
    now: datetime,
) -> Errand:
    """An errand as it begins, not kept yet. Refuses as ``admit`` and ``purpose_words``."""
    today = local_date(now)
    ends_on = until or min(usual_term(today), helper.valid_until)
    admit(
        helper=helper,
        subject_id=subject_id,
        village=helper.area,
        item=item,
        ends_on=ends_on,
        today=today,
    )
    return Errand(
        id=new_id("errand"),
        helper=helper,
        subject_id=subject_id,
        token=token[:80],
        village=helper.area,
        item_code=item.code,
        purpose=seal(subject_id, purpose_words(purpose)),
        ends_on=ends_on,
        state=ErrandState.AGREED.value,
        asked_at=now,
        changed_at=now,
    )


def give_mandate(actor: Actor, row: Errand, today: date, now: datetime) -> None:
    """The mandate of one errand: this helper, this item, until its last day."""
    given = grant_mandate(
        actor=actor,
        kind=MandateKind.HELPER,
        principal_id=row.subject_id,
        agent_id=row.helper.subject_id,
        scope=(row.item_code,),
        valid_from=today,
        valid_until=row.ends_on,
        now=now,
    )
    row.mandate_id = given.id
